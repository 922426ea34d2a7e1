"""Places of the trainings over a period, as intervals: unknown is never zero.

A year without a row of the wanted kind is unknown: between 0 and the assumption
``ceiling.<level>``, unbounded where none was given. Rows of one training and year that disagree
give the hull of both.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.errors import InvalidInput
from planner.messages import Interval
from planner.vocab import Modality, NeedKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from planner.study import Study, Training
    from planner.vocab import SeatKind

YIELD_KEYS = ("yield.completion", "yield.stays", "yield.reaches")

_Bounds = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Yields:
    """The shares of places that become people in the wanted jobs, each above 0 and at most 1."""

    completion: Fraction
    stays: Fraction
    reaches: Fraction

    @property
    def product(self) -> Fraction:
        """People served by one place."""
        return self.completion * self.stays * self.reaches


@dataclass(frozen=True, slots=True)
class Offer:
    """The trainings of a study by level with their places of one kind by year, read once.

    ``unplaced`` are the keys of trainings without level or without family.
    """

    trainings: Mapping[int, tuple[Training, ...]]
    places: Mapping[str, Mapping[int, _Bounds]]
    ceilings: Mapping[int, Fraction]
    yields: Yields
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SegmentOffer:
    """What the trainings of one level can do for some families over a period.

    ``capacities`` are people over the whole period by signature (the families that a training
    targets), yields applied; ``trainings`` the keys behind each signature. ``unknown_places``
    have a year without a known number; ``unknown_modalities`` count only from 0 up because their
    modality is not recorded.
    """

    capacities: Mapping[frozenset[str], Interval]
    trainings: Mapping[frozenset[str], tuple[str, ...]]
    unknown_places: tuple[str, ...]
    unknown_modalities: tuple[str, ...]


def offer(study: Study, seat_kind: SeatKind) -> Offer:
    """The offer of a study, archived trainings left out.

    Raises:
        InvalidInput: a yield that is not above 0 and at most 1.
    """
    by_level: dict[int, list[Training]] = defaultdict(list)
    unplaced: list[str] = []
    for training in study.trainings:
        if training.is_archived:
            continue
        if training.level is None or not training.families:
            unplaced.append(training.key)
        else:
            by_level[training.level].append(training)
    return Offer(
        {level: tuple(trainings) for level, trainings in by_level.items()},
        _places(study, seat_kind),
        _ceilings(study, by_level),
        yields(study),
        tuple(unplaced),
    )


def yields(study: Study) -> Yields:
    """The three yields of the study; 1 (not corrected) where none was given.

    Raises:
        InvalidInput: a yield that is not above 0 and at most 1.
    """
    return Yields(*(_share(study, key) for key in YIELD_KEYS))


def segment_offer(
    on_offer: Offer, kind: NeedKind, level: int, years: range, families: Collection[str]
) -> SegmentOffer:
    """What the trainings of ``level`` that target one of ``families`` can do in ``years``.

    Awareness is for people in post: only continuing training counts, and a training without a
    recorded modality counts from 0 to its places.
    """
    wanted = frozenset(families)
    tallies: dict[frozenset[str], _Tally] = {}
    modalities: list[str] = []
    unknown: list[str] = []
    for training in on_offer.trainings.get(level, ()):
        signature = frozenset(training.families)
        if wanted.isdisjoint(signature) or not _may_serve(training, kind):
            continue
        tally = tallies.setdefault(signature, _Tally())
        is_sure = kind is not NeedKind.AWARENESS or bool(training.modalities)
        if not is_sure:
            modalities.append(training.key)
        if tally.add(training.key, on_offer.places.get(training.key, {}), years, is_sure=is_sure):
            unknown.append(training.key)
    ceiling, factor = on_offer.ceilings.get(level), on_offer.yields.product
    return SegmentOffer(
        {signature: tally.people(ceiling, factor) for signature, tally in tallies.items()},
        {signature: tuple(tally.keys) for signature, tally in tallies.items()},
        tuple(unknown),
        tuple(modalities),
    )


class _Tally:
    """Places of the trainings of one signature: known ones, and years that are not."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._low = 0
        self._high = 0
        self._unknown_years = 0
        self._open_lows: list[int] = []

    def add(self, key: str, places: Mapping[int, _Bounds], years: range, *, is_sure: bool) -> bool:
        """Count a training; True where some of its years have no known upper bound."""
        self.keys.append(key)
        if not places:
            self._unknown_years += len(years)
            return True
        unknown = 0
        for year in years:
            low, high = places.get(year, (0, None))
            self._low += low if is_sure else 0
            if high is None:
                unknown += 1
                self._open_lows.append(low)
            else:
                self._high += high
        return unknown > 0

    def people(self, ceiling: Fraction | None, factor: Fraction) -> Interval:
        """The places of the period as people, with ``factor`` people served by each place."""
        low = self._low * factor
        if not (self._unknown_years or self._open_lows):
            return Interval(low, self._high * factor)
        if ceiling is None:
            return Interval(low, None)
        opened = Fraction(0)
        for least in self._open_lows:
            opened += max(ceiling, Fraction(least))
        return Interval(low, (self._high + self._unknown_years * ceiling + opened) * factor)


def _may_serve(training: Training, kind: NeedKind) -> bool:
    if kind is not NeedKind.AWARENESS or not training.modalities:
        return True
    return Modality.CONTINUING in training.modalities


def _places(study: Study, seat_kind: SeatKind) -> dict[str, dict[int, _Bounds]]:
    places: dict[str, dict[int, _Bounds]] = defaultdict(dict)
    for row in study.seats:
        if row.kind is seat_kind:
            years = places[row.training]
            known = years.get(row.year)
            bounds = (row.low, row.high)
            years[row.year] = bounds if known is None else _hull(known, bounds)
    return dict(places)


def _hull(first: _Bounds, second: _Bounds) -> _Bounds:
    high = None if first[1] is None or second[1] is None else max(first[1], second[1])
    return min(first[0], second[0]), high


def _ceilings(study: Study, levels: Iterable[int]) -> dict[int, Fraction]:
    found = {level: study.assumptions.find(f"ceiling.{level}") for level in levels}
    return {
        level: row.value
        for level, row in found.items()
        if row is not None and row.value is not None
    }


def _share(study: Study, key: str) -> Fraction:
    row = study.assumptions.find(key)
    if row is None or row.value is None:
        return Fraction(1)
    if not 0 < row.value <= 1:
        raise InvalidInput("yield_out_of_range", assumption=row.name, value=row.value)
    return row.value
