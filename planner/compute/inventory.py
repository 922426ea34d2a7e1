"""What the inventory holds: counts, and cross-tabulations of trainings, places and hours."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from planner.messages import Interval, Message, message
from planner.vocab import Modality, SeatKind

if TYPE_CHECKING:
    from planner.study import Study, Training

#: The key of the row or column that holds the trainings whose value is not known.
UNKNOWN = "unknown"

_K = TypeVar("_K")
_Bounds = tuple[int, int | None]
_NOBODY_KNOWS: _Bounds = (0, None)


class Dimension(StrEnum):
    """What trainings can be told apart by."""

    FAMILY = "family"
    LEVEL = "level"
    CITY = "city"
    INSTITUTION = "institution"
    MODALITY = "modality"
    DOMAIN = "domain"


class Measure(StrEnum):
    """What a cross-tabulation adds up."""

    TRAININGS = "trainings"
    SEATS = "seats"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts of the inventory; archived trainings take no part in any of them.

    ``trainings_declared`` counts the described and the undescribed, ``trainings_published`` and
    ``family_answers_published`` are the totals printed by the study (None where it gives none).
    All breakdowns are over described trainings. A None or ``unknown`` key stands only where some
    training lacks the value; families, cities and institutions without training stand with 0.
    """

    trainings_declared: int
    trainings_described: int
    trainings_published: int | None
    family_answers_published: int | None
    family_answers_recorded: int
    trainings_with_known_seats: int
    trainings_without_family: int
    hours_known: int
    domain_hours_known: int
    by_level: dict[int | None, int]
    by_city: dict[str | None, int]
    by_family: dict[str, int]
    by_institution: dict[str | None, int]
    by_modality: dict[str, int]


@dataclass(frozen=True, slots=True)
class CrossCell:
    """The trainings of a cell, each once; ``institutions`` counts the distinct known ones.

    ``total`` is the measure added over them; where some of it is unknown it has no upper bound.
    ``small`` is the number of trainings up to which a cell is fragile (assumption ``small.cell``).
    """

    trainings: tuple[str, ...]
    institutions: int
    total: Interval
    small: Fraction = Fraction(1)

    @property
    def is_empty(self) -> bool:
        """True where no training stands in the cell."""
        return not self.trainings

    @property
    def is_fragile(self) -> bool:
        """True where few trainings hold the cell, or one known institution at most."""
        few = len(self.trainings) <= self.small
        return bool(self.trainings) and (few or self.institutions <= 1)


EMPTY_CELL = CrossCell((), 0, Interval.exactly(0))


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Trainings by two dimensions, keys in their natural order.

    All known values of a dimension stand, even without training; :data:`UNKNOWN` comes last, only
    where a training lacks the value. A training with several values stands in several cells, but
    each total counts it once, so cells may add up to more than their total.
    """

    row_dimension: Dimension
    column_dimension: Dimension
    measure: Measure
    seat_kind: SeatKind
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], CrossCell]
    row_totals: Mapping[str, CrossCell]
    column_totals: Mapping[str, CrossCell]
    total: CrossCell
    small: Fraction = Fraction(1)

    @property
    def crossings(self) -> tuple[tuple[str, str], ...]:
        """The crossings of two known values: those whose being empty or fragile says something."""
        return tuple(
            (row, column)
            for row in self.rows
            for column in self.columns
            if UNKNOWN not in (row, column)
        )

    def cell(self, row: str, column: str) -> CrossCell:
        """The cell of two keys; ``KeyError`` where one of them is not in the table."""
        if row not in self.row_totals or column not in self.column_totals:
            raise KeyError((row, column))
        return self.cells.get((row, column), EMPTY_CELL)

    def row_total(self, row: str) -> CrossCell:
        """All trainings of a row, each once; ``KeyError`` where the row is not in the table."""
        return self.row_totals[row]

    def column_total(self, column: str) -> CrossCell:
        """All trainings of a column, each once; ``KeyError`` where it is not in the table."""
        return self.column_totals[column]


def live(study: Study) -> tuple[Training, ...]:
    """The trainings that are described and not archived, in their order."""
    return tuple(row for row in study.trainings if row.is_described and not row.is_archived)


def declared(study: Study) -> tuple[Training, ...]:
    """The trainings that are not archived, described or not, in their order."""
    return tuple(row for row in study.trainings if not row.is_archived)


def overview(study: Study) -> Overview:
    """The counts of the inventory as it stands."""
    trainings = live(study)
    seated = {row.training for row in study.seats if row.high is not None}
    counted = {row.training for row in study.domain_hours if row.hours is not None}
    return Overview(
        trainings_declared=len(declared(study)),
        trainings_described=len(trainings),
        trainings_published=published(study, "trainings_declared"),
        family_answers_published=published(study, "family_answers_published"),
        family_answers_recorded=sum(len(row.families) for row in declared(study)),
        trainings_with_known_seats=sum(row.key in seated for row in trainings),
        trainings_without_family=sum(not row.families for row in trainings),
        hours_known=sum(row.hours is not None for row in trainings),
        domain_hours_known=sum(row.key in counted for row in trainings),
        by_level=_counted(_levels_of(trainings), (row.level for row in trainings)),
        by_city=_counted(study.cities.keys(), (row.city for row in trainings)),
        by_family=_counted(study.families.keys(), (f for row in trainings for f in row.families)),
        by_institution=_counted(study.institutions.keys(), (r.institution for r in trainings)),
        by_modality=_by_modality(trainings),
    )


def published(study: Study, fact: str) -> int | None:
    """The number that the study prints under a fact's key; None where it prints none."""
    row = study.facts.find(fact)
    return None if row is None else row.number


