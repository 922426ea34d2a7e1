"""A table made ready for a view: its cells in words, what its rows are found and sorted by.

Nothing here touches a widget, so that a large table is made ready in the lane.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import repeat
from operator import contains
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ui.actions.tableorder import WORDS, number_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from planner.messages import Value
    from planner.tables.table import Table

Sources = NDArray[np.intp]


@dataclass(slots=True)
class Prepared:
    """A table with its cells in words, column by column, and the search keys of its rows.

    ``marks`` tells rows apart by small numbers; ``ranks`` sort the columns ranked so far.
    """

    table: Table
    keys: list[str]
    shown: list[list[str]]
    hay: list[str]
    marks: NDArray[np.uint8]
    ranks: dict[int, NDArray[np.float64]] = field(default_factory=dict)


def ranked(keys: Sequence[Hashable | None]) -> NDArray[np.float64]:
    """Numbers in the order of ``keys``, equal for equal ones; not a number where there is none."""
    known: Any = {key for key in keys if key is not None}
    places: dict[Hashable | None, float] = {key: n for n, key in enumerate(sorted(known))}
    places[None] = math.nan
    return np.fromiter(map(places.__getitem__, keys), np.float64, len(keys))


def sort_keys(
    values: Sequence[Value], shown: Sequence[str], fold: Callable[[str], str]
) -> list[Hashable | None]:
    """What the values of one column are sorted by; None for what is not known.

    Lists by their length, then by their words; other words by themselves; numbers by size.
    """
    if any(isinstance(value, tuple) for value in values):
        return [
            (len(value), fold(said)) if isinstance(value, tuple) else None
            for value, said in zip(values, shown, strict=True)
        ]
    if any(isinstance(value, WORDS) for value in values):
        return [
            None if value is None else fold(said) for value, said in zip(values, shown, strict=True)
        ]
    return [None if value is None else number_key(value) for value in values]


def sorted_sources(natural: Sources, rank: NDArray[np.float64], *, is_descending: bool) -> Sources:
    """The sources by their rank, the unknown last either way, equal ones in their natural order."""
    own = rank[natural]
    is_known = ~np.isnan(own)
    known = natural[is_known]
    size = -own[is_known] if is_descending else own[is_known]
    placed = known[np.argsort(size, kind="stable")]
    return np.concatenate((placed, natural[~is_known]))


def holding(hay: Sequence[str], among: Sources, words: Iterable[str]) -> Sources:
    """Those ``among`` the sources whose hay holds every word."""
    kept = among
    for word in words:
        whole = hay if len(kept) == len(hay) else map(hay.__getitem__, kept.tolist())
        kept = kept[np.fromiter(map(contains, whole, repeat(word)), np.bool_, len(kept))]
    return kept
