"""Two to four scenarios side by side: what each covers, lacks, adds and would still cost."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, TypeVar

from planner.compute.gap_memory import GapMemory
from planner.compute.gaps import gaps, openings
from planner.compute.moves import AddSeats, CloseTraining, OpenTraining
from planner.compute.scenarios import moves_of
from planner.compute.whatif import Sign, change, way_of
from planner.errors import InvalidInput
from planner.messages import Interval
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.compute.gap_report import (
        FamilyGap,
        GapReport,
        OpeningsReport,
        SegmentGap,
        SegmentOpenings,
    )
    from planner.compute.moves import Move
    from planner.compute.whatif import Change
    from planner.study import Study
    from planner.vocab import NeedKind

FEWEST, MOST = 2, 4


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=_Keyed)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the scenarios: what it keeps and what follows from it."""

    key: str
    name: str
    need_lines: tuple[str, ...]
    moves: tuple[Move, ...]
    report: GapReport
    openings: OpeningsReport


@dataclass(frozen=True, slots=True)
class FamilySides:
    """One family of a segment in each scenario; None where it has no need there.

    ``signs`` tell which way its coverage goes from the first scenario, or the people served where
    the ends of its coverage stay; None where one of the two has no need.
    """

    family: str
    name: str
    gaps: tuple[FamilyGap | None, ...]
    signs: tuple[Sign | None, ...]


@dataclass(frozen=True, slots=True)
class SegmentSides:
    """One segment in each scenario; None where a scenario does not have it.

    Attributes:
        key: as ``SegmentGap.key``.
        kind: kind of the need.
        level: European (CEC) level.
        start: first year.
        end: year after the last one.
        families: the families of all scenarios.
        gaps: the gap of each scenario.
        openings: what it would take in each scenario; its cost where one is given.
        shortfall_changes: differences of the shortfall with the first scenario.
        added: places over the period that the moves of each scenario add at the level, those of
            trainings that they close not taken off.
        closed: how many trainings of the level each scenario closes.
    """

    key: str
    kind: NeedKind
    level: int
    start: int
    end: int
    families: tuple[FamilySides, ...]
    gaps: tuple[SegmentGap | None, ...]
    openings: tuple[SegmentOpenings | None, ...]
    shortfall_changes: tuple[Change | None, ...]
    added: tuple[Interval, ...]
    closed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios side by side, in the order in which they were named."""

    sides: tuple[Side, ...]
    segments: tuple[SegmentSides, ...]


def compare(study: Study, scenarios: Sequence[str], watch: Watch | None = None) -> Comparison:
    """The scenarios of these keys side by side, the first being what others are compared with.

    Raises:
        InvalidInput: fewer than two or more than four scenarios, or one named twice; as ``gaps``
            and ``openings``.
        Cancelled: the watch was asked to stop.
    """
    if not FEWEST <= len(set(scenarios)) == len(scenarios) <= MOST:
        raise InvalidInput("compare_count", n=len(scenarios), least=FEWEST, most=MOST)
    token = watch or Watch()
    sides = []
    for place, scenario in enumerate(scenarios):
        token.step(place / len(scenarios), "scenarios.stage")
        sides.append(_side(study, scenario))
    keys = dict.fromkeys(gap.key for side in sides for gap in side.report.segments)
    return Comparison(tuple(sides), tuple(_segment(study, sides, key) for key in keys))


def _side(study: Study, scenario: str) -> Side:
    known = GapMemory()
    report, plan = gaps(study, scenario, known), openings(study, scenario, memory=known)
    lines = study.scenarios.get(scenario).need_lines
    return Side(scenario, report.name, lines, moves_of(study, scenario), report, plan)


def _segment(study: Study, sides: Sequence[Side], key: str) -> SegmentSides:
    found = tuple(_named(side.report.segments, key) for side in sides)
    first = next(gap for gap in found if gap is not None)
    years = first.end - first.start
    return SegmentSides(
        key=key,
        kind=first.kind,
        level=first.level,
        start=first.start,
        end=first.end,
        families=tuple(_families(found, [_way(sides[0], side) for side in sides])),
        gaps=found,
        openings=tuple(_named(side.openings.segments, key) for side in sides),
        shortfall_changes=tuple(_shortfall(found[0], gap) for gap in found),
        added=tuple(_added(study, side.moves, first.level, years) for side in sides),
        closed=tuple(_closed(study, side.moves, first.level) for side in sides),
    )


def _named(segments: Iterable[T], key: str) -> T | None:
    return next((segment for segment in segments if segment.key == key), None)


def _families(found: Sequence[SegmentGap | None], ways: Sequence[int]) -> Iterator[FamilySides]:
    known = [{f.family: f for f in gap.families} if gap else {} for gap in found]
    names = {key: family.name for families in known for key, family in families.items()}
    for key, name in names.items():
        sides = tuple(families.get(key) for families in known)
        signs = (_sign(sides[0], side, way) for side, way in zip(sides, ways, strict=True))
        yield FamilySides(key, name, sides, tuple(signs))


def _sign(first: FamilyGap | None, other: FamilyGap | None, way: int) -> Sign | None:
    if first is None or other is None:
        return None
    sign = change(first.coverage, other.coverage).sign
    return change(first.served, other.served).leaning(way) if sign is Sign.SAME else sign


def _way(first: Side, other: Side) -> int:
    """1 or -1 where the other scenario makes the first one's moves and only adds, or only closes.

    Where they do not look at the same needs, nobody can tell.
    """
    more = list(other.moves)
    for move in first.moves:
        if move not in more:
            return 0
        more.remove(move)
    return way_of(more) if first.need_lines == other.need_lines else 0


def _shortfall(first: SegmentGap | None, other: SegmentGap | None) -> Change | None:
    if first is None or other is None:
        return None
    return change(first.shortfall, other.shortfall)


def _added(study: Study, moves: Iterable[Move], level: int, years: int) -> Interval:
    low, high = Fraction(0), Fraction(0)
    is_bounded = True
    for move in moves:
        if isinstance(move, OpenTraining) and move.level == level:
            low += move.low * years
            high += (move.high or 0) * years
            is_bounded = is_bounded and move.high is not None
        elif isinstance(move, AddSeats) and _level(study, move.training) == level:
            low += move.seats_per_year * years
            high += move.seats_per_year * years
    return Interval(low, high if is_bounded else None)


def _closed(study: Study, moves: Iterable[Move], level: int) -> int:
    closings = (move for move in moves if isinstance(move, CloseTraining))
    return sum(_level(study, move.training) == level for move in closings)


def _level(study: Study, training: str) -> int | None:
    return study.trainings.get(training).level
