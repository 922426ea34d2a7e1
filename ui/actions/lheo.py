"""The verbs of LHEO: the inventory leaves as a file that regions exchange, and offers come in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.edits import Batch, Put
from planner.exchange.lheo_reply import Held, hold, taken_offers
from planner.exchange.replies import RowFate
from planner.exchange.taking import Provenance
from planner.messages import message
from planner.tables.lheo import unread_table
from planner.tables.replies import refusals_table, rows_table
from planner.text import clean
from planner.watch import Watch
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.exchange import counts_said, decided
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.registry import verb
from ui.actions.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.exchange.lheo import Offer
    from planner.exchange.taking import Decisions, Taken
    from planner.messages import Message

_LONGEST_NAME = 200
_NAMED = 5  # new institutions that are named before the others are counted


@verb("export.lheo", in_window=True)
def export_lheo(
    desk: Desk, out: Path, without_own: bool = False, watch: Watch | None = None
) -> Outcome:
    """Write the trainings to ``out`` as LHEO 2.3, in French whatever the language.

    ``without_own`` leaves our own fields out, comments among them, for a public directory.
    """
    from exports.lheo import write_lheo

    study = desk.document.study
    told = write_lheo(study, out, Texts("fr"), at=desk.now(), with_own=not without_own, watch=watch)
    said = [message("lheo.written", n=told.trainings, path=str(out))]
    archived = sum(row.is_archived for row in study.trainings)
    if archived:
        said.append(message("lheo.archived_left", n=archived))
    if told.cut:
        code = "lheo.cut" if without_own else "lheo.cut_kept"
        said.append(message(code, n=told.cut))
    data: Plain = {"written": [str(out)], "trainings": told.trainings, "shortened": told.cut}
    return Outcome(said=tuple(said), written=(out,), data=data)


@verb("lheo.import", changes=True)
def import_lheo(
    desk: Desk,
    path: Path,
    decide: list[str] | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Hold the trainings of an LHEO file against the study, and take what nobody contests.

    It fills what is unknown and adds what is new, as one step. Where both know and differ nothing
    is done, unless ``decide`` says so in the words of ``exchange receive``.
    """
    held = held_offers(desk, read_offers(path, watch))
    decisions = decided(held.whole(), decide or ())
    made = (taking_offers if dry_run else take_offers)(desk, path, held, decisions)
    return _outcome(desk, path, held, decisions, made, written=not dry_run)


def read_offers(path: Path, watch: Watch | None = None) -> tuple[Offer, ...]:
    """The trainings of a file, written nowhere.

    Raises :class:`~planner.errors.StudyFileError` where it is no LHEO file, is damaged or hostile.
    """
    from db.exchange.lheo import read_lheo

    return tuple(read_lheo(path, watch))


def offers_digest(path: Path) -> str:
    """The fingerprint of a file that was read, by which it is known again."""
    from db.exchange.lheo import file_digest

    return file_digest(path)


def held_offers(desk: Desk, offers: Iterable[Offer]) -> Held:
    """What the trainings of a file would change in the study of today, written nowhere."""
    return hold(desk.document.study, offers, desk.new_key)


def taking_offers(desk: Desk, path: Path, held: Held, decisions: Decisions) -> Taken:
    """What taking a file would do under some decisions: the edits, and how many cells and rows."""
    name = clean(path.name)
    note = desk.texts.say(message("lheo.provenance", file=name, on=desk.today()))
    provenance = Provenance(name[:_LONGEST_NAME], clean(note))
    return taken_offers(desk.document.study, held, decisions, provenance, desk.new_key)


def take_offers(desk: Desk, path: Path, held: Held, decisions: Decisions) -> Taken:
    """Take a file into the study, and keep that it came, as one step of the history."""
    made = taking_offers(desk, path, held, decisions)
    if made.rows:
        reply = _reply(desk, path, held, made)
        edit = Batch((*made.edit.edits, Put("replies", reply)))
        label = message("step.lheo_taken", n=made.rows, file=clean(path.name)[:80])
        desk.document.do(edit, label)
    return made


def _reply(desk: Desk, path: Path, held: Held, made: Taken) -> Any:
    """The file as it is kept among the replies; the same file taken again stands for itself."""
    digest = offers_digest(path)
    row: Any = rowedits.new_row(
        desk,
        "replies",
        {
            "file_name": clean(path.name)[:_LONGEST_NAME],
            "digest": digest,
            "received_on": desk.today(),
            "author": desk.author,
            "taken": made.rows,
            "refused": held.whole().counts()[RowFate.REFUSED],
            "undecided": made.open,
        },
    )
    former = next((r for r in desk.document.study.replies if r.digest == digest), None)
    if former is None:
        return row
    return replace(row, key=former.key, rank=former.rank, taken=former.taken + made.rows)


def _outcome(
    desk: Desk, path: Path, held: Held, decisions: Decisions, made: Taken, *, written: bool
) -> Outcome:
    whole = held.whole()
    shown = [fate for fate in RowFate if fate not in (RowFate.IDENTICAL, RowFate.ABSENT)]
    tables = [rows_table(whole, decisions, *shown)]
    refused, unread = refusals_table(desk.document.study, whole), unread_table(held.unread)
    tables += [table for table in (refused, unread) if table.rows]
    counts = {str(fate): n for fate, n in whole.counts().items() if fate is not RowFate.ABSENT}
    return Outcome(
        said=tuple(_said(path, held, made, written=written)),
        tables=tuple(tables),
        data={
            "file": path.name,
            "counts": counts,
            "institutions": [row.name for row in held.institutions],
            "rows": plain_table(tables[0], desk.texts),
            "refused": plain_table(refused, desk.texts),
            "unread": plain_table(unread, desk.texts),
            "taken": made.rows,
            "open": made.open,
            "written": written,
        },
    )


def held_said(path: Path, held: Held) -> list[Message]:
    """What there is to know of a file before it is decided upon."""
    said = [message("lheo.received", n=len(held.whole().rows), file=path.name)]
    if held.institutions:
        names = tuple(row.name for row in held.institutions[:_NAMED])
        others = len(held.institutions) - len(names)
        code = "lheo.institutions.some" if others else "lheo.institutions"
        said.append(message(code, n=len(held.institutions), names=names))
    if held.unread:
        said.append(message("lheo.unread", n=len(held.unread)))
    return said


def _said(path: Path, held: Held, made: Taken, *, written: bool) -> list[Message]:
    first, *others = held_said(path, held)
    said = [first, counts_said(held.whole()), *others]
    if made.open:
        said.append(message("exchange.left_open", n=made.open))
    if not made.rows:
        said.append(message("exchange.taken.none"))
    else:
        said.append(message("exchange.taken" if written else "exchange.would_take", n=made.rows))
    return said
