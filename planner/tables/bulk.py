"""What a correction of many rows would change, a line a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import Message, Value, message
from planner.tables.cells import cell_said
from planner.tables.changes import AFTER, BEFORE, FIELD, ROW, cells_of, place_of
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.compute.bulk import BulkEdit
    from planner.compute.cells import CellChange
    from planner.study import Study

_COLUMNS = (
    ROW,
    FIELD,
    Column("difference", message("column.difference"), Format.SAID, width=26),
    BEFORE,
    AFTER,
    Column("key", message("column.key"), width=8),
)


def bulk_table(study: Study, changes: Iterable[CellChange], key: str = "bulk") -> Table:
    """Each cell that would change, before and after, in words; sources come after all fields.

    The difference tells what lists gain and lose; for other fields it is what stands there after.
    """
    ordered = sorted(changes, key=lambda change: change.field.startswith("source."))
    rows = tuple(_row(study, change) for change in ordered)
    return Table(key, message("table.bulk", n=len(rows)), _COLUMNS, rows)


def bulk_sentences(bulk: BulkEdit) -> tuple[Message, ...]:
    """How many cells change in how many rows, how many rows change their nature, and are left."""
    if not bulk.changes:
        return (message("bulk.nothing", n=len(bulk.unchanged)),)
    cells = [change for change in bulk.changes if not change.field.startswith("source.")]
    where = message("bulk.rows", n=len(bulk.changed))
    said = [message("bulk.cells", n=len(cells), where=where)]
    redeclared = len(bulk.changes) - len(cells)
    if redeclared:
        said.append(message("bulk.redeclared", n=redeclared))
    if bulk.unchanged:
        said.append(message("bulk.unchanged", n=len(bulk.unchanged)))
    return tuple(said)


def _row(study: Study, change: CellChange) -> Row:
    row, field, before, after = cells_of(study, change)
    values = (row, field, _difference(study, change), before, after, change.key)
    return Row(values, place_of(change))


def _difference(study: Study, change: CellChange) -> Value:
    before, after = change.before, change.after
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return cell_said(study, change.collection, change.field, after)
    parts = (
        ("bulk.added", tuple(value for value in after if value not in before)),
        ("bulk.removed", tuple(value for value in before if value not in after)),
    )
    said = [
        message(code, names=cell_said(study, change.collection, change.field, values))
        for code, values in parts
        if values
    ]
    if len(said) == 2:
        return message("bulk.both", added=said[0], removed=said[1])
    return said[0] if said else message("bulk.order")
