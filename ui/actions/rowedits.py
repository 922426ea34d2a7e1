"""Adding, changing and removing rows of any collection, for every door alike."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, Any

from planner.compute.circles import refuse_circle
from planner.corrections import correction
from planner.edits import Batch, Drop, Edit, Put
from planner.errors import InvalidInput, UsageError
from planner.fields import ENTITIES, FIELDS, Field, Kind, field_of
from planner.messages import message
from planner.study import DECLARED
from ui.actions.parsing import parse, row_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.messages import Message, Value
    from planner.study import Entity, Study
    from ui.actions.desk import Desk

PREFIXES = {"trainings": "t", "competences": "c"}


def known(collection: str) -> str:
    """The collection's name; :class:`UsageError` listing the known ones otherwise."""
    if collection not in ENTITIES:
        raise UsageError("unknown_table", value=collection, known=tuple(ENTITIES))
    return collection


def row_of(study: Study, collection: str, key: str) -> Any:
    """The row called ``key``; :class:`InvalidInput` saying how to list the rows otherwise."""
    row = getattr(study, known(collection)).find(key)
    if row is None:
        raise InvalidInput("no_such_row", key=key, target=f"collection.{collection}")
    return row


def typed_values(desk: Desk, collection: str, pairs: Sequence[str]) -> dict[str, Value]:
    """The values of ``field=value`` words, parsed; a word without ``=`` is a usage error."""
    values: dict[str, Value] = {}
    for pair in pairs:
        name, sign, typed = pair.partition("=")
        if not sign:
            raise UsageError("no_equals_sign", value=pair)
        field = _field(collection, name.strip())
        values[field.key] = parse(desk.document.study, desk.texts, collection, field, typed)
    return values


def _field(collection: str, name: str) -> Field:
    try:
        return field_of(collection, name)
    except KeyError:
        names = tuple(field.key for field in FIELDS[collection])
        raise UsageError("unknown_field_name", value=name, known=names) from None


def new_row(desk: Desk, collection: str, values: dict[str, Value]) -> Entity:
    """A row of the collection with a fresh key, placed last, declared by a person."""
    entity = ENTITIES[collection]
    _require(collection, values)
    rows = getattr(desk.document.study, collection)
    rank = max((row.rank for row in rows), default=0) + 1
    prefix = PREFIXES.get(collection, collection[:3])
    given = _blanks(collection) | values
    return entity(key=f"{prefix}-{desk.new_key()}", rank=rank, source=DECLARED, **given)


def _require(collection: str, values: dict[str, Value]) -> None:
    optional = {f.name for f in fields(ENTITIES[collection]) if f.default is not MISSING}
    for field in FIELDS[collection]:
        if field.required and field.key not in optional and values.get(field.key) in (None, ""):
            raise InvalidInput("field_needed", field=f"field.{collection}.{field.key}")


def _blanks(collection: str) -> dict[str, Value]:
    """Empty values for the fields that have neither a default nor a given value."""
    needed = {f.name for f in fields(ENTITIES[collection]) if f.default is MISSING}
    return {f.key: _blank(f) for f in FIELDS[collection] if f.key in needed and not f.required}


def _blank(field: Field) -> Value:
    if field.kind is Kind.TEXT:
        return ""
    return () if field.kind in (Kind.CHOICES, Kind.REFERENCES) else None


def add(desk: Desk, collection: str, values: dict[str, Value]) -> str:
    """Add a row and give its key; one step of the history."""
    row = new_row(desk, collection, values)
    desk.document.do(Put(collection, row), _label("added", collection, row))
    return row.key


def change(desk: Desk, collection: str, key: str, values: dict[str, Value]) -> None:
    """Give new values to a row; one step of the history.

    :class:`InvalidInput` where a task would come to wait for itself, naming the circle.
    """
    row = row_of(desk.document.study, collection, key)
    after = values.get("after")
    if collection == "tasks" and isinstance(after, tuple):
        refuse_circle(desk.document.study, key, tuple(map(str, after)))
    desk.document.do(correction(collection, row, values), _label("changed", collection, row))


def remove(desk: Desk, collection: str, key: str) -> None:
    """Remove a row, and the rows that belong to it alone; one step of the history."""
    row = row_of(desk.document.study, collection, key)
    desk.document.do(Drop(collection, key), _label("removed", collection, row))


def duplicate(desk: Desk, collection: str, key: str) -> str:
    """Add a copy of a row under a fresh key, just after it, and give that key."""
    row = row_of(desk.document.study, collection, key)
    prefix = PREFIXES.get(collection, collection[:3])
    copy = replace(row, key=f"{prefix}-{desk.new_key()}", source=DECLARED)
    desk.document.do(Put(collection, copy), _label("duplicated", collection, row))
    return str(copy.key)


def change_many(
    desk: Desk,
    collection: str,
    keys: Sequence[str],
    values: dict[str, Value],
    label: Message | None = None,
) -> None:
    """Give the same values to several rows as one step of the history, called ``label``."""
    study = desk.document.study
    edits: tuple[Edit, ...] = tuple(
        correction(collection, row_of(study, collection, key), values) for key in keys
    )
    named = message("step.changed_many", n=len(keys), target=f"collection.{collection}")
    desk.document.do(Batch(edits), label or named)


def _label(what: str, collection: str, row: object) -> Any:
    name = row_name(row)[:80]
    return message(f"step.{what}", name=name, target=f"collection.{collection}")
