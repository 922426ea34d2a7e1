"""A scenario's needs against the places on offer: coverage as intervals, tiers and sentences.

More places never lower a coverage and more need never raises one; so the worst end (fewest places,
greatest need) and the best end (most places, smallest need) bound the coverage of every family.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from planner.compute.ends import coverage_at, split_ratios
from planner.compute.gap_memory import GapMemory
from planner.compute.gap_notes import moves_note, report_notes, segment_notes
from planner.compute.gap_report import FamilyGap, GapReport, GapTier, SegmentGap, Standing
from planner.compute.gap_sentences import (
    Scope,
    break_even_sentence,
    family_name,
    segment_sentence,
    tier_sentence,
)
from planner.compute.opening_plans import openings
from planner.compute.scenarios import through
from planner.compute.segments import segment_of
from planner.messages import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.compute.capacities import Offer
    from planner.compute.ends import EndCoverage, EndTier
    from planner.compute.needs import SegmentNeed
    from planner.compute.segments import Segment
    from planner.study import Study

__all__ = ["gaps", "openings"]


def gaps(study: Study, scenario: str, memory: GapMemory | None = None) -> GapReport:
    """The gaps of a scenario, segment by segment, with all that could not be compared.

    The moves that the scenario keeps are seen, here as everywhere. A ``memory`` shared by studies
    that differ by moves alone saves what they have in common from being computed again.

    Raises:
        InvalidInput: as ``needs``; a yield that is not above 0 and at most 1; more than 20
            families with a need in one segment.
    """
    kept = moves_note(study, scenario)
    study = through(study, scenario)
    known = memory or GapMemory()
    wanted = known.needs(study, scenario)
    chosen = study.scenarios.get(scenario)
    on_offer = known.offer(study, chosen.seat_kind)
    return GapReport(
        scenario=scenario,
        name=chosen.name,
        seat_kind=chosen.seat_kind,
        segments=tuple(
            known.segment(
                partial(_gap, study, on_offer, need),
                on_offer,
                need,
                shares_places=_shares_places(need, wanted.segments),
            )
            for need in wanted.segments
        ),
        unallocated=wanted.unallocated,
        unknown_lines=wanted.unknown_lines,
        unplaced=on_offer.unplaced,
        yields=on_offer.yields,
        notes=(*kept, *report_notes(study, wanted, on_offer)),
    )


def _shares_places(need: SegmentNeed, segments: Iterable[SegmentNeed]) -> bool:
    """True where another segment counts the trainings of the same level in the same years."""
    return any(
        other is not need
        and other.level == need.level
        and other.start < need.end
        and need.start < other.end
        for other in segments
    )


def _gap(study: Study, on_offer: Offer, need: SegmentNeed, *, shares_places: bool) -> SegmentGap:
    segment = segment_of(on_offer, need)
    scope = Scope(study, need.level, need.start, need.end, on_offer.yields.product)
    worst, best = coverage_at(segment.worst), coverage_at(segment.best)
    families = tuple(_families(study, segment, worst, best))
    tiers_low = tuple(_tier(scope, segment, tier) for tier in worst.tiers)
    shortfall = Interval(best.shortfall or Fraction(0), worst.shortfall)
    unknown = segment.offer.unknown_places
    return SegmentGap(
        kind=need.kind,
        level=need.level,
        start=need.start,
        end=need.end,
        families=families,
        tiers_low=tiers_low,
        tiers_high=tuple(_tier(scope, segment, tier) for tier in best.tiers),
        shortfall=shortfall,
        trainings=tuple(sorted(key for keys in segment.offer.trainings.values() for key in keys)),
        unknown_places=unknown,
        unknown_modalities=segment.offer.unknown_modalities,
        unknown_lines=need.unknown_lines,
        shares_places=shares_places,
        standing=_standing_of_all(families),
        sentence=segment_sentence(scope, families, tiers_low, shortfall, unknown),
        break_even_sentences=tuple(break_even_sentence(scope, family) for family in families),
        notes=segment_notes(study, segment, on_offer, shares_places=shares_places),
    )


def _families(
    study: Study, segment: Segment, worst: EndCoverage, best: EndCoverage
) -> Iterator[FamilyGap]:
    split_low, alone_low = split_ratios(segment.worst)
    split_high, alone_high = split_ratios(segment.best)
    years = segment.need.end - segment.need.start
    for need in segment.families:
        key, people = need.family, need.people
        coverage = _covered(worst.ratios, best.ratios, key)
        trainings = segment.trainings(key)
        yearly = len(trainings) * years
        yield FamilyGap(
            family=key,
            name=family_name(study, key),
            need=people.interval,
            central=people.central,
            capacity=segment.capacity(key),
            coverage=coverage,
            served=segment.served(need, coverage),
            equal_split=_covered(split_low, split_high, key),
            ceiling=_covered(alone_low, alone_high, key),
            trainings=trainings,
            competing=segment.competing(key),
            rivals=segment.rivals(key),
            break_even=_divided(people.interval, yearly) if yearly else None,
            break_even_central=_quotient(people.central, yearly) if yearly else None,
            standing=_standing(coverage, has_trainings=bool(trainings)),
        )


def _covered(worst: Mapping[str, Fraction], best: Mapping[str, Fraction], family: str) -> Interval:
    """The ratios of a family at both ends; where it needs nobody, it is covered."""
    covered = Fraction(1)
    return Interval(worst.get(family, covered), best.get(family, covered))


def _standing(coverage: Interval, *, has_trainings: bool) -> Standing:
    if coverage.low == 1:
        return Standing.COVERED
    if coverage.high == 1:
        return Standing.UNDETERMINED
    return Standing.LACKING if has_trainings else Standing.UNOFFERED


def _standing_of_all(families: Sequence[FamilyGap]) -> Standing:
    """The standing of a segment: lacking as soon as one of its families surely lacks places."""
    found = {family.standing for family in families}
    if found == {Standing.UNOFFERED}:
        return Standing.UNOFFERED
    if found & {Standing.UNOFFERED, Standing.LACKING}:
        return Standing.LACKING
    return Standing.UNDETERMINED if Standing.UNDETERMINED in found else Standing.COVERED


def _tier(scope: Scope, segment: Segment, tier: EndTier) -> GapTier:
    order = [need.family for need in segment.families]
    families = tuple(sorted(tier.families, key=order.index))
    signed = segment.offer.trainings
    trainings = tuple(sorted(key for sign in tier.signatures for key in signed[sign]))
    return GapTier(
        families=families,
        ratio=tier.ratio,
        need=tier.need,
        places=tier.reach,
        missing=tier.missing,
        trainings=trainings,
        sentence=tier_sentence(scope, families, tier, trainings),
    )


def _divided(people: Interval, parts: int) -> Interval:
    return Interval(people.low / parts, _quotient(people.high, parts))


def _quotient(people: Fraction | None, parts: int) -> Fraction | None:
    return None if people is None else people / parts
