"""The bubbles of a map: their areas, how they make room for one another, how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, hypot, sin, sqrt
from typing import TYPE_CHECKING

from planner.compute.city_counts import CityMeasure, CityShares
from planner.figures.figure import Anchor, Circle, Mark, Paint, Path, Text
from planner.figures.labels import Label
from planner.figures.lettering import Box, estimated_width
from planner.figures.map_shares import ring, styles
from planner.figures.palette import Ink
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.city_counts import CityCount, CityCounts
    from planner.figures.map_ground import Projection
    from planner.messages import Message
    from planner.study import City, Study

LABEL_SIZE = 8.0
NUMBER_SIZE = 7.0
#: Radius of the largest bubble as a share of the map's lesser side, and its bounds in points.
_SHARE, _LEAST, _MOST = 0.06, 9.0, 30.0
#: The largest bubble is drawn for so much at least, so that one training is no big disc.
_FLOOR = {CityMeasure.TRAININGS: 9, CityMeasure.SEATS: 90}
EMPTY_RADIUS = 2.4
UNKNOWN_RADIUS = 6.0
HALO = 3.0  # the hatched ring of a city of which some places are unknown
_RING = 0.42  # of the radius, that the parts of a bubble take
_LEAST_CORE = 4.8  # points that a number in the middle asks for
#: Bubbles closer than this are moved apart.
CLEARANCE = 1.2
_ROUNDS = 200
_GOLDEN_ANGLE = 2.39996


@dataclass(frozen=True, slots=True)
class Bubble:
    """A city with its counts, its true place, the place of its bubble, and its radii in points.

    ``low`` and ``high`` are the radii of what is known; ``radius`` holds all that is drawn.
    """

    city: City
    row: CityCount
    true: tuple[float, float]
    centre: tuple[float, float]
    low: float
    high: float
    radius: float

    @property
    def hit(self) -> str:
        """What a click on it means."""
        return f"city:{self.city.key}"

    @property
    def is_astray(self) -> bool:
        """True where the bubble no longer covers the place of its city."""
        return hypot(self.centre[0] - self.true[0], self.centre[1] - self.true[1]) > self.radius

    @property
    def box(self) -> Box:
        """The square around it, with its clearance."""
        (x, y), r = self.centre, self.radius + CLEARANCE
        return Box(x - r, y - r, x + r, y + r)


def unit_radius(counts: CityCounts, side: float) -> float:
    """Points of radius for one training or place: the radius grows with the square root."""
    highest = max(
        (row.whole.bounds(counts.measure)[1] for row in counts.rows if row.city), default=0
    )
    largest = min(max(side * _SHARE, _LEAST), _MOST)
    return largest / sqrt(max(highest, _FLOOR[counts.measure]))


def bubbles(
    study: Study, counts: CityCounts, plan: Projection, unit: float, room: Box
) -> list[Bubble]:
    """One for each city, the largest first so that small ones are drawn over them, moved apart."""
    found = []
    for city in study.cities:
        row = counts.row(city.key)
        spot = plan.place(city.latitude, city.longitude)
        low, high = (unit * sqrt(known) for known in row.whole.bounds(counts.measure))
        found.append(Bubble(city, row, spot, spot, low, high, _radius(row, counts.measure, high)))
    found.sort(key=lambda bubble: (-bubble.radius, bubble.city.key))
    return _apart(found, room)


def bubble_marks(bubble: Bubble, counts: CityCounts, chosen: str) -> Iterator[Mark]:
    """The bubble: what is unknown around, what may be, what is sure, its parts, its number."""
    centre, trainings = bubble.centre, bubble.row.whole.trainings
    if bubble.hit == chosen:
        yield Circle(*centre, bubble.radius + 1.8, Paint(Ink.PAPER, Ink.ACCENT, 2.0))
    if not trainings:
        yield Circle(*centre, bubble.radius, Paint(Ink.PAPER, Ink.MUTED), bubble.hit)
        return
    unknown = bubble.row.whole.unknown(counts.measure)
    if unknown:
        paint = Paint(Ink.PAPER, Ink.MUTED, 0.6, hatch=True)
        yield Circle(*centre, bubble.radius, paint, bubble.hit)
    if bubble.high > 0:
        is_interval = bubble.high > bubble.low
        paint = Paint(Ink.SCALE_1, Ink.SCALE_4, 0.8) if is_interval else Paint(Ink.PAPER)
        hit = "" if unknown else bubble.hit
        yield Circle(*centre, bubble.high, paint, hit)
    if counts.shares is CityShares.NONE:
        yield from _disc(bubble)
    else:
        yield from _parts(bubble, counts)
    yield from _number(bubble, counts)


def leads(found: Sequence[Bubble]) -> Iterator[Mark]:
    """Lines from the places of cities to the bubbles that had to leave them."""
    for bubble in found:
        if bubble.is_astray:
            yield Path((bubble.true, bubble.centre), Paint(stroke=Ink.MUTED, width=0.5))
            yield Circle(*bubble.true, 1.0, Paint(fill=Ink.MUTED))


def city_label(bubble: Bubble, counts: CityCounts, chosen: str) -> Label:
    """The name, with what the bubble is too small to say beside it."""
    said, longest = _words(bubble, counts)
    ink = Ink.TEXT if bubble.row.whole.trainings else Ink.MUTED
    ink = Ink.ACCENT if bubble.hit == chosen else ink
    return Label(said, longest, LABEL_SIZE, ink, bubble.centre, bubble.radius, bubble.hit)


def _radius(row: CityCount, measure: CityMeasure, high: float) -> float:
    if not row.whole.trainings:
        return EMPTY_RADIUS
    if not row.whole.unknown(measure):
        return max(high, EMPTY_RADIUS)
    return max(high + HALO, UNKNOWN_RADIUS)


def _disc(bubble: Bubble) -> Iterator[Mark]:
    if bubble.low > 0:
        yield Circle(*bubble.centre, bubble.low, Paint(Ink.SCALE_4, Ink.PAPER, 0.8))


def _parts(bubble: Bubble, counts: CityCounts) -> Iterator[Mark]:
    """A ring of the parts; as wide as what is sure, or as what may be where nothing is."""
    outer = bubble.low or bubble.high
    if outer <= 0:
        return
    looks = styles(counts)
    parts = [
        (looks[group.key], float(sum(bubble.row.parts[group.key].bounds(counts.measure))))
        for group in counts.groups
    ]
    inner = _core(outer)
    yield from ring(bubble.centre, outer, inner, parts)
    if inner > 0:
        yield Circle(*bubble.centre, inner, Paint(Ink.PAPER))


def _core(outer: float) -> float:
    """The radius of the middle of a ring; none where the whole is too small for one."""
    return outer * (1 - _RING) if outer >= 6 else 0.0


def _number(bubble: Bubble, counts: CityCounts) -> Iterator[Mark]:
    if not _holds_number(bubble, counts):
        return
    is_plain = counts.shares is CityShares.NONE
    ink = Ink.ON_SCALE_DEEP if is_plain else Ink.TEXT
    said = message("figure.count", n=len(bubble.row.whole.trainings))
    x, base = bubble.centre[0], bubble.centre[1] + NUMBER_SIZE * 0.36
    yield Text(x, base, said, NUMBER_SIZE, ink, True, Anchor.MIDDLE, hit=bubble.hit)


def _holds_number(bubble: Bubble, counts: CityCounts) -> bool:
    """True where the middle has room for the number of trainings."""
    if counts.measure is not CityMeasure.TRAININGS or not bubble.row.whole.trainings:
        return False
    room = bubble.low if counts.shares is CityShares.NONE else _core(bubble.low)
    wide = estimated_width(str(len(bubble.row.whole.trainings)), NUMBER_SIZE, bold=True)
    return room >= _LEAST_CORE and room * 1.8 >= wide


def _words(bubble: Bubble, counts: CityCounts) -> tuple[Message, str]:
    """What the label says, and the longest that this may be in any language."""
    name, whole = bubble.city.name, bubble.row.whole
    if not whole.trainings or _holds_number(bubble, counts):
        return message("name.as_written", name=name), name
    if counts.measure is CityMeasure.TRAININGS:
        n = len(whole.trainings)
        return message("figure.map.city", name=name, n=n), f"{name} {n:,}"
    known = f"{name} {whole.low:,} – {whole.high:,}"
    if not whole.untold:
        return message("figure.map.city_seats", name=name, amount=whole.told), known
    n = whole.untold
    if not whole.high:
        return message("figure.map.city_untold", name=name, n=n), f"{name} ({n:,} ?)"
    said = message("figure.map.city_partly", name=name, amount=whole.told, n=n)
    return said, f"{known} + {n:,} ?"


def _apart(found: list[Bubble], room: Box) -> list[Bubble]:
    """Push overlapping bubbles apart, the smaller one further, none beyond the map's edges."""
    centres = [list(bubble.centre) for bubble in found]
    for _ in range(_ROUNDS):
        moved = False
        for first in range(len(found)):
            for second in range(first + 1, len(found)):
                moved |= _push(found, centres, first, second)
        for centre, bubble in zip(centres, found, strict=True):
            centre[0] = _held(centre[0], bubble.radius, room.left, room.right)
            centre[1] = _held(centre[1], bubble.radius, room.top, room.bottom)
        if not moved:
            break
    return [replace(bubble, centre=(x, y)) for bubble, (x, y) in zip(found, centres, strict=True)]


def _held(place: float, radius: float, low: float, high: float) -> float:
    return max(low + radius + 1, min(place, high - radius - 1))


def _push(found: list[Bubble], centres: list[list[float]], first: int, second: int) -> bool:
    one, other = found[first], found[second]
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
