"""A study while edits are applied to it: changed in place, made a value again at the end.

A batch of n edits on a collection of m rows takes time in n + m, not in n times m: rows are kept
beside the collection they change, and what refers to a row or bears a name is looked up in an
index from the second time that it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.fields import ENTITIES, FIELDS, Field, Kind
from planner.text import same_name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.rows import Rows
    from planner.study import Entity, Study

_PLACES = {name: place for place, name in enumerate(ENTITIES)}

#: The fields that refer to rows of each collection, with the collections that have them.
_REFERRING: dict[str, list[tuple[str, Field]]] = defaultdict(list)
for _name, _fields in FIELDS.items():
    for _field in _fields:
        if _field.target:
            _REFERRING[_field.target].append((_name, _field))

Referrer = tuple[str, "Entity", bool]


class Draft:
    """The collections of a study as they stand while edits are applied."""

    __slots__ = ("_kept", "_referrers", "_study")

    def __init__(self, study: Study) -> None:
        """Nothing changed yet."""
        self._study = study
        self._kept: dict[str, DraftRows] = {}
        self._referrers: dict[str, _Referrers | None] = {}

    def find(self, collection: str, key: str) -> Entity | None:
        """The row of that key as it stands now, or None."""
        kept = self._kept.get(collection)
        found = getattr(self._study, collection) if kept is None else kept
        return found.find(key)

    def twin(self, collection: str, field: str, name: str, key: str) -> str | None:
        """The first row but ``key`` whose field is the same name spelt otherwise, or None."""
        return self._rows(collection).twin(field, name, key)

    def put(self, collection: str, row: Entity) -> None:
        """Add a row, or let it stand for the row of the same key."""
        rows = self._rows(collection)
        self._index(collection, rows.find(row.key), row)
        rows.put(row)

    def drop(self, collection: str, row: Entity) -> None:
        """Remove a row."""
        self._index(collection, row, None)
        self._rows(collection).drop(row.key)

    def referrers(self, collection: str, key: str) -> list[Referrer]:
        """What refers to a row: collection, row and whether it is owned, in the study's order."""
        if collection not in self._referrers:  # once: looking through is faster than an index
            self._referrers[collection] = None
            return list(self._scanned(collection, key))
        index = self._referrers[collection]
        if index is None:
            index = self._referrers[collection] = _Referrers()
            for name, field in _REFERRING[collection]:
                index.add(name, field, self._rows(name).settled())
        return index.of(key)

    def study(self) -> Study:
        """The study with what was changed."""
        changed: dict[str, Any] = {n: rows.settled() for n, rows in self._kept.items()}
        return replace(self._study, **changed) if changed else self._study

    def _rows(self, collection: str) -> DraftRows:
        kept = self._kept.get(collection)
        if kept is None:
            kept = self._kept[collection] = DraftRows(collection, getattr(self._study, collection))
        return kept

    def _scanned(self, collection: str, key: str) -> Iterator[Referrer]:
        for name, field in _REFERRING[collection]:
            for row in self._rows(name).settled():
                value = getattr(row, field.key)
                if value == key or (field.kind is Kind.REFERENCES and key in value):
                    yield name, row, field.owned

    def _index(self, collection: str, before: Entity | None, after: Entity | None) -> None:
        """Keep the indexes of what refers to rows true to one change."""
        for target, index in self._referrers.items():
            if index is None:
                continue
            for name, field in _REFERRING[target]:
                if name == collection:
                    index.change(name, field, before, after)


class DraftRows:
    """One collection while it is changed."""

    __slots__ = ("_changed", "_collection", "_names", "_rows")

    def __init__(self, collection: str, rows: Rows[Any]) -> None:
        """Nothing changed yet."""
        self._collection = collection
        self._rows = rows
        self._changed: dict[str, Entity | None] = {}
        self._names: dict[str, dict[str, set[str]] | None] = {}

    def find(self, key: str) -> Entity | None:
        """The row of that key as it stands now, or None."""
        return self._changed[key] if key in self._changed else self._rows.find(key)

    def put(self, row: Entity) -> None:
        """Add a row, or let it stand for the row of the same key."""
        self._rename(self.find(row.key), row)
        self._changed[row.key] = row

    def drop(self, key: str) -> None:
        """Remove a row."""
        self._rename(self.find(key), None)
        self._changed[key] = None

    def settled(self) -> Rows[Any]:
        """The collection as it stands now."""
        if self._changed:
            gone = [key for key, row in self._changed.items() if row is None]
            there = [row for row in self._changed.values() if row is not None]
            left = self._rows.drop_many(key for key in gone if self._rows.find(key) is not None)
            self._rows = left.put_many(there)
            self._changed = {}
        return self._rows

    def twin(self, field: str, name: str, key: str) -> str | None:
        """The first row but ``key`` whose field is the same name spelt otherwise, or None."""
        wanted = same_name_key(name)
        if field not in self._names:  # once: looking through is faster than an index
            self._names[field] = None
            found = (row.key for row in self.settled() if row.key != key)
            return next((k for k in found if self._name(field, self.find(k)) == wanted), None)
        names = self._names[field]
        if names is None:
            names = self._names[field] = defaultdict(set)
            for row in self.settled():
                names[self._name(field, row)].add(row.key)
        others = names.get(wanted, set()) - {key}
        return min(others, key=self._order, default=None)

    def _name(self, field: str, row: Entity | None) -> str:
        return same_name_key(getattr(row, field))

    def _order(self, key: str) -> tuple[int, str]:
        row = self.find(key)
        return (0 if row is None else row.rank), key

    def _rename(self, before: Entity | None, after: Entity | None) -> None:
        """Keep the indexes of names true to one change."""
        for field, names in self._names.items():
            if names is None:
                continue
            if before is not None:
                names[self._name(field, before)].discard(before.key)
            if after is not None:
                names[self._name(field, after)].add(after.key)


class _Referrers:
    """What refers to each row of a collection."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: dict[str, dict[tuple[int, str, str], Referrer]] = defaultdict(dict)

    def add(self, collection: str, field: Field, rows: Iterable[Entity]) -> None:
        """Take in what the rows of a collection refer to by one field."""
        for row in rows:
            self.change(collection, field, None, row)

    def change(
        self, collection: str, field: Field, before: Entity | None, after: Entity | None
    ) -> None:
        """Take in that a row changed, came or went."""
        if before is not None:
            for key in _referred(field, before):
                self._held[key].pop((_PLACES[collection], field.key, before.key), None)
        if after is not None:
            for key in _referred(field, after):
                place = (_PLACES[collection], field.key, after.key)
                self._held[key][place] = (collection, after, field.owned)

    def of(self, key: str) -> list[Referrer]:
        """What refers to a row, in the order in which the study would be looked through."""
        held = self._held.get(key, {})
        return [held[place] for place in sorted(held, key=lambda place: _sort_key(place, held))]


def _sort_key(
    place: tuple[int, str, str], held: dict[tuple[int, str, str], Referrer]
) -> tuple[int, int, int, str]:
    collection, row, _ = held[place]
    fields = [field.key for field in FIELDS[collection]]
    return place[0], fields.index(place[1]), row.rank, row.key


def _referred(field: Field, row: Entity) -> tuple[str, ...]:
    value = getattr(row, field.key)
    if field.kind is Kind.REFERENCES:
        return tuple(value)
    return () if value is None else (value,)
