"""The gaps of a segment: need as a thin line, sure service as a band, the unknown hatched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_report import Standing
from planner.compute.gap_sentences import Scope, missing_places, people_span, rounded, rounded_span
from planner.figures.bar_rows import AXIS, BAR, NAME_SIZE, SMALL, Plot, key_row, plot, room_for
from planner.figures.figure import Figure, Paint, Path, Rect, Text
from planner.figures.palette import Ink
from planner.messages import Interval, message
from planner.tables.gaps import gaps_table, informative
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.compute.gap_report import FamilyGap, GapReport, GapTier, SegmentGap
    from planner.figures.figure import Mark
    from planner.messages import Message
    from planner.study import Study

WIDTH = 640.0
ROW = 30.0
HEAD = 22.0
KEYS = 20.0
_NAMES, _LABELS = 0.23, 0.26  # shares of the width
_KEY_WIDTHS = {
    "figure.gaps.key.sure": 0.2,
    "figure.gaps.key.possible": 0.25,
    "figure.gaps.key.missing": 0.14,
    "figure.gaps.key.need": 0.27,
    "figure.gaps.key.before": 0.14,
}

SURE = Paint(fill=Ink.COVERED)
BEFORE = Paint(fill=Ink.MUTED)
POSSIBLE = Paint(stroke=Ink.MUTED, hatch=True)
MISSING = Paint(fill=Ink.LACKING)
UNDETERMINED = Paint(stroke=Ink.MUTED, width=1.0, dotted=True)


def gap_bars(
    study: Study,
    report: GapReport,
    segment: int,
    *,
    width: float = WIDTH,
    before: GapReport | None = None,
) -> Figure:
    """The families of the segment at place ``segment`` of the report, grouped by worst-end tier.

    A click on a row means ``family:<key>``. ``IndexError`` where the report has no such segment.
    A report ``before`` some moves leaves a thin mark under each bar that they change.
    """
    gap = report.segments[segment]
    marks = tuple(_Drawing(gap, _plot(gap, width), _former(before, gap)).marks())
    scope = Scope(study, gap.level, gap.start, gap.end, report.yields.product)
    return Figure(
        key=f"gaps.{gap.key}",
        width=width,
        height=_height(gap),
        title=_title(scope, gap),
        subtitle=message("figure.gaps.subtitle", kind=word(gap.kind), start=gap.start, end=gap.end),
        marks=marks,
        table=gaps_table(study, replace(report, segments=(gap,))),
        sentence=gap.sentence,
        source=message("figure.gaps.source", scenario=report.name),
    )


def _former(before: GapReport | None, gap: SegmentGap) -> dict[str, FamilyGap]:
    """The families whose people served were others before, by key."""
    segments = () if before is None else before.segments
    old = next((segment for segment in segments if segment.key == gap.key), None)
    now = {family.family: family.served for family in gap.families}
    families = () if old is None else old.families
    return {f.family: f for f in families if now.get(f.family, f.served) != f.served}


def _title(scope: Scope, gap: SegmentGap) -> Message:
    if not gap.families:
        return message("figure.gaps.title.no_need", level=gap.level)
    missing = missing_places(scope.places(gap.shortfall))
    return message(f"figure.gaps.title.{gap.standing}", level=gap.level, missing=missing)


def _plot(gap: SegmentGap, width: float) -> Plot:
    numbers = [room_for(family.need, family.central) for family in gap.families]
    return plot(width, width * _NAMES, width * _LABELS, numbers)


def _height(gap: SegmentGap) -> float:
    return len(gap.tiers_low) * HEAD + len(gap.families) * ROW + AXIS + KEYS


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A segment on its way to marks, from top to bottom."""

    gap: SegmentGap
    plot: Plot
    former: Mapping[str, FamilyGap]

    def marks(self) -> Iterator[Mark]:
        """Grid first, then tiers with their rows, then what the marks mean."""
        bottom = _height(self.gap) - AXIS - KEYS
        yield from self.plot.axis(HEAD if self.gap.tiers_low else 0.0, bottom)
        families = {family.family: family for family in self.gap.families}
        y = 0.0
        for tier in self.gap.tiers_low:
            yield from self._head(tier, y)
            y += HEAD
            for key in tier.families:
                yield from self._row(families[key], y + ROW / 2)
                y += ROW
        yield from self._key_row()

    def _key_row(self) -> Iterator[Mark]:
        keys = tuple(self._keys())
        shares = [_KEY_WIDTHS.get(said.code, 0.22) for _, said in keys]
        slot = self.plot.width / 4
        room = [self.plot.width * share for share in shares] if self.former else slot
        yield from key_row(keys, room, _height(self.gap) - KEYS / 2 + 2)

    def _keys(self) -> Iterator[tuple[Paint | None, Message]]:
        """What the marks mean that this figure draws."""
        rects = (rect for family in self.gap.families for rect in _bars(self.plot, family, 0.0))
        drawn = {rect.paint for rect in rects}
        if SURE in drawn:
            yield SURE, message("figure.gaps.key.sure")
        if POSSIBLE in drawn:
            yield POSSIBLE, message("figure.gaps.key.possible")
        if MISSING in drawn:
            yield MISSING, message("figure.gaps.key.missing")
        if self.gap.families:
            yield None, message("figure.gaps.key.need")
        if self.former:
            yield BEFORE, message("figure.gaps.key.before")

    def _head(self, tier: GapTier, y: float) -> Iterator[Mark]:
        """What the families of a tier share, on a ground that hides the grid."""
        width = self.plot.width
        yield Rect(0, y, width, HEAD, Paint(fill=Ink.PAPER))
        if y:
            yield Path(((0, y + 2), (width, y + 2)), Paint(stroke=Ink.GRID, width=0.6))
        said = _tier_head(tier)
        yield Text(0, y + HEAD - 7, said, NAME_SIZE, Ink.TEXT, bold=True, limit=width)

    def _row(self, family: FamilyGap, middle: float) -> Iterator[Mark]:
        hit = f"family:{family.family}"
        yield from _bars(self.plot, family, middle)
        told = family.need.low if family.central is None else family.central
        yield from self.plot.need(family.need, told, middle)
        former = self.former.get(family.family)
        if former is not None:
            yield from _before(self.plot, former, middle)
        yield self.plot.name(family.name, middle, hit)
        left, room = self.plot.width - self.plot.labels, self.plot.labels
        coverage, need = _coverage(family), _need(family) if former is None else _was(former)
        yield Text(left, middle - 1.5, coverage, NAME_SIZE, Ink.TEXT, bold=True, limit=room)
        yield Text(left, middle + SMALL + 1.5, need, SMALL, Ink.MUTED, limit=room)
        yield Rect(0, middle - ROW / 2, self.plot.width, ROW, Paint(), hit)


