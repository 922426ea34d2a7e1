"""The figures of a gap, line by line; each leads to its pedigree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import missing_places, rounded_span
from planner.messages import Interval, message
from planner.tables.gaps import informative
from planner.words import word
from ui.desktop.widgets.number_lines import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.gap_report import FamilyGap, GapReport, GapTier, SegmentGap
    from planner.messages import Message, Value
    from planner.study import Study
    from ui.actions.texts import Texts


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a family: ``study`` is the one that the report tells of."""

    study: Study
    report: GapReport
    segment: SegmentGap
    gap: FamilyGap
    opening: Message

    @property
    def tier(self) -> GapTier | None:
        """The tier that the family stands in at the worst end."""
        tiers = self.segment.tiers_low
        return next((tier for tier in tiers if self.gap.family in tier.families), None)

    @property
    def shared(self) -> GapTier | None:
        """That tier, where the family is not alone in it."""
        tier = self.tier
        return tier if tier is not None and len(tier.families) > 1 else None


def gap_lines(texts: Texts, shown: Shown) -> Iterator[Number]:
    """What is known of a family in its segment, the simpler rules last and named as such."""
    gap = shown.gap
    yield _line(texts, "need", rounded_span(gap.need))
    if gap.central is not None and not gap.need.is_exact:
        yield _line(texts, "central", rounded_span(Interval.exactly(gap.central)))
    yield _line(texts, "capacity", rounded_span(gap.capacity))
    yield _share(texts, "coverage", gap.coverage)
    unclear = informative(gap.coverage) is None and not gap.served.low
    yield _line(texts, "served", None if unclear else rounded_span(gap.served))
    yield _share(texts, "equal_split", gap.equal_split)
    yield _share(texts, "ceiling", gap.ceiling)


def tier_lines(texts: Texts, tier: GapTier) -> Iterator[Number]:
    """What the families of a tier share at the worst end."""
    need = None if tier.need is None else rounded_span(Interval.exactly(tier.need))
    places = None if tier.places is None else rounded_span(Interval.exactly(tier.places))
    yield _number(texts, "ratio", texts.percent(tier.ratio))
    yield _line(texts, "tier_need", need)
    yield _line(texts, "tier_places", places)


def closing_lines(texts: Texts, shown: Shown) -> Iterator[Number]:
    """What is missing in the whole segment."""
    per_place = shown.report.yields.product
    people = shown.segment.shortfall
    high = None if people.high is None else people.high / per_place
    missing = missing_places(Interval(people.low / per_place, high))
    yield _number(texts, "shortfall", texts.say(missing))


def segment_name(segment: SegmentGap, *, with_kind: bool) -> Message:
    """How a segment is called: level and period, and its kind where several are at hand."""
    return message(
        "gaps.segment.of_kind" if with_kind else "gaps.segment",
        kind=word(segment.kind),
        level=message(f"level.short.{segment.level}"),
        start=segment.start,
        end=segment.end,
    )


def _line(texts: Texts, name: str, amount: Value) -> Number:
    return _number(texts, name, texts.show(amount))


def _share(texts: Texts, name: str, ratio: Interval) -> Number:
    known = informative(ratio)
    shown = texts.say("standing.undetermined") if known is None else texts.percent(known)
    return _number(texts, name, shown)


def _number(texts: Texts, name: str, figure: str) -> Number:
    words, tip = texts.say(f"gaps.line.{name}"), texts.say(f"gaps.formula.{name}")
    return Number(words, figure, tip=tip, key=name)
