"""The verbs of published fiches: imported from a downloaded file, searched, laid beside a draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.fiches.library import FicheLibrary
from planner.compute.near_copies import shared_passages
from planner.compute.referential import referential
from planner.errors import InvalidInput
from planner.messages import message
from planner.tables.fiches import fiches_table, shared_table
from planner.watch import Watch
from planner.words import word
from ui.actions import referentials
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.registry import verb
from ui.actions.settings import fiches_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.fiches import Fiche
    from planner.messages import Message
    from planner.study import Study

#: Fiches listed usually and at most; fiches whose passages are laid beside those of a draft.
USUAL, MOST, BESIDE = 20, 1000, 30


def library() -> FicheLibrary:
    """The fiches that this person imported."""
    return FicheLibrary(fiches_folder())


@verb("fiches.import")
def import_fiches(desk: Desk, path: Path, watch: Watch | None = None) -> Outcome:
    """Import the open data of the RNCP or the RS that was downloaded, in place of the former."""
    register, origin = library().take(path, desk.now().isoformat(timespec="minutes"), watch)
    said = message("fiches.imported", n=origin.fiches, register=word(register), file=origin.file)
    return Outcome(said=(said,), data={"register": str(register), "fiches": origin.fiches})


@verb("fiches.search")
def search_fiches(
    desk: Desk, words: list[str], most: int = USUAL, only_active: bool = False
) -> Outcome:
    """The imported fiches that hold all these words, the best first."""
    _check(most)
    found = library().search(" ".join(words), most, only_active=only_active)
    return _listed(found, "fiches.table")


@verb("fiches.expiring")
def expiring_fiches(desk: Desk, start: str = "", end: str = "") -> Outcome:
    """The active fiches whose registration ends within the plan's horizon, or between two days."""
    first, last = plan_horizon(desk.document.study, desk.today())
    found = library().expiring(_day(start) or first, _day(end) or last)
    return _listed(found, "fiches.expiring")


@verb("certifications.near")
def near(desk: Desk, certification: str, most: int = USUAL, watch: Watch | None = None) -> Outcome:
    """The published fiches nearest to a draft, and the passages that it shares with them.

    A literal copy of a fiche is refused without examination (R6113-8-1).
    """
    _check(most)
    referentials.certification(desk, certification)
    step = (watch or Watch()).step
    step(0.1, "fiches.looking")
    passages = draft_passages(desk.document.study, certification)
    fiches = library().like("\n".join(passages), BESIDE)
    step(0.4, "fiches.comparing")
    shared = shared_passages(passages, fiches)[:most]
    step(0.9, "fiches.comparing")
    order = {passage.fiche: place for place, passage in reversed(tuple(enumerate(shared)))}
    nearest = sorted(fiches, key=lambda fiche: order.get(fiche.number, len(shared)))[:most]
    tables = (shared_table(shared), fiches_table(nearest, "fiches.nearest"))
    copies = sum(passage.is_copy for passage in shared)
    data: Plain = {
        "copies": copies,
        "passages": plain_table(tables[0], desk.texts),
        "fiches": plain_table(tables[1], desk.texts),
    }
    return Outcome((_near_said(bool(passages), len(fiches), copies),), tables, data=data)


def draft_passages(study: Study, key: str) -> tuple[str, ...]:
    """The texts of a draft that must copy nothing: its aim and its referential."""
    row = study.certifications.get(key)
    return tuple(text for text in (row.aim, *referential(study, key).texts()) if text)


def plan_horizon(study: Study, today: date) -> tuple[date, date]:
    """From today to the last day that the roadmap names, a year from now at least."""
    told = (day for task in study.tasks for day in (task.due, task.not_before) if day is not None)
    year = today.year + 1
    return today, max((*told, date(year, today.month, min(today.day, 28))))


def _near_said(has_text: bool, fiches: int, copies: int) -> Message:
    if not has_text:
        return message("fiches.near.no_text")
    if not fiches:
        return message("fiches.near.none")
    return message("fiches.near.copies", n=copies)


def _listed(found: Sequence[Fiche], title: str) -> Outcome:
    if not library().origins():
        return Outcome(said=(message("fiches.not_imported"),), data=[])
    table = fiches_table(found, title)
    return Outcome(said=(table.title,), tables=(table,))


def _check(most: int) -> None:
    if not 1 <= most <= MOST:
        raise InvalidInput("search_limit", value=most, most=MOST)


def _day(typed: str) -> date | None:
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise InvalidInput("fiches_day", value=typed[:40]) from error
