"""The need lines of one kind as bars: sure to the low number, the interval, the central mark."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.figures.bar_rows import AXIS, NAME_SIZE, Plot, key_row, plot
from planner.figures.figure import Figure, Paint, Rect, Text
from planner.figures.palette import Ink
from planner.messages import Interval, message
from planner.rows import Rows
from planner.tables.needs import bounds_words, line_words, needs_table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.figures.figure import Mark
    from planner.messages import Message
    from planner.study import NeedLine, Study
    from planner.vocab import NeedKind

WIDTH = 640.0
ROW = 22.0
KEYS = 22.0
_NAMES, _LABELS = 0.42, 0.22  # shares of the width
_YEARS = 56.0  # points of a period
SURE = Paint(fill=Ink.SCALE_3)
SPAN = Paint(fill=Ink.SCALE_2)
UNKNOWN = Paint(stroke=Ink.MUTED, hatch=True)


def need_bars(study: Study, kind: NeedKind, *, width: float = WIDTH) -> Figure:
    """The need lines of ``kind`` in the order of the study, in people over each line's years.

    Up to the low number the bar is full, from there to the high number pale, hatched where a bound
    is unknown; the central number is a mark. A click on a row means ``line:<key>``.
    """
    lines = [line for line in study.need_lines if line.kind is kind]
    return Figure(
        key=f"needs.{kind}",
        width=width,
        height=len(lines) * ROW + AXIS + KEYS,
        title=_title(study, lines, kind),
        subtitle=message("figure.needs.subtitle", kind=word(kind)),
        marks=tuple(_marks(study, lines, width)),
        table=needs_table(replace(study, need_lines=Rows(lines))),
        sentence=_sentence(study, lines, kind),
        source=message("figure.needs.source"),
    )


def _numbers(line: NeedLine) -> list[int]:
    return [n for n in (line.low, line.central, line.high) if n is not None]


def _told(line: NeedLine) -> int:
    """The number that a line is compared by: the central one, else the greatest known, else 0."""
    return line.central if line.central is not None else max(_numbers(line), default=0)


def _title(study: Study, lines: Sequence[NeedLine], kind: NeedKind) -> Message:
    told = [line for line in lines if _numbers(line)]
    if not told:
        return message("figure.needs.title.none", kind=word(kind))
    most = max(told, key=_told)
    line = line_words(study, most)
    return message("figure.needs.title", line=line, people=_told(most))


def _sentence(study: Study, lines: Sequence[NeedLine], kind: NeedKind) -> Message:
    unknown = sum(not _numbers(line) for line in lines)
    return message(
        "figure.needs.sentence",
        n=len(lines),
        kind=word(kind),
        most=_title(study, lines, kind),
        unknown=message("figure.needs.unknown", n=unknown),
    )


def _marks(study: Study, lines: Sequence[NeedLine], width: float) -> Iterator[Mark]:
    numbers = [Fraction(max(_numbers(line), default=0)) for line in lines]
    page = plot(width, width * _NAMES, width * _LABELS, numbers)
    bottom = len(lines) * ROW
    yield from page.axis(0.0, bottom)
    for place, line in enumerate(lines):
        yield from _row(study, page, line, place * ROW + ROW / 2)
    drawn = {bar.paint for line in lines for bar in _bars(page, line, 0.0)}
    yield from key_row(_keys(lines, drawn), width / 4, bottom + AXIS + KEYS / 2)


def _row(study: Study, page: Plot, line: NeedLine, middle: float) -> Iterator[Mark]:
    hit = f"line:{line.key}"
    yield from _bars(page, line, middle)
    if line.central is not None:
        central = Fraction(line.central)
        yield from page.need(Interval.exactly(central), central, middle)
    sector = study.sectors.find(line.sector or "")
    name = page.name(line.name if sector is None else sector.name, middle, hit)
    years = message("needs.years", start=line.start, end=line.end)
    yield replace(name, said=years, limit=_YEARS)
    yield replace(name, x=name.x - _YEARS, limit=name.x - _YEARS)
    left = page.right + 8
    ink = Ink.TEXT if _numbers(line) else Ink.MUTED
    words, room = bounds_words(line), page.width - left
    yield Text(left, middle + NAME_SIZE * 0.35, words, NAME_SIZE, ink, limit=room)
    yield Rect(0, middle - ROW / 2, page.width, ROW, Paint(), hit)


def _bars(page: Plot, line: NeedLine, middle: float) -> Iterator[Rect]:
    """Surely needed, then perhaps needed; hatched as far as a bound is not known."""
    low = Fraction(line.low or 0)
    high = None if line.high is None else Fraction(line.high)
    if low:
        yield page.rect(Fraction(0), low, middle, SURE)
    if high is None or line.low is None:
        yield page.rect(low, high, middle, UNKNOWN)
    elif high > low:
        yield page.rect(low, high, middle, SPAN)


def _keys(lines: Sequence[NeedLine], drawn: set[Paint]) -> Iterator[tuple[Paint | None, Message]]:
    """What the marks mean that the figure draws."""
    for paint, name in ((SURE, "sure"), (SPAN, "span"), (UNKNOWN, "unknown")):
        if paint in drawn:
            yield paint, message(f"figure.needs.key.{name}")
    if any(line.central is not None for line in lines):
        yield None, message("figure.needs.key.central")
