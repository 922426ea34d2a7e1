"""Cells of the study: what stands in a field of a row, and what an edit would change there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from planner.fields import FIELDS, Kind
from planner.study import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.fields import Field
    from planner.messages import Value
    from planner.study import Entity, Study

#: The parts of a row's source, as they are addressed: ``source.nature`` and the like.
SOURCE_PARTS = tuple(f"source.{part.name}" for part in fields(Source))


@dataclass(frozen=True, slots=True)
class CellChange:
    """One field of one row, with the value that stands there and the one that would.

    A row that goes has no ``field`` and no values.
    """

    collection: str
    key: str
    field: str
    before: Value
    after: Value


def cell_value(row: object, name: str) -> Value:
    """The value of a field of a row, or of its source for ``source.place`` and the like."""
    for part in name.split("."):
        row = getattr(row, part)
    return row  # type: ignore[return-value]


def differences(collection: str, before: Entity, after: Entity) -> Iterator[CellChange]:
    """Each declared field, then each part of the source, in which two rows differ."""
    for name in (*(field.key for field in FIELDS[collection]), *SOURCE_PARTS):
        old, new = cell_value(before, name), cell_value(after, name)
        if old != new:
            yield CellChange(collection, after.key, name, old, new)


def is_list(field: Field) -> bool:
    """True for a field that holds several values."""
    return field.kind in (Kind.CHOICES, Kind.REFERENCES)


def is_blank(value: Value) -> bool:
    """True where nothing is known: no value, no text, or none of several."""
    return value is None or value in ("", ())


def in_order(study: Study, field: Field, values: Iterable[str]) -> tuple[str, ...]:
    """The values of a list field once each, in the order of the study or of the vocabulary."""
    known: Iterable[str] = ()
    if field.target:
        known = getattr(study, field.target).keys()
    elif field.vocabulary is not None:
        known = tuple(field.vocabulary)
    places = {value: place for place, value in enumerate(known)}
    return tuple(sorted(set(values), key=lambda value: (places.get(value, len(places)), value)))
