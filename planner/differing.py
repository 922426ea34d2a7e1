"""What tells two states of one study apart, row by row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.changes import Touched
from planner.fields import ENTITIES

if TYPE_CHECKING:
    from planner.study import Study


def touched_between(before: Study, after: Study) -> Touched:
    """The rows that were added, changed or removed between two states of a study."""
    found: set[tuple[str, str]] = set()
    for collection in ENTITIES:
        old, new = getattr(before, collection), getattr(after, collection)
        if old is new:
            continue
        for key in {*old.keys(), *new.keys()}:
            if old.find(key) != new.find(key):
                found.add((collection, key))
    return Touched(frozenset(found))


def keeping(before: Study, after: Study, touched: Touched) -> Study:
    """``after`` with the very collections of ``before`` in which nothing was touched.

    What was reckoned from those needs not be reckoned again.
    """
    moved = {collection for collection, _ in touched.rows}
    same: dict[str, Any] = {
        collection: getattr(before, collection)
        for collection in ENTITIES
        if collection not in moved
    }
    return replace(after, **same)
