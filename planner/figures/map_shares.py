"""How parts of a whole are told apart around a circle: an ink and a texture each.

Six textures of the same ink would still differ in black and white: full or hollow, plain, with
spokes or with a stripe. The unknown is the hatch of the house, what is left is plain grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, pi, sin
from typing import TYPE_CHECKING

from planner.compute.city_counts import OTHERS, CityShares
from planner.compute.inventory import UNKNOWN
from planner.figures.figure import Mark, Paint, Path, Rect
from planner.figures.palette import CATEGORIES, SCALE, Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.city_counts import CityCounts

SWATCH = (11.0, 8.0)
_TURN = 2 * pi
_STEP = pi / 36  # between two points of an arc
_SPOKES = 4.2  # points between two spokes, along the middle of the ring


class Texture(StrEnum):
    """What fills a part."""

    PLAIN = "plain"
    SPOKES = "spokes"
    STRIPE = "stripe"
    HATCH = "hatch"


@dataclass(frozen=True, slots=True)
class Style:
    """How a group is drawn: its ground, the ink of its texture, the ink of its edge."""

    fill: Ink
    texture: Texture = Texture.PLAIN
    line: Ink = Ink.PAPER
    edge: Ink | None = None

    @property
    def paint(self) -> Paint:
        """The paint of the whole part, under its texture."""
        return Paint(self.fill, self.edge, 0.7, hatch=self.texture is Texture.HATCH)


_UNKNOWN = Style(Ink.PAPER, Texture.HATCH, edge=Ink.MUTED)
_LEFT = Style(Ink.MIDDLE)
_FAMILIES = tuple(
    Style(ink, texture) if is_full else Style(Ink.PAPER, texture, ink, ink)
    for ink, (is_full, texture) in zip(
        CATEGORIES,
        (
            (True, Texture.PLAIN),
            (False, Texture.SPOKES),
            (True, Texture.STRIPE),
            (False, Texture.PLAIN),
            (True, Texture.SPOKES),
            (False, Texture.STRIPE),
        ),
        strict=True,
    )
)
_PALE, _LIGHT, _HALF, _DEEP, _DARK = (
    Style(SCALE[0], edge=SCALE[3]),
    Style(SCALE[1], Texture.SPOKES, SCALE[3], SCALE[3]),
    Style(SCALE[2]),
    Style(SCALE[3], Texture.STRIPE),
    Style(SCALE[4]),
)
#: Levels go from pale to dark, so that their order is seen.
_LEVELS: tuple[tuple[Style, ...], ...] = (
    (),
    (_HALF,),
    (_LIGHT, _DARK),
    (_PALE, _HALF, _DARK),
    (_PALE, _LIGHT, _HALF, _DARK),
    (_PALE, _LIGHT, _HALF, _DEEP, _DARK),
)


def styles(counts: CityCounts) -> dict[str, Style]:
    """How each group is drawn, by its key."""
    keys = [group.key for group in counts.groups if group.key != UNKNOWN]
    if counts.shares is CityShares.LEVEL:
        found = dict(zip(keys, _LEVELS[len(keys)], strict=True))
    else:
        alone = [key for key in keys if key != OTHERS]
        found = dict(zip(alone, _FAMILIES, strict=False)) | {OTHERS: _LEFT}
    return found | {UNKNOWN: _UNKNOWN}


def ring(
    centre: tuple[float, float], outer: float, inner: float, parts: Sequence[tuple[Style, float]]
) -> Iterator[Mark]:
    """The parts of a circle from noon on, clockwise, each as wide as its share of their sum."""
    whole = sum(size for _, size in parts)
    start = 0.0
    for style, size in parts:
        if size <= 0:
            continue
        stop = start + size / whole * _TURN
        yield from _sector(centre, outer, inner, (start, stop), style)
        start = stop
    several = sum(size > 0 for _, size in parts) > 1
    edges = _edges(parts, whole) if several else ()
    for turn in edges:
        yield Path((centre, _at(centre, outer, turn)), Paint(stroke=Ink.PAPER, width=0.9))


def swatch(style: Style, left: float, top: float) -> Iterator[Mark]:
    """A small sample of a style for a legend."""
    wide, high = SWATCH
    yield Rect(left, top, wide, high, style.paint)
    pen = Paint(stroke=style.line, width=0.9)
    if style.texture is Texture.SPOKES:
        for x in (left + wide / 4, left + wide / 2, left + wide * 3 / 4):
            yield Path(((x, top), (x, top + high)), pen)
    if style.texture is Texture.STRIPE:
        y = top + high / 2
        yield Path(((left, y), (left + wide, y)), Paint(stroke=style.line, width=1.3))


def _sector(
    centre: tuple[float, float],
    outer: float,
    inner: float,
    turns: tuple[float, float],
    style: Style,
) -> Iterator[Mark]:
    arc = _arc(centre, outer, turns)
    is_whole = turns[1] - turns[0] > _TURN - 1e-9
    back = () if is_whole else _arc(centre, inner, turns)[::-1]
    yield Path((*arc, *back), style.paint, closed=True)
    middle = (outer + inner) / 2
    if style.texture is Texture.STRIPE:
        width = max(min((outer - inner) / 4, 1.6), 0.7)
        yield Path(_arc(centre, middle, turns), Paint(stroke=style.line, width=width))
    if style.texture is Texture.SPOKES:
        count = max(1, round((turns[1] - turns[0]) * middle / _SPOKES))
        for place in range(count):
            turn = turns[0] + (turns[1] - turns[0]) * (place + 0.5) / count
            ends = _at(centre, inner, turn), _at(centre, outer, turn)
            yield Path(ends, Paint(stroke=style.line, width=0.9))


def _edges(parts: Sequence[tuple[Style, float]], whole: float) -> Iterator[float]:
    """Where one part ends and the next begins."""
    turn = 0.0
    for _, size in parts:
        if size > 0:
            yield turn
            turn += size / whole * _TURN


def _arc(
    centre: tuple[float, float], radius: float, turns: tuple[float, float]
) -> tuple[tuple[float, float], ...]:
    count = max(1, round((turns[1] - turns[0]) / _STEP))
    step = (turns[1] - turns[0]) / count
    return tuple(_at(centre, radius, turns[0] + step * place) for place in range(count + 1))


def _at(centre: tuple[float, float], radius: float, turn: float) -> tuple[float, float]:
    """The point of a circle, turning clockwise from noon."""
    return centre[0] + radius * sin(turn), centre[1] - radius * cos(turn)
