"""The three indicators that action 1.3 of the study asks for, with what is not known of them.

Places by year and kind, leavers by year and occupation, hours on the domains made visible. Each
amount says how many trainings tell it: what the others hold is unknown, never zero, so the amount
of the whole inventory has no upper bound until all of them have answered.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.inventory import live
from planner.messages import Interval
from planner.text import same_name_key
from planner.vocab import DomainScheme, SeatKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.study import Domain, Study

_Bounds = tuple[int, int | None]


class Indicator(StrEnum):
    """What action 1.3 asks each training to declare."""

    SEATS = "seats"
    LEAVERS = "leavers"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum over the trainings that tell it: ``said`` for them, of the ``of`` that there are.

    ``trainings`` are their keys, in the order of the inventory.
    """

    said: Interval
    trainings: tuple[str, ...]
    of: int

    @property
    def told(self) -> int:
        """How many trainings tell something."""
        return len(self.trainings)

    @property
    def is_known(self) -> bool:
        """True where at least one training tells something."""
        return bool(self.trainings)

    @property
    def total(self) -> Interval:
        """The amount of the whole inventory: without upper bound while a training is silent."""
        return Interval(self.said.low, self.said.high if self.told == self.of else None)


@dataclass(frozen=True, slots=True)
class YearAmount:
    """An amount of one year; unknown where no training tells that year."""

    year: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class OccupationAmount:
    """Leavers for one occupation in one year; ``family`` where all rows that name one agree."""

    name: str
    family: str | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class DomainAmount:
    """Hours given to a domain; ``uncounted`` trainings give it some without saying how many."""

    domain: Domain
    amount: Amount
    uncounted: int


@dataclass(frozen=True, slots=True)
class Indicators:
    """The indicators of action 1.3 over the live trainings.

    ``years`` runs without holes from the first to the last year told of places or leavers; each
    series has them all. ``occupations`` are those of ``occupations_year``, the last year of which
    leavers are told, most first. ``missing`` holds the trainings that have not told an indicator.
    """

    of: int
    years: tuple[int, ...]
    seats: Mapping[SeatKind, tuple[YearAmount, ...]]
    leavers: tuple[YearAmount, ...]
    occupations_year: int | None
    occupations: tuple[OccupationAmount, ...]
    hours: tuple[DomainAmount, ...]
    missing: Mapping[Indicator, tuple[str, ...]]

    def told(self, indicator: Indicator) -> int:
        """How many live trainings have told an indicator."""
        return self.of - len(self.missing[indicator])


def indicators(study: Study) -> Indicators:
    """The indicators of the study as it stands."""
    keys = tuple(row.key for row in live(study))
    alive = frozenset(keys)
    seats = _seats(study, alive)
    leavers = _leavers(study, alive)
    years = _span([year for held in seats.values() for year in held] + list(leavers))
    last = max(leavers, default=None)
    return Indicators(
        of=len(keys),
        years=years,
        seats={kind: _series(years, seats[kind], keys) for kind in SeatKind},
        leavers=_series(years, {year: _by_training(rows) for year, rows in leavers.items()}, keys),
        occupations_year=last,
        occupations=() if last is None else _occupations(leavers[last], keys),
        hours=_hours(study, keys),
        missing=_missing(study, keys, leavers),
    )


def _span(years: Sequence[int]) -> tuple[int, ...]:
    return tuple(range(min(years), max(years) + 1)) if years else ()


def _series(
    years: Iterable[int], told: Mapping[int, Mapping[str, _Bounds]], keys: Sequence[str]
) -> tuple[YearAmount, ...]:
    return tuple(YearAmount(year, _amount(told.get(year, {}), keys)) for year in years)


def _amount(told: Mapping[str, _Bounds], keys: Sequence[str]) -> Amount:
    """The sum of what trainings tell; unknown where none does."""
    speaking = tuple(key for key in keys if key in told)
    low, high = _sum(told[key] for key in speaking)
    if not speaking and keys:
        high = None
    said = Interval(Fraction(low), None if high is None else Fraction(high))
    return Amount(said, speaking, len(keys))


def _sum(parts: Iterable[_Bounds]) -> _Bounds:
    low, high = 0, 0
    is_bounded = True
    for least, most in parts:
        low += least
        high += most or 0
        is_bounded = is_bounded and most is not None
    return low, high if is_bounded else None


def _hull(first: _Bounds | None, second: _Bounds) -> _Bounds:
    """What covers two tellings of one number."""
    if first is None:
        return second
    high = None if first[1] is None or second[1] is None else max(first[1], second[1])
    return min(first[0], second[0]), high


