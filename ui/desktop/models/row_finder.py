"""Which rows of a table are shown and in which order: found by words, kept by keys, sorted.

Rows are told by their source, the number under which they were first taken in; a row that goes
keeps its number, so that nothing has to be counted anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ui.desktop.models.prepared import holding, sorted_sources

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from ui.desktop.models.prepared import Prepared, Sources


class RowFinder:
    """The search keys, marks and ranks of the rows of a table, and which rows fit."""

    def __init__(self, ready: Prepared) -> None:
        """All rows of ``ready``, each of which fits."""
        self.keys, self.hay, self.ranks = ready.keys, ready.hay, ready.ranks
        self.sources = {key: source for source, key in enumerate(ready.keys)}
        self.natural: Sources = np.arange(len(ready.keys), dtype=np.intp)
        self.marks = ready.marks
        self._fitting: NDArray[np.bool_] | None = None
        self._narrowed: tuple[str, Sources] | None = None

    def restrict(self, keys: Collection[str] | None) -> None:
        """Let the rows called ``keys`` fit alone; None lets all."""
        self._narrowed = self._fitting = None
        if keys is not None:
            self._fitting = np.zeros(len(self.keys), np.bool_)
            self._fitting[[self.sources[key] for key in keys if key in self.sources]] = True

    def fit(self, keys: Collection[str], fitting: Collection[str]) -> bool:
        """Of the rows called ``keys`` let those fit that are ``fitting``; True if that is new."""
        is_new = False
        for key in keys:
            source = self.sources.get(key, -1)
            is_fitting = self._fitting is None or (source >= 0 and bool(self._fitting[source]))
            if source < 0 or is_fitting == (key in fitting):
                continue
            if self._fitting is None:
                self._fitting = np.ones(len(self.keys), np.bool_)
            self._fitting[source] = key in fitting
            is_new = True
        if is_new:
            self._narrowed = None
        return is_new

    def found(self, words: str) -> Sources | None:
        """The fitting sources that hold every word, smallest first; None where all rows do.

        Words that begin with those sought before are sought among what was found.
        """
        if not words and self._fitting is None:
            self._narrowed = None
            return None
        before, kept = self._narrowed or ("", self._all_fitting())
        if not words.startswith(before):
            kept = self._all_fitting()
        kept = holding(self.hay, kept, words.split())
        self._narrowed = (words, kept)
        return kept

    def arranged(self, words: str, column: int, *, is_descending: bool) -> Sources:
        """The sources to be shown, in the order of a ranked column or, of none, their own."""
        placed = self.natural
        if column in self.ranks:
            placed = sorted_sources(placed, self.ranks[column], is_descending=is_descending)
        kept = self.found(words)
        if kept is None:
            return placed
        is_kept = np.zeros(len(self.keys), np.bool_)
        is_kept[kept] = True
        return placed[is_kept[placed]]

    def put(self, source: int, hay: str, mark: int) -> None:
        """Let a row be found by other words, and bear another mark."""
        self.hay[source], self.marks[source] = hay, mark
        self._narrowed = None

    def append(self, key: str, hay: str, mark: int) -> None:
        """Take in a row, which fits; it has no place until :meth:`reorder`."""
        self.sources[key] = len(self.keys)
        self.keys.append(key)
        self.hay.append(hay)
        self.marks = np.append(self.marks, np.uint8(mark))
        if self._fitting is not None:
            self._fitting = np.append(self._fitting, True)
        self.ranks.clear()
        self._narrowed = None

    def reorder(self, keys: Sequence[str]) -> None:
        """Let the rows called ``keys`` stand in that order, and no other."""
        self.natural = np.fromiter(map(self.sources.__getitem__, keys), np.intp, len(keys))
        for gone in self.sources.keys() - set(keys):
            del self.sources[gone]

    def tally(self, sources: Sources) -> tuple[int, ...]:
        """How many of the sources bear each of the marks 0, 1 and 2."""
        return tuple(int(n) for n in np.bincount(self.marks[sources], minlength=3))

    def _all_fitting(self) -> Sources:
        if self._fitting is None:
            return np.arange(len(self.keys), dtype=np.intp)
        return np.flatnonzero(self._fitting)
