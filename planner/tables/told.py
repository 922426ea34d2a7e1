"""What was read of a file although it may surprise: where it stands, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.exchange.given import Told


def told_table(told: Iterable[Told]) -> Table:
    """A line for each cell or row that a person may want to look at."""
    columns = (
        Column("sheet", message("import.column.sheet"), width=18),
        Column("line", message("import.column.row"), Format.INTEGER, width=8),
        Column("cell", message("import.column.cell"), width=8),
        Column("said", message("import.column.told"), Format.SAID, width=70),
    )
    rows = tuple(Row((t.spot.sheet, t.spot.row, t.cell, t.said)) for t in told)
    return Table("told", message("import.told", n=len(rows)), columns, rows)
