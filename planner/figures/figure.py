"""A figure before any device: marks in points, texts as codes, hit keys, and a table twin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.figures.palette import Ink
    from planner.messages import Message
    from planner.tables.table import Table


class Anchor(StrEnum):
    """Which end of a text stands at its point."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Paint:
    """How a shape is drawn; ``hatch`` marks the unknown, ``dotted`` the undetermined."""

    fill: Ink | None = None
    stroke: Ink | None = None
    width: float = 0.75
    hatch: bool = False
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle from its top left corner; ``hit`` names what a click on it means."""

    x: float
    y: float
    w: float
    h: float
    paint: Paint
    hit: str = ""
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around its centre."""

    x: float
    y: float
    r: float
    paint: Paint
    hit: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Straight segments through points, closed into a polygon or left open."""

    points: tuple[tuple[float, float], ...]
    paint: Paint
    closed: bool = False
    hit: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text on its baseline; longer than ``limit`` points it ends in an ellipsis."""

    x: float
    y: float
    said: Message | str
    size: float = 9.0
    ink: Ink | None = None
    bold: bool = False
    anchor: Anchor = Anchor.START
    limit: float | None = None
    hit: str = ""


Mark = Rect | Circle | Path | Text


@dataclass(frozen=True, slots=True)
class Figure:
    """What is drawn, the same on screen and on paper.

    Points, y downwards, (0, 0) at the top left. ``title`` says the finding, ``subtitle`` the
    measure, unit and scope, ``source`` the nature and origin; ``sentence`` tells the figure in
    words; ``table`` is its twin. A ``str`` in a :class:`Text` is a name kept as it is written.
    """

    key: str
    width: float
    height: float
    title: Message
    subtitle: Message
    marks: tuple[Mark, ...]
    table: Table
    sentence: Message
    source: Message
