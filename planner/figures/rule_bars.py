"""The fair measure beside two simpler rules, each named: a bar from 0 to 100 % for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.figures.bar_rows import GUTTER, NAME_SIZE, SMALL
from planner.figures.figure import Anchor, Figure, Paint, Path, Rect, Text
from planner.figures.palette import Ink
from planner.figures.scale import LinearScale
from planner.messages import message
from planner.tables.gaps import gaps_table, informative
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.gap_report import FamilyGap, GapReport, SegmentGap
    from planner.figures.figure import Mark
    from planner.messages import Interval, Message
    from planner.study import Study

WIDTH = 640.0
LINE = 15.0
HEAD = 18.0
AXIS = 18.0
THICK = 8.0
_NAMES, _LABELS = 0.2, 0.24  # shares of the width


@dataclass(frozen=True, slots=True)
class CoverageScale:
    """Where bars of coverage stand, from nothing to all, between names and labels."""

    width: float
    names: float
    labels: float

    @property
    def scale(self) -> LinearScale:
        """Shares to points."""
        return LinearScale(0.0, 1.0, self.names + GUTTER, self.width - self.labels - GUTTER)

    def bar(self, coverage: Interval, middle: float, fill: Ink) -> Iterator[Mark]:
        """Sure as a filled bar, possible as a hatch, on a hairline frame."""
        low, high = coverage.low, Fraction(1) if coverage.high is None else coverage.high
        start, sure, most, end = (self.scale.at(share) for share in (0.0, low, high, 1.0))
        top = middle - THICK / 2
        if low:
            yield Rect(start, top, sure - start, THICK, Paint(fill=fill))
        if high > low:
            yield Rect(sure, top, most - sure, THICK, Paint(stroke=Ink.MUTED, hatch=True))
        open_ended = low < 1 and high == 1 and low != high
        frame = Paint(stroke=Ink.GRID, width=0.6, dotted=open_ended)
        yield Rect(start, top, end - start, THICK, frame)

    def axis(self, top: float, bottom: float) -> Iterator[Mark]:
        """Hairlines at quarters from 0 to 100 %."""
        for part in range(5):
            share = Fraction(part, 4)
            x = self.scale.at(share)
            yield Path(((x, top), (x, bottom)), Paint(stroke=Ink.GRID, width=0.6))
            said = message("figure.share", share=share)
            yield Text(x, bottom + 11, said, SMALL, Ink.MUTED, anchor=Anchor.MIDDLE, limit=40)

    def name(self, said: Message | str, middle: float, hit: str = "") -> Text:
        """What a bar is called, ending before the axis."""
        y = middle + SMALL * 0.35
        return Text(
            self.names, y, said, SMALL, Ink.MUTED, anchor=Anchor.END, limit=self.names, hit=hit
        )

    def label(self, said: Message, middle: float, *, bold: bool = False) -> Text:
        """What a bar reads, after the axis."""
        x = self.width - self.labels
        ink = Ink.TEXT if bold else Ink.MUTED
        y = middle + SMALL * 0.35
        return Text(x, y, said, SMALL, ink, bold=bold, limit=self.labels)


def read(coverage: Interval) -> Message:
    """A coverage as its bar is labelled: undetermined where it could be anything."""
    known = informative(coverage)
    if known is None:
        return message("standing.undetermined")
    return message("figure.share", share=known)


def rule_bars(study: Study, report: GapReport, segment: int, *, width: float = WIDTH) -> Figure:
    """The families of a segment: fair coverage, equal split and ceiling, one under the other.

    A click on a family means ``family:<key>``. ``IndexError`` where there is no such segment.
    """
    gap = report.segments[segment]
    scale = CoverageScale(width, width * _NAMES, width * _LABELS)
    said = message("figure.rules.sentence", n=_apart(gap.families), all=len(gap.families))
    return Figure(
        key=f"rules.{gap.key}",
        width=width,
        height=len(gap.families) * (HEAD + 3 * LINE) + AXIS,
        title=message("figure.rules.title", level=gap.level),
        subtitle=message(
            "figure.rules.subtitle", kind=word(gap.kind), start=gap.start, end=gap.end
        ),
        marks=tuple(_marks(scale, gap)),
        table=gaps_table(study, replace(report, segments=(gap,))),
        sentence=said,
        source=message("figure.gaps.source", scenario=report.name),
    )


def _apart(families: Sequence[FamilyGap]) -> int:
    """How many families a simpler rule reads otherwise than the fair measure."""
    return sum(not f.coverage == f.equal_split == f.ceiling for f in families)


def _marks(scale: CoverageScale, gap: SegmentGap) -> Iterator[Mark]:
    yield from scale.axis(HEAD, len(gap.families) * (HEAD + 3 * LINE))
    y = 0.0
    for family in gap.families:
        yield from _family(scale, family, y)
        y += HEAD + 3 * LINE


def _family(scale: CoverageScale, family: FamilyGap, y: float) -> Iterator[Mark]:
    yield Rect(0, y, scale.width, HEAD, Paint(fill=Ink.PAPER))
    yield Text(0, y + HEAD - 5, family.name, NAME_SIZE, Ink.TEXT, bold=True, limit=scale.width)
    rules = (
        ("fair", family.coverage, Ink.COVERED),
        ("equal_split", family.equal_split, Ink.MIDDLE),
        ("ceiling", family.ceiling, Ink.MIDDLE),
    )
    for place, (rule, coverage, ink) in enumerate(rules):
        middle = y + HEAD + LINE * (place + 0.5)
        yield scale.name(message(f"figure.rules.{rule}"), middle)
        yield from scale.bar(coverage, middle, ink)
        yield scale.label(read(coverage), middle, bold=not place)
    yield Rect(0, y, scale.width, HEAD + 3 * LINE, Paint(), f"family:{family.family}")