def _bars(plot: Plot, family: FamilyGap, middle: float) -> Iterator[Rect]:
    """Surely served, possibly served, surely missing; an open sign is outlined with dots."""
    sure, possible = family.served.low, family.served.high
    told = family.need.low if family.central is None else family.central
    if family.standing is Standing.COVERED:
        yield plot.rect(Fraction(0), told, middle, SURE)
        return
    if sure:
        yield plot.rect(Fraction(0), sure, middle, SURE)
    if possible is None or possible > sure:
        yield plot.rect(sure, possible, middle, POSSIBLE)
    if family.standing in {Standing.LACKING, Standing.UNOFFERED} and possible is not None:
        yield plot.rect(possible, max(told, possible), middle, MISSING)
    if family.standing is Standing.UNDETERMINED:
        yield plot.rect(Fraction(0), family.need.high, middle, UNDETERMINED)


def _before(plot: Plot, family: FamilyGap, middle: float) -> Iterator[Mark]:
    """A thin mark under a bar: surely served before, then dotted what was possible."""
    y = middle + BAR / 2 + 2.5
    sure, possible = family.served.low, family.served.high
    left, start = plot.scale.clamped(0.0), plot.scale.clamped(sure)
    stop = plot.right if possible is None else plot.scale.clamped(possible)
    yield Rect(left, y, max(start - left, 1.0), 2.5, BEFORE)
    if stop > start:
        y += 1.25
        yield Path(((start, y), (stop, y)), Paint(stroke=Ink.MUTED, width=0.75, dotted=True))


def _was(family: FamilyGap) -> Message:
    """What was said of a family before: its coverage, or the people who were sure to be served."""
    known = informative(family.coverage)
    if known is not None:
        return message("figure.gaps.before", coverage=known)
    if not family.served.low:
        return message("figure.gaps.before.unknown")
    return message("figure.gaps.before.served", served=rounded_span(family.served))


def _tier_head(tier: GapTier) -> Message:
    """The tier in one short line; its whole sentence stands beside the figure."""
    n = len(tier.families)
    if tier.ratio == 1:
        return message("figure.gaps.tier.covered", n=n)
    if not tier.trainings:
        return message("figure.gaps.tier.unoffered", n=n)
    if tier.need is None:
        return message("figure.gaps.tier.endless", n=len(tier.trainings))
    if not tier.places:
        return message("figure.gaps.tier.none", n=len(tier.trainings))
    return message(
        "figure.gaps.tier.alone" if n == 1 else "figure.gaps.tier.shared",
        n=len(tier.trainings),
        ratio=tier.ratio,
        served=rounded(tier.places),
        need=people_span(Interval.exactly(tier.need)),
    )


def _coverage(family: FamilyGap) -> Message:
    known = informative(family.coverage)
    if family.standing in {Standing.COVERED, Standing.UNOFFERED} or known is None:
        return word(family.standing)
    code = "figure.gaps.open" if family.is_undetermined else "figure.gaps.coverage"
    return message(code, coverage=known, standing=word(family.standing))


def _need(family: FamilyGap) -> Message:
    span = rounded_span(family.need)
    if family.central is None or family.need.is_exact:
        return message("figure.gaps.need", need=span)
    return message("figure.gaps.need.central", central=rounded(family.central), need=span)
