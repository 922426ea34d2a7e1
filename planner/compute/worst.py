"""Where the offer falls short the most, across scenarios whose needs are never added up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING

from planner.compute.gap_report import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.compute.gap_report import FamilyGap, GapReport, SegmentGap
    from planner.messages import Message

_GRAVITY = {Standing.UNOFFERED: 0, Standing.LACKING: 1, Standing.UNDETERMINED: 2}


@dataclass(frozen=True, slots=True)
class Worst:
    """A family of a segment that is badly off, and what each of its trainings would have to place.

    ``scenario`` is the key of the scenario, ``name`` its name.
    """

    scenario: str
    name: str
    segment: SegmentGap
    family: FamilyGap
    sentence: Message


def worst_families(reports: Iterable[GapReport], count: int) -> tuple[Worst, ...]:
    """At most ``count`` families: the worst of each scenario first, then the second worst of each.

    Within a scenario, families that nobody trains for come first, then those that surely lack
    places by their best coverage, then the undetermined by the leavers that each training would
    have to place. Families that are covered at both ends are left out.
    """
    ranked = [sorted(_worst(report), key=_gravity) for report in reports]
    rounds = (one for places in zip_longest(*ranked) for one in places if one is not None)
    return tuple(one for one, _ in zip(rounds, range(count), strict=False))


def _worst(report: GapReport) -> Iterator[Worst]:
    for segment in report.segments:
        pairs = zip(segment.families, segment.break_even_sentences, strict=True)
        for family, sentence in pairs:
            if family.standing is not Standing.COVERED:
                yield Worst(report.scenario, report.name, segment, family, sentence)


def _gravity(one: Worst) -> tuple[int, Fraction, Fraction, int, str]:
    """Smallest first: gravity, best coverage, then people and leavers, greatest first."""
    family = one.family
    need = family.need.low if family.central is None else family.central
    asked = need / (len(family.trainings) * one.segment.years) if family.trainings else need
    best = family.coverage.high if family.coverage.high is not None else Fraction(1)
    return (_GRAVITY[family.standing], best, -asked, -math.floor(need), family.name)
