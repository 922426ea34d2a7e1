"""The verbs of the competences: list them, put them under an occupation, say that they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.competence_gaps import competence_coverage, competence_gaps
from planner.compute.competences import attach, confirm, progress
from planner.messages import Message, message
from planner.tables.competence_gaps import coverage_table, sector_gaps_table
from planner.tables.competences import competences_table
from planner.vocab import Attachment
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain, plain_table
from ui.actions.parsing import row_name
from ui.actions.registry import verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.edits import Edit
    from planner.study import Study

_ROOM = "competences"


@verb("competences.list")
def list_competences(desk: Desk, in_sector: str = "", to_check: bool = False) -> Outcome:
    """The competence rows in printed order, of one sector or all, and how far they are checked."""
    study = desk.document.study
    wanted = rowedits.typed_values(desk, _ROOM, [f"sector={in_sector}"])["sector"]
    chosen = [
        row
        for row in study.competences
        if wanted in (None, row.sector)
        and (not to_check or row.attachment is Attachment.AS_PRINTED)
    ]
    table = competences_table(study, chosen)
    done = progress(study)
    said = message("competences.progress", n=done.checked, of=done.n, unplaced=done.unplaced)
    data: Plain = {
        "checked": done.checked,
        "to_check": done.left,
        "unplaced": done.unplaced,
        "rows": plain_table(table, desk.texts),
    }
    return Outcome(said=(said,), tables=(table,), data=data)


@verb("competences.gap")
def competence_gap(desk: Desk, certification: str = "") -> Outcome:
    """The affected competences that nobody certifies, by sector; those of one certification."""
    study = desk.document.study
    if certification:
        rowedits.row_of(study, "certifications", certification)
        table = coverage_table(study, competence_coverage(study, certification))
    else:
        table = sector_gaps_table(study, competence_gaps(study))
    return Outcome(said=(table.title,), tables=(table,))


@verb("competences.attach", changes=True)
def attach_competences(desk: Desk, occupation: str, competences: list[str]) -> Outcome:
    """Put competence rows under an occupation of their sector; their attachment is checked."""
    edit, label = attaching(desk.document.study, competences, occupation)
    desk.document.do(edit, label)
    return Outcome(said=(label,), data={"attached": list(competences), "occupation": occupation})


@verb("competences.confirm", changes=True)
def confirm_competences(desk: Desk, competences: list[str]) -> Outcome:
    """Say of competence rows that they belong to the occupation that they stand under."""
    edit, label = confirming(desk.document.study, competences)
    desk.document.do(edit, label)
    return Outcome(said=(label,), data={"confirmed": list(competences)})


def attaching(study: Study, keys: Sequence[str], occupation: str) -> tuple[Edit, Message]:
    """The edit that puts rows under an occupation, and its name."""
    edit = attach(study, keys, occupation)
    name = row_name(study.occupations.get(occupation))[:80]
    return edit, message("step.competences_attached", n=len(set(keys)), name=name)


def confirming(study: Study, keys: Sequence[str]) -> tuple[Edit, Message]:
    """The edit that says of rows that they stand where they belong, and its name."""
    return confirm(study, keys), message("step.competences_confirmed", n=len(set(keys)))
