"""The time axis of a Gantt page: years over months, from dates to points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.figures.figure import Anchor, Paint, Path, Text
from planner.figures.palette import Ink
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.figures.figure import Mark

#: Height of the axis: a line of years over a line of months.
HEIGHT = 27.0
_YEAR_SIZE = 8.5
_MONTH_SIZE = 7.0
#: Points that a month needs for its initial, for its name, and a year for its number.
_INITIAL, _NAME, _YEAR = 7.5, 24.0, 24.0
#: A shorter roadmap is drawn over so many months, so that dates find room beside it.
_FEWEST_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole months from ``first`` (the first day of one) to ``last`` (the day after one)."""

    first: date
    last: date
    left: float
    right: float

    @property
    def month(self) -> float:
        """Points that a month takes on average."""
        return (self.right - self.left) / _count(self.first, self.last)

    def place(self, day: date) -> float:
        """The point where a day begins; days outside stand at the ends."""
        whole = (self.last - self.first).days
        done = min(max((day - self.first).days, 0), whole)
        return self.left + (self.right - self.left) * done / whole


def axis(first: date, last: date, left: float, right: float) -> Axis:
    """The axis of the whole months that hold both days, six months at least."""
    start, end = first.replace(day=1), _next_month(last)
    while _count(start, end) < _FEWEST_MONTHS:
        end = _next_month(end)
    return Axis(start, end, left, right)


def _count(first: date, last: date) -> int:
    """How many months lie between the first days of two."""
    return (last.year - first.year) * 12 + last.month - first.month


def months(first: date, last: date) -> Iterator[date]:
    """The first day of each month from ``first`` to before ``last``."""
    day = first
    while day < last:
        yield day
        day = _next_month(day)


def axis_marks(scale: Axis, bottom: float) -> Iterator[Mark]:
    """The years, the months that have room for a word, and the hairlines down to ``bottom``."""
    for start in months(scale.first, scale.last):
        x = scale.place(start)
        if start.month == 1 or start == scale.first:
            yield from _year(scale, start, x, bottom)
        elif start.month in (4, 7, 10):
            yield Path(((x, HEIGHT), (x, bottom)), Paint(stroke=Ink.GRID, width=0.5))
        elif scale.month >= _INITIAL:
            yield Path(((x, HEIGHT - 3), (x, HEIGHT)), Paint(stroke=Ink.GRID, width=0.5))
        yield from _month(scale, start, x)
    line = ((scale.left, HEIGHT), (scale.right, HEIGHT))
    yield Path(line, Paint(stroke=Ink.MIDDLE, width=0.6))


def _year(scale: Axis, start: date, x: float, bottom: float) -> Iterator[Mark]:
    """A year's line and its number; where years are narrow, one number for several."""
    yield Path(((x, 1), (x, bottom)), Paint(stroke=Ink.MIDDLE, width=0.6))
    several = next((n for n in (1, 2, 5, 10, 20) if n * 12 * scale.month >= _YEAR), 50)
    end = min(start.replace(month=12, day=31), scale.last)
    room = scale.right - x if several > 1 else scale.place(end) - x
    if start.year % several == 0 and room >= _YEAR:
        said = message("figure.gantt.year", year=start.year)
        yield Text(x + 3, 10, said, _YEAR_SIZE, Ink.TEXT, bold=True)


def _month(scale: Axis, start: date, x: float) -> Iterator[Mark]:
    """The name of a month, or its initial; a quarter where a month is too narrow."""
    base = HEIGHT - 5
    middle = (x + scale.place(_next_month(start))) / 2
    if scale.month >= _NAME:
        said = message(f"month.short.{start.month}")
        yield Text(middle, base, said, _MONTH_SIZE, Ink.MUTED, anchor=Anchor.MIDDLE)
    elif scale.month >= _INITIAL:
        said = message(f"month.initial.{start.month}")
        yield Text(middle, base, said, _MONTH_SIZE, Ink.MUTED, anchor=Anchor.MIDDLE)
    elif scale.month * 3 >= _INITIAL * 2 and start.month in (1, 4, 7, 10):
        said = message("figure.gantt.quarter", quarter=(start.month + 2) // 3)
        yield Text(x + 2, base, said, _MONTH_SIZE, Ink.MUTED)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
