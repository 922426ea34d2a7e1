"""Scenarios side by side: the coverage of each family in each, and which way it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.gap_sentences import missing_places, rounded_span
from planner.compute.whatif import Sign
from planner.figures.bar_rows import NAME_SIZE
from planner.figures.figure import Figure, Paint, Rect, Text
from planner.figures.palette import Ink
from planner.figures.rule_bars import AXIS, HEAD, LINE, WIDTH, CoverageScale, read
from planner.messages import Interval, message
from planner.tables.gaps import informative
from planner.tables.scenarios import comparison_table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.gap_report import FamilyGap
    from planner.compute.scenario_comparison import Comparison, FamilySides, SegmentSides
    from planner.figures.figure import Mark
    from planner.messages import Message

_NAMES, _LABELS = 0.26, 0.3  # shares of the width


def scenario_bars(compared: Comparison, segment: str, *, width: float = WIDTH) -> Figure:
    """One segment, by key: under each family a bar for each scenario, the first one grey.

    A click on a family means ``family:<key>``. ``KeyError`` where no scenario has the segment.
    """
    found = {part.key: part for part in compared.segments}
    part = found[segment]
    scale = CoverageScale(width, width * _NAMES, width * _LABELS)
    height = HEAD + len(compared.sides) * LINE
    return Figure(
        key=f"scenarios.{segment}",
        width=width,
        height=len(part.families) * height + AXIS,
        title=_title(part),
        subtitle=message(
            "figure.scenarios.subtitle", kind=word(part.kind), start=part.start, end=part.end
        ),
        marks=tuple(_marks(compared, part, scale, height)),
        table=comparison_table(compared, segment),
        sentence=_sentence(compared, part),
        source=message("figure.scenarios.source", scenario=compared.sides[0].name),
    )


def _title(part: SegmentSides) -> Message:
    lifted = [f.name for f in part.families if Sign.UP in f.signs[1:]]
    if not lifted:
        return message("figure.scenarios.title.none", level=part.level)
    return message("figure.scenarios.title", n=len(lifted), level=part.level)


def _sentence(compared: Comparison, part: SegmentSides) -> Message:
    """What each scenario lacks, places over the period, in one enumeration."""
    told = []
    for side, gap in zip(compared.sides, part.gaps, strict=True):
        people = gap.shortfall if gap is not None else Interval.exactly(0)
        per_place = side.report.yields.product
        high = None if people.high is None else people.high / per_place
        missing = missing_places(Interval(people.low / per_place, high))
        told.append(message("figure.scenarios.missing", scenario=side.name, missing=missing))
    return message(
        "figure.scenarios.sentence",
        level=part.level,
        start=part.start,
        end=part.end,
        parts=tuple(told),
    )


def _marks(
    compared: Comparison, part: SegmentSides, scale: CoverageScale, height: float
) -> Iterator[Mark]:
    yield from scale.axis(HEAD, len(part.families) * height)
    for place, family in enumerate(part.families):
        yield from _family(compared, family, scale, place * height)


def _family(
    compared: Comparison, family: FamilySides, scale: CoverageScale, y: float
) -> Iterator[Mark]:
    yield Rect(0, y, scale.width, HEAD, Paint(fill=Ink.PAPER))
    yield Text(0, y + HEAD - 5, family.name, NAME_SIZE, Ink.TEXT, bold=True, limit=scale.width)
    for place, side in enumerate(compared.sides):
        middle, gap = y + HEAD + LINE * (place + 0.5), family.gaps[place]
        yield scale.name(side.name, middle)
        if gap is not None:
            yield from scale.bar(gap.coverage, middle, Ink.COVERED if place else Ink.MIDDLE)
        yield scale.label(_label(gap, family.signs[place], is_first=not place), middle)
    height = HEAD + len(compared.sides) * LINE
    yield Rect(0, y, scale.width, height, Paint(), f"family:{family.family}")


def _label(gap: FamilyGap | None, sign: Sign | None, *, is_first: bool) -> Message:
    if gap is None:
        return message("whatif.no_need")
    unclear = informative(gap.coverage) is None and gap.served.low
    shown = _people(gap) if unclear else read(gap.coverage)
    if is_first:
        return shown
    way = word(Sign.UNDETERMINED if sign is None else sign)
    return message("figure.scenarios.label", shown=shown, sign=way)


def _people(gap: FamilyGap) -> Message:
    """The people served, where the coverage could be anything but somebody is served for sure."""
    return message("figure.scenarios.served", served=rounded_span(gap.served))
