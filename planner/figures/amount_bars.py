"""Amounts told by trainings, a bar a line: hours by domain, leavers by occupation."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.indicators import Indicator
from planner.figures.figure import Anchor, Figure, Paint, Path, Rect, Text
from planner.figures.palette import Ink
from planner.figures.scale import LinearScale
from planner.figures.trend import nothing_told
from planner.messages import message
from planner.tables.indicators import domain_hours_table, occupations_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.indicators import Amount, Indicators
    from planner.figures.figure import Mark
    from planner.messages import Message, Value
    from planner.study import Study
    from planner.tables.table import Table

WIDTH = 300.0
ROW = 15.0
BAR = 8.0
SIZE = 7.5
_NAMES, _VALUES = 0.46, 0.2  # shares of the width
_OPEN_END = 12.0  # points of a bar whose end is not known
_FILL = Paint(fill=Ink.SCALE_3)
_SPAN = Paint(stroke=Ink.MIDDLE, width=0.5, hatch=True)
_OPEN = Paint(stroke=Ink.MUTED, width=0.5, hatch=True, dotted=True)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the figure; ``is_open`` where some of it is not counted."""

    key: str
    name: str
    amount: Amount


def hours_bars(study: Study, told: Indicators, *, width: float = WIDTH) -> Figure:
    """Hours on each domain that action 1.3 makes visible, in the order of the study."""
    lines = [_Line(f"domain:{one.domain.key}", one.domain.name, one.amount) for one in told.hours]
    return _figure(Indicator.HOURS, lines, domain_hours_table(study, told), None, width)


def occupation_bars(
    study: Study, told: Indicators, *, count: int = 6, width: float = WIDTH
) -> Figure:
    """The ``count`` occupations that most leavers go to, in the last year that is told."""
    lines = [
        _Line(f"occupation:{place}", one.name, one.amount)
        for place, one in enumerate(told.occupations[:count])
    ]
    table = occupations_table(study, told)
    return _figure(Indicator.LEAVERS, lines, table, told.occupations_year, width)


def _figure(
    subject: Indicator, lines: Sequence[_Line], table: Table, year: int | None, width: float
) -> Figure:
    code = f"figure.amounts.{subject}"
    known = [line for line in lines if line.amount.is_known]
    most = max(known, key=lambda line: line.amount.said.low, default=None)
    title = message(f"{code}.title.none")
    if most is not None:
        values: dict[str, Value] = {"name": most.name, "amount": most.amount.said, "year": year}
        title = message(f"{code}.title", n=most.amount.told, of=most.amount.of, **values)
    return Figure(
        key=f"amounts.{subject}",
        width=width,
        height=max(len(lines), 1) * ROW + 2,
        title=title,
        subtitle=message(f"{code}.subtitle", year=year),
        marks=tuple(_marks(lines, width)),
        table=table,
        sentence=_sentence(code, known),
        source=message(f"{code}.source"),
    )


def _sentence(code: str, known: Sequence[_Line]) -> Message:
    if not known:
        return message(f"{code}.title.none")
    parts = tuple(
        message("figure.amounts.part", name=line.name, amount=line.amount.said) for line in known
    )
    return message(f"{code}.sentence", parts=parts)


def _marks(lines: Sequence[_Line], width: float) -> Iterator[Mark]:
    """A name, a bar from zero and its amount a line; what is not known is hatched."""
    if not lines:
        yield from nothing_told(width, ROW + 2)
        return
    left = width * _NAMES
    right = width * (1 - _VALUES)
    most = max((_reach(line.amount) for line in lines), default=Fraction(0))
    scale = LinearScale(0.0, float(most), left, right - _OPEN_END)
    for place, line in enumerate(lines):
        yield from _line(line, place * ROW + ROW / 2 + 1, scale, right, width)
    foot = ((left, 0.0), (left, max(len(lines), 1) * ROW + 2))
    yield Path(foot, Paint(stroke=Ink.MUTED, width=0.6))


def _reach(amount: Amount) -> Fraction:
    return max(amount.said.low, amount.said.high or Fraction(0))


def _line(
    line: _Line, middle: float, scale: LinearScale, right: float, width: float
) -> Iterator[Mark]:
    amount, left = line.amount, scale.start
    base, top = middle + SIZE * 0.35, middle - BAR / 2
    yield Text(
        left - 6, base, line.name, SIZE, Ink.TEXT, anchor=Anchor.END, limit=left - 6, hit=line.key
    )
    if not amount.is_known:
        yield Rect(left, top, right - left, BAR, _OPEN, line.key)
        said: Message = message("value.unknown")
        yield Text(right + 4, base, said, SIZE, Ink.MUTED, limit=width - right - 4, hit=line.key)
        return
    end = scale.at(amount.said.low)
    if end > left:
        yield Rect(left, top, end - left, BAR, _FILL, line.key)
    if amount.said.high is not None and amount.said.high > amount.said.low:
        yield Rect(end, top, scale.at(amount.said.high) - end, BAR, _SPAN, line.key)
        end = scale.at(amount.said.high)
    if amount.total.high is None:
        yield Rect(end, top, _OPEN_END, BAR, _OPEN, line.key)
        end += _OPEN_END
    said = message("figure.amount", amount=amount.said)
    yield Text(end + 4, base, said, SIZE, Ink.TEXT, bold=True, limit=width - end - 4, hit=line.key)
