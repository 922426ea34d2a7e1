"""From a scenario's need lines and their allocations to people by kind, level, period and family.

Periods: within one kind, the lines of one scope (a sector, or the whole region) that follow each
other without a hole are joined, so 2017-2022 and 2022-2027 make 2017-2027. Scopes that then span
the same years are added up in one segment per level; others stay in segments of their own years.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from planner.compute.overlaps import overlap
from planner.compute.scenarios import through
from planner.errors import InvalidInput
from planner.messages import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.study import AllocationShare, NeedLine, Study
    from planner.vocab import NeedKind


@dataclass(frozen=True, slots=True)
class People:
    """A number of people: at least ``low``; None where the central or high number is unknown."""

    low: Fraction
    central: Fraction | None
    high: Fraction | None

    @property
    def interval(self) -> Interval:
        """From ``low`` to ``high``; a wholly unknown number is ``Interval(0, None)``."""
        return Interval(self.low, self.high)

    def __add__(self, other: People) -> People:
        return People(
            self.low + other.low, _sum(self.central, other.central), _sum(self.high, other.high)
        )

    def times(self, share: Fraction) -> People:
        """The same number scaled by ``share``; nothing at all where the share is 0."""
        if not share:
            return NOBODY
        return People(self.low * share, _scaled(self.central, share), _scaled(self.high, share))


NOBODY = People(Fraction(0), Fraction(0), Fraction(0))


@dataclass(frozen=True, slots=True)
class FamilyNeed:
    """The people needed in one family, and the keys of the need lines that they come from."""

    family: str
    people: People
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SegmentNeed:
    """The needs of one kind at one level, from ``start`` to the year before ``end``.

    ``families`` follow the order of the study; ``unknown_lines`` are the keys of the lines with an
    unknown bound among those that reach this segment.
    """

    kind: NeedKind
    level: int
    start: int
    end: int
    families: tuple[FamilyNeed, ...]
    unknown_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unallocated:
    """The part of a need line that no family bears.

    ``share`` is 1 minus the shares of the allocation: 1 for a line without one, negative where the
    shares exceed 100 % (``people`` then counts those that the families bear in excess).
    """

    line: str
    share: Fraction
    people: People


@dataclass(frozen=True, slots=True)
class Needs:
    """A scenario's needs: by segment, and what is not allocated or not known, told apart."""

    scenario: str
    segments: tuple[SegmentNeed, ...]
    unallocated: tuple[Unallocated, ...]
    unknown_lines: tuple[str, ...]


def needs(study: Study, scenario: str) -> Needs:
    """The need of each family by kind, level and period: share x people, exact.

    The moves that the scenario keeps are seen.

    Raises:
        InvalidInput: the scenario is unknown, or two of its lines count the same people twice
            (same kind, overlapping years, same sector or one of them for the whole region), or a
            line spans no year.
    """
    study = through(study, scenario)
    lines = _lines(study, scenario)
    _check_years(lines)
    _check_overlaps(lines)
    shares = shares_by_allocation(study)
    return Needs(
        scenario,
        tuple(_segments(study, lines, shares)),
        tuple(unallocated(lines, shares)),
        tuple(line.key for line in lines if _is_unknown(line)),
    )


def shares_by_allocation(study: Study) -> dict[str, list[AllocationShare]]:
    """The shares of each allocation, in their order; an allocation without share is missing."""
    shares: dict[str, list[AllocationShare]] = defaultdict(list)
    for share in study.allocation_shares:
        shares[share.allocation].append(share)
    return dict(shares)


def people_of(line: NeedLine) -> People:
    """The numbers of a line; a low number that is unknown is at least nobody."""
    return People(Fraction(line.low or 0), _exact(line.central), _exact(line.high))


def _lines(study: Study, scenario: str) -> tuple[NeedLine, ...]:
    chosen = study.scenarios.find(scenario)
    if chosen is None:
        known = tuple(study.scenarios.keys())
        raise InvalidInput("unknown_scenario", scenario=scenario, known=known)
    named = frozenset(chosen.need_lines)
    return tuple(line for line in study.need_lines if line.key in named)


