"""Any collection, or any row, as a table made from the declared fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import FIELDS, LARGE, Field, Kind, label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from planner.messages import Value
    from planner.study import Entity, Source, Study

_FORMATS = {
    Kind.INTEGER: Format.INTEGER,
    Kind.REAL: Format.DECIMAL,
    Kind.FRACTION: Format.DECIMAL,
    Kind.FLAG: Format.FLAG,
    Kind.DAY: Format.DATE,
}
_SOURCE = (
    Column("nature", message("column.nature"), Format.SAID),
    Column("place", message("column.place"), width=20),
    Column("line", message("column.line"), Format.INTEGER, width=8),
)


def rows_table(study: Study, collection: str) -> Table:
    """All rows of a collection: key, declared fields, nature, place and line of the source."""
    fields = tuple(field for field in FIELDS[collection] if _is_shown(field))
    columns = (
        Column("key", message("column.key")),
        *(field_column(collection, field) for field in fields),
        *_SOURCE,
    )
    rows = tuple(
        Row(_values(row, fields), Place(collection, row.key)) for row in getattr(study, collection)
    )
    return Table(collection, message(f"collection.{collection}"), columns, rows)


def row_table(study: Study, collection: str, key: str) -> Table:
    """One row of a collection, a line a field, with the row's source below.

    Raises ``KeyError`` where the collection has no such row.
    """
    row = getattr(study, collection).get(key)
    columns = (
        Column("field", message("column.field"), Format.SAID, width=26),
        Column("value", message("column.value"), width=60),
    )
    lines = [Row((message("column.key"), row.key), Place(collection, row.key))]
    lines += [
        Row(
            (message(label_code(collection, field.key)), _shown(study, field, row)),
            Place(collection, row.key, field.key),
        )
        for field in FIELDS[collection]
        if _is_shown(field)
    ]
    lines += [Row((label, value)) for label, value in _source_lines(row.source)]
    return Table(collection, message(f"collection.{collection}"), columns, tuple(lines))


def field_column(collection: str, field: Field) -> Column:
    """The column of a declared field, headed by its label."""
    heading = message(label_code(collection, field.key))
    wide = field.kind is Kind.TEXT and (field.high or 0) >= 200
    return Column(
        field.key,
        heading,
        _FORMATS.get(field.kind, Format.TEXT),
        field.unit,
        width=30 if wide else 14,
    )


def _is_shown(field: Field) -> bool:
    """What is kept whole for the programme alone fits in no cell."""
    return field.kind is not Kind.TEXT or (field.high or 0) < LARGE


def _values(row: Entity, fields: tuple[Field, ...]) -> tuple[Value, ...]:
    own = tuple(getattr(row, field.key) for field in fields)
    return (row.key, *own, message(f"nature.{row.source.nature}"), *_where(row.source))


def _where(source: Source) -> tuple[Value, ...]:
    return source.place, source.line


def _shown(study: Study, field: Field, row: Entity) -> Value:
    value = getattr(row, field.key)
    if not field.target:
        return value  # type: ignore[no-any-return]
    rows = getattr(study, field.target)
    if isinstance(value, tuple):
        return tuple(_named(rows, key) for key in value)
    return None if value is None else _named(rows, value)


def _named(rows: object, key: str) -> str:
    row = rows.find(key)  # type: ignore[attr-defined]
    return str(getattr(row, "short_name", "") or getattr(row, "name", "") or key)


def _source_lines(source: Source) -> tuple[tuple[Value, Value], ...]:
    return (
        (message("column.nature"), message(f"nature.{source.nature}")),
        (message("column.place"), source.place),
        (message("column.line"), source.line),
        (message("column.note"), source.note),
    )
