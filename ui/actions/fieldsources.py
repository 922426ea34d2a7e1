"""Where each value of a row comes from: nature, place, line, note, and since when it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from planner.compute.cells import cell_value
from planner.fields import FIELDS
from planner.findings import Place
from planner.messages import message
from planner.tables.cells import cell_label, cell_said
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import Nature
from ui.actions.pedigree import value_history

if TYPE_CHECKING:
    from planner.messages import Value
    from planner.study import Entity, Source
    from ui.actions.desk import Desk

_COLUMNS = (
    Column("field", message("column.field"), Format.SAID, width=16),
    PROVENANCE[0],
    Column("since", message("column.since"), Format.DATE, width=11),
    Column("author", message("column.changed_by"), width=12),
    Column("value", message("column.value"), width=24),
    *PROVENANCE[1:],
    Column("note", message("column.note"), width=24),
)


def field_sources_table(desk: Desk, collection: str, key: str) -> Table:
    """A line a field of a row: its nature, since when and by whom it was changed, its source.

    A value that still stands as the row came keeps the nature that the row came with; one that
    was changed is what the row is now. Nobody changed it where ``since`` is unknown.
    """
    row: Entity = getattr(desk.document.study, collection).get(key)
    came = replace(row.source, nature=_came_as(desk, collection, key, row.source.nature))
    rows = tuple(
        _row(desk, collection, row, field.key, came)
        for field in FIELDS[collection]
        if not field.owned
    )
    return Table("field_sources", message(f"collection.{collection}.one"), _COLUMNS, rows)


def _row(desk: Desk, collection: str, row: Entity, name: str, came: Source) -> Row:
    steps = value_history(desk, collection, row.key, name)
    now = cell_value(row, name)
    stands = not steps or (not steps[-1].is_new and steps[-1].before == now)
    source = came if stands else row.source
    last = None if stands else steps[0]
    nature, place, line = provenance(source)
    values: tuple[Value, ...] = (
        cell_label(collection, name),
        nature,
        message("column.since.origin") if last is None else _day(desk, last.at),
        "" if last is None else last.author or None,
        cell_said(desk.document.study, collection, name, now),
        place,
        line,
        source.note,
    )
    return Row(values, Place(collection, row.key, name))


def _day(desk: Desk, at: datetime) -> Value:
    return at.astimezone(desk.now().tzinfo).date()


def _came_as(desk: Desk, collection: str, key: str, now: Nature) -> Nature:
    """The nature with which a row came; that of now where nobody changed it."""
    steps = value_history(desk, collection, key, "source.nature")
    if not steps:
        return now
    oldest = steps[-1]
    return Nature(str(oldest.after if oldest.is_new else oldest.before))
