"""The ground of a map: a plain projection, the land with its borders, a graticule, a scale bar."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, cos, floor, radians
from typing import TYPE_CHECKING

from planner.compute.outlines import KM_PER_DEGREE, area, borders
from planner.figures.figure import Mark, Paint, Path, Text
from planner.figures.lettering import Box
from planner.figures.palette import Ink
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.compute.outlines import Border, Ring, Spot

SMALL_SIZE = 7.0
#: Points around the cities where nothing is outlined, for their labels; around outlines.
MARGIN, LAND_MARGIN = 26.0, 7.0
_GRID_STEPS = tuple(Fraction(n, 10) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 900))
_GRID_ROOM = 34.0  # points that the name of a line may take
_KILOMETRES = (50, 20, 10, 5, 2)
_LONGEST_BAR = 70.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Equirectangular: longitudes shrunk by the cosine of the middle latitude.

    ``points`` are the points of the figure that one degree of latitude takes.
    """

    west: float
    north: float
    shrink: float
    points: float
    left: float
    top: float

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """The point of the figure where the coordinates (WGS 84, degrees) fall."""
        x = self.left + (longitude - self.west) * self.shrink * self.points
        return x, self.top + (self.north - latitude) * self.points


def projection(spots: Iterable[Spot], room: Box, margin: float = MARGIN) -> Projection:
    """The projection that fits the spots (longitude, latitude) into the margins of the room."""
    known = list(spots) or [(3.0, 50.0)]
    easts, norths = [x for x, _ in known], [y for _, y in known]
    shrink = cos(radians((min(norths) + max(norths)) / 2))
    wide = max((max(easts) - min(easts)) * shrink, 0.05)
    tall = max(max(norths) - min(norths), 0.05)
    width, height = room.right - room.left - 2 * margin, room.bottom - room.top - 2 * margin
    points = min(width / wide, height / tall)
    across = (max(easts) - min(easts)) * shrink * points
    down = (max(norths) - min(norths)) * points
    left = room.left + margin + (width - across) / 2
    top = room.top + margin + (height - down) / 2
    return Projection(min(easts), max(norths), shrink, points, left, top)


def land(plan: Projection, rings: Sequence[Ring], chosen: str) -> Iterator[Mark]:
    """The départements, then each border once; hits ``department:<key>``, the chosen one lit."""
    for ring in rings:
        hit = f"department:{ring.department}"
        fill = Ink.SELECTED if hit == chosen else Ink.PANEL
        yield Path(_placed(plan, ring.spots), Paint(fill=fill), closed=True, hit=hit)
    pens = {0: Paint(stroke=Ink.GRID, width=0.6), 1: Paint(stroke=Ink.MIDDLE, width=0.6)}
    pens[2] = Paint(stroke=Ink.ACCENT, width=1.2)
    runs = [(_weight(border, chosen), border) for border in borders(rings)]
    for weight, border in sorted(runs, key=lambda run: run[0]):
        yield Path(_placed(plan, border.spots), pens[weight])


def middles(plan: Projection, rings: Iterable[Ring]) -> dict[str, tuple[float, float]]:
    """The middle of the largest ring of each département, in points."""
    largest: dict[str, Ring] = {}
    for ring in rings:
        known = largest.get(ring.department)
        if known is None or abs(area(ring.spots)) > abs(area(known.spots)):
            largest[ring.department] = ring
    return {key: _centroid(_placed(plan, ring.spots)) for key, ring in largest.items()}


def graticule(plan: Projection, width: float, bottom: float) -> Iterator[Mark]:
    """Round degrees as hairlines, told at the left edge and at the foot."""
    pen = Paint(stroke=Ink.GRID, width=0.4)
    step = next(
        (s for s in _GRID_STEPS if float(s) * plan.points * plan.shrink >= 38), _GRID_STEPS[-1]
    )
    south = plan.north - (bottom - plan.top) / plan.points
    for degrees in _round(south, plan.north + plan.top / plan.points, step):
        y = plan.place(float(degrees), plan.west)[1]
        if 12 < y < bottom - 16:
            yield Path(((0, y), (width, y)), pen)
            side = "north" if degrees >= 0 else "south"
            said = message(f"figure.map.{side}", degrees=abs(degrees))
            yield Text(1, y - 2, said, SMALL_SIZE, Ink.MUTED, limit=_GRID_ROOM)
    across = plan.shrink * plan.points
    west, east = plan.west - plan.left / across, plan.west + (width - plan.left) / across
    for degrees in _round(west, east, step):
        x = plan.place(plan.north, float(degrees))[0]
        if 14 < x < width - _GRID_ROOM - 2:
            yield Path(((x, 0), (x, bottom)), pen)
            side = "east" if degrees >= 0 else "west"
            said = message(f"figure.map.{side}", degrees=abs(degrees))
            yield Text(x + 2, bottom - 2, said, SMALL_SIZE, Ink.MUTED, limit=_GRID_ROOM)


def grid_box(mark: Text) -> Box:
    """What the name of a line of the graticule may cover."""
    return Box(mark.x, mark.y - mark.size * 0.8, mark.x + _GRID_ROOM, mark.y + 2)


def scale_bar(plan: Projection, left: float, base: float) -> Iterator[Mark]:
    """A bar of a round number of kilometres whose foot stands on ``base``."""
    kilometres, length = _bar(plan)
    ends = ((left, base - 3), (left, base), (left + length, base), (left + length, base - 3))
    yield Path(ends, Paint(stroke=Ink.MUTED))
    said = message("figure.map.scale", km=kilometres)
    yield Text(left + length + 5, base + 0.5, said, SMALL_SIZE, Ink.MUTED)


def bar_width(plan: Projection) -> float:
    """Points that the scale bar takes with its words."""
    return _bar(plan)[1] + 32.0


def _bar(plan: Projection) -> tuple[int, float]:
    kilometres = next(
        (km for km in _KILOMETRES if km / KM_PER_DEGREE * plan.points <= _LONGEST_BAR), 1
    )
    return kilometres, kilometres / KM_PER_DEGREE * plan.points


def _weight(border: Border, chosen: str) -> int:
    """0 for a border between two départements, 1 for the region's, 2 for that of the chosen one."""
    if any(f"department:{key}" == chosen for key in border.departments):
        return 2
    return 0 if border.is_shared else 1


def _placed(plan: Projection, spots: Sequence[Spot]) -> tuple[tuple[float, float], ...]:
    return tuple(plan.place(latitude, longitude) for longitude, latitude in spots)


def _centroid(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of a polygon."""
    whole = across = down = 0.0
    for place in range(len(points)):
        (x, y), (a, b) = points[place - 1], points[place]
        turn = x * b - a * y
        whole, across, down = whole + turn, across + (x + a) * turn, down + (y + b) * turn
    return across / (3 * whole), down / (3 * whole)


def _round(low: float, high: float, step: Fraction) -> Iterator[Fraction]:
    """The multiples of a step between two degrees."""
    return (step * n for n in range(ceil(low / step), floor(high / step) + 1))
