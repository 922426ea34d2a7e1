"""Where the levels, the groups and the trainings of a ladder stand."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from planner.compute.ladder_cells import Grouping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.ladder_cells import Cells, Spot

HEAD, FOOT = 34.0, 34.0
#: From one training to the next, and the radius of its dot.
PITCH, DOT = 6.6, 2.3
#: What the count of a cell takes on its left.
COUNT = 14.0
LEAST_ROW, PAD = 19.0, 4.0
BAC_LEVEL = 4
_BAC, _MARGIN = 28.0, 24.0
_NAMES = {Grouping.FAMILY: 0.235, Grouping.INSTITUTION: 0.27, Grouping.CITY: 0.2}
_GAP_SHARE = 0.48  # of a cell's width


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns from bac to the highest level, rows of groups, a spot for each training.

    ``lefts`` are where the cells of each level begin, ``tops`` and ``heights`` of each group;
    ``bac`` is where the entry stands.
    """

    width: float
    names: float
    bac: float
    cell: float
    gap: float
    lefts: dict[int, float]
    tops: dict[str, float]
    heights: dict[str, float]
    bottom: float

    @property
    def across(self) -> int:
        """How many dots stand side by side in a cell."""
        return max(int((self.cell - COUNT) // PITCH), 1)

    def middle(self, group: str) -> float:
        """Half-way down a row."""
        return self.tops[group] + self.heights[group] / 2

    def dots(self, spot: Spot, keys: tuple[str, ...]) -> Iterator[tuple[str, float, float]]:
        """The trainings of a cell with the centres of their dots, line by line, centred."""
        group, level = spot
        lines = ceil(len(keys) / self.across)
        top = self.middle(group) - (lines - 1) * PITCH / 2
        left = self.lefts[level] + COUNT + PITCH / 2
        for place, key in enumerate(keys):
            down, across = divmod(place, self.across)
            yield key, left + across * PITCH, top + down * PITCH

    def end(self, spot: Spot, count: int) -> float:
        """Where the dots of a cell end."""
        filled = min(count, self.across)
        return self.lefts[spot[1]] + COUNT + filled * PITCH


def ladder_layout(cells: Cells, width: float) -> Layout:
    """The places of everything within ``width`` points; rows are as high as their fullest cell."""
    names = width * _NAMES[cells.grouping]
    count = len(cells.levels)
    room = width - names - _BAC - _MARGIN
    cell = room / (count + _GAP_SHARE * (count - 1))
    gap = cell * _GAP_SHARE
    low = sum(level <= BAC_LEVEL for level in cells.levels)
    lefts: dict[int, float] = {}
    x = names
    for place, level in enumerate(cells.levels):
        if place == low:
            bac, x = x, x + _BAC
        lefts[level] = x
        x += cell + gap
    if low == count:
        bac = x - gap
    made = Layout(width, names, bac, cell, gap, lefts, {}, {}, 0.0)
    y = HEAD
    for group in cells.groups:
        fullest = max(len(cells.at(group, level)) for level in cells.levels)
        made.tops[group] = y
        made.heights[group] = max(ceil(fullest / made.across) * PITCH + 2 * PAD, LEAST_ROW)
        y += made.heights[group]
    return Layout(width, names, bac, cell, gap, lefts, made.tops, made.heights, y)
