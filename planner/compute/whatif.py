"""What moves would change in a scenario's gaps, together and each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_memory import GapMemory
from planner.compute.gaps import gaps
from planner.compute.moves import (
    AddSeats,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    Move,
    OpenTraining,
    as_edit,
    check_contradictions,
    overlay,
)
from planner.compute.scenarios import through
from planner.compute.variants import Variants
from planner.errors import InvalidInput
from planner.messages import Interval
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.compute.gap_report import FamilyGap, GapReport, SegmentGap
    from planner.study import Study
    from planner.vocab import NeedKind

__all__ = [
    "AddSeats",
    "ChangeNeed",
    "ChangeShare",
    "ChangeYield",
    "CloseTraining",
    "Move",
    "OpenTraining",
    "as_edit",
    "overlay",
    "what_if",
]

#: More moves than anybody argues for at once; each costs two more reports.
MOST_MOVES = 50

NOBODY = Interval.exactly(0)


class Sign(StrEnum):
    """Which way a quantity goes between its two ends; its word is the text ``sign.<value>``."""

    UP = "up"  # at one end or both, and down at none
    DOWN = "down"  # at one end or both, and up at none
    SAME = "same"
    UNDETERMINED = "undetermined"  # up at one end and down at the other, or an end is not known


@dataclass(frozen=True, slots=True)
class Change:
    """After minus before at the low and the high end; None where either has no bound there."""

    low: Fraction | None
    high: Fraction | None

    @property
    def sign(self) -> Sign:
        """Which way it goes; undetermined where the two ends disagree or one is unknown."""
        if self.low is None or self.high is None or self.low * self.high < 0:
            return Sign.UNDETERMINED
        total = self.low + self.high
        if not total:
            return Sign.SAME
        return Sign.UP if total > 0 else Sign.DOWN

    def leaning(self, way: int) -> Sign:
        """The sign, where it is known that no end can go down (``way`` 1) or up (-1).

        An end that is unbounded before and after then leaves no doubt.
        """
        if self.high is None and self.low is not None and self.low * way > 0:
            return Sign.UP if way > 0 else Sign.DOWN
        return self.sign


@dataclass(frozen=True, slots=True)
class FamilyChange:
    """One family of a segment before and after.

    A coverage (0 to 1, from the worst end to the best) is None where the family has no need;
    the people served are then nobody.
    """

    family: str
    name: str
    coverage_before: Interval | None
    coverage_after: Interval | None
    served_before: Interval
    served_after: Interval

    @property
    def coverage(self) -> Change | None:
        """Of the coverage, as shares; None where there is no need before or none after."""
        if self.coverage_before is None or self.coverage_after is None:
            return None
        return change(self.coverage_before, self.coverage_after)

    @property
    def served(self) -> Change:
        """Of the people served over the period, fewest and most."""
        return change(self.served_before, self.served_after)


@dataclass(frozen=True, slots=True)
class SegmentChange:
    """One segment before and after; where a side has no such segment, nobody is missing there.

    The shortfalls are people, at the best end then at the worst, as in ``SegmentGap``.
    """

    key: str
    kind: NeedKind
    level: int
    start: int
    end: int
    families: tuple[FamilyChange, ...]
    shortfall_before: Interval
    shortfall_after: Interval

    @property
    def shortfall(self) -> Change:
        """Of the people whom no sharing can serve: down is for the better."""
        return change(self.shortfall_before, self.shortfall_after)


@dataclass(frozen=True, slots=True)
class MoveEffect:
    """What one move changes.

    Attributes:
        move: the move.
        alone: the base with this move only, compared with the base.
        beside: all moves, compared with all but this one: its marginal effect.
    """

    move: Move
    alone: tuple[SegmentChange, ...]
    beside: tuple[SegmentChange, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The base report, the one after all moves, their differences, and each move by itself."""

    before: GapReport
    after: GapReport
    segments: tuple[SegmentChange, ...]
    moves: tuple[MoveEffect, ...]


