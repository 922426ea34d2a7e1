"""What each training would have to place every year, family by family: needs no places at all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.figures.bar_rows import AXIS, NAME_SIZE, Plot, plot, room_for, whole
from planner.figures.figure import Figure, Paint, Rect, Text
from planner.figures.palette import Ink
from planner.messages import message
from planner.tables.gaps import break_even_table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.gap_report import FamilyGap, GapReport, SegmentGap
    from planner.figures.figure import Mark
    from planner.messages import Message
    from planner.study import Study

WIDTH = 640.0
ROW = 22.0
HEAD = 22.0
_NAMES, _LABELS = 0.23, 0.3  # shares of the width
_ROOM = 196.0  # points that the longest label takes
_BAR = Paint(fill=Ink.SCALE_3)


def break_even_bars(
    study: Study, report: GapReport, segment: int | None = None, *, width: float = WIDTH
) -> Figure:
    """The yearly leavers by training of one segment, or of all, the most demanding first.

    A click on a row means ``family:<key>``. ``IndexError`` where the report has no such segment.
    """
    chosen = report.segments if segment is None else (report.segments[segment],)
    every = [(gap, family) for gap in chosen for family in gap.families]
    key = "break_even" if segment is None else f"break_even.{chosen[0].key}"
    numbers = [room_for(f.break_even, f.break_even_central) for _, f in every if f.break_even]
    page = plot(width, width * _NAMES, max(width * _LABELS, _ROOM), numbers)
    return Figure(
        key=key,
        width=width,
        height=_height(chosen),
        title=_title([family for _, family in every]),
        subtitle=message("figure.break_even.subtitle"),
        marks=tuple(_marks(page, chosen)),
        table=break_even_table(study, replace(report, segments=chosen)),
        sentence=_sentence(every),
        source=message("figure.break_even.source", scenario=report.name),
    )


def _height(segments: Sequence[SegmentGap]) -> float:
    return sum(HEAD + len(gap.families) * ROW for gap in segments) + AXIS


def _told(family: FamilyGap) -> Fraction:
    """The number that a row tells: the central one, else the least; 0 without training."""
    if family.break_even is None:
        return Fraction(0)
    central = family.break_even_central
    return family.break_even.low if central is None else central


def _hardest(families: Sequence[FamilyGap]) -> FamilyGap | None:
    asked = [family for family in families if _told(family)]
    return max(asked, key=_told, default=None)


def _title(families: Sequence[FamilyGap]) -> Message:
    hardest = _hardest(families)
    if hardest is None:
        return message("figure.break_even.title.none")
    leavers = message("gap.leavers", n=whole(_told(hardest)))
    return message(
        "figure.break_even.title",
        n=len(hardest.trainings),
        family=hardest.name,
        leavers=leavers,
    )


def _sentence(every: Sequence[tuple[SegmentGap, FamilyGap]]) -> Message:
    """The sentence of the most demanding family."""
    hardest = _hardest([family for _, family in every])
    for gap, family in every:
        if family is hardest:
            return gap.break_even_sentences[gap.families.index(family)]
    return message("figure.break_even.title.none")


def _marks(page: Plot, segments: Sequence[SegmentGap]) -> Iterator[Mark]:
    yield from page.axis(HEAD if segments else 0.0, _height(segments) - AXIS)
    y = 0.0
    for gap in segments:
        yield Rect(0, y, page.width, HEAD, Paint(fill=Ink.PAPER))
        said = message(
            "figure.break_even.segment",
            kind=word(gap.kind),
            level=gap.level,
            start=gap.start,
            end=gap.end,
        )
        yield Text(0, y + HEAD - 7, said, NAME_SIZE, Ink.TEXT, bold=True, limit=page.width)
        y += HEAD
        for family in sorted(gap.families, key=_told, reverse=True):
            yield from _row(page, family, y + ROW / 2)
            y += ROW


def _row(page: Plot, family: FamilyGap, middle: float) -> Iterator[Mark]:
    """A bar to the told number, its span as a thin line, and the number beside it."""
    hit = f"family:{family.family}"
    told, end = _told(family), page.left
    if family.break_even is not None and told:
        yield page.rect(Fraction(0), told, middle, _BAR)
        yield from page.need(family.break_even, told, middle)
        most = family.break_even.high
        end = page.right if most is None else page.scale.at(max(most, told))
    yield page.name(family.name, middle, hit)
    label = Text(
        end + 6,
        middle + NAME_SIZE * 0.35,
        _label(family),
        NAME_SIZE,
        Ink.TEXT if told else Ink.MUTED,
        limit=page.width - end - 6,
    )
    yield label
    yield Rect(0, middle - ROW / 2, page.width, ROW, Paint(), hit)


def _label(family: FamilyGap) -> Message:
    if family.break_even is None:
        return message("figure.break_even.none")
    if not _told(family):
        return message("figure.break_even.unknown")
    leavers = message("gap.leavers", n=whole(_told(family)))
    code = "figure.break_even.value"
    if family.break_even.high is None:
        code = "figure.break_even.value.at_least"
    return message(code, n=len(family.trainings), leavers=leavers)
