"""Bringing a copy of the region home: the one batch of edits that it makes under some decisions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.additions import added, own_references
from planner.compute.cells import cell_value
from planner.edits import Batch, Drop, Put, Set, apply, standing
from planner.errors import EditRefused
from planner.exchange.copies import PACKED
from planner.exchange.replies import RowFate
from planner.exchange.taking import RowChoice, Side, Taken
from planner.fields import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.edits import Edit
    from planner.exchange.copies import Copy
    from planner.exchange.replies import Cell, Comparison, ReplyRow
    from planner.exchange.taking import Decisions
    from planner.messages import Message
    from planner.rights import Person
    from planner.study import Entity, Study


def brought(
    study: Study,
    comparison: Comparison,
    copy: Copy,
    decisions: Decisions,
    person: Person | None = None,
) -> Taken:
    """The one batch that a copy makes under some decisions.

    A cell that both sides changed is replaced only where a person decided so; absent rows stay
    unless a person archives or drops them. Rows come after those that they refer to. What cannot
    stand as decided is left, with the reason.
    """
    bringing = _Bringing(study, copy)
    cells = undecided = 0
    for row in comparison.rows:
        if row.fate is RowFate.REFUSED:
            continue
        chosen = [c for c in row.cells if c.is_open and decisions.side(row, c) is Side.THEIRS]
        undecided += sum(decisions.side(row, cell) is None for cell in row.cells)
        bringing.take(row, chosen, decisions.choice(row))
        cells += len(chosen) if row.fate in (RowFate.CHANGED, RowFate.CONFLICTING) else 0
    made, left = _stood(study, [*bringing.edits()], person)
    names = {_place(edit) for edit in made}
    told = {f"{collection}/{key}": said for (collection, key), said in left.items()}
    return Taken(Batch(tuple(made)), cells, len(names), undecided, tuple(told.items()))


class _Bringing:
    """The edits of a copy, gathered by collection."""

    def __init__(self, study: Study, copy: Copy) -> None:
        self._study, self._copy = study, copy
        self._changed: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        self._added: dict[str, list[Entity]] = defaultdict(list)
        self._dropped: dict[str, list[str]] = defaultdict(list)

    def take(self, row: ReplyRow, cells: Iterable[Cell], choice: RowChoice | None) -> None:
        """Take the chosen cells of a row, or do with the row what was chosen."""
        collection, key, cells = row.collection, row.key, tuple(cells)
        if choice is RowChoice.DROP:
            self._dropped[collection].append(key)
        elif choice is RowChoice.ARCHIVE:
            self._changed[collection].append((key, {"is_archived": True}))
        elif choice is RowChoice.ADD or (row.is_gone and cells):
            self._added[collection].append(getattr(self._copy.theirs, collection).get(key))
        elif choice is None and cells:
            self._changed[collection].append((key, self._values(row, cells)))

    def _values(self, row: ReplyRow, cells: Iterable[Cell]) -> dict[str, Any]:
        """The new values of a row; the chosen parts of its source go into the source it has."""
        theirs = getattr(self._copy.theirs, row.collection).get(row.key)
        values: dict[str, Any] = {}
        source: dict[str, Any] = {}
        for cell in cells:
            part, _, name = cell.code.partition(".")
            (source if name else values)[name or part] = cell_value(theirs, cell.code)
        if source:
            ours = getattr(self._study, row.collection).get(row.key)
            values["source"] = replace(ours.source, **source)
        packed, told = PACKED.get(row.collection, ("", ""))
        if told in values:
            values[packed] = getattr(theirs, packed)
        return values

    def edits(self) -> Iterator[Edit]:
        """The edits in an order in which each row finds those that it refers to."""
        for collection in ENTITIES:
            own = own_references(collection)
            later: list[Edit] = []
            for key, values in self._changed[collection]:
                now = tuple((name, v) for name, v in values.items() if name not in own)
                then = tuple((name, v) for name, v in values.items() if name in own)
                yield from (Set(collection, key, now),) if now else ()
                later += (Set(collection, key, then),) if then else ()
            there = getattr(self._study, collection).keys()
            yield from added(collection, there, self._added[collection])
            yield from later
        for collection in reversed(tuple(ENTITIES)):
            yield from (Drop(collection, key) for key in self._dropped[collection])


_Left = dict[tuple[str, str], "Message"]


def _stood(study: Study, edits: list[Edit], person: Person | None) -> tuple[list[Edit], _Left]:
    """Those edits that can stand together, and why the others cannot, by collection and key.

    Two rows that are a person's own, as it stands and as the copy has it, may merge into one that
    is not: rights are asked again of what comes out.
    """
    left = _Left()
    while True:
        edits, refused = _tried(study, edits)
        foreign = {} if person is None else _foreign(study, edits, person)
        left |= refused | foreign
        kept = [edit for edit in edits if _place(edit) not in foreign]
        if len(kept) == len(edits):
            return edits, left
        edits = kept


def _tried(study: Study, edits: list[Edit]) -> tuple[list[Edit], _Left]:
    """The edits at once where they can stand so, else one after another.

    What is refused is tried again while others make room for it.
    """
    try:
        apply(study, Batch(tuple(edits)))
    except EditRefused:
        return _one_by_one(study, edits)
    return edits, {}


def _one_by_one(study: Study, edits: list[Edit]) -> tuple[list[Edit], _Left]:
    made: list[Edit] = []
    waiting = edits
    while True:
        kept, refused = standing(study, [e for e in waiting if isinstance(e, Put | Set)])
        study = apply(study, Batch(tuple(kept))).study
        for drop in (edit for edit in waiting if isinstance(edit, Drop)):
            try:
                study = apply(study, drop).study
                kept.append(drop)
            except EditRefused as error:
                refused.append((drop, error))
        made += kept
        if not kept or not refused:
            return made, {_place(edit): error.message for edit, error in refused}
        waiting = [edit for edit, _ in refused]


def _foreign(study: Study, edits: list[Edit], person: Person) -> _Left:
    """The rows that edits touch and that are not the person's, before or after them."""
    applied = apply(study, Batch(tuple(edits)))
    left = _Left()
    for collection, key in sorted(applied.touched.rows):
        for each in (study, applied.study):
            row = getattr(each, collection).find(key)
            said = None if row is None else person.refusal(each, collection, row)
            if said is not None:
                left[collection, key] = said
    return left


def _place(edit: Edit) -> tuple[str, str]:
    match edit:
        case Batch():
            raise TypeError("a batch has no place of its own")
        case Set() | Drop():
            return edit.collection, edit.key
    return edit.collection, edit.row.key
