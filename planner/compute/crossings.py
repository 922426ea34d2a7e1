"""Which cells of a cross-tabulation are looked for: the empty ones, the fragile ones."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.compute.inventory import CrossCell, Crosstab


class Only(StrEnum):
    """What a cell must be to be looked for."""

    EMPTY = "empty"
    FRAGILE = "fragile"


def crossings_of(crosstab: Crosstab, only: Collection[Only]) -> frozenset[tuple[str, str]]:
    """The crossings of two known values that are what is looked for, one or the other."""
    return frozenset(place for place in crosstab.crossings if _is(crosstab.cell(*place), only))


def repeated(crosstab: Crosstab) -> int:
    """How many trainings stand in several cells: each total counts them once all the same."""
    held = Counter(key for cell in crosstab.cells.values() for key in cell.trainings)
    return sum(count > 1 for count in held.values())


def _is(cell: CrossCell, only: Collection[Only]) -> bool:
    return (Only.EMPTY in only and cell.is_empty) or (Only.FRAGILE in only and cell.is_fragile)
