"""What the gap reports of studies that differ by moves alone have in common, computed once.

A move touches few segments: the others are the very same in each report. What a segment depends
on is compared by value, so that nothing has to know which move touches what.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from planner.compute.capacities import offer
from planner.compute.needs import needs

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.compute.capacities import Offer, Yields
    from planner.compute.gap_report import SegmentGap
    from planner.compute.needs import Needs, SegmentNeed
    from planner.study import Study, Training
    from planner.vocab import SeatKind


class Reckon(Protocol):
    """Computes the gap of one segment."""

    def __call__(self, *, shares_places: bool) -> SegmentGap:
        """The gap; ``shares_places`` tells that another segment counts the same trainings."""


@dataclass(frozen=True, slots=True)
class _Given:
    """All that a segment's gap depends on, names of the study aside: no move changes those."""

    need: SegmentNeed
    shares_places: bool
    trainings: tuple[Training, ...]
    places: tuple[object, ...]
    ceiling: Fraction | None
    yields: Yields


class GapMemory:
    """Remembers needs, offers and segments; one a study, whatever moves are made over it."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._needs: list[tuple[tuple[object, ...], Needs]] = []
        self._offers: list[tuple[tuple[object, ...], Offer]] = []
        self._segments: dict[tuple[object, ...], list[tuple[_Given, SegmentGap]]] = defaultdict(
            list
        )

    def needs(self, study: Study, scenario: str) -> Needs:
        """The needs of a scenario; raises what ``needs`` does."""
        given = (study.scenarios, study.need_lines, study.allocation_shares, study.families)
        for known, wanted in self._needs:
            if wanted.scenario == scenario and _are_the_same(known, given):
                return wanted
        wanted = needs(study, scenario)
        self._needs.append((given, wanted))
        return wanted

    def offer(self, study: Study, seat_kind: SeatKind) -> Offer:
        """The offer of a study for places of one kind; raises what ``offer`` does."""
        given = (study.trainings, study.seats, study.assumptions, seat_kind)
        for known, on_offer in self._offers:
            if _are_the_same(known, given):
                return on_offer
        on_offer = offer(study, seat_kind)
        self._offers.append((given, on_offer))
        return on_offer

    def segment(
        self, reckon: Reckon, on_offer: Offer, need: SegmentNeed, *, shares_places: bool
    ) -> SegmentGap:
        """The gap of a segment, by ``reckon`` where no equal one was seen before."""
        trainings = on_offer.trainings.get(need.level, ())
        given = _Given(
            need,
            shares_places,
            trainings,
            tuple(on_offer.places.get(training.key) for training in trainings),
            on_offer.ceilings.get(need.level),
            on_offer.yields,
        )
        alike = self._segments[need.kind, need.level, need.start, need.end]
        for known, gap in alike:
            if known == given:
                return gap
        made = reckon(shares_places=shares_places)
        alike.append((given, made))
        return made


def _are_the_same(known: tuple[object, ...], given: tuple[object, ...]) -> bool:
    """True where all are the very same objects: rows that no edit touched are."""
    return all(one is other for one, other in zip(known, given, strict=True))
