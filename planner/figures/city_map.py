"""Where the trainings are: a bubble a city, its area as many trainings, on a plain projection."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, cos, floor, hypot, radians, sin, sqrt
from typing import TYPE_CHECKING

from planner.compute.inventory import Dimension, Measure
from planner.figures.figure import Anchor, Circle, Figure, Mark, Paint, Path, Text
from planner.figures.labels import Label, place_labels
from planner.figures.lettering import Box
from planner.figures.palette import Ink
from planner.messages import Message, message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.compute.inventory import Overview
    from planner.messages import Value
    from planner.study import City, Study

WIDTH = 236.0
HEIGHT = 300.0
#: Room around the bubbles for labels, and below them for the scale.
MARGIN = 26.0
FOOT = 20.0
#: Points of radius for one training; the radius grows with the square root of the count.
UNIT_RADIUS = 2.9
SMALLEST_RADIUS = 2.4
#: Bubbles closer than this are moved apart.
CLEARANCE = 1.2
LABEL_SIZE = 8.0
SMALL_SIZE = 7.0
KM_PER_DEGREE = 111.32  # of latitude, WGS 84 mean
_ROUNDS = 200
_GOLDEN_ANGLE = 2.39996
_GRID_STEPS = tuple(Fraction(n, 10) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 900))
_GRID_ROOM = 34.0  # points that the name of a line may take


@dataclass(frozen=True, slots=True)
class _Bubble:
    """A city with its count, its true place and the place of its bubble."""

    city: City
    count: int
    true: tuple[float, float]
    centre: tuple[float, float]
    radius: float

    @property
    def is_astray(self) -> bool:
        """True where the bubble no longer covers the place of its city."""
        return hypot(self.centre[0] - self.true[0], self.centre[1] - self.true[1]) > self.radius


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


def city_map(
    study: Study, overview: Overview, *, width: float = WIDTH, height: float = HEIGHT
) -> Figure:
    """Described trainings by city; hits ``city:<key>``.

    Bubbles that would cover one another are moved apart by a few points; a line leads to the place
    of a city that its bubble no longer covers. Cities without training stand as small hollow dots.
    No border is drawn: none is known.
    """
    counts = overview.by_city
    bubbles = _apart(_bubbles(study, counts, width, height), width, height - FOOT)
    values = _said(study, bubbles, overview)
    return Figure(
        key="map",
        width=width,
        height=height,
        title=message(
            "figure.map.title" if values["first"] else "figure.map.title.nowhere", **values
        ),
        subtitle=message("figure.map.subtitle", **values),
        marks=tuple(_marks(study, bubbles, width, height)),
        table=_twin(study, counts),
        sentence=message("figure.map.sentence", **values),
        source=message("figure.map.source"),
    )


def projection(cities: Sequence[City], width: float, height: float) -> Projection:
    """The projection that fits the cities into the figure, within its margins."""
    norths = [city.latitude for city in cities] or [50.0]
    easts = [city.longitude for city in cities] or [3.0]
    shrink = cos(radians((min(norths) + max(norths)) / 2))
    wide = max((max(easts) - min(easts)) * shrink, 0.05)
    tall = max(max(norths) - min(norths), 0.05)
    room = width - 2 * MARGIN, height - 2 * MARGIN - FOOT
    points = min(room[0] / wide, room[1] / tall)
    across = (max(easts) - min(easts)) * shrink * points
    down = (max(norths) - min(norths)) * points
    left, top = MARGIN + (room[0] - across) / 2, MARGIN + (room[1] - down) / 2
    return Projection(min(easts), max(norths), shrink, points, left, top)


def _bubbles(
    study: Study, counts: Mapping[str | None, int], width: float, height: float
) -> list[_Bubble]:
    """The largest first, so that small ones are drawn over them."""
    plan = projection(tuple(study.cities), width, height)
    found = []
    for city in study.cities:
        count = counts.get(city.key, 0)
        spot = plan.place(city.latitude, city.longitude)
        radius = max(UNIT_RADIUS * sqrt(count), SMALLEST_RADIUS)
        found.append(_Bubble(city, count, spot, spot, radius))
    return sorted(found, key=lambda bubble: (-bubble.count, bubble.city.key))


def _apart(bubbles: list[_Bubble], width: float, height: float) -> list[_Bubble]:
    """Push overlapping bubbles apart, the smaller one further, none beyond the map's edges."""
    centres = [list(bubble.centre) for bubble in bubbles]
    for _ in range(_ROUNDS):
        moved = False
        for first in range(len(bubbles)):
            for second in range(first + 1, len(bubbles)):
                moved |= _push(bubbles, centres, first, second)
        for centre, bubble in zip(centres, bubbles, strict=True):
            centre[:] = _held(centre[0], bubble, width), _held(centre[1], bubble, height)
        if not moved:
            break
    return [replace(bubble, centre=(x, y)) for bubble, (x, y) in zip(bubbles, centres, strict=True)]


