"""One family's coverage as a bar from nothing to all: sure, possible, surely lacking."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_report import Standing
from planner.figures.figure import Figure, Mark, Paint, Rect
from planner.figures.palette import Ink
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.gap_report import FamilyGap
    from planner.messages import Value

WIDTH = 236.0
HEIGHT = 8.0
_EDGE = 0.5


def coverage_bar(gap: FamilyGap, *, width: float = WIDTH) -> Figure:
    """The coverage of a family as a bar ``width`` points wide, from 0 to 100 % of its need.

    Covered for sure is filled, possible is hatched, surely lacking is filled in the colour of what
    lacks; the frame is dotted where the ends of the interval disagree.
    """
    said: dict[str, Value] = {"family": gap.name, "coverage": gap.coverage}
    return Figure(
        key=f"coverage.{gap.family}",
        width=width,
        height=HEIGHT + 2 * _EDGE,
        title=message("figure.coverage.title", **said),
        subtitle=message("figure.coverage.subtitle"),
        marks=tuple(_marks(gap, width - 2 * _EDGE)),
        table=_twin(gap),
        sentence=message("figure.coverage.title", **said),
        source=message("figure.coverage.source"),
    )


def _marks(gap: FamilyGap, room: float) -> Iterator[Mark]:
    sure = float(gap.coverage.low)
    most = float(Fraction(1) if gap.coverage.high is None else gap.coverage.high)
    yield from _part(0.0, sure, room, Paint(fill=Ink.COVERED))
    yield from _part(sure, most, room, Paint(stroke=Ink.MIDDLE, width=0.5, hatch=True))
    yield from _part(most, 1.0, room, Paint(fill=Ink.LACKING))
    dotted = gap.standing is Standing.UNDETERMINED
    yield Rect(_EDGE, _EDGE, room, HEIGHT, Paint(stroke=Ink.MUTED, dotted=dotted))


def _part(start: float, end: float, room: float, paint: Paint) -> Iterator[Mark]:
    if end > start:
        yield Rect(_EDGE + start * room, _EDGE, (end - start) * room, HEIGHT, paint)


def _twin(gap: FamilyGap) -> Table:
    columns = (
        Column("family", message("dimension.family"), width=30),
        Column("coverage", message("figure.coverage.subtitle"), Format.PERCENT),
    )
    rows = (Row((gap.name, gap.coverage), trainings=gap.trainings),)
    return Table("coverage", message("figure.coverage.subtitle"), columns, rows)
