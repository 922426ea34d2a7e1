"""What an edit would change, value by value, as a table to look at before it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.inventory import as_written
from planner.fields import Kind, field_of, label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.quality import row_name
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.checks.proposals import CellChange
    from planner.fields import Field
    from planner.messages import Value
    from planner.study import Study

_COLUMNS = (
    Column("row", message("column.row"), width=40),
    Column("field", message("column.field"), Format.SAID, width=20),
    Column("before", message("changes.before"), Format.SAID, width=24),
    Column("after", message("changes.after"), Format.SAID, width=24),
)


def changes_table(study: Study, changes: Sequence[CellChange]) -> Table:
    """Each value before and after; a row that goes is said to go."""
    rows = tuple(_row(study, one) for one in changes)
    return Table("changes", message("table.correction", n=len(rows)), _COLUMNS, rows)


def _row(study: Study, one: CellChange) -> Row:
    place = Place(one.collection, one.key, one.field)
    named = row_name(study, place)
    if not one.field:
        room = message(f"collection.{one.collection}.one")
        return Row((named, room, message("changes.stays"), message("changes.goes")), place)
    field = field_of(one.collection, one.field)
    label = message(label_code(one.collection, one.field))
    values = (value_said(study, field, one.before), value_said(study, field, one.after))
    return Row((named, label, *values), place)


def value_said(study: Study, field: Field, value: Value) -> Value:
    """A value in words: names for keys, words for vocabularies, percents for shares."""
    if value is None or value in ("", ()):
        return message("value.unknown")
    if isinstance(value, tuple):
        return tuple(value_said(study, field, part) for part in value)
    if field.target:
        return as_written(row_name(study, Place(field.target, str(value))))
    if field.vocabulary is not None:
        return word(field.vocabulary(str(value)))
    if field.kind is Kind.FRACTION:
        return message("changes.share", share=value)
    return value