def _held(place: float, bubble: _Bubble, room: float) -> float:
    return max(bubble.radius + 1, min(place, room - bubble.radius - 1))


def _push(bubbles: list[_Bubble], centres: list[list[float]], first: int, second: int) -> bool:
    one, other = bubbles[first], bubbles[second]
    across = centres[second][0] - centres[first][0]
    down = centres[second][1] - centres[first][1]
    far = hypot(across, down)
    lacking = one.radius + other.radius + CLEARANCE - far
    if lacking <= 0.01:
        return False
    turn = _GOLDEN_ANGLE * second  # where two cities are one point: each its own way
    unit = (across / far, down / far) if far > 0.01 else (cos(turn), sin(turn))
    share = other.radius / (one.radius + other.radius)
    for axis in (0, 1):
        centres[first][axis] -= unit[axis] * lacking * share
        centres[second][axis] += unit[axis] * lacking * (1 - share)
    return True


def _marks(study: Study, bubbles: list[_Bubble], width: float, height: float) -> Iterator[Mark]:
    plan = projection(tuple(study.cities), width, height)
    discs = [_disc(bubble) for bubble in bubbles]
    grid = [m for m in _graticule(plan, width, height) if _is_clear(m, discs)]
    yield from grid
    for bubble in bubbles:
        if bubble.is_astray:
            yield Path((bubble.true, bubble.centre), Paint(stroke=Ink.MUTED, width=0.5))
            yield Circle(*bubble.true, 1.0, Paint(fill=Ink.MUTED))
    for bubble in bubbles:
        yield from _bubble(bubble)
    labels = [_city_label(bubble) for bubble in bubbles]
    labels += _department_labels(study, bubbles)
    page = Box(2, 2, width - 2, height - FOOT)
    taken = discs + [_grid_box(mark) for mark in grid if isinstance(mark, Text)]
    yield from place_labels(labels, taken, page)
    yield from _scale(plan, height)


def _bubble(bubble: _Bubble) -> Iterator[Mark]:
    hit = f"city:{bubble.city.key}"
    if not bubble.count:
        yield Circle(*bubble.centre, bubble.radius, Paint(Ink.PAPER, Ink.MUTED), hit)
        return
    paint = Paint(Ink.SCALE_4, Ink.PAPER, 0.8)
    yield Circle(*bubble.centre, bubble.radius, paint, hit)
    x, y = bubble.centre
    if bubble.radius >= SMALL_SIZE * 0.7:
        said = message("figure.count", n=bubble.count)
        base = y + SMALL_SIZE * 0.36
        yield Text(x, base, said, SMALL_SIZE, Ink.ON_SCALE_DEEP, True, Anchor.MIDDLE, hit=hit)


