"""The referentials of a certification side by side, a table a block, as registers ask for them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from planner.compute.dossier import Dossier, Line, Section, tells_activities
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import Register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.messages import Message, Value
    from planner.study import Assessment, AssessmentCriterion

#: The columns whose equal neighbours are one cell on paper.
MERGED = ("activity", "modality")

#: The codes of the titles that name a block.
BLOCK_TITLES = ("dossier.referential.block", "dossier.referential.optional")

_ACTIVITY = Column("activity", message("dossier.column.activity"), width=34)
_COLUMNS = (
    Column("competence", message("dossier.column.competence"), width=44),
    Column("modality", message("dossier.column.modality"), Format.SAID, width=40),
    Column("criteria", message("dossier.column.criteria"), Format.SAID, width=46),
)


def referential_tables(told: Dossier) -> tuple[Table, ...]:
    """A table a block, three referentials wide under the RNCP and two under the RS.

    A cell of several texts is a tuple, to be told a line each. Without any part there is one
    table without rows.
    """
    register = told.certification.register
    wide = tells_activities(register, told.parts)
    notes = tuple(_notes(told, wide=wide))
    found = told.sections or (Section(None, ()),)
    return tuple(
        Table(
            f"referential_{number}",
            _title(section, told),
            (_ACTIVITY, *_COLUMNS) if wide else _COLUMNS,
            tuple(_row(line, wide=wide) for line in _shown(section, wide=wide)),
            notes if number == len(found) else (),
        )
        for number, section in enumerate(found, 1)
    )


def runs(table: Table, key: str) -> tuple[tuple[int, int], ...]:
    """The rows that say the same in a column one after the other, as first and last places."""
    found, first = [], 0
    for _, group in groupby(table.column(key)):
        size = sum(1 for _ in group)
        found.append((first, first + size - 1))
        first += size
    return tuple(found)


def coded(code: str, text: str) -> str:
    """A part as documents tell it: its code, then its text."""
    return f"{code} – {text}" if code else text


def modality_lines(assessment: Assessment) -> Iterator[Message | str]:
    """How something is assessed, what is produced for it, how long it takes."""
    yield assessment.modality
    if assessment.evidence:
        yield message("dossier.evidence", text=assessment.evidence)
    if assessment.duration:
        yield message("dossier.duration", text=assessment.duration)


def criterion_line(criterion: AssessmentCriterion) -> Message | str:
    """A criterion with its indicator, where it has one."""
    if not criterion.indicator:
        return criterion.text
    return message("dossier.criterion", text=criterion.text, indicator=criterion.indicator)


def section_title(section: Section) -> Message:
    """What the parts of a section stand under."""
    block = section.block
    if block is None:
        return message("dossier.referential.no_block")
    return message(BLOCK_TITLES[block.is_optional], title=coded(block.code, block.title))


def _title(section: Section, told: Dossier) -> Message:
    if section.block is None and len(told.sections) <= 1:
        return message("dossier.referential.whole")
    return section_title(section)


def _shown(section: Section, *, wide: bool) -> Iterator[Line]:
    """The lines; an activity alone has no place where activities are not told."""
    for line in section.lines:
        if wide or line.competence is not None or line.assessments:
            yield line


def _row(line: Line, *, wide: bool) -> Row:
    competence = line.competence
    values: tuple[Value, ...] = (
        None if competence is None else coded(competence.code, competence.text),
        tuple(said for each in line.assessments for said in modality_lines(each)) or None,
        tuple(criterion_line(each) for each in line.criteria) or None,
    )
    activity = None if line.activity is None else coded(line.activity.code, line.activity.text)
    return Row((activity, *values) if wide else values, _place(line))


def _place(line: Line) -> Place:
    if line.competence is not None:
        return Place("attested_competences", line.competence.key)
    if line.activity is not None:
        return Place("activities", line.activity.key)
    return Place("assessments", line.assessments[0].key)


def _notes(told: Dossier, *, wide: bool) -> Iterator[Message]:
    if told.parts.is_empty:
        yield message("dossier.referential.empty")
    if not wide and told.certification.register is Register.RS and told.parts.activities:
        yield message("dossier.referential.no_activities", n=len(told.parts.activities))
    for block in told.parts.blocks:
        if block.prerequisites:
            title = coded(block.code, block.title)
            yield message("dossier.prerequisites", title=title, text=block.prerequisites)
