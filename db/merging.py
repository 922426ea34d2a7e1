"""Rows of one study that another lacks, as an edit that adds them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.edits import Batch, Put, Set
from planner.fields import ENTITIES, FIELDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.study import Entity, Study


def missing_rows(study: Study, other: Study) -> Batch:
    """The edit that adds to ``study`` the rows of ``other`` whose keys it lacks.

    Rows come in an order in which each finds the rows that it refers to; references to rows of the
    same collection that come later are set at the end.
    """
    edits: list[Put | Set] = []
    for collection in ENTITIES:
        edits.extend(_missing(collection, getattr(study, collection), getattr(other, collection)))
    return Batch(tuple(edits))


def _missing(collection: str, there: Any, wanted: Any) -> Iterator[Put | Set]:
    own = [
        f.key for f in FIELDS[collection] if f.kind is Kind.REFERENCES and f.target == collection
    ]
    known = set(there.keys())
    later: list[Set] = []
    for row in wanted:
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


def _without(row: Entity, names: list[str]) -> Entity:
    nothing: dict[str, Any] = dict.fromkeys(names, ())
    return replace(row, **nothing)