def known_seats(study: Study, kind: SeatKind) -> dict[str, Interval]:
    """Places a year of each training that tells some, in its latest year told for that kind.

    Several rows for one training, year and kind give the interval that covers them all.
    """
    return {training: _interval(bounds) for training, bounds in _seats(study, kind).items()}


def crosstab(
    study: Study,
    rows: Dimension,
    columns: Dimension,
    measure: Measure = Measure.TRAININGS,
    *,
    seat_kind: SeatKind = SeatKind.OPEN,
) -> Crosstab:
    """The live trainings by two dimensions.

    Args:
        study: the study.
        rows: what the rows tell apart.
        columns: what the columns tell apart; the same dimension shows what goes together.
        measure: what is added up: trainings, places a year (latest year told), or hours. Hours
            are those of the whole training, or, in the row, column or cell of a domain, those
            given to that domain.
        seat_kind: which places are added up.
    """
    trainings = live(study)
    row_keys, column_keys = _keys_of(study, rows), _keys_of(study, columns)
    adder = _adder(study, measure, seat_kind)
    small = _small(study)
    cells: dict[tuple[str, str], list[Training]] = defaultdict(list)
    by_row: dict[str, list[Training]] = defaultdict(list)
    by_column: dict[str, list[Training]] = defaultdict(list)
    for training in trainings:
        across, down = column_keys(training), row_keys(training)
        for column in across:
            by_column[column].append(training)
        for row in down:
            by_row[row].append(training)
            for column in across:
                cells[row, column].append(training)
    is_row, is_column = rows is Dimension.DOMAIN, columns is Dimension.DOMAIN
    return Crosstab(
        row_dimension=rows,
        column_dimension=columns,
        measure=measure,
        seat_kind=seat_kind,
        rows=_axis(study, rows, by_row),
        columns=_axis(study, columns, by_column),
        cells={
            (row, column): replace(
                _cell(held, adder, _given((row, is_row), (column, is_column))), small=small
            )
            for (row, column), held in cells.items()
        },
        row_totals={
            row: _cell(by_row.get(row, ()), adder, _given((row, is_row)))
            for row in _axis(study, rows, by_row)
        },
        column_totals={
            column: _cell(by_column.get(column, ()), adder, _given((column, is_column)))
            for column in _axis(study, columns, by_column)
        },
        total=_cell(trainings, adder, frozenset()),
        small=small,
    )


def _small(study: Study) -> Fraction:
    """Trainings up to which a cell is small; one where nobody has said otherwise."""
    said = study.assumptions.find("small.cell")
    return Fraction(1) if said is None or said.value is None else Fraction(said.value)


def label(study: Study, dimension: Dimension, key: str, *, short: bool = False) -> Message:
    """How a key of a dimension is called: a name as it is written, or words of the trade.

    ``short`` gives the shorter of two names where there are two, for the head of a column.
    """
    if key == UNKNOWN:
        return message(f"unknown.{dimension}")
    match dimension:
        case Dimension.LEVEL:
            return message(f"level.short.{key}" if short else f"level.{key}")
        case Dimension.MODALITY:
            return message(f"modality.{key}")
        case Dimension.FAMILY:
            family = study.families.get(key)
            return as_written(family.short_name if short else family.name)
        case Dimension.CITY:
            return as_written(study.cities.get(key).name)
        case Dimension.INSTITUTION:
            return as_written(study.institutions.get(key).name)
        case Dimension.DOMAIN:
            return as_written(study.domains.get(key).name)


def as_written(name: str) -> Message:
    """A name to be shown as it stands in the study, in every language."""
    return message("name.as_written", name=name)


def _levels_of(trainings: Iterable[Training]) -> list[int]:
    return sorted({row.level for row in trainings if row.level is not None})


def _counted(known: Iterable[_K], held: Iterable[_K]) -> dict[_K, int]:
    counts = Counter(held)
    return {key: counts.pop(key, 0) for key in known} | dict(counts)


