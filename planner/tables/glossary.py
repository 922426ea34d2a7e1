"""The glossary: every declared field with its meaning, unit, type and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import FIELDS, Field, help_code, label_code
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from planner.messages import Value

_COLUMNS = (
    Column("collection", message("column.collection"), Format.SAID, width=24),
    Column("field", message("column.field"), Format.SAID, width=26),
    Column("help", message("column.meaning"), Format.SAID, width=80),
    Column("kind", message("column.kind_of_value"), Format.SAID, width=18),
    Column("unit", message("column.unit"), Format.SAID),
    Column("low", message("column.low"), Format.DECIMAL),
    Column("high", message("column.high"), Format.DECIMAL),
    Column("words", message("column.words"), width=60),
    Column("required", message("column.required"), Format.FLAG),
)


def glossary_table() -> Table:
    """All fields, by collection and in their declared order."""
    rows = tuple(_row(name, field) for name, fields in FIELDS.items() for field in fields)
    return Table("glossary", message("table.glossary"), _COLUMNS, rows)


def _row(collection: str, field: Field) -> Row:
    values: tuple[Value, ...] = (
        message(f"collection.{collection}"),
        message(label_code(collection, field.key)),
        message(help_code(collection, field.key)),
        message(f"kind.{field.kind}"),
        message(f"unit.{field.unit}") if field.unit else "",
        "" if field.low is None else field.low,
        "" if field.high is None else field.high,
        _words(field),
        field.required,
    )
    return Row(values)


def _words(field: Field) -> Value:
    """The words that the field may hold, or the collection that it refers to."""
    if field.target:
        return (message(f"collection.{field.target}"),)
    return tuple(word(said) for said in field.vocabulary or ())