def _city_label(bubble: _Bubble) -> Label:
    """The name, with the count beside it where the bubble is too small to hold it."""
    name = bubble.city.name
    if bubble.radius >= SMALL_SIZE * 0.7 or not bubble.count:
        said = message("name.as_written", name=name)
        longest = name
    else:
        said = message("figure.map.city", name=name, n=bubble.count)
        longest = f"{name} {bubble.count}"
    hit = f"city:{bubble.city.key}"
    return Label(said, longest, LABEL_SIZE, Ink.TEXT, bubble.centre, bubble.radius, hit)


def _department_labels(study: Study, bubbles: list[_Bubble]) -> list[Label]:
    """The name of each département, near the middle of those of its cities that are drawn."""
    labels = []
    for department in study.departments:
        spots = [b.true for b in bubbles if b.city.department == department.key]
        if spots:
            x = sum(x for x, _ in spots) / len(spots)
            y = sum(y for _, y in spots) / len(spots)
            name = department.name.upper()  # as on a map, so as not to be taken for a city
            said = message("name.as_written", name=name)
            labels.append(Label(said, name, SMALL_SIZE, Ink.MUTED, (x, y), 2.0, reach=40.0))
    return labels


def _is_clear(mark: Mark, discs: list[Box]) -> bool:
    """True for a line, and for the name of one that no bubble touches."""
    return not isinstance(mark, Text) or not any(_grid_box(mark).overlap(d) for d in discs)


def _grid_box(mark: Text) -> Box:
    return Box(mark.x, mark.y - mark.size * 0.8, mark.x + _GRID_ROOM, mark.y + 2)


def _disc(bubble: _Bubble) -> Box:
    (x, y), r = bubble.centre, bubble.radius + CLEARANCE
    return Box(x - r, y - r, x + r, y + r)


def _graticule(plan: Projection, width: float, height: float) -> Iterator[Mark]:
    """Round degrees as hairlines, told at the left edge and at the foot."""
    pen = Paint(stroke=Ink.GRID, width=0.4)
    bottom = height - FOOT
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


def _round(low: float, high: float, step: Fraction) -> Iterator[Fraction]:
    """The multiples of a step between two degrees."""
    return (step * n for n in range(ceil(low / step), floor(high / step) + 1))


def _scale(plan: Projection, height: float) -> Iterator[Mark]:
    """A bar of a round number of kilometres, at most a fifth of what a degree takes."""
    kilometres = next(
        (km for km in (50, 20, 10, 5, 2) if km / KM_PER_DEGREE * plan.points <= 70), 1
    )
    length = kilometres / KM_PER_DEGREE * plan.points
    y = height - 6
    ends = ((1, y - 3), (1, y), (1 + length, y), (1 + length, y - 3))
    yield Path(ends, Paint(stroke=Ink.MUTED))
    said = message("figure.map.scale", km=kilometres)
    yield Text(length + 6, y + 0.5, said, SMALL_SIZE, Ink.MUTED)


def _said(study: Study, bubbles: list[_Bubble], overview: Overview) -> dict[str, Value]:
    first: Message | None = None
    if bubbles and bubbles[0].count:
        first = message("name.as_written", name=bubbles[0].city.name)
    return {
        "n": overview.trainings_described,
        "cities": sum(bubble.count > 0 for bubble in bubbles),
        "first": first,
        "held": bubbles[0].count if bubbles else 0,
        "unknown": overview.by_city.get(None, 0),
        "departments": len({b.city.department for b in bubbles if b.count}),
    }


def _twin(study: Study, counts: Mapping[str | None, int]) -> Table:
    columns = (
        Column("city", word(Dimension.CITY), width=24),
        Column("department", message("collection.departments"), width=20),
        Column("trainings", word(Measure.TRAININGS), Format.INTEGER, scale=True),
    )
    rows = [
        Row((city.name, _department(study, city), counts.get(city.key, 0))) for city in study.cities
    ]
    if counts.get(None):
        rows.append(Row((None, None, counts[None])))
    notes = (message("figure.map.source"),)
    return Table("map", message("figure.map.twin"), columns, tuple(rows), notes)


def _department(study: Study, city: City) -> str:
    found = study.departments.find(city.department)
    return city.department if found is None else found.name
