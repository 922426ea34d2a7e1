"""The columns that say where a row comes from: its nature, its place in the study, its remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import message
from planner.tables.table import Column, Format
from planner.words import word

if TYPE_CHECKING:
    from planner.messages import Value
    from planner.study import Source

PROVENANCE = (
    Column("nature", message("column.nature"), Format.SAID),
    Column("place", message("column.place"), width=24),
    Column("line", message("column.line"), Format.INTEGER, width=8),
)
#: The same in two columns, the second a sentence: for tables that are read rather than sorted.
SOURCED = (PROVENANCE[0], Column("source", message("column.source"), Format.SAID, width=40))


def provenance(source: Source) -> tuple[Value, ...]:
    """The values of :data:`PROVENANCE`; the line is blank where the row is not in the study."""
    return word(source.nature), source.place, "" if source.line is None else source.line


def sourced(source: Source) -> tuple[Value, ...]:
    """The values of :data:`SOURCED`: place, line and remark as far as they are known."""
    where: Value = source.place
    if source.place and source.line is not None:
        where = message("source.line", place=source.place, line=source.line)
    if not source.note or not where:
        return word(source.nature), where or source.note
    return word(source.nature), message("source.noted", where=where, note=source.note)
