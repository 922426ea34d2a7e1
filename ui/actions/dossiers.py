"""The verbs of documents of a certification: its file in five formats, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.compute.adoption import adopted
from planner.compute.extracts import PARTS, Extract, PartChange, compared, extract, installed
from planner.edits import Batch, Edit, apply
from planner.errors import InvalidInput, StudyFileError, UsageError
from planner.messages import Message, message
from planner.tables.part_changes import part_changes_table
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import CertificationStatus
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, plain_table
from ui.actions.parsing import parse
from ui.actions.referentials import status_told
from ui.actions.registry import verb
from ui.actions.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from db.exchange.referential_workbook import Parse, RefusedLine
    from planner.fields import Field
    from planner.messages import Value
    from planner.study import Study

#: The formats of a file, each with the ending that its files have.
FORMATS = MappingProxyType(
    {"pdf": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "text": ".txt", "case": ".json"}
)
_ROOM = "certifications"


@verb("export.dossier")
def export_dossier(
    desk: Desk,
    key: str,
    out: Path,
    format: str = "",
    without_comments: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Write the file of a certification to ``out``, in the format of its ending or of ``format``.

    ``without_comments`` leaves the opinions of partners out, for a file that goes to a register.
    """
    rowedits.row_of(desk.document.study, _ROOM, key)
    asked = _format(format, out)
    if asked == "case":
        _write_case(desk, key, out)
    else:
        _writer(asked)(
            desk.document.study,
            key,
            out,
            desk.texts,
            on=desk.today(),
            fingerprint=desk.document.fingerprint(),
            with_comments=not without_comments,
            watch=watch or Watch(),
        )
    return Outcome(
        said=(message("done.written", path=str(out)),),
        written=(out,),
        data={"written": [str(out)], "format": asked},
    )


def _format(asked: str, out: Path) -> str:
    if asked:
        if asked not in FORMATS:
            raise UsageError("unknown_format", value=asked, known=tuple(FORMATS))
        return asked
    endings = {ending: name for name, ending in FORMATS.items()}
    found = endings.get(out.suffix.casefold())
    if found is None:
        raise UsageError("unknown_ending", path=out.name, known=tuple(FORMATS.values()))
    return found


def _writer(asked: str) -> Callable[..., None]:
    """The exporter of a format; its library is loaded only when it is asked for."""
    match asked:
        case "docx":
            from exports.dossier_docx import write_dossier_docx

            return write_dossier_docx
        case "xlsx":
            from exports.dossier_xlsx import write_dossier_workbook

            return write_dossier_workbook
        case "text":
            from exports.dossier_text import write_dossier_text

            return write_dossier_text
    from exports.dossier import write_dossier

    return write_dossier


