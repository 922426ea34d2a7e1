"""A copy of the region that comes home: held against the study of today row by row, then taken.

The copy holds the study that it was taken from: each cell has three states, and the merge of one
cell is that of the institutions' replies (:mod:`planner.exchange.three_way`), but for texts, which
must be the very same here: nothing was retyped by a spreadsheet on the way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from operator import eq
from typing import TYPE_CHECKING, Any

from planner.additions import added, own_references
from planner.compute.cells import SOURCE_PARTS, cell_value, is_blank
from planner.edits import Batch, Drop, Put, Set, apply, standing
from planner.errors import EditRefused
from planner.exchange.replies import (
    Cell,
    Comparison,
    Refusal,
    ReplyRow,
    RowFate,
    Spot,
    row_fate,
)
from planner.exchange.taking import Decisions, RowChoice, Side, Taken
from planner.exchange.three_way import Fate, fate
from planner.fields import ENTITIES, FIELDS
from planner.rows import Rows
from planner.tables.cells import row_said
from planner.validation import ORDERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.edits import Edit
    from planner.messages import Message, Value
    from planner.rights import Person
    from planner.study import Entity, Study

#: The place of a row among the others, which is a cell like any field.
RANK = "rank"
#: What is too large to be shown or compared, and the field that tells it by its fingerprint.
_PACKED = {"editions": ("content", "digest")}
_ORDER = {each: place for place, each in enumerate(RowFate)}


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that came home: the study that it was taken from, and what it says now."""

    base: Study
    theirs: Study


def cell_codes(collection: str) -> tuple[str, ...]:
    """The cells of a row: its declared fields, its rank, and the parts of its source."""
    packed = _PACKED.get(collection, ("",))[0]
    fields = (field.key for field in FIELDS[collection] if field.key != packed)
    return (*fields, RANK, *SOURCE_PARTS)


def hold(study: Study, copy: Copy, person: Person | None = None) -> Comparison:
    """Hold a copy against the study of today; nothing is written.

    Only rows that somebody must know of are listed; those with nothing to take are counted. Rows
    that ``person`` may not write, and rows that cannot stand in the study, are refused with the
    reason. Without a person, as in a file, everything may be written.
    """
    holding = _Holding(study, copy, person)
    rows = [row for collection in ENTITIES for row in holding.rows(collection)]
    rows.sort(key=lambda row: _ORDER[row.fate])
    comparison = Comparison(None, tuple(rows), holding.unlisted, copy.theirs)
    left = dict(brought(study, comparison, copy, Decisions(), person).left)
    if not left:
        return comparison
    refused = (_refused(row, left[row.name]) if row.name in left else row for row in rows)
    return replace(comparison, rows=tuple(sorted(refused, key=lambda row: _ORDER[row.fate])))


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


class _Holding:
    def __init__(self, study: Study, copy: Copy, person: Person | None) -> None:
        self._ours, self._base, self._theirs = study, copy.base, copy.theirs
        self._person = person
        self.unlisted = 0

    def rows(self, collection: str) -> Iterator[ReplyRow]:
        """The rows of a collection of which somebody must know."""
        base, ours, theirs = (
            _unpacked(getattr(study, collection), collection)
            for study in (self._base, self._ours, self._theirs)
        )
        for row in theirs:
            was, mine = base.find(row.key), ours.find(row.key)
            told = None if row in (was, mine) else _told(collection, was, mine, row)
            if told is None or told.fate is RowFate.IDENTICAL:
                self.unlisted += 1
            else:
                yield self._allowed(told, mine, row)
        for was in base:
            mine = ours.find(was.key)
            if mine is not None and theirs.find(was.key) is None:
                yield self._allowed(_absent(collection, was, mine), mine, None)

    def _allowed(self, told: ReplyRow, ours: Any, theirs: Any) -> ReplyRow:
        """The row; refused where it is not the person's, as it stands or as it would."""
        for study, row in ((self._ours, ours), (self._theirs, theirs)):
            if self._person is not None and row is not None:
                said = self._person.refusal(study, told.collection, row)
                if said is not None:
                    return _refused(told, said)
        return told


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
        packed, told = _PACKED.get(row.collection, ("", ""))
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


class _NotTheirs(EditRefused):
    def __init__(self, said: Message) -> None:
        super().__init__("row_not_yours")
        self.message = said


_Left = dict[tuple[str, str], "Message"]


def _stood(study: Study, edits: list[Edit], person: Person | None) -> tuple[list[Edit], _Left]:
    """Those edits that can stand together, and why the others cannot, by collection and key."""
    try:
        _applied(study, Batch(tuple(edits)), person)
    except EditRefused:
        return _tried(study, edits, person)
    return edits, {}


