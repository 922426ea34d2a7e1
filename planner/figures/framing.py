"""A figure that stands alone: its title and subtitle above it, its source below, as marks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.figures.figure import Circle, Figure, Mark, Path, Rect, Text
from planner.figures.lettering import wrapped
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.messages import Speaker

MARGIN = 10.0
_TITLE, _SUBTITLE, _SOURCE = 10.5, 8.0, 7.5
_LEADING = 1.3  # of the size, from one line to the next
_GAP = 6.0
_MOST_LINES = 6


def framed(figure: Figure, speaker: Speaker) -> Figure:
    """The figure with its words around it, said by ``speaker``; for a file or the clipboard."""
    wide = figure.width
    title = wrapped(speaker.say(figure.title), wide, _TITLE, _MOST_LINES, bold=True)
    subtitle = wrapped(speaker.say(figure.subtitle), wide, _SUBTITLE, _MOST_LINES)
    source = wrapped(speaker.say(figure.source), wide, _SOURCE, _MOST_LINES)
    top = MARGIN + _high(title, _TITLE) + _high(subtitle, _SUBTITLE) + _GAP
    foot = top + figure.height + _GAP
    marks = (
        *_lines(title, _TITLE, MARGIN, None, bold=True),
        *_lines(subtitle, _SUBTITLE, MARGIN + _high(title, _TITLE), Ink.MUTED),
        *(_moved(mark, MARGIN, top) for mark in figure.marks),
        *_lines(source, _SOURCE, foot, Ink.MUTED),
    )
    height = foot + _high(source, _SOURCE) + MARGIN
    return replace(figure, width=wide + 2 * MARGIN, height=height, marks=marks)


def _high(lines: Sequence[str], size: float) -> float:
    return len(lines) * size * _LEADING


def _lines(
    lines: Sequence[str], size: float, top: float, ink: Ink | None, *, bold: bool = False
) -> Iterator[Mark]:
    for place, words in enumerate(lines):
        yield Text(MARGIN, top + size * (1 + place * _LEADING), words, size, ink, bold)


def _moved(mark: Mark, across: float, down: float) -> Mark:
    match mark:
        case Path():
            return replace(mark, points=tuple((x + across, y + down) for x, y in mark.points))
        case Rect() | Circle() | Text():
            return replace(mark, x=mark.x + across, y=mark.y + down)
