"""What an edit would change, value by value, as a table to look at before it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.findings import Place
from planner.messages import message
from planner.tables.cells import cell_label, cell_said, row_said
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.cells import CellChange
    from planner.messages import Value
    from planner.study import Study

#: The columns of :func:`cells_of`.
ROW = Column("row", message("column.changed_row"), width=34)
FIELD = Column("field", message("column.field"), Format.SAID, width=16)
BEFORE = Column("before", message("column.before"), width=26)
AFTER = Column("after", message("column.after"), width=26)


def changes_table(study: Study, changes: Sequence[CellChange]) -> Table:
    """Each value before and after; a row that goes is said to go."""
    rows = tuple(Row(cells_of(study, one), place_of(one)) for one in changes)
    title = message("table.correction", n=len(rows))
    return Table("changes", title, (ROW, FIELD, BEFORE, AFTER), rows)


def cells_of(study: Study, one: CellChange) -> tuple[Value, Value, Value, Value]:
    """The row, the field, and its value before and after, in words; None for what is unknown."""
    room, name = one.collection, one.field
    row = row_said(getattr(study, room).find(one.key), one.key)
    if not name:
        return row, message(f"collection.{room}.one"), message("cell.stays"), message("cell.goes")
    before, after = (cell_said(study, room, name, value) for value in (one.before, one.after))
    return row, cell_label(room, name), before, after


def place_of(one: CellChange) -> Place:
    """The field that would change, or the row that would go."""
    return Place(one.collection, one.key, one.field)