def _check_years(lines: Iterable[NeedLine]) -> None:
    for line in lines:
        if line.start >= line.end:
            raise InvalidInput("need_without_years", line=line.name, start=line.start)


def _check_overlaps(lines: Sequence[NeedLine]) -> None:
    for place, line in enumerate(lines):
        for other in lines[:place]:
            if overlap(line, other):
                raise InvalidInput("overlapping_needs", first=other.name, second=line.name)


_Period = tuple["NeedKind", int, int]


def _periods(lines: Iterable[NeedLine]) -> dict[str, _Period]:
    """The joined period of each line: its own years and those of the lines that tile with it."""
    scopes: dict[tuple[NeedKind, str | None], list[NeedLine]] = defaultdict(list)
    for line in lines:
        scopes[line.kind, line.sector].append(line)
    periods: dict[str, _Period] = {}
    for (kind, _), scope in scopes.items():
        for run in _runs(sorted(scope, key=lambda line: (line.start, line.end))):
            periods.update({line.key: (kind, run[0].start, run[-1].end) for line in run})
    return periods


def _runs(lines: Sequence[NeedLine]) -> list[list[NeedLine]]:
    """Lines of one scope, sorted by year, cut where one does not follow the other."""
    runs: list[list[NeedLine]] = []
    for line in lines:
        if runs and runs[-1][-1].end == line.start:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _segments(
    study: Study, lines: Sequence[NeedLine], shares: Mapping[str, Sequence[AllocationShare]]
) -> Iterator[SegmentNeed]:
    periods = _periods(lines)
    borne: dict[tuple[_Period, int], dict[str, list[tuple[NeedLine, People]]]] = defaultdict(dict)
    for line in lines:
        people = people_of(line)
        for share in shares.get(line.allocation or "", ()):
            if share.share:
                parts = borne[periods[line.key], share.level].setdefault(share.family, [])
                parts.append((line, people.times(share.share)))
    kinds = {line.kind: place for place, line in reversed(tuple(enumerate(lines)))}
    order = {key: place for place, key in enumerate(study.families.keys())}
    for period, level in sorted(borne, key=lambda key: (kinds[key[0][0]], key[0][1:], key[1])):
        yield _segment(order, period, level, borne[period, level])


def _segment(
    order: Mapping[str, int],
    period: _Period,
    level: int,
    borne: Mapping[str, Sequence[tuple[NeedLine, People]]],
) -> SegmentNeed:
    kind, start, end = period
    families = sorted(borne, key=lambda family: (order.get(family, len(order)), family))
    lines = {line.key: line for parts in borne.values() for line, _ in parts}
    return SegmentNeed(
        kind,
        level,
        start,
        end,
        tuple(
            FamilyNeed(
                family,
                reduce(add, (people for _, people in borne[family])),
                tuple(dict.fromkeys(line.key for line, _ in borne[family])),
            )
            for family in families
        ),
        tuple(key for key, line in lines.items() if _is_unknown(line)),
    )


def unallocated(
    lines: Iterable[NeedLine], shares: Mapping[str, Sequence[AllocationShare]]
) -> Iterator[Unallocated]:
    """What of each line no family bears, or what families bear in excess; nothing where whole."""
    for line in lines:
        given = (share.share for share in shares.get(line.allocation or "", ()))
        left = 1 - sum(given, Fraction(0))
        if left:
            yield Unallocated(line.key, left, people_of(line).times(abs(left)))


def _is_unknown(line: NeedLine) -> bool:
    return None in (line.low, line.central, line.high)


def _exact(people: int | None) -> Fraction | None:
    return None if people is None else Fraction(people)


def _scaled(people: Fraction | None, share: Fraction) -> Fraction | None:
    return None if people is None else people * share


def _sum(first: Fraction | None, second: Fraction | None) -> Fraction | None:
    return None if first is None or second is None else first + second
