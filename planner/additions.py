"""Rows that are added to a collection, in an order in which each finds what it refers to."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from planner.edits import Put, Set
from planner.fields import FIELDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.study import Entity


@cache
def own_references(collection: str) -> tuple[str, ...]:
    """The fields of a collection that refer to rows of the collection itself."""
    fields = FIELDS[collection]
    return tuple(f.key for f in fields if f.kind is Kind.REFERENCES and f.target == collection)


def added(collection: str, there: Iterable[str], rows: Iterable[Entity]) -> Iterator[Put | Set]:
    """The edits that add ``rows`` whose keys are not ``there``.

    References to rows of the same collection that come later are set at the end.
    """
    own = own_references(collection)
    known = set(there)
    later: list[Set] = []
    for row in rows:
        if row.key in known:
            continue
        known.add(row.key)
        values = {name: getattr(row, name) for name in own}
        if all(set(keys) <= known - {row.key} for keys in values.values()):
            yield Put(collection, row)
        else:
            later.append(Set(collection, row.key, tuple(values.items())))
            yield Put(collection, _without(row, own))
    yield from later


def _without(row: Entity, names: Iterable[str]) -> Entity:
    nothing: dict[str, Any] = dict.fromkeys(names, ())
    return replace(row, **nothing)
