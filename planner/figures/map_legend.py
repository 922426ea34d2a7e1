"""What the signs of a map mean: areas, parts, the unknown, kilometres; beside it or below it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from planner.compute.city_counts import CityMeasure, CityShares
from planner.figures.figure import Circle, Mark, Paint, Rect, Text
from planner.figures.lettering import Box, estimated_width
from planner.figures.map_shares import SWATCH, styles, swatch
from planner.figures.palette import Ink
from planner.messages import Message, message
from planner.tables.cities import group_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.city_counts import CityCounts
    from planner.figures.map_shares import Style
    from planner.study import Study

SIZE = 7.0
LINE = 12.0  # from one line to the next
#: Points that the legend takes beside the map, and the width of a map from which it stands there.
BESIDE = 118.0
_WIDE = 0.95  # of the height, that the map must keep beside its legend
#: Points of the line of the scale bar and the areas, below a map: a share of its height.
_FOOT_SHARE, _FOOT_LEAST, _FOOT_MOST = 0.085, 21.0, 40.0
#: What a label said in words may take, its length being unknown here: a level, any other.
_LEVEL, _MESSAGE = 34.0, 84.0
_AMOUNTS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
_TEXT_GAP = 4.0


@dataclass(frozen=True, slots=True)
class _Item:
    """One line: its sign, its words, the points that both take."""

    kind: str
    said: Message
    width: float
    style: Style | None = None


def is_beside(width: float, height: float) -> bool:
    """True where the map has room for its legend at its right."""
    return width - BESIDE >= _WIDE * height


def foot_height(study: Study, counts: CityCounts, width: float, height: float) -> float:
    """Points that the legend takes below a map that is ``height`` points high with it."""
    foot = min(max(height * _FOOT_SHARE, _FOOT_LEAST), _FOOT_MOST)
    return foot + LINE * len(_lines(_items(study, counts), width))


def legend(study: Study, counts: CityCounts, unit: float, room: Box) -> Iterator[Mark]:
    """The legend in its room: a column where it is beside the map, else lines below it.

    Below, the areas stand at the right of the first line, whose left is the scale bar's.
    """
    items = _items(study, counts)
    if room.bottom - room.top > room.right - room.left:
        top = room.top + 8
        if _highest(counts):
            said = message(f"figure.map.area.{counts.measure}")
            yield Text(room.left, top, said, SIZE, Ink.MUTED, limit=room.right - room.left)
            yield from _areas(counts, unit, Box(room.left, top + 6, room.right, top + 66))
            top += 78
        for place, item in enumerate(items):
            spot = top + place * (LINE + 2)
            yield from _item(item, room.left, spot, room.right - room.left)
        return
    lines = _lines(items, room.right - room.left)
    for down, line in enumerate(lines):
        x = room.left
        for item in line:
            yield from _item(item, x, room.top + 2 + down * LINE, item.width)
            x += item.width
    top = room.top + LINE * len(lines)
    yield from _areas(counts, unit, Box(room.left + 106, top + 1, room.right, room.bottom - 1))


def _highest(counts: CityCounts) -> int:
    return max((row.whole.bounds(counts.measure)[1] for row in counts.rows), default=0)


def _areas(counts: CityCounts, unit: float, room: Box) -> Iterator[Mark]:
    """Circles of round amounts on one line, as many as find room, the largest last."""
    highest, high = _highest(counts), room.bottom - room.top
    fitting = [n for n in _AMOUNTS if n <= highest and 2 * unit * sqrt(n) <= high]
    shown = fitting[-5::2] if len(fitting) > 4 else fitting[-3:]
    widths = [_area_width(n, unit) for n in shown]
    while shown and sum(widths) > room.right - room.left:
        shown, widths = shown[1:], widths[1:]
    x = room.left
    for n, wide in zip(shown, widths, strict=True):
        radius = unit * sqrt(n)
        middle = room.bottom - radius - 0.5
        yield Circle(x + radius, middle, radius, Paint(Ink.SCALE_1, Ink.SCALE_4, 0.7))
        said = message("figure.count", n=n)
        base = room.bottom - max(radius - SIZE * 0.36, 1.5)
        yield Text(x + 2 * radius + 3, base, said, SIZE, Ink.MUTED)
        x += wide


def _area_width(amount: int, unit: float) -> float:
    return 2 * unit * sqrt(amount) + 3 + estimated_width(f"{amount:,}", SIZE) + 8


def _items(study: Study, counts: CityCounts) -> list[_Item]:
    """Parts, then intervals and the unknown where there are any."""
    found = []
    looks = styles(counts) if counts.shares is not CityShares.NONE else {}
    for group in counts.groups:
        said = group_label(study, counts, group)
        found.append(_Item("part", said, _width(said), looks[group.key]))
    if counts.measure is CityMeasure.SEATS:
        if any(row.whole.low < row.whole.high for row in counts.rows):
            said = message("figure.map.between")
            found.append(_Item("between", said, _width(said)))
        if counts.whole.untold:
            said = message("figure.map.untold")
            found.append(_Item("untold", said, _width(said)))
    return found


def _width(said: Message) -> float:
    name = dict(said.values).get("name")
    words = _LEVEL if said.code.startswith("level.") else _MESSAGE
    if isinstance(name, str):
        words = estimated_width(name, SIZE)
    return SWATCH[0] + _TEXT_GAP + words + 10


def _lines(items: list[_Item], width: float) -> list[list[_Item]]:
    """The items on as few lines as hold them."""
    lines: list[list[_Item]] = []
    room = 0.0
    for item in items:
        if not lines or item.width > room:
            lines.append([])
            room = width
        lines[-1].append(item)
        room -= item.width
    return lines


def _item(item: _Item, left: float, top: float, room: float) -> Iterator[Mark]:
    wide, high = SWATCH
    middle = top + high / 2
    if item.style is not None:
        yield from swatch(item.style, left, top)
    elif item.kind == "between":
        yield Circle(left + wide / 2, middle, 4.6, Paint(Ink.SCALE_1, Ink.SCALE_4, 0.8))
        yield Circle(left + wide / 2, middle, 2.6, Paint(Ink.SCALE_4))
    else:
        yield Rect(left, top, wide, high, Paint(Ink.PAPER, Ink.MUTED, 0.6, hatch=True))
    x = left + wide + _TEXT_GAP
    yield Text(x, top + high - 1, item.said, SIZE, Ink.MUTED, limit=room - wide - _TEXT_GAP - 2)
