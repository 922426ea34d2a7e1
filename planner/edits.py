"""Edits are values: each applies to a study and gives the new study and the inverse edit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.changes import Touched
from planner.errors import EditRefused
from planner.fields import ENTITIES, FIELDS, Kind, field_of
from planner.validation import check_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.messages import Value
    from planner.study import Entity, Study


@dataclass(frozen=True, slots=True)
class Put:
    """Add a row, or let it stand for the row of the same key."""

    collection: str
    row: Entity


@dataclass(frozen=True, slots=True)
class Drop:
    """Remove a row that nothing refers to, with the rows that belong to it alone."""

    collection: str
    key: str


@dataclass(frozen=True, slots=True)
class Set:
    """Give new values to some fields of a row, as (field, value) pairs."""

    collection: str
    key: str
    values: tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Several edits as one step: all are applied, or none."""

    edits: tuple[Edit, ...]


Edit = Put | Drop | Set | Batch


@dataclass(frozen=True, slots=True)
class Applied:
    """The study after an edit, the edit that undoes it, and what it touched."""

    study: Study
    inverse: Edit
    touched: Touched


def apply(study: Study, edit: Edit) -> Applied:
    """Apply ``edit``; :class:`EditRefused` names what cannot stand, and nothing changes."""
    match edit:
        case Put():
            return _put(study, edit)
        case Drop():
            return _drop(study, edit)
        case Set():
            return _set(study, edit)
        case Batch():
            return _batch(study, edit)


def single_edits(edit: Edit) -> Iterator[Put | Drop | Set]:
    """The edits inside an edit, batches opened, in the order in which they apply."""
    if isinstance(edit, Batch):
        for part in edit.edits:
            yield from single_edits(part)
    else:
        yield edit


def _put(study: Study, edit: Put) -> Applied:
    rows = _rows(study, edit.collection)
    if type(edit.row) is not ENTITIES[edit.collection]:
        raise EditRefused(
            "wrong_entity", collection=f"collection.{edit.collection}", key=edit.row.key
        )
    check_row(study, edit.collection, edit.row)
    before = rows.find(edit.row.key)
    inverse: Edit = Drop(edit.collection, edit.row.key)
    if before is not None:
        inverse = Put(edit.collection, before)
    return _with(study, edit.collection, rows.put(edit.row), edit.row.key, inverse)


def _set(study: Study, edit: Set) -> Applied:
    rows = _rows(study, edit.collection)
    before = rows.find(edit.key)
    if before is None:
        raise EditRefused("unknown_row", collection=f"collection.{edit.collection}", key=edit.key)
    values = dict(edit.values)
    for name in values:
        _check_name(edit, name)
    after = replace(before, **values)
    check_row(study, edit.collection, after)
    inverse = Set(edit.collection, edit.key, tuple((n, getattr(before, n)) for n in values))
    return _with(study, edit.collection, rows.put(after), edit.key, inverse)


def _check_name(edit: Set, name: str) -> None:
    if name in ("rank", "source"):
        return
    try:
        field_of(edit.collection, name)
    except KeyError:
        raise EditRefused(
            "unknown_field", collection=f"collection.{edit.collection}", field=name
        ) from None


def _drop(study: Study, edit: Drop) -> Applied:
    rows = _rows(study, edit.collection)
    before = rows.find(edit.key)
    if before is None:
        raise EditRefused("unknown_row", collection=f"collection.{edit.collection}", key=edit.key)
    owned = [Drop(name, row.key) for name, row, own in _referrers(study, edit) if own]
    if owned:  # what refers stands behind what it refers to: it goes first
        return _drop_all(study, (*reversed(owned), edit))
    for name, row, _ in _referrers(study, edit):
        raise EditRefused("still_used", key=edit.key, by=row.key, collection=f"collection.{name}")
    inverse = Put(edit.collection, before)
    return _with(study, edit.collection, rows.drop(edit.key), edit.key, inverse)


def _drop_all(study: Study, drops: Iterable[Drop]) -> Applied:
    """Drop the rows one after another, but for those that went with one before."""
    inverses: list[Edit] = []
    touched = Touched()
    for drop in drops:
        if _rows(study, drop.collection).find(drop.key) is None:
            continue
        applied = _drop(study, drop)
        study, touched = applied.study, touched | applied.touched
        inverses.append(applied.inverse)
    return Applied(study, Batch(tuple(reversed(inverses))), touched)


def _referrers(study: Study, edit: Drop) -> Iterator[tuple[str, Entity, bool]]:
    for name, fields in FIELDS.items():
        for field in fields:
            if field.target != edit.collection:
                continue
            for row in getattr(study, name):
                value = getattr(row, field.key)
                if value == edit.key or (field.kind is Kind.REFERENCES and edit.key in value):
                    yield name, row, field.owned


def _batch(study: Study, edit: Batch) -> Applied:
    inverses: list[Edit] = []
    touched = Touched()
    for part in edit.edits:
        applied = apply(study, part)
        study, touched = applied.study, touched | applied.touched
        inverses.append(applied.inverse)
    return Applied(study, Batch(tuple(reversed(inverses))), touched)


def _rows(study: Study, collection: str) -> Any:  # Rows of the collection's own entity
    if collection not in ENTITIES:
        raise EditRefused("unknown_collection", collection=collection)
    return getattr(study, collection)


def _with(study: Study, collection: str, rows: object, key: str, inverse: Edit) -> Applied:
    changed = replace(study, **{collection: rows})  # type: ignore[arg-type]
    return Applied(changed, inverse, Touched(frozenset({(collection, key)})))
