"""The gaps in words: which families, how many places, at which level, which trainings they share.

Every function gives a message whose people and places are whole numbers: needs rounded to the
nearest, what is missing rounded up. Names are those of the study.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from planner.messages import Interval, Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.ends import EndTier
    from planner.compute.gap_report import FamilyGap, GapTier
    from planner.study import Study

#: How many trainings a sentence names before it counts the others.
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a sentence speaks: the study's names, a level, a period, people served by a place."""

    study: Study
    level: int
    start: int
    end: int
    per_place: Fraction

    def families(self, keys: Sequence[str]) -> tuple[str, ...]:
        """The short names of families; a family that is gone keeps its key."""
        return tuple(family_name(self.study, key) for key in keys)

    def trainings(self, keys: Sequence[str]) -> Message:
        """Some trainings: the first ones named, the others counted."""
        names = [training_name(self.study, key) for key in keys[:_NAMED]]
        others = len(keys) - len(names)
        if others:
            names.append(message("gap.trainings.others", n=others))
        return message("gap.trainings", n=len(keys), names=tuple(names))

    def places(self, people: Interval) -> Interval:
        """The places that serve so many people."""
        high = None if people.high is None else people.high / self.per_place
        return Interval(people.low / self.per_place, high)


def family_name(study: Study, key: str) -> str:
    """The short name of a family; a family that is gone keeps its key."""
    family = study.families.find(key)
    return key if family is None else family.short_name


def training_name(study: Study, key: str) -> Message:
    """A training as a sentence names it: its title, and its institution where one is known."""
    training = study.trainings.get(key)
    institution = study.institutions.find(training.institution or "")
    name = training.printed_institution if institution is None else institution.name
    if not name:
        return message("gap.training", title=training.title)
    return message("gap.training.of", title=training.title, institution=name)


def rounded(people: Fraction) -> int:
    """The nearest whole number; a half goes up."""
    return math.floor(people + Fraction(1, 2))


def rounded_span(people: Interval) -> Interval:
    """Both bounds rounded to the nearest whole number."""
    high = None if people.high is None else Fraction(rounded(people.high))
    return Interval(Fraction(rounded(people.low)), high)


def tier_sentence(
    scope: Scope, families: Sequence[str], tier: EndTier, trainings: Sequence[str]
) -> Message:
    """What the families of a tier share and lack at one end."""
    names, level = scope.families(families), scope.level
    if tier.ratio == 1:
        code = "gap.tier.possible" if tier.reach is None else "gap.tier.covered"
        return message(code, n=len(names), families=names, level=level)
    if not trainings:
        return _unoffered(scope, names, Interval(tier.need or Fraction(0), tier.need))
    people = tier.reach or Fraction(0)
    if tier.need is None or tier.missing is None or not people:
        return message(
            "gap.tier.endless" if tier.need is None else "gap.tier.none",
            n=len(names),
            families=names,
            level=level,
            trainings=scope.trainings(trainings),
        )
    return message(
        "gap.tier.alone" if len(names) == 1 else "gap.tier.shared",
        n=len(names),
        families=names,
        level=level,
        ratio=tier.ratio,
        places=_count("gap.places", math.floor(people / scope.per_place)),
        need=_count("gap.people", rounded(tier.need)),
        missing=_count("gap.places", math.ceil(tier.missing / scope.per_place)),
        trainings=scope.trainings(trainings),
    )


def segment_sentence(
    scope: Scope,
    families: Sequence[FamilyGap],
    tiers: Sequence[GapTier],
    shortfall: Interval,
    unknown_places: Sequence[str],
) -> Message:
    """A segment in words: its break-even first where no place is known, else what is missing.

    ``tiers`` are those of the worst end.
    """
    offered = [family for family in families if family.trainings]
    missed = [family for family in families if not family.trainings]
    trainings = {key for family in offered for key in family.trainings}
    told: list[Message] = []
    if offered and trainings <= set(unknown_places) and not any(f.capacity.low for f in offered):
        told += _with_unknown_places(scope, offered, shortfall, len(trainings))
    elif offered:
        told += _with_known_places(scope, families, tiers, shortfall)
    if missed:
        names = tuple(family.name for family in missed)
        told.append(_unoffered(scope, names, _total_need(missed)))
    return joined(told) if told else message("gap.segment.no_need", level=scope.level)