def what_if(
    study: Study, scenario: str, moves: Sequence[Move], watch: Watch | None = None
) -> WhatIf:
    """What ``moves`` would change in the gaps of ``scenario``; the study itself stays as it is.

    The moves that the scenario keeps are made before: they are the base. Each move must stand on
    it by itself, and no two may set the same number, so that their order never matters. For each
    move both effects are given: alone (base with it against base) and marginal (all moves against
    all without it). ``watch`` is told each report, and may stop the work.

    Raises:
        InvalidInput: as ``gaps``, and as ``as_edit`` with the move's number (from 1); more than
            50 moves; two moves that set the same need, share or yield.
        Cancelled: the watch was asked to stop.
    """
    if len(moves) > MOST_MOVES:
        raise InvalidInput("whatif_too_many", n=len(moves), bound=MOST_MOVES)
    study = through(study, scenario)
    reports = _Reports(study, scenario, len(moves), watch or Watch())
    before = reports.after(frozenset())
    reports.variants = Variants(study, scenario, moves)
    check_contradictions(moves)
    every = frozenset(range(len(moves)))
    after = reports.after(every)
    effects = tuple(
        MoveEffect(
            move,
            differences(before, reports.after(frozenset({place}))),
            differences(reports.after(every - {place}), after),
        )
        for place, move in enumerate(moves)
    )
    return WhatIf(before, after, differences(before, after), effects)


def way_of(moves: Iterable[Move]) -> int:
    """1 where moves only add places, -1 where they only close, 0 where nobody can tell."""
    kinds = {type(move) for move in moves}
    if kinds and kinds <= {OpenTraining, AddSeats}:
        return 1
    return -1 if kinds == {CloseTraining} else 0


def differences(before: GapReport, after: GapReport) -> tuple[SegmentChange, ...]:
    """Segment by segment and family by family, those of ``before`` first, then the new ones."""
    old = {segment.key: segment for segment in before.segments}
    new = {segment.key: segment for segment in after.segments}
    return tuple(
        _segment(old.get(key), new.get(key), old.get(key) or new[key]) for key in old | new
    )


def change(before: Interval, after: Interval) -> Change:
    """After minus before, end by end; equal intervals differ by nothing, bounded or not."""
    if before == after:
        return Change(Fraction(0), Fraction(0))
    if before.high is None or after.high is None:
        return Change(after.low - before.low, None)
    return Change(after.low - before.low, after.high - before.high)


class _Reports:
    """The gap report of any subset of the moves; what they have in common is computed once."""

    def __init__(self, study: Study, scenario: str, count: int, watch: Watch) -> None:
        self.variants = Variants(study, scenario, ())
        self._scenario, self._watch = scenario, watch
        self._memory = GapMemory()
        self._known: dict[frozenset[int], GapReport] = {}
        self._expected = 2 * count + 2

    def after(self, places: frozenset[int]) -> GapReport:
        """The report of the study with the moves at these places."""
        if places not in self._known:
            self._watch.step(len(self._known) / self._expected, "whatif.stage")
            made = self.variants.study_with(places)
            self._known[places] = gaps(made, self._scenario, self._memory)
        return self._known[places]


def _segment(
    before: SegmentGap | None, after: SegmentGap | None, either: SegmentGap
) -> SegmentChange:
    return SegmentChange(
        key=either.key,
        kind=either.kind,
        level=either.level,
        start=either.start,
        end=either.end,
        families=tuple(_families(before, after)),
        shortfall_before=before.shortfall if before else NOBODY,
        shortfall_after=after.shortfall if after else NOBODY,
    )


def _families(before: SegmentGap | None, after: SegmentGap | None) -> Iterator[FamilyChange]:
    old = _by_key(before)
    new = _by_key(after)
    for key in old | new:
        was, now = old.get(key), new.get(key)
        yield FamilyChange(
            family=key,
            name=(was or new[key]).name,
            coverage_before=was.coverage if was else None,
            coverage_after=now.coverage if now else None,
            served_before=was.served if was else NOBODY,
            served_after=now.served if now else NOBODY,
        )


def _by_key(segment: SegmentGap | None) -> dict[str, FamilyGap]:
    return {family.family: family for family in segment.families} if segment else {}
