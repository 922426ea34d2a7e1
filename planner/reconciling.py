"""An edit made on a state of the study that others have changed since, brought up to date.

Field by field, as replies are merged: what only one side changed stands, what both changed
otherwise is a clash, in which both texts are kept until somebody chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from planner.edits import Batch, Drop, Put, Set, single_edits
from planner.exchange.three_way import Fate, fate
from planner.study import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.edits import Edit
    from planner.messages import Value
    from planner.study import Entity, Study

#: The field of a clash about a whole row: one side removed what the other changed.
WHOLE = ""
_SOURCE = "source"
_Name = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people changed at once: as it was, as I have it, as they have it.

    ``field`` is :data:`WHOLE` where the row itself is at stake; a field of the source bears
    ``source.`` before its name. ``row`` is the row as others left it, or as it was before they
    removed it.
    """

    collection: str
    key: str
    field: str
    base: Value
    mine: Value
    theirs: Value
    row: Entity

    @property
    def name(self) -> _Name:
        """What a choice is kept under."""
        return self.collection, self.key, self.field


@dataclass(frozen=True, slots=True)
class Reconciled:
    """An edit for the study as it is now, and the clashes in it that nobody has decided."""

    edit: Edit
    clashes: tuple[Clash, ...]


def reconcile(
    edit: Edit, base: Study, now: Study, choices: Mapping[_Name, bool] | None = None
) -> Reconciled:
    """``edit``, made on ``base``, as it is to be done on ``now``.

    Args:
        edit: what a person wants.
        base: the study that they had before them.
        now: the study as others have left it.
        choices: for clashes that were decided, whether mine shall stand.

    Where a clash has no choice, theirs stands in the edit that is given back.
    """
    work = _Work(base, now, choices or {}, [])
    parts = [part for single in single_edits(edit) for part in work.moved(single)]
    return Reconciled(parts[0] if len(parts) == 1 else Batch(tuple(parts)), tuple(work.clashes))


@dataclass(frozen=True, slots=True)
class _Work:
    base: Study
    now: Study
    choices: Mapping[_Name, bool]
    clashes: list[Clash]

    def moved(self, edit: Put | Drop | Set) -> Iterator[Edit]:
        """The edit for the study of now, if anything is left of it."""
        key = edit.row.key if isinstance(edit, Put) else edit.key
        before = getattr(self.base, edit.collection).find(key)
        there = getattr(self.now, edit.collection).find(key)
        if before == there or before is None:  # what is added is nobody else's
            yield edit
        elif isinstance(edit, Drop):
            yield from self._dropped(edit, before, there)
        elif there is None:
            yield from self._gone(edit, before)
        else:
            wanted = _values(edit, before)
            kept = tuple(self._fields(edit.collection, before, there, wanted))
            if kept:
                yield Set(edit.collection, key, kept)

    def _dropped(self, edit: Drop, before: Entity, there: Entity | None) -> Iterator[Edit]:
        if there is None:
            return
        if self._is_mine(Clash(edit.collection, edit.key, WHOLE, True, False, True, there)):
            yield edit

    def _gone(self, edit: Put | Set, before: Entity) -> Iterator[Edit]:
        """They have removed the row that I changed: it comes back where I choose so."""
        clash = Clash(edit.collection, before.key, WHOLE, True, True, False, before)
        if self._is_mine(clash):
            yield Put(edit.collection, replace(before, **_values(edit, before)))

    def _fields(
        self, collection: str, before: Entity, there: Entity, wanted: Mapping[str, Any]
    ) -> Iterator[tuple[str, Any]]:
        for name, mine in wanted.items():
            base, theirs = getattr(before, name), getattr(there, name)
            if name == _SOURCE:
                mine = self._source(collection, there, base, mine)
            elif not self._stands(collection, name, there, (base, mine, theirs)):
                continue
            if mine != theirs:
                yield name, mine

    def _source(self, collection: str, there: Entity, base: Source, mine: Source) -> Source:
        theirs: Source = there.source
        kept = {}
        for field in fields(Source):
            values = tuple(getattr(source, field.name) for source in (base, mine, theirs))
            if self._stands(collection, f"{_SOURCE}.{field.name}", there, values):
                kept[field.name] = values[1]
        return replace(theirs, **kept)

    def _stands(
        self, collection: str, name: str, there: Entity, values: tuple[Any, Any, Any]
    ) -> bool:
        """True where what I want of a field is to be written."""
        base, mine, theirs = values
        match fate(base, mine, theirs, _is_same):
            case Fate.OURS:
                return True
            case Fate.CONFLICT:
                return self._is_mine(Clash(collection, there.key, name, base, mine, theirs, there))
        return False

    def _is_mine(self, clash: Clash) -> bool:
        if clash.name not in self.choices:
            self.clashes.append(clash)
        return self.choices.get(clash.name, False)


def _values(edit: Put | Set, before: Entity) -> dict[str, Any]:
    """The fields to which an edit gives another value than ``before`` has."""
    if isinstance(edit, Set):
        return dict(edit.values)
    names = [field.name for field in fields(edit.row)]
    found = {name: getattr(edit.row, name) for name in names if name != "key"}
    return {name: value for name, value in found.items() if value != getattr(before, name)}


def _is_same(one: Any, other: Any) -> bool:
    return bool(one == other)