def _by_modality(trainings: Sequence[Training]) -> dict[str, int]:
    held = (str(word) for row in trainings for word in row.modalities or (UNKNOWN,))
    return _counted(map(str, Modality), held)


def _keys_of(study: Study, dimension: Dimension) -> Callable[[Training], tuple[str, ...]]:
    """What gives the keys of a training in a dimension; (UNKNOWN,) where it has none."""
    given = _domains(study) if dimension is Dimension.DOMAIN else {}
    found: Mapping[Dimension, Callable[[Training], tuple[str, ...]]] = {
        Dimension.FAMILY: lambda row: row.families,
        Dimension.LEVEL: lambda row: () if row.level is None else (str(row.level),),
        Dimension.CITY: lambda row: () if row.city is None else (row.city,),
        Dimension.INSTITUTION: lambda row: () if row.institution is None else (row.institution,),
        Dimension.MODALITY: lambda row: tuple(map(str, row.modalities)),
        Dimension.DOMAIN: lambda row: tuple(given.get(row.key, ())),
    }
    keys = found[dimension]
    return lambda row: keys(row) or (UNKNOWN,)


def _domains(study: Study) -> dict[str, dict[str, _Bounds]]:
    """The hours that each training gives to each of its domains."""
    given: dict[str, dict[str, _Bounds]] = defaultdict(dict)
    for row in study.domain_hours:
        given[row.training][row.domain] = _hours(row.hours)
    return given


def _seats(study: Study, kind: SeatKind) -> dict[str, _Bounds]:
    latest: dict[str, tuple[int, _Bounds]] = {}
    for row in study.seats:
        if row.kind is not kind:
            continue
        told = (row.low, row.high)
        year, former = latest.get(row.training, (row.year, told))
        if row.year > year:
            latest[row.training] = (row.year, told)
        elif row.year == year:
            latest[row.training] = (year, _hull(former, told))
    return {training: bounds for training, (_, bounds) in latest.items()}


def _axis(study: Study, dimension: Dimension, held: Mapping[str, object]) -> tuple[str, ...]:
    known: Mapping[Dimension, Callable[[], Iterable[str]]] = {
        Dimension.FAMILY: study.families.keys,
        Dimension.LEVEL: lambda: _level_axis(study),
        Dimension.CITY: study.cities.keys,
        Dimension.INSTITUTION: study.institutions.keys,
        Dimension.MODALITY: lambda: map(str, Modality),
        Dimension.DOMAIN: study.domains.keys,
    }
    return (*known[dimension](), *((UNKNOWN,) if UNKNOWN in held else ()))


def _level_axis(study: Study) -> Iterable[str]:
    """All levels from the lowest to the highest that a training holds or a need asks for."""
    levels = set(_levels_of(live(study))) | {share.level for share in study.allocation_shares}
    return map(str, range(min(levels), max(levels) + 1)) if levels else ()


_Sum = Callable[[Sequence["Training"], frozenset[str]], Interval]


def _adder(study: Study, measure: Measure, seat_kind: SeatKind) -> _Sum:
    """What adds the measure over the trainings of a cell that stands in the given domains."""
    match measure:
        case Measure.TRAININGS:
            return lambda held, domains: Interval.exactly(len(held))
        case Measure.SEATS:
            seats = _seats(study, seat_kind)
            return lambda held, domains: _added(seats.get(row.key, _NOBODY_KNOWS) for row in held)
        case Measure.HOURS:
            given = _domains(study)
            return lambda held, domains: (
                _added(given[row.key][domain] for row in held for domain in domains)
                if domains
                else _added(_hours(row.hours) for row in held)
            )


def _given(*keys: tuple[str, bool]) -> frozenset[str]:
    """The domains among the keys of a cell."""
    return frozenset(key for key, is_domain in keys if is_domain and key != UNKNOWN)


def _cell(held: Sequence[Training], total: _Sum, domains: frozenset[str]) -> CrossCell:
    return CrossCell(
        trainings=tuple(row.key for row in held),
        institutions=len({row.institution for row in held} - {None}),
        total=total(held, domains),
    )


def _hours(hours: int | None) -> _Bounds:
    return _NOBODY_KNOWS if hours is None else (hours, hours)


def _hull(first: _Bounds, second: _Bounds) -> _Bounds:
    highs = [high for _, high in (first, second) if high is not None]
    return min(first[0], second[0]), max(highs) if len(highs) == 2 else None


def _added(parts: Iterable[_Bounds]) -> Interval:
    """The sum of bounds; without an upper one as soon as one of them has none."""
    bounds = list(parts)
    highs = [high for _, high in bounds if high is not None]
    high = sum(highs) if len(highs) == len(bounds) else None
    return _interval((sum(low for low, _ in bounds), high))


def _interval(bounds: _Bounds) -> Interval:
    low, high = bounds
    return Interval(Fraction(low), None if high is None else Fraction(high))
