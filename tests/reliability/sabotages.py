"""The safeguards that can be taken away, each with the tests that must then turn red."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sabotage:
    """A safeguard taken away: in ``file``, ``before`` becomes ``after``."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


_PRAGMAS = ("tests/db/test_connecting.py::test_each_connection_has_the_pragmas",)
_NEEDS = "tests/planner/compute/test_needs.py"
_WRITING = "tests/exports/test_writing.py"
_CONFLICTS = "tests/db/test_conflicts.py"

SABOTAGES: tuple[Sabotage, ...] = (
    Sabotage(
        "no fsync of outputs",
        "exports/writing.py",
        "        stream.flush()\n        os.fsync(stream.fileno())\n",
        "        stream.flush()\n",
        (f"{_WRITING}::test_the_bytes_are_on_the_disk_before_they_take_the_place",),
    ),
    Sabotage(
        "synchronous off",
        "db/pragmas.py",
        '("synchronous", "EXTRA", 3)',
        '("synchronous", "OFF", 0)',
        _PRAGMAS,
    ),
    Sabotage(
        "foreign keys off",
        "db/pragmas.py",
        '("foreign_keys", "ON", 1)',
        '("foreign_keys", "OFF", 0)',
        _PRAGMAS,
    ),
    Sabotage(
        "no fsync of copies",
        "db/files.py",
        '    with path.open("rb+") as stream:\n        os.fsync(stream.fileno())\n',
        "    return\n",
        ("tests/db/test_files.py::test_a_text_that_cannot_be_synced_leaves_the_former_one",),
    ),
    Sabotage(
        "in-place save",
        "exports/writing.py",
        '    draft = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}{LEFTOVER}")\n',
        '    with target.open("wb") as stream:\n        write(stream)\n    return\n',
        (f"{_WRITING}::test_a_writer_that_fails_leaves_the_old_file_and_nothing_else",),
    ),
    Sabotage(
        "no row version",
        "db/writing.py",
        "if found.get(change.key) != _version(versions, change):",
        "if change.key not in found:",
        ("tests/reliability/test_two_writers.py",),
    ),
    Sabotage(
        "row version of deletions not checked",
        "db/writing.py",
        "_refuse_changed(connection, (*gone, *updates), versions)",
        "_refuse_changed(connection, updates, versions)",
        (f"{_CONFLICTS}::test_what_two_writers_do_to_one_row_is_told",),
    ),
    Sabotage(
        "lock not checked",
        "db/file_keeper.py",
        "if not is_held:",
        "if False:",
        (f"{_CONFLICTS}::test_a_lock_that_was_lost_stops_the_writer",),
    ),
    Sabotage(
        "lock of another machine taken",
        "db/lock.py",
        "elif there.machine != mine.machine or _is_at_work(",
        "elif _is_at_work(",
        ("tests/db/test_lock.py::test_the_lock_of_another_machine_is_never_taken",),
    ),
    Sabotage(
        "journal written after the commit",
        "db/store.py",
        "                journal.append(connection, record, ",
        "                transaction.commit()\n"
        "                transaction = connection.begin()\n"
        "                journal.append(connection, record, ",
        ("tests/db/test_store.py::test_rows_and_their_journal_are_one_transaction",),
    ),
    Sabotage(
        "journal's chain not checked",
        "db/journal.py",
        "follows &= record.hash == step.hash and record.holds",
        "follows &= record.hash == step.hash",
        ("tests/db/test_journal.py",),
    ),
    Sabotage(
        "undo gives back the new value",
        "planner/edits.py",
        "return Set(edit.collection, edit.key, tuple((n, getattr(before, n)) for n in values))",
        "return edit",
        ("tests/planner/test_edits.py::test_an_edit_then_its_inverse_gives_the_same_study",),
    ),
    Sabotage(
        "values not checked",
        "planner/edits.py",
        "    check_row(draft, edit.collection, after)\n",
        "",
        (
            "tests/reliability/test_constraints.py::"
            "test_no_bad_value_enters_the_study_by_constructor_edit_or_batch",
        ),
    ),
    Sabotage(
        "backup by copying the file",
        "db/files.py",
        "        reading.backup(copy)\n",
        "        part.write_bytes(source.read_bytes())\n",
        ("tests/db/test_connecting.py::test_the_live_file_is_never_opened_but_by_sqlite",),
    ),
    Sabotage(
        "no escaping in the PDF",
        "exports/pdf_text.py",
        '"".join(_ESCAPES.get(sign, sign) for sign in words)',
        "words",
        ("tests/exports/test_pdf_text.py::test_hostile_text_is_printed_as_it_is_written",),
    ),
    Sabotage(
        "no escaping in the workbook",
        "exports/sheets/body.py",
        "            text = escape(text)\n",
        "            pass\n",
        ("tests/exports/sheets/test_body.py::test_a_text_is_escaped_and_never_a_formula",),
    ),
    Sabotage(
        "formulas in the workbook",
        "exports/sheets/body.py",
        '        if "&" in text',
        '        if text.startswith("="):\n'
        "            return f'<c r=\"{place}\"><f>{escape(text[1:])}</f></c>'\n"
        '        if "&" in text',
        (
            "tests/exports/sheets/test_values.py::"
            "test_a_text_like_a_formula_or_an_error_stays_a_text",
        ),
    ),
    Sabotage(
        "no pre-check of workbooks",
        "db/exchange/workbook_check.py",
        "                if size > allowed or marks > bounds.marks:",
        "                if False:",
        (
            "tests/db/exchange/test_workbook_file.py::"
            "test_bombs_are_refused_before_they_are_unpacked",
        ),
    ),
    Sabotage(
        "entities let through",
        "db/exchange/workbook_check.py",
        "if self.is_xml and _is_hostile(tail + block):",
        "if False:",
        ("tests/db/exchange/test_workbook_file.py::test_document_types_and_entities_are_refused",),
    ),
    Sabotage(
        "no bound on rows",
        "db/exchange/sheet_survey.py",
        "    found = _plain(data, bounds)\n",
        "    from dataclasses import replace\n"
        "    bounds = replace(bounds, rows=1 << 30)\n"
        "    found = _plain(data, bounds)\n",
        (
            "tests/db/exchange/test_workbook_file.py::"
            "test_too_many_rows_are_an_error_and_never_a_cut",
        ),
    ),
    Sabotage(
        "swallowed exception of a job",
        "ui/desktop/session.py",
        "            sys.excepthook(type(error), error, error.__traceback__)",
        "            pass",
        (
            "tests/ui/desktop/test_session.py::"
            "test_a_long_verb_that_breaks_reaches_the_exception_hook",
        ),
    ),
    Sabotage(
        "swallowed exception of a slot",
        "ui/desktop/dialogs/crash.py",
        "        sys.excepthook = self.on_exception\n",
        "        sys.excepthook = lambda *_: None\n",
        (
            "tests/ui/desktop/dialogs/test_crash.py::"
            "test_an_exception_in_a_slot_reaches_dialog_and_log",
        ),
    ),
    Sabotage(
        "lane not waited for",
        "ui/desktop/session.py",
        "        self.jobs.shutdown()\n",
        "",
        ("tests/reliability/test_slots.py::test_quitting_during_a_job_ends_well",),
    ),
    Sabotage(
        "unknown need treated as zero",
        "planner/compute/needs.py",
        "_exact(line.central), _exact(line.high))",
        "Fraction(line.central or 0), Fraction(line.high or 0))",
        (f"{_NEEDS}::test_an_unknown_line_leaves_the_need_open_above",),
    ),
    Sabotage(
        "allocation rows normalised in silence",
        "planner/compute/needs.py",
        "        shares[share.allocation].append(share)\n    return dict(shares)\n",
        "        shares[share.allocation].append(share)\n"
        "    from dataclasses import replace\n"
        "    return {\n"
        "        name: [\n"
        "            replace(row, share=row.share / (sum(r.share for r in rows) or 1))\n"
        "            for row in rows\n"
        "        ]\n"
        "        for name, rows in shares.items()\n"
        "    }\n",
        (f"{_NEEDS}::test_what_no_share_bears_is_told_and_never_spread",),
    ),
)
