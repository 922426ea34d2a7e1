"""A copy of the region: the study that it was taken from, what it says now, and its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.compute.cells import SOURCE_PARTS
from planner.fields import ENTITIES, FIELDS
from planner.rows import Rows
from planner.text import same_name_key

if TYPE_CHECKING:
    from planner.fields import Field
    from planner.study import Study

#: The place of a row among the others, which is a cell like any field.
RANK = "rank"
#: What is too large to be shown or compared, and the field that tells it by its fingerprint.
PACKED = {"editions": ("content", "digest")}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that came home: the study that it was taken from, and what it says now."""

    base: Study
    theirs: Study


def cell_codes(collection: str) -> tuple[str, ...]:
    """The cells of a row: its declared fields, its rank, and the parts of its source."""
    packed = PACKED.get(collection, ("",))[0]
    fields = (field.key for field in FIELDS[collection] if field.key != packed)
    return (*fields, RANK, *SOURCE_PARTS)


def with_known_names(study: Study, copy: Copy) -> Copy:
    """The copy in which a row that both sides added under one name is one and the same row.

    Where names are unique (institutions, cities, families), the row that the copy added takes the
    key of the study's, and so does whatever refers to it.
    """
    found = {
        collection: same
        for collection in ENTITIES
        if (same := _same_named(study, copy, collection))
    }
    if not found:
        return copy
    more: dict[str, Any] = {}
    for collection in ENTITIES:
        own = found.get(collection, {})
        fields = [f for f in FIELDS[collection] if f.target in found]
        if own or fields:
            rows = getattr(copy.theirs, collection)
            more[collection] = Rows(_rekeyed(row, own, fields, found) for row in rows)
    return replace(copy, theirs=replace(copy.theirs, **more))


def _same_named(study: Study, copy: Copy, collection: str) -> dict[str, str]:
    """The keys of rows that the copy added, with those of the study's rows of the same name."""
    name = next((field.key for field in FIELDS[collection] if field.unique), "")
    ours, base, theirs = (getattr(each, collection) for each in (study, copy.base, copy.theirs))
    if not name:
        return {}
    known = {
        same_name_key(getattr(row, name)): row.key
        for row in ours
        if base.find(row.key) is None and theirs.find(row.key) is None
    }
    return {
        row.key: known[named]
        for row in theirs
        if base.find(row.key) is None
        and ours.find(row.key) is None
        and (named := same_name_key(getattr(row, name))) in known
    }


def _rekeyed(
    row: Any, own: dict[str, str], fields: list[Field], found: dict[str, dict[str, str]]
) -> Any:
    values: dict[str, Any] = {"key": own[row.key]} if row.key in own else {}
    for field in fields:
        same, value = found[field.target], getattr(row, field.key)
        if isinstance(value, tuple):
            values[field.key] = tuple(dict.fromkeys(same.get(key, key) for key in value))
        elif value in same:
            values[field.key] = same[value]
    return replace(row, **values) if values else row
