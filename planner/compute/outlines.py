"""The borders of the départements as the study outlines them: parsed rings, borders, distances.

Outlines are drawn and asked whether they hold a city; no area is published from them, so the plane
of longitudes shrunk by the cosine of the latitude is enough: over a region of 250 km it is off by
less than one per cent.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import cos, hypot, isfinite, radians
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.study import City, Study

#: A longitude and a latitude in decimal degrees (WGS 84).
Spot = tuple[float, float]

KM_PER_DEGREE = 111.32  # of latitude, WGS 84 mean
#: Kilometres that a city may lie outside its outline: outlines are simplified, centres are not.
TOLERANCE = 5.0
_LEAST_AREA = 1e-9  # square degrees, some ten square metres


@dataclass(frozen=True, slots=True)
class Ring:
    """One readable outline: at least three corners, the first not repeated at the end."""

    key: str
    department: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Border:
    """A run of segments that the same départements have in common.

    One département: the border of the region, or of an enclave nobody else outlines; two: a shared
    border. A closed run ends where it begins.
    """

    departments: tuple[str, ...]
    spots: tuple[Spot, ...]

    @property
    def is_shared(self) -> bool:
        """True for a border between two départements."""
        return len(self.departments) > 1


@dataclass(frozen=True, slots=True)
class Stray:
    """A city that lies ``km`` outside every outline of the département it is said to be in."""

    city: City
    km: float


def rings(study: Study) -> tuple[Ring, ...]:
    """The readable outlines in the order of the study; see :func:`unreadable` for the others."""
    found = ((row, read_ring(row.points)) for row in study.outlines)
    return tuple(Ring(row.key, row.department, spots) for row, spots in found if spots)


def unreadable(study: Study) -> tuple[str, ...]:
    """The keys of the outlines that cannot be drawn."""
    return tuple(row.key for row in study.outlines if not read_ring(row.points))


def read_ring(points: str) -> tuple[Spot, ...]:
    """The corners of ``lon,lat lon,lat …``, closed or not; empty where they make no ring.

    A ring has three different corners at least, each on the globe, and encloses something.
    """
    spots = [_spot(pair) for pair in points.split()]
    known = [spot for spot in spots if spot is not None]
    if len(known) != len(spots):
        return ()
    corners = [spot for place, spot in enumerate(known) if place == 0 or spot != known[place - 1]]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return tuple(corners) if len(corners) > 2 and abs(area(corners)) > _LEAST_AREA else ()


def area(spots: Sequence[Spot]) -> float:
    """The signed area of a ring in square degrees; positive counter-clockwise."""
    return sum(x * b - a * y for (x, y), (a, b) in _sides(spots)) / 2


def borders(of: Iterable[Ring]) -> tuple[Border, ...]:
    """Every side of the rings once, joined into runs; a side of two rings is a shared border."""
    sides: dict[frozenset[Spot], tuple[Spot, Spot]] = {}
    owners: dict[frozenset[Spot], dict[str, None]] = defaultdict(dict)
    for ring in of:
        for side in _sides(ring.spots):
            sides.setdefault(frozenset(side), side)
            owners[frozenset(side)][ring.department] = None
    runs: list[tuple[tuple[str, ...], list[Spot]]] = []
    for pair, (start, end) in sides.items():
        departments = tuple(owners[pair])
        if runs and runs[-1][0] == departments and runs[-1][1][-1] == start:
            runs[-1][1].append(end)
        else:
            runs.append((departments, [start, end]))
    return tuple(Border(departments, tuple(spots)) for departments, spots in runs)


def holds(ring: Sequence[Spot], spot: Spot) -> bool:
    """True where the ring encloses the spot (even-odd rule)."""
    x, y = spot
    crossings = sum(
        (b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a
        for (a, b), (c, d) in _sides(ring)
    )
    return crossings % 2 == 1


def distance(ring: Sequence[Spot], spot: Spot) -> float:
    """Kilometres from the spot to the ring; 0 inside."""
    if holds(ring, spot):
        return 0.0
    shrink = cos(radians(spot[1]))
    return min(_to_side(side, spot, shrink) for side in _sides(ring)) * KM_PER_DEGREE


def strays(study: Study, tolerance: float = TOLERANCE) -> tuple[Stray, ...]:
    """Cities further than ``tolerance`` km outside every outline of their own département.

    A département without a readable outline says nothing about its cities.
    """
    by_department: dict[str, list[Ring]] = defaultdict(list)
    for ring in rings(study):
        by_department[ring.department].append(ring)
    found = []
    for city in study.cities:
        known = by_department.get(city.department)
        if known:
            km = min(distance(ring.spots, (city.longitude, city.latitude)) for ring in known)
            if km > tolerance:
                found.append(Stray(city, km))
    return tuple(found)


def _spot(pair: str) -> Spot | None:
    """A longitude and a latitude; None where the words are none, or fall off the globe."""
    parts = pair.split(",")
    if len(parts) != 2:
        return None
    try:
        longitude, latitude = float(parts[0]), float(parts[1])
    except ValueError:
        return None
    if not (isfinite(longitude) and isfinite(latitude)):
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _sides(spots: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    return ((spots[place - 1], spots[place]) for place in range(len(spots)))


def _to_side(side: tuple[Spot, Spot], spot: Spot, shrink: float) -> float:
    """Degrees of latitude from the spot to the nearest point of a side."""
    (a, b), (c, d) = side
    ax, ay, across, down = (a - spot[0]) * shrink, b - spot[1], (c - a) * shrink, d - b
    length = across**2 + down**2
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * across + ay * down) / length))
    return hypot(ax + across * share, ay + down * share)