def break_even_sentence(scope: Scope, family: FamilyGap) -> Message:
    """What each training of the level that targets the family would have to place every year."""
    if not family.trainings:
        return _unoffered(scope, (family.name,), family.need)
    yearly = len(family.trainings) * (scope.end - scope.start)
    code, told = _break_even(family.need, family.central)
    low, high = family.need.low, family.need.low if family.need.high is None else family.need.high
    return message(
        code,
        n=len(family.trainings),
        family=family.name,
        level=scope.level,
        leavers=_count("gap.leavers", math.ceil(told / yearly)),
        low=math.ceil(low / yearly),
        high=math.ceil(high / yearly),
        need=_count("gap.people", rounded(told)),
        start=scope.start,
        end=scope.end,
    )


def people_span(people: Interval) -> Message:
    """So many people, rounded: a number, a span, an open span, or an unknown number."""
    span = rounded_span(people)
    low = int(span.low)
    if span.high is None:
        return message("gap.people.at_least", n=low) if low else message("gap.people.unknown")
    if span.is_exact:
        return message("gap.people", n=low)
    return message("gap.people.between", low=low, high=int(span.high))


def missing_places(places: Interval) -> Message:
    """So many places over the period, rounded up: a number, a span, or an open span."""
    low = math.ceil(places.low)
    if places.high is None:
        return message("gap.places.at_least", n=low) if low else message("gap.places.unknown")
    high = math.ceil(places.high)
    if low == high:
        return message("gap.places", n=low)
    return message("gap.places.between", low=low, high=high)


def joined(told: Sequence[Message]) -> Message:
    """One message that says several after each other."""
    return reduce(lambda first, then: message("gap.then", first=first, then=then), told)


def _break_even(need: Interval, central: Fraction | None) -> tuple[str, Fraction]:
    """Which sentence fits what is known of a need, and the number that it tells."""
    if need.high is None:
        code = "gap.break_even.at_least" if need.low else "gap.break_even.unknown"
        return code, need.low
    if need.is_exact:
        return "gap.break_even.exact", need.low
    if central is None:
        return "gap.break_even.range", need.low
    return "gap.break_even.between", central


def _with_unknown_places(
    scope: Scope, offered: Sequence[FamilyGap], shortfall: Interval, trainings: int
) -> list[Message]:
    """The hardest break-even, then what is left open while no place is known."""
    hardest = max(offered, key=_asked_of_each)
    told = [break_even_sentence(scope, hardest)]
    if any(family.coverage.high != 1 for family in offered):
        missing = missing_places(scope.places(shortfall))
        told.append(message("gap.segment.unknown_lacking", n=trainings, missing=missing))
    else:
        told.append(message("gap.segment.unknown_places", n=trainings))
    return told


def _asked_of_each(family: FamilyGap) -> Fraction:
    _, told = _break_even(family.need, family.central)
    return told / max(len(family.trainings), 1)


def _with_known_places(
    scope: Scope, families: Sequence[FamilyGap], tiers: Sequence[GapTier], shortfall: Interval
) -> list[Message]:
    """What is missing, then the tier that is worst off among those that some training targets."""
    missing = missing_places(scope.places(shortfall))
    where = {"level": scope.level, "start": scope.start, "end": scope.end}
    if shortfall.high == 0:
        need = people_span(_total_need(families))
        return [message("gap.segment.covered", need=need, **where)]
    code = "gap.segment.lacking" if shortfall.low else "gap.segment.undetermined"
    told = [message(code, missing=missing, **where)]
    worst = next((tier for tier in tiers if tier.ratio < 1 and tier.trainings), None)
    if worst is not None:
        told.append(worst.sentence)
        if not shortfall.is_exact:
            told.append(message("gap.segment.worst_end"))
    return told


def _unoffered(scope: Scope, names: tuple[str, ...], need: Interval) -> Message:
    return message(
        "gap.tier.unoffered",
        n=len(names),
        families=names,
        level=scope.level,
        need=people_span(need),
        start=scope.start,
        end=scope.end,
    )


def _total_need(families: Sequence[FamilyGap]) -> Interval:
    highs = [family.need.high for family in families]
    known = [high for high in highs if high is not None]
    low = sum((family.need.low for family in families), Fraction(0))
    return Interval(low, sum(known, Fraction(0)) if len(known) == len(highs) else None)


def _count(code: str, count: int) -> Message:
    return message(code, n=count)
