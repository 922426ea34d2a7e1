"""The rows that belong to another row alone, such as the places of a training, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import FIELDS, Kind
from planner.findings import Place
from planner.messages import message
from planner.tables.rows import field_column
from planner.tables.table import Row, Table
from planner.words import word
from ui.actions.fieldwords import options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.fields import Field
    from planner.messages import Value
    from planner.study import Entity, Study
    from ui.actions.texts import Texts


def owner_field(collection: str) -> Field:
    """The field that names the row to which the rows of a collection belong alone."""
    return next(field for field in FIELDS[collection] if field.owned)


def owned_rows(study: Study, collection: str, key: str) -> tuple[Entity, ...]:
    """The rows of a collection that belong to the row called ``key``, in their order."""
    owner = owner_field(collection).key
    return tuple(row for row in getattr(study, collection) if getattr(row, owner) == key)


def owned_table(study: Study, texts: Texts, collection: str, key: str) -> Table:
    """The rows that belong to ``key``: a column a field but the owner's, names for keys."""
    fields = [field for field in FIELDS[collection] if not field.owned]
    names = {
        field.key: {option.typed: option.words for option in options(study, texts, field)}
        for field in fields
        if field.target
    }
    rows = tuple(
        Row(
            tuple(_value(texts, f, getattr(row, f.key), names.get(f.key)) for f in fields),
            Place(collection, row.key),
        )
        for row in owned_rows(study, collection, key)
    )
    columns = tuple(field_column(collection, field) for field in fields)
    return Table(
        collection, field_column(collection, owner_field(collection)).heading, columns, rows
    )


def touched_owners(study: Study, rows: Iterable[tuple[str, str]], target: str) -> set[str] | None:
    """The keys of ``target`` rows that touched rows are or belong to; None where one is gone."""
    owners: set[str] = set()
    for collection, key in rows:
        if collection == target:
            owners.add(key)
            continue
        owned = [f for f in FIELDS[collection] if f.owned and f.target == target]
        if not owned:
            continue
        row = getattr(study, collection).find(key)
        if row is None:
            return None
        owners.add(getattr(row, owned[0].key))
    return owners


def _value(texts: Texts, field: Field, value: Value, names: dict[str, str] | None) -> Value:
    if value is None:
        return None
    if names is not None:
        return names.get(str(value), str(value))
    if field.vocabulary is not None and field.kind is Kind.CHOICE:
        said = word(field.vocabulary(str(value)))
        short = message(f"short.{said.code}")
        return short if texts.knows(short.code) else said
    return value
