"""What it would take: the cheapest dedicated openings of a scenario, at both ends."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.ends import openings_at
from planner.compute.gap_memory import GapMemory
from planner.compute.gap_report import FamilyOpening, OpeningsReport, SegmentOpenings
from planner.compute.gap_sentences import Scope, family_name, joined, missing_places
from planner.compute.opening_costs import Costs
from planner.compute.scenarios import through
from planner.compute.segments import segment_of
from planner.messages import Interval, message
from planner.words import unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.compute.capacities import Offer
    from planner.compute.needs import SegmentNeed
    from planner.messages import Message, Value
    from planner.study import Assumption, Study

COST_KEY = "opening.cost"


def openings(
    study: Study,
    scenario: str,
    target: Fraction = Fraction(1),
    costs: Costs | None = None,
    memory: GapMemory | None = None,
) -> OpeningsReport:
    """The fewest and cheapest places to open so that every family reaches ``target``.

    A place costs what ``costs`` gives for its family or its level, else the assumption
    ``opening.cost``. Where all places of a segment cost the same, the fewest are the cheapest and
    other splits between families may cost as much. The moves that the scenario keeps are seen. A
    ``memory`` that ``gaps`` filled for the same study saves needs and offer from being computed
    again.

    Raises:
        InvalidInput: as ``gaps``; a target that is not above 0; as ``Costs.prices``.
    """
    study = through(study, scenario)
    known = memory or GapMemory()
    wanted = known.needs(study, scenario)
    chosen = study.scenarios.get(scenario)
    on_offer = known.offer(study, chosen.seat_kind)
    given = costs or Costs()
    priced = study.assumptions.find(COST_KEY)
    cost = None if priced is None else priced.value
    return OpeningsReport(
        scenario=scenario,
        name=chosen.name,
        target=target,
        cost_per_place=cost,
        cost_unit="" if priced is None else priced.unit,
        segments=tuple(
            _openings(study, on_offer, need, _Prices(given, cost), target)
            for need in wanted.segments
        ),
        notes=tuple(_notes(given, priced)),
    )


@dataclass(frozen=True, slots=True)
class _Prices:
    """What places cost: as given, and otherwise."""

    given: Costs
    otherwise: Fraction | None

    def of(self, need: SegmentNeed, families: Iterable[str]) -> dict[str, Fraction] | None:
        """The cost by family in a segment; None where nobody gave one."""
        return self.given.prices(tuple(families), need.level, self.otherwise)


def _openings(
    study: Study, on_offer: Offer, need: SegmentNeed, prices: _Prices, target: Fraction
) -> SegmentOpenings:
    segment = segment_of(on_offer, need)
    per_place = on_offer.yields.product
    scope = Scope(study, need.level, need.start, need.end, per_place)
    keys = [family.family for family in segment.families]
    known = prices.of(need, keys)
    asked = known or dict.fromkeys(keys, Fraction(1))
    best = openings_at(segment.best, asked, target)
    worst = openings_at(segment.worst, asked, target)
    families = tuple(
        FamilyOpening(
            key,
            family_name(study, key),
            (best.get(key) or Fraction(0)) / per_place,
            _places(worst.get(key, Fraction(0)), per_place),
            None if known is None else known[key],
        )
        for key in keys
    )
    total = _total(families)
    is_upper_bound = bool(segment.offer.unknown_places)
    return SegmentOpenings(
        kind=need.kind,
        level=need.level,
        start=need.start,
        end=need.end,
        families=families,
        total=total,
        per_year=_times(total, Fraction(1, need.end - need.start)),
        cost=_cost(families),
        is_upper_bound=is_upper_bound,
        sentence=_sentence(scope, families, total, target, is_upper_bound=is_upper_bound),
    )


def _cost(families: Iterable[FamilyOpening]) -> Interval | None:
    """What the openings cost at the best and at the worst end; None where no cost is known."""
    low, high = Fraction(0), Fraction(0)
    bounded = True
    for family in families:
        if family.cost_per_place is None:
            return None
        low += family.best * family.cost_per_place
        high += (family.worst or 0) * family.cost_per_place
        bounded = bounded and family.worst is not None
    return Interval(low, high if bounded else None)


def _total(families: Iterable[FamilyOpening]) -> Interval:
    """Places of all families at the best and at the worst end."""
    low, high = Fraction(0), Fraction(0)
    bounded = True
    for family in families:
        low += family.best
        high += family.worst or 0
        bounded = bounded and family.worst is not None
    return Interval(low, high if bounded else None)


def _sentence(
    scope: Scope,
    families: Iterable[FamilyOpening],
    total: Interval,
    target: Fraction,
    *,
    is_upper_bound: bool,
) -> Message:
    where: dict[str, Value] = {
        "level": scope.level,
        "start": scope.start,
        "end": scope.end,
        "target": target,
    }
    if total.high == 0:
        return message("gap.openings.none", **where)
    told = [message("gap.openings.some", places=missing_places(total), **where)]
    parts = tuple(
        message("gap.opening", n=math.ceil(places), family=family.name)
        for family in families
        if (places := family.best if total.high is None else family.worst)
    )
    if len(parts) > 1:
        code = "gap.openings.split_known" if total.high is None else "gap.openings.split"
        told.append(message(code, parts=parts))
    if is_upper_bound and total.high is not None:
        told.append(message("gap.openings.upper_bound"))
    return joined(told)


def _notes(given: Costs, priced: Assumption | None) -> Iterable[Message]:
    if given.families or given.levels:
        yield message("gap.note.given_costs")
    elif priced is None or priced.value is None:
        yield message("gap.note.no_cost")
    else:
        yield message("gap.note.cost", cost=priced.value, unit=unit(priced.unit))
    yield message("gap.note.other_splits")


def _places(people: Fraction | None, per_place: Fraction) -> Fraction | None:
    return None if people is None else people / per_place


def _times(span: Interval, factor: Fraction) -> Interval:
    return Interval(span.low * factor, None if span.high is None else span.high * factor)
