"""A figure in which only some marks keep their colours: the rest stands back, nothing moves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.figures.figure import Figure, Mark, Paint, Path, Rect, Text
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def spotlight(figure: Figure, lit: Collection[str], among: str) -> Figure:
    """The figure with the shapes of ``lit`` outlined and the others of their sort blanked.

    Args:
        figure: the figure.
        lit: the hits that are looked for.
        among: how the hits of that sort begin, such as ``cell:``; other marks stay as they are.
    """
    wanted = frozenset(lit)
    marks = (kept for mark in figure.marks for kept in _seen(mark, wanted, among))
    return replace(figure, marks=tuple(marks))


def _seen(mark: Mark, wanted: frozenset[str], among: str) -> Iterator[Mark]:
    if not mark.hit.startswith(among):
        yield mark
    elif mark.hit in wanted:
        yield _outlined(mark) if isinstance(mark, Rect) else mark
    elif not isinstance(mark, Text | Path):
        yield replace(mark, paint=Paint(stroke=Ink.GRID, width=0.5))


def _outlined(mark: Rect) -> Rect:
    return replace(mark, paint=replace(mark.paint, stroke=Ink.LACKING, width=1.5))
