"""What each city offers: its trainings, their places, and how both part by level or family."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, known_seats, live
from planner.messages import Interval
from planner.vocab import SeatKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from planner.study import Study, Training

#: The key of the group that holds what is left when the greatest have their own.
OTHERS = "others"
#: Families that have a group of their own, as many as there are categories to draw; levels.
MOST_FAMILIES, MOST_LEVELS = 6, 5


class CityMeasure(StrEnum):
    """What a city is measured by."""

    TRAININGS = "trainings"
    SEATS = "seats"


class CityShares(StrEnum):
    """What the offer of a city is parted by."""

    NONE = "none"
    LEVEL = "level"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Held:
    """Some trainings and the places that they tell.

    ``low`` and ``high`` add the places of those that told an upper bound, and the lower bound of
    the others; ``untold`` counts these others: nobody knows how many places they have.
    """

    trainings: tuple[str, ...]
    low: int
    high: int
    untold: int

    @property
    def seats(self) -> Interval:
        """All their places a year; no upper bound as soon as one training told none."""
        return Interval(Fraction(self.low), None if self.untold else Fraction(self.high))

    @property
    def told(self) -> Interval:
        """The places that were told."""
        return Interval(Fraction(self.low), Fraction(self.high))

    def bounds(self, measure: CityMeasure) -> tuple[int, int]:
        """What is known of the measure: between a low and a high number."""
        if measure is CityMeasure.TRAININGS:
            return len(self.trainings), len(self.trainings)
        return self.low, self.high

    def unknown(self, measure: CityMeasure) -> int:
        """Trainings of which the measure is not known."""
        return self.untold if measure is CityMeasure.SEATS else 0


@dataclass(frozen=True, slots=True)
class Group:
    """Levels or families that are told together; ``key`` is theirs, OTHERS or UNKNOWN."""

    key: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CityCount:
    """A city (None: trainings of which nobody knows the city), and its parts by group key."""

    city: str | None
    whole: Held
    parts: Mapping[str, Held]


@dataclass(frozen=True, slots=True)
class CityCounts:
    """All cities in the order of the study; None last, only where a training lacks a city.

    A training that targets several families stands in the part of each, so that parts may add up
    to more than the whole. ``described`` counts the trainings before any choice.
    """

    measure: CityMeasure
    shares: CityShares
    groups: tuple[Group, ...]
    rows: tuple[CityCount, ...]
    whole: Held
    described: int

    def row(self, city: str | None) -> CityCount:
        """The row of a city; ``KeyError`` where there is none."""
        for row in self.rows:
            if row.city == city:
                return row
        raise KeyError(city)


def city_counts(
    study: Study,
    measure: CityMeasure = CityMeasure.TRAININGS,
    shares: CityShares = CityShares.NONE,
    keys: Collection[str] | None = None,
) -> CityCounts:
    """The described trainings by city.

    Args:
        study: the study.
        measure: what the groups of families are ordered by, kept for who draws the result.
        shares: what each city is parted by; of the families the six greatest have a group of
            their own, of the levels the five highest.
        keys: the trainings that count, all by default.
    """
    described = live(study)
    wanted = None if keys is None else frozenset(keys)
    among = [row for row in described if wanted is None or row.key in wanted]
    seats = known_seats(study, SeatKind.OPEN)
    groups = _groups(study, among, measure, shares, seats)
    held: dict[str | None, list[Training]] = defaultdict(list)
    cities: list[str | None] = list(study.cities.keys())
    known = frozenset(cities)
    for row in among:
        held[row.city if row.city in known else None].append(row)
    if None in held:
        cities.append(None)
    return CityCounts(
        measure,
        shares,
        groups,
        tuple(_row(city, held.get(city, []), groups, shares, seats) for city in cities),
        _held(among, seats),
        len(described),
    )


def department_trainings(study: Study, department: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Those of the trainings whose city lies in the département, in their order."""
    cities = {city.key for city in study.cities if city.department == department}
    wanted = set(keys)
    return tuple(row.key for row in live(study) if row.key in wanted and row.city in cities)


def share_keys(training: Training, shares: CityShares) -> tuple[str, ...]:
    """The levels or families of a training; UNKNOWN where it has none."""
    if shares is CityShares.LEVEL:
        return (UNKNOWN,) if training.level is None else (str(training.level),)
    return training.families or (UNKNOWN,)


def _row(
    city: str | None,
    held: list[Training],
    groups: tuple[Group, ...],
    shares: CityShares,
    seats: Mapping[str, Interval],
) -> CityCount:
    parts = {
        group.key: _held(
            [r for r in held if not set(group.members).isdisjoint(share_keys(r, shares))], seats
        )
        for group in groups
    }
    return CityCount(city, _held(held, seats), parts)


def _held(rows: Iterable[Training], seats: Mapping[str, Interval]) -> Held:
    keys = tuple(row.key for row in rows)
    low = high = untold = 0
    for key in keys:
        told = seats.get(key)
        if told is None or told.high is None:
            untold += 1
        low += 0 if told is None else int(told.low)
        high += 0 if told is None else int(told.low if told.high is None else told.high)
    return Held(keys, low, high, untold)


def _groups(
    study: Study,
    among: Iterable[Training],
    measure: CityMeasure,
    shares: CityShares,
    seats: Mapping[str, Interval],
) -> tuple[Group, ...]:
    """The groups that hold something, in the order in which they are drawn; unknown last."""
    if shares is CityShares.NONE:
        return ()
    found: dict[str, list[Training]] = defaultdict(list)
    for row in among:
        for key in share_keys(row, shares):
            found[key].append(row)
    unknown = [Group(UNKNOWN, (UNKNOWN,))] if found.pop(UNKNOWN, None) else []
    if shares is CityShares.LEVEL:
        return (*_levels(sorted(found, key=int)), *unknown)
    order = {key: place for place, key in enumerate(study.families.keys())}

    def size(key: str) -> tuple[int, int, int]:
        held = _held(found[key], seats)
        return -sum(held.bounds(measure)), -len(held.trainings), order.get(key, len(order))

    return (*_families(sorted(found, key=size)), *unknown)


def _levels(keys: list[str]) -> list[Group]:
    """The highest levels each alone, those below together."""
    alone = keys if len(keys) <= MOST_LEVELS else keys[1 - MOST_LEVELS :]
    below = keys[: len(keys) - len(alone)]
    groups = [Group(key, (key,)) for key in alone]
    return [Group(OTHERS, tuple(below)), *groups] if below else groups


def _families(keys: list[str]) -> list[Group]:
    """The greatest families each alone, the others together."""
    groups = [Group(key, (key,)) for key in keys[:MOST_FAMILIES]]
    others = tuple(keys[MOST_FAMILIES:])
    return [*groups, Group(OTHERS, others)] if others else groups
