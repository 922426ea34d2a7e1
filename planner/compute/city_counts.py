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
    from collections.abc import Collection, Iterable, Mapping, Sequence

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
    told = _told(study)
    groups = _groups(study, among, measure, shares, told)
    cities: list[str | None] = list(study.cities.keys())
    known = frozenset(cities)
    wholes: dict[str | None, list[str]] = defaultdict(list)
    parts: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    group_of = {member: group.key for group in groups for member in group.members}
    for row in among:
        city = row.city if row.city in known else None
        wholes[city].append(row.key)
        if groups:
            for group in {group_of[key] for key in share_keys(row, shares)}:
                parts[city, group].append(row.key)
    if None in wholes:
        cities.append(None)
    rows = tuple(
        CityCount(
            city,
            _held(wholes.get(city, ()), told),
            {group.key: _held(parts.get((city, group.key), ()), told) for group in groups},
        )
        for city in cities
    )
    whole = _held([row.key for row in among], told)
    return CityCounts(measure, shares, groups, rows, whole, len(described))


def department_held(study: Study, counts: CityCounts, department: str) -> tuple[Held, int]:
    """What all cities of a département hold together, and how many of them hold something."""
    rows = [counts.row(city.key).whole for city in study.cities if city.department == department]
    held = [row for row in rows if row.trainings]
    return (
        Held(
            tuple(key for row in held for key in row.trainings),
            sum(row.low for row in held),
            sum(row.high for row in held),
            sum(row.untold for row in held),
        ),
        len(held),
    )


def share_keys(training: Training, shares: CityShares) -> tuple[str, ...]:
    """The levels or families of a training; UNKNOWN where it has none."""
    if shares is CityShares.LEVEL:
        return (UNKNOWN,) if training.level is None else (str(training.level),)
    return training.families or (UNKNOWN,)


_Told = tuple[int, int, int]
_NOTHING: _Told = (0, 0, 1)


def _told(study: Study) -> dict[str, _Told]:
    """Of each training that tells places: those surely there, those possible, 1 if unbounded."""
    return {
        key: (int(seats.low), int(seats.high), 0)
        if seats.high is not None
        else (int(seats.low), int(seats.low), 1)
        for key, seats in known_seats(study, SeatKind.OPEN).items()
    }


def _held(keys: Sequence[str], told: Mapping[str, _Told]) -> Held:
    low = high = untold = 0
    for key in keys:
        sure, possible, unbounded = told.get(key, _NOTHING)
        low, high, untold = low + sure, high + possible, untold + unbounded
    return Held(tuple(keys), low, high, untold)


def _groups(
    study: Study,
    among: Iterable[Training],
    measure: CityMeasure,
    shares: CityShares,
    told: Mapping[str, _Told],
) -> tuple[Group, ...]:
    """The groups that hold something, in the order in which they are drawn; unknown last."""
    if shares is CityShares.NONE:
        return ()
    found: dict[str, list[str]] = defaultdict(list)
    for row in among:
        for key in share_keys(row, shares):
            found[key].append(row.key)
    unknown = [Group(UNKNOWN, (UNKNOWN,))] if found.pop(UNKNOWN, None) else []
    if shares is CityShares.LEVEL:
        return (*_levels(sorted(found, key=int)), *unknown)
    order = {key: place for place, key in enumerate(study.families.keys())}

    def size(key: str) -> tuple[int, int, int]:
        held = _held(found[key], told)
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