def _write_case(desk: Desk, key: str, out: Path) -> None:
    from exports.case import case_package
    from exports.writing import write_atomically

    data = case_package(extract(desk.document.study, key), desk.now().astimezone(UTC))

    def write(stream: object) -> None:
        stream.write(data)  # type: ignore[attr-defined]

    write_atomically(out, write)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A certification that a file tells: what it changes, what was refused, what was not read."""

    file: str
    taken: Extract
    changes: tuple[PartChange, ...]
    is_new: bool
    refused: tuple[RefusedLine, ...] = ()
    ignored: tuple[Message, ...] = ()


@verb("certifications.import", changes=True)
def import_certification(
    desk: Desk, path: Path, key: str = "", dry_run: bool = False, take_rest: bool = False
) -> Outcome:
    """Take a certification from a workbook or a CASE package, as one step.

    ``key`` names the certification that it replaces; ``dry_run`` only shows what would change.
    Where lines are refused nothing is written, unless ``take_rest`` leaves them as they are.
    """
    incoming = read_incoming(desk, path, key)
    if incoming.refused and not (dry_run or take_rest):
        raise refusal(desk, path, incoming)
    if not dry_run:
        do_import(desk, incoming)
    return _outcome(desk, incoming, written=not dry_run)


def read_incoming(desk: Desk, path: Path, key: str = "") -> Incoming:
    """What a file would change, written nowhere; its content tells whether it is JSON or Excel.

    Raises a :class:`~planner.errors.CartoplanError` in one sentence where it cannot be read, or
    where the study could not take it.
    """
    study = desk.document.study
    if key:
        rowedits.row_of(study, _ROOM, key)
    incoming = _case(study, path, key) if _is_json(path) else _workbook(desk, path, key)
    apply(study, installed(study, incoming.taken))
    return incoming


def do_import(desk: Desk, incoming: Incoming) -> None:
    """Put what a file tells into the study, as one step of the history; nothing where it is.

    Another status than the study knows is noted with today's date and the file that tells it.
    """
    edit = installed(desk.document.study, incoming.taken)
    if edit.edits:
        title = incoming.taken.certification.title[:80]
        told = Batch((*edit.edits, *_status_told(desk, incoming)))
        desk.document.do(told, message("step.certification_imported", title=title))


def _status_told(desk: Desk, incoming: Incoming) -> tuple[Edit, ...]:
    """The edit that notes the status of the file; none where it is the one that stands."""
    row = incoming.taken.certification
    there = desk.document.study.certifications.find(row.key)
    before = CertificationStatus.IDEA if there is None else there.status
    if row.status is before:
        return ()
    reason = desk.texts.say(message("import.status_reason", file=incoming.file[:80]))
    return (status_told(desk, row.key, row.status, reason, desk.today()),)


def refusal(desk: Desk, path: Path, incoming: Incoming) -> InvalidInput:
    """Why a file was not taken: how many lines were refused, and the first of them."""
    first = incoming.refused[0]
    return InvalidInput(
        "import_refused",
        path=path.name,
        n=len(incoming.refused),
        sheet=first.sheet,
        row=first.row,
        why=first.said,
    )


def refused_table(refused: tuple[RefusedLine, ...]) -> Table:
    """The lines that were not read: where, what stands there, why and the remedy."""
    columns = (
        Column("sheet", message("import.column.sheet"), width=18),
        Column("line", message("import.column.row"), Format.INTEGER, width=8),
        Column("column", message("import.column.column"), width=20),
        Column("value", message("import.column.value"), width=30),
        Column("said", message("import.column.said"), Format.SAID, width=70),
    )
    rows = tuple(Row((r.sheet, r.row, r.column, r.value, r.said)) for r in refused)
    return Table("refused", message("import.refused", n=len(rows)), columns, rows)


def _is_json(path: Path) -> bool:
    """Whether a file begins as JSON does, rather than as an archive or a compound file."""
    try:
        with path.open("rb") as stream:
            head = stream.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    except FileNotFoundError as error:
        raise StudyFileError("file_missing", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("workbook_unreadable", path=str(path), reason=reason) from error
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return False
    if head.startswith((b"{", b"[")):
        return True
    raise StudyFileError("import_unknown", path=str(path))


def _case(study: Study, path: Path, key: str) -> Incoming:
    from db.exchange.case import read_case

    taken = adopted(study, read_case(path), key or None)
    return Incoming(path.name, taken, *_compared(study, taken))


def _workbook(desk: Desk, path: Path, key: str) -> Incoming:
    from db.exchange.referential_workbook import read_referential

    study = desk.document.study
    known = [desk.texts, *(Texts(each) for each in LANGUAGES if each != desk.texts.language)]
    read = read_referential(path, study, known, _parser(study, known), key or None)
    found = _compared(study, read.taken)
    return Incoming(path.name, read.taken, *found, read.refused, read.ignored)


def _parser(study: Study, languages: list[Texts]) -> Parse:
    """Reads what was typed in any language of the house; the first one says what is wrong."""

    def read(collection: str, field: Field, typed: str) -> Value:
        refused: InvalidInput | None = None
        for texts in languages:
            try:
                return parse(study, texts, collection, field, typed)
            except InvalidInput as error:
                refused = refused or error
        assert refused is not None
        raise refused

    return read


def _compared(study: Study, taken: Extract) -> tuple[tuple[PartChange, ...], bool]:
    """What differs from the study, and whether the study has no such certification yet."""
    key = taken.certification.key
    if study.certifications.find(key) is not None:
        return compared(extract(study, key), taken), False
    nothing = Extract(taken.certification, MappingProxyType(dict.fromkeys(PARTS, ())))
    return compared(nothing, taken), True


def _outcome(desk: Desk, incoming: Incoming, *, written: bool) -> Outcome:
    row, changes = incoming.taken.certification, part_changes_table(incoming.changes)
    refused = refused_table(incoming.refused)
    if not incoming.changes and not incoming.is_new:
        done = message("import.nothing", title=row.title)
    else:
        code = "import.new" if incoming.is_new else "import.changed"
        done = message(code, title=row.title, key=row.key, n=len(incoming.changes))
    is_written = () if done.code == "import.nothing" else _end(written=written)
    tables = (changes, refused) if incoming.refused else (changes,)
    return Outcome(
        said=(
            done,
            *incoming.ignored,
            *((refused.title,) if incoming.refused else ()),
            *is_written,
        ),
        tables=tables,
        data={
            "certification": row.key,
            "new": incoming.is_new,
            "written": written,
            "changes": plain_table(changes, desk.texts),
            "refused": plain_table(refused, desk.texts),
            "unread": [desk.texts.say(said) for said in incoming.ignored],
        },
    )


def _end(*, written: bool) -> tuple[Message, ...]:
    """Whether it was written, or only looked at."""
    return (message("import.written" if written else "import.only_looked"),)