def _tried(study: Study, edits: list[Edit], person: Person | None) -> tuple[list[Edit], _Left]:
    """One edit after another; what is refused is tried again while others make room for it."""
    made: list[Edit] = []
    waiting, left = edits, _Left()
    while True:
        kept, refused = standing(study, [e for e in waiting if isinstance(e, Put | Set)])
        study = apply(study, Batch(tuple(kept))).study
        left = {_place(edit): error.message for edit, error in refused}
        again: list[Edit] = [edit for edit, _ in refused]
        for drop in (edit for edit in waiting if isinstance(edit, Drop)):
            try:
                study = _applied(study, drop, person)
                kept.append(drop)
            except EditRefused as error:
                left[_place(drop)] = error.message
                again.append(drop)
        made += kept
        if not kept or not again:
            return made, left
        waiting = again


def _applied(study: Study, edit: Edit, person: Person | None) -> Study:
    """The study after an edit, rows that go with others asked for as well."""
    applied = apply(study, edit)
    if person is not None:
        for said in person.refusals(study, applied.study, applied.touched):
            raise _NotTheirs(said)
    return applied.study


def _place(edit: Edit) -> tuple[str, str]:
    match edit:
        case Batch():
            raise TypeError("a batch has no place of its own")
        case Set() | Drop():
            return edit.collection, edit.key
    return edit.collection, edit.row.key


def _unpacked(rows: Rows[Any], collection: str) -> Rows[Any]:
    """The rows without what is told by its fingerprint."""
    if collection not in _PACKED:
        return rows
    return Rows(replace(row, **{_PACKED[collection][0]: ""}) for row in rows)


def _told(collection: str, base: Any, ours: Any, theirs: Any) -> ReplyRow:
    if ours is None and base is None:
        return _row(collection, theirs, RowFate.NEW, _new_cells(collection, theirs))
    cells = tuple(_cell(code, base, ours, theirs) for code in cell_codes(collection))
    if ours is None:
        cells = tuple(_gone(cell) for cell in cells)
        return replace(_row(collection, theirs, row_fate(cells), cells), is_gone=True)
    cells = _tied(collection, cells)
    return _row(collection, theirs, row_fate(cells), cells)


def _row(collection: str, row: Any, kind: RowFate, cells: tuple[Cell, ...]) -> ReplyRow:
    title = row_said(row, row.key)
    name = f"{collection}/{row.key}"
    return ReplyRow(name, row.key, title, kind, Spot(), cells, collection=collection)


def _refused(row: ReplyRow, said: Message) -> ReplyRow:
    return replace(row, fate=RowFate.REFUSED, refused=(Refusal("", "", row.title, said),))


def _absent(collection: str, base: Any, ours: Any) -> ReplyRow:
    def cell(code: str) -> Cell:
        was, mine = cell_value(base, code), cell_value(ours, code)
        return Cell(code, was, mine, None, Fate.UNCHANGED if was == mine else Fate.OURS)

    return _row(collection, ours, RowFate.ABSENT, tuple(map(cell, cell_codes(collection))))


def _new_cells(collection: str, row: Any) -> tuple[Cell, ...]:
    told = ((code, cell_value(row, code)) for code in cell_codes(collection) if code != RANK)
    return tuple(
        Cell(code, None, None, value, Fate.THEIRS)
        for code, value in told
        if not is_blank(value) and value is not False
    )


def _cell(code: str, base: Any, ours: Any, theirs: Any) -> Cell:
    was, mine, told = (
        None if row is None else cell_value(row, code) for row in (base, ours, theirs)
    )
    if base is None:  # brought home once, and changed since: nobody can tell on which side
        return Cell(code, None, mine, told, Fate.UNCHANGED if mine == told else Fate.CONFLICT)
    return Cell(code, was, mine, told, fate(was, mine, told, eq))


def _gone(cell: Cell) -> Cell:
    """A cell of a row that the study no longer has: what the copy changed is to decide."""
    return replace(cell, fate=Fate.OURS if cell.base == cell.theirs else Fate.CONFLICT)


def _tied(collection: str, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells, those in conflict that only together say what no row may say.

    Bounds are such cells: the region raised the lower one, the copy lowered the upper one.
    """
    merged: dict[str, Value] = {
        cell.code: cell.theirs if cell.fate is Fate.THEIRS else cell.ours for cell in cells
    }
    crossed = {
        name
        for pair in ORDERED.get(collection, ())
        if _is_crossed(*(merged[name] for name in pair))
        for name in pair
    }
    return tuple(
        replace(cell, fate=Fate.CONFLICT)
        if cell.code in crossed and cell.fate is Fate.THEIRS
        else cell
        for cell in cells
    )


def _is_crossed(first: Any, last: Any) -> bool:
    return first is not None and last is not None and first > last
