"""A study with any subset of some moves, without making each move anew for each subset.

Equal to making the moves one after the other (``planner.compute.moves.overlay``): moves that meet
in a row, or in the places of a training, are made together; the others give the same edits in any
company but for the rank of the rows that they add, which is given here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.compute.moves import AddSeats, as_edit
from planner.edits import Put, Set, apply, single_edits
from planner.errors import InvalidInput
from planner.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.compute.moves import Move
    from planner.edits import Batch
    from planner.study import Entity, Study


class Variants:
    """The studies that some moves make of one."""

    def __init__(self, study: Study, scenario: str, moves: Sequence[Move]) -> None:
        """Try each move by itself; InvalidInput names the first that cannot stand, by number."""
        self._study, self._scenario, self._moves = study, scenario, moves
        self._alone = [self._tried(number, move) for number, move in enumerate(moves, 1)]
        self._order = sorted(range(len(moves)), key=lambda place: repr(moves[place]))
        self._meeting = self._meetings()
        self._together: dict[frozenset[int], dict[int, Batch]] = {}

    def study_with(self, places: frozenset[int]) -> Study:
        """The study with the moves at these places; raises as ``as_edit`` where they clash."""
        edits: dict[int, Batch] = {}
        for place in places:
            if place not in edits:
                edits |= self._made(places & self._meeting[place])
        return _merged(self._study, [edits[place] for place in self._order if place in places])

    def _tried(self, number: int, move: Move) -> Batch:
        try:
            return as_edit(self._study, move, self._scenario)
        except InvalidInput as error:
            raise InvalidInput("whatif_move", number=number, why=error.message) from error

    def _made(self, group: frozenset[int]) -> dict[int, Batch]:
        """The edits of moves that meet, made one after the other."""
        if len(group) == 1:
            return {place: self._alone[place] for place in group}
        if group not in self._together:
            study, edits = self._study, {}
            for place in self._order:
                if place in group:
                    edits[place] = as_edit(study, self._moves[place], self._scenario)
                    study = apply(study, edits[place]).study
            self._together[group] = edits
        return self._together[group]

    def _meetings(self) -> list[frozenset[int]]:
        """For each move, those that it meets, directly or through others, and itself."""
        groups = [frozenset({place}) for place in range(len(self._moves))]
        first: dict[tuple[str, str], int] = {}
        for place in range(len(self._moves)):
            for spot in self._spots(place):
                other = first.setdefault(spot, place)
                if other not in groups[place]:
                    joined = groups[place] | groups[other]
                    for member in joined:
                        groups[member] = joined
        return groups

    def _spots(self, place: int) -> Iterable[tuple[str, str]]:
        """What a move touches: its rows, and the places of a training that it adds to."""
        move = self._moves[place]
        if isinstance(move, AddSeats):
            yield "places", move.training
        for edit in single_edits(self._alone[place]):
            yield edit.collection, edit.row.key if isinstance(edit, Put) else edit.key


def _merged(study: Study, moves: Iterable[Batch]) -> Study:
    """The study after moves that were checked before; what each adds takes the next rank."""
    changed: dict[str, dict[str, Entity]] = defaultdict(dict)
    last: dict[str, int] = {}
    for move in moves:
        added = set[str]()
        for edit in single_edits(move):
            rows: Rows[Entity] = getattr(study, edit.collection)
            if isinstance(edit, Put):
                if edit.collection not in added:
                    added.add(edit.collection)
                    before = last.get(edit.collection, max((r.rank for r in rows), default=0))
                    last[edit.collection] = before + 1
                row: Any = replace(edit.row, rank=last[edit.collection])
            elif isinstance(edit, Set):
                known: Any = changed[edit.collection].get(edit.key) or rows.get(edit.key)
                row = replace(known, **dict(edit.values))
            else:
                raise TypeError(f"a move drops nothing: {edit}")
            changed[edit.collection][row.key] = row
    return replace(study, **{name: _rows(study, name, rows) for name, rows in changed.items()})


def _rows(study: Study, collection: str, changed: dict[str, Entity]) -> Any:
    kept = (row for row in getattr(study, collection) if row.key not in changed)
    return Rows((*kept, *changed.values()))
