"""The columns that say where a row comes from: its nature, its place in the study, its line."""

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


def provenance(source: Source) -> tuple[Value, ...]:
    """The values of :data:`PROVENANCE`; the line is blank where the row is not in the study."""
    return word(source.nature), source.place, "" if source.line is None else source.line