def _seats(study: Study, alive: frozenset[str]) -> dict[SeatKind, dict[int, dict[str, _Bounds]]]:
    """The places that each training tells, by kind and year."""
    told: dict[SeatKind, dict[int, dict[str, _Bounds]]] = {
        kind: defaultdict(dict) for kind in SeatKind
    }
    for row in study.seats:
        if row.training in alive:
            year = told[row.kind][row.year]
            year[row.training] = _hull(year.get(row.training), (row.low, row.high))
    return told


@dataclass(slots=True)
class _Occupation:
    """What is gathered of an occupation of a year, by training."""

    name: str
    families: set[str]
    told: dict[str, _Bounds]


def _leavers(study: Study, alive: frozenset[str]) -> dict[int, dict[str, _Occupation]]:
    """What is told of leavers by year and occupation; spellings that differ by case are one."""
    told: dict[int, dict[str, _Occupation]] = defaultdict(dict)
    for row in study.leavers:
        if row.training not in alive:
            continue
        fresh = _Occupation(row.occupation, set(), {})
        held = told[row.year].setdefault(same_name_key(row.occupation), fresh)
        held.families |= {row.family} if row.family else set()
        held.told[row.training] = _hull(held.told.get(row.training), (row.low, row.high))
    return told


def _by_training(rows: Mapping[str, _Occupation]) -> dict[str, _Bounds]:
    """The leavers of each training of a year, over all occupations that it tells."""
    parts: dict[str, list[_Bounds]] = defaultdict(list)
    for held in rows.values():
        for key, bounds in held.told.items():
            parts[key].append(bounds)
    return {key: _sum(bounds) for key, bounds in parts.items()}


def _occupations(
    rows: Mapping[str, _Occupation], keys: Sequence[str]
) -> tuple[OccupationAmount, ...]:
    made = [
        OccupationAmount(
            held.name,
            next(iter(held.families)) if len(held.families) == 1 else None,
            _amount(held.told, keys),
        )
        for held in rows.values()
    ]
    return tuple(sorted(made, key=_most_first))


def _most_first(one: OccupationAmount) -> tuple[Fraction, bool, Fraction, str]:
    said = one.amount.said
    return -said.low, said.high is not None, -(said.high or Fraction(0)), one.name


def _hours(study: Study, keys: Sequence[str]) -> tuple[DomainAmount, ...]:
    """Hours by domain; a training that names some domains says nothing of the others."""
    alive = frozenset(keys)
    domains = [row for row in study.domains if row.scheme is DomainScheme.VISIBILITY]
    told: dict[str, dict[str, _Bounds]] = {row.key: {} for row in domains}
    for row in study.domain_hours:
        if row.domain in told and row.training in alive:
            given = (0, None) if row.hours is None else (row.hours, row.hours)
            held = told[row.domain]
            held[row.training] = _hull(held.get(row.training), given)
    return tuple(_domain(row, told[row.key], keys) for row in domains)


def hours_total(study: Study) -> Amount:
    """Hours on all domains made visible together, over the live trainings that tell some."""
    keys = tuple(row.key for row in live(study))
    alive = frozenset(keys)
    domains = {row.key for row in study.domains if row.scheme is DomainScheme.VISIBILITY}
    parts: dict[str, list[_Bounds]] = defaultdict(list)
    for row in study.domain_hours:
        if row.domain in domains and row.training in alive:
            parts[row.training].append((0, None) if row.hours is None else (row.hours, row.hours))
    return _amount({key: _sum(bounds) for key, bounds in parts.items()}, keys)


def _domain(domain: Domain, told: Mapping[str, _Bounds], keys: Sequence[str]) -> DomainAmount:
    uncounted = sum(high is None for _, high in told.values())
    return DomainAmount(domain, _amount(told, keys), uncounted)


def _missing(
    study: Study, keys: Sequence[str], leavers: Mapping[int, Mapping[str, _Occupation]]
) -> dict[Indicator, tuple[str, ...]]:
    domains = {row.key for row in study.domains if row.scheme is DomainScheme.VISIBILITY}
    told = {
        Indicator.SEATS: {row.training for row in study.seats if row.high is not None},
        Indicator.LEAVERS: {
            key for year in leavers.values() for held in year.values() for key in held.told
        },
        Indicator.HOURS: {
            row.training
            for row in study.domain_hours
            if row.hours is not None and row.domain in domains
        },
    }
    return {one: tuple(key for key in keys if key not in told[one]) for one in Indicator}
