"""A copy of the region that comes home: held against the study of today row by row, then taken.

The copy holds the study that it was taken from: each cell has three states, and the merge of one
cell is that of the institutions' replies (:mod:`planner.exchange.three_way`), but for texts, which
must be the very same here: nothing was retyped by a spreadsheet on the way.
"""

from __future__ import annotations

from dataclasses import replace
from operator import eq
from typing import TYPE_CHECKING, Any

from planner.compute.cells import cell_value, is_blank
from planner.exchange.bringing import brought
from planner.exchange.copies import PACKED, RANK, cell_codes
from planner.exchange.replies import (
    Cell,
    Comparison,
    Refusal,
    ReplyRow,
    RowFate,
    Spot,
    row_fate,
)
from planner.exchange.taking import Decisions
from planner.exchange.three_way import Fate, fate
from planner.fields import ENTITIES
from planner.rows import Rows
from planner.tables.cells import row_said
from planner.validation import ORDERED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.exchange.copies import Copy
    from planner.messages import Message, Value
    from planner.rights import Person
    from planner.study import Study

_ORDER = {each: place for place, each in enumerate(RowFate)}


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


def _unpacked(rows: Rows[Any], collection: str) -> Rows[Any]:
    """The rows without what is told by its fingerprint."""
    if collection not in PACKED:
        return rows
    return Rows(replace(row, **{PACKED[collection][0]: ""}) for row in rows)


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
