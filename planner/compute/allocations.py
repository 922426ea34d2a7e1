"""One allocation as a matrix of families by levels, and the edits that keep its sum in sight.

The shares of an allocation sum to 1 over the whole matrix: a need line is spread over families and
levels at once. Nothing here rescales a share: what is missing is offered to one cell, what is in
excess is told and left to the person (coverage.md, "each line's shares sum to 1").
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.needs import shares_by_allocation, unallocated
from planner.edits import Batch, Drop, Edit, Put
from planner.errors import EditRefused
from planner.study import AllocationShare, Source
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from planner.compute.needs import Unallocated
    from planner.study import Study

NOTHING = Fraction(0)
LEVELS = range(1, 9)
#: The levels that a matrix shows even where no training and no share has one: bac+2 to doctorate.
USUAL = (5, 6, 7, 8)

Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The shares of one allocation, exact; cells that bear nothing are missing.

    ``families`` are all families of the study, in their order; ``levels`` those that are shown.
    """

    allocation: str
    families: tuple[str, ...]
    levels: tuple[int, ...]
    cells: Mapping[Cell, Fraction]

    @property
    def total(self) -> Fraction:
        """What all cells bear together: 1 where the whole need is spread."""
        return sum(self.cells.values(), NOTHING)

    @property
    def remainder(self) -> Fraction:
        """What no cell bears; negative where the cells bear more than the need."""
        return 1 - self.total

    def share(self, family: str, level: int) -> Fraction:
        """What one cell bears; 0 where it bears nothing."""
        return self.cells.get((family, level), NOTHING)

    def of_family(self, family: str) -> Fraction:
        """What a family bears at all levels."""
        return sum((s for (key, _), s in self.cells.items() if key == family), NOTHING)

    def of_level(self, level: int) -> Fraction:
        """What all families bear at one level."""
        return sum((s for (_, at), s in self.cells.items() if at == level), NOTHING)


def matrix(study: Study, allocation: str, levels: Collection[int] = USUAL) -> Matrix:
    """The shares of ``allocation``, with ``levels`` and all those that trainings or shares have.

    Raises ``KeyError`` where the study has no such allocation.
    """
    study.allocations.get(allocation)
    cells: dict[Cell, Fraction] = defaultdict(Fraction)
    for row in study.allocation_shares:
        if row.allocation == allocation:
            cells[row.family, row.level] += row.share
    borne = {cell: share for cell, share in cells.items() if share}
    shown = {*levels, *(level for _, level in borne)}
    shown |= {training.level for training in study.trainings if training.level is not None}
    return Matrix(allocation, tuple(study.families.keys()), tuple(sorted(shown)), borne)


def set_share(study: Study, allocation: str, cell: Cell, share: Fraction, key: str) -> Edit:
    """The edit that lets a cell bear exactly ``share``; 0 takes its row away.

    ``key`` is for the row where the cell has none yet. A share that is typed is an assumption:
    the note of a row that was counted from the study no longer holds and goes away, its place and
    line stay. The sum may then miss or exceed 1: :func:`matrix` tells it.
    """
    rows = list(_rows(study, allocation, cell))
    if not share:
        return Batch(tuple(Drop("allocation_shares", row.key) for row in rows))
    if not rows:
        return Put("allocation_shares", _new(study, allocation, cell, share, key))
    first, *others = rows
    source = replace(first.source, nature=Nature.ASSUMPTION, note="")
    row = first if first.share == share else replace(first, share=share, source=source)
    drops = tuple(Drop("allocation_shares", other.key) for other in others)
    return Batch((*drops, Put("allocation_shares", row)))


def give_remainder(study: Study, allocation: str, cell: Cell, key: str) -> Edit:
    """The edit that lets a cell bear what the allocation leaves over, on top of its own share.

    Raises :class:`EditRefused` where nothing is left, or where the shares exceed the whole.
    """
    made = matrix(study, allocation)
    name = study.allocations.get(allocation).name
    if made.remainder < 0:
        raise EditRefused("allocation_over", name=name, amount=-made.remainder * 100)
    if not made.remainder:
        raise EditRefused("allocation_whole", name=name)
    return set_share(study, allocation, cell, made.share(*cell) + made.remainder, key)


def left_over(study: Study, allocation: str) -> tuple[Unallocated, ...]:
    """What no family bears, or families bear in excess, of each need line spread this way."""
    lines = [line for line in study.need_lines if line.allocation == allocation]
    return tuple(unallocated(lines, shares_by_allocation(study)))


def _rows(study: Study, allocation: str, cell: Cell) -> Iterator[AllocationShare]:
    for row in study.allocation_shares:
        if row.allocation == allocation and (row.family, row.level) == cell:
            yield row


def _new(study: Study, allocation: str, cell: Cell, share: Fraction, key: str) -> AllocationShare:
    rank = max((row.rank for row in study.allocation_shares), default=0) + 1
    family, level = cell
    return AllocationShare(
        key=key,
        rank=rank,
        source=Source(Nature.ASSUMPTION),
        allocation=allocation,
        family=family,
        level=level,
        share=share,
    )
