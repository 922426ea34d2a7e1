"""Edits are values: each applies to a study and gives the new study and the inverse edit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.changes import Touched
from planner.drafts import Draft
from planner.errors import EditRefused
from planner.fields import ENTITIES, field_of
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

_Rows = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Applied:
    """The study after an edit, the edit that undoes it, and what it touched."""

    study: Study
    inverse: Edit
    touched: Touched


def apply(study: Study, edit: Edit) -> Applied:
    """Apply ``edit``; :class:`EditRefused` names what cannot stand, and nothing changes.

    A batch takes time in the rows that it changes and those of their collections, once each.
    """
    draft = Draft(study)
    touched: _Rows = set()
    inverse = _apply(draft, edit, touched)
    return Applied(draft.study(), inverse, Touched(frozenset(touched)))


def standing(
    study: Study, edits: Iterable[Put | Set]
) -> tuple[list[Edit], list[tuple[Edit, EditRefused]]]:
    """Those edits that can stand, each after those before it, and the others with the refusal."""
    draft = Draft(study)
    made: list[Edit] = []
    refused: list[tuple[Edit, EditRefused]] = []
    for edit in edits:
        try:
            _apply(draft, edit, set())
        except EditRefused as error:
            refused.append((edit, error))
        else:
            made.append(edit)
    return made, refused


def single_edits(edit: Edit) -> Iterator[Put | Drop | Set]:
    """The edits inside an edit, batches opened, in the order in which they apply."""
    if isinstance(edit, Batch):
        for part in edit.edits:
            yield from single_edits(part)
    else:
        yield edit


def _apply(draft: Draft, edit: Edit, touched: _Rows) -> Edit:
    """Apply an edit to a draft and tell the rows that it touched; the edit that takes it back."""
    match edit:
        case Put():
            return _put(draft, edit, touched)
        case Drop():
            return _drop(draft, edit, touched)
        case Set():
            return _set(draft, edit, touched)
        case Batch():
            inverses = [_apply(draft, part, touched) for part in edit.edits]
            return Batch(tuple(reversed(inverses)))


def _put(draft: Draft, edit: Put, touched: _Rows) -> Edit:
    collection, row = _known(edit.collection), edit.row
    if type(row) is not ENTITIES[collection]:
        raise EditRefused("wrong_entity", collection=f"collection.{collection}", key=row.key)
    check_row(draft, collection, row)
    before = draft.find(collection, row.key)
    draft.put(collection, row)
    touched.add((collection, row.key))
    return Drop(collection, row.key) if before is None else Put(collection, before)


def _set(draft: Draft, edit: Set, touched: _Rows) -> Edit:
    before = _there(draft, edit)
    values = dict(edit.values)
    for name in values:
        _check_name(edit, name)
    after = replace(before, **values)
    check_row(draft, edit.collection, after)
    draft.put(edit.collection, after)
    touched.add((edit.collection, edit.key))
    return Set(edit.collection, edit.key, tuple((n, getattr(before, n)) for n in values))


def _there(draft: Draft, edit: Set | Drop) -> Any:  # an entity of the collection's own class
    found = draft.find(_known(edit.collection), edit.key)
    if found is None:
        raise EditRefused("unknown_row", collection=f"collection.{edit.collection}", key=edit.key)
    return found


def _check_name(edit: Set, name: str) -> None:
    if name in ("rank", "source"):
        return
    try:
        field_of(edit.collection, name)
    except KeyError:
        raise EditRefused(
            "unknown_field", collection=f"collection.{edit.collection}", field=name
        ) from None


def _drop(draft: Draft, edit: Drop, touched: _Rows) -> Edit:
    before = _there(draft, edit)
    referrers = draft.referrers(edit.collection, edit.key)
    owned = [Drop(name, row.key) for name, row, own in referrers if own]
    if owned:  # what refers stands behind what it refers to: it goes first
        return _drop_all(draft, (*reversed(owned), edit), touched)
    for name, row, _ in referrers:
        raise EditRefused("still_used", key=edit.key, by=row.key, collection=f"collection.{name}")
    draft.drop(edit.collection, before)
    touched.add((edit.collection, edit.key))
    return Put(edit.collection, before)


def _drop_all(draft: Draft, drops: Iterable[Drop], touched: _Rows) -> Edit:
    """Drop the rows one after another, but for those that went with one before."""
    inverses = [
        _drop(draft, drop, touched)
        for drop in drops
        if draft.find(_known(drop.collection), drop.key) is not None
    ]
    return Batch(tuple(reversed(inverses)))


def _known(collection: str) -> str:
    if collection not in ENTITIES:
        raise EditRefused("unknown_collection", collection=collection)
    return collection
