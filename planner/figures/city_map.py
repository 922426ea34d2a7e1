"""Where the trainings are: the départements, and a bubble a city as large as what it offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.city_counts import CityMeasure, CityShares, city_counts
from planner.compute.outlines import rings
from planner.figures import map_bubbles as bubbles
from planner.figures.figure import Figure, Mark, Text
from planner.figures.labels import Label, place_labels
from planner.figures.lettering import Box
from planner.figures.map_ground import (
    LAND_MARGIN,
    MARGIN,
    Projection,
    graticule,
    grid_box,
    land,
    middles,
    projection,
    scale_bar,
)
from planner.figures.map_legend import BESIDE, foot_height, is_beside, legend
from planner.figures.palette import Ink
from planner.messages import Message, message
from planner.tables.cities import cities_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.city_counts import CityCounts
    from planner.compute.inventory import Overview
    from planner.compute.outlines import Ring
    from planner.figures.map_bubbles import Bubble
    from planner.messages import Value
    from planner.study import Study

WIDTH = 236.0
HEIGHT = 300.0
_SMALL = 7.0


@dataclass(frozen=True, slots=True)
class MapView:
    """What a map shows: the measure, the parts, the trainings (None: all), the chosen hit."""

    measure: CityMeasure = CityMeasure.TRAININGS
    shares: CityShares = CityShares.NONE
    keys: frozenset[str] | None = None
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where things stand on a map, and what it is made of."""

    study: Study
    counts: CityCounts
    rings: tuple[Ring, ...]
    plan: Projection
    unit: float
    map: Box
    legend: Box
    chosen: str


EVERYTHING = MapView()


def city_map(
    study: Study,
    overview: Overview,
    *,
    width: float = WIDTH,
    height: float = HEIGHT,
    view: MapView = EVERYTHING,
    counts: CityCounts | None = None,
) -> Figure:
    """Described trainings or their places by city; hits ``city:<key>`` and ``department:<key>``.

    Bubbles that would cover one another are moved apart by a few points; a line leads to the place
    of a city that its bubble no longer covers. Cities without training stand as small hollow dots,
    unknown places as a hatch around what is known. Without outlines a graticule stands for the
    land.

    Args:
        study: the study.
        overview: its counts, of which the title tells the described trainings.
        width: points.
        height: points, the legend included.
        view: measure, parts, trainings and choice.
        counts: what ``city_counts`` gives for that view, where it is known already.
    """
    if counts is None:
        counts = city_counts(study, view.measure, view.shares, view.keys)
    sheet = _sheet(study, counts, width, height, view.chosen)
    placed = bubbles.bubbles(study, counts, sheet.plan, sheet.unit, sheet.map)
    values = _said(study, counts, overview)
    source = _source(study, sheet.rings)
    return Figure(
        key="map",
        width=width,
        height=height,
        title=message(_title(counts, values), **values),
        subtitle=_subtitle(counts, values),
        marks=tuple(_marks(sheet, placed)),
        table=cities_table(study, counts, (source,)),
        sentence=message(_sentence(counts), **values),
        source=source,
    )


def _sheet(study: Study, counts: CityCounts, width: float, height: float, chosen: str) -> _Sheet:
    ground = rings(study)
    if is_beside(width, height):
        room = Box(0, 0, width - BESIDE, height)
        key = Box(width - BESIDE + 8, 0, width, height)
    else:
        foot = foot_height(study, counts, width - 4, height)
        room, key = Box(0, 0, width, height - foot), Box(2, height - foot, width - 2, height)
    spots = [(city.longitude, city.latitude) for city in study.cities]
    spots += [spot for ring in ground for spot in ring.spots]
    plan = projection(spots, room, LAND_MARGIN if ground else MARGIN)
    side = min(room.right - room.left, room.bottom - room.top)
    return _Sheet(study, counts, ground, plan, bubbles.unit_radius(counts, side), room, key, chosen)


def _marks(sheet: _Sheet, placed: list[Bubble]) -> Iterator[Mark]:
    discs = [bubble.box for bubble in placed]
    ground = list(_ground(sheet, discs))
    yield from ground
    yield from bubbles.leads(placed)
    for bubble in placed:
        yield from bubbles.bubble_marks(bubble, sheet.counts, sheet.chosen)
    labels = [bubbles.city_label(bubble, sheet.counts, sheet.chosen) for bubble in placed]
    labels += _department_labels(sheet, placed)
    key = list(_key(sheet))
    taken = discs + [grid_box(mark) for mark in ground if isinstance(mark, Text)]
    taken += _key_boxes(sheet)
    room = sheet.map
    page = Box(room.left + 2, room.top + 2, room.right - 2, room.bottom)
    yield from place_labels(labels, taken, page)
    yield from key


def _ground(sheet: _Sheet, discs: list[Box]) -> Iterator[Mark]:
    """The land where it is outlined, else round degrees that no bubble touches."""
    if sheet.rings:
        yield from land(sheet.plan, sheet.rings, sheet.chosen)
        return
    for mark in graticule(sheet.plan, sheet.map.right, sheet.map.bottom):
        if not isinstance(mark, Text) or not any(grid_box(mark).overlap(d) for d in discs):
            yield mark


def _key(sheet: _Sheet) -> Iterator[Mark]:
    """The scale bar at the foot of the map, and the legend."""
    beside = sheet.legend.top < sheet.map.bottom
    left, base = (4.0, sheet.map.bottom - 6) if beside else (3.0, sheet.legend.bottom - 6)
    yield from scale_bar(sheet.plan, left, base)
    yield from legend(sheet.study, sheet.counts, sheet.unit, sheet.legend)


def _key_boxes(sheet: _Sheet) -> list[Box]:
    """What the scale bar covers of the map, where it stands there."""
    if sheet.legend.top >= sheet.map.bottom:
        return []
    return [Box(0, sheet.map.bottom - 16, 112, sheet.map.bottom)]


def _department_labels(sheet: _Sheet, placed: list[Bubble]) -> list[Label]:
    """The name of each département, over its middle or near it."""
    spots = middles(sheet.plan, sheet.rings)
    labels = []
    for department in sheet.study.departments:
        own = [b.true for b in placed if b.city.department == department.key]
        middle = spots.get(department.key)
        if middle is None and own:
            middle = sum(x for x, _ in own) / len(own), sum(y for _, y in own) / len(own)
        if middle is None:
            continue
        name = department.name.upper()  # as on a map, so as not to be taken for a city
        said = message("name.as_written", name=name)
        hit = f"department:{department.key}"
        ink = Ink.ACCENT if hit == sheet.chosen else Ink.MUTED
        labels.append(Label(said, name, _SMALL, ink, middle, 0.0, reach=60.0))
    return labels


def _said(study: Study, counts: CityCounts, overview: Overview) -> dict[str, Value]:
    """The values of title, subtitle and sentence."""
    cities = [row for row in counts.rows if row.city is not None and row.whole.trainings]
    largest = max(cities, key=lambda row: row.whole.bounds(counts.measure)[::-1], default=None)
    first: Message | None = None
    if largest is not None and largest.city is not None:
        first = message("name.as_written", name=study.cities.get(largest.city).name)
    without = [row for row in counts.rows if row.city is None]
    return {
        "n": len(counts.whole.trainings),
        "all": overview.trainings_described,
        "cities": len(cities),
        "first": first,
        "held": 0 if largest is None else len(largest.whole.trainings),
        "seats": None if largest is None else largest.whole.seats,
        "total": counts.whole.seats,
        "untold": counts.whole.untold,
        "unknown": sum(len(row.whole.trainings) for row in without),
        "departments": len({study.cities.get(str(row.city)).department for row in cities}),
    }


def _title(counts: CityCounts, values: dict[str, Value]) -> str:
    if not values["first"]:
        return "figure.map.title.nowhere"
    if counts.measure is CityMeasure.TRAININGS:
        return "figure.map.title"
    return "figure.map.title.seats" if counts.whole.high else "figure.map.title.untold"


def _subtitle(counts: CityCounts, values: dict[str, Value]) -> Message:
    """The trainings that count, what they are told apart by, and what the areas follow."""
    is_whole = len(counts.whole.trainings) == counts.described
    scope = message("figure.map.scope.all")
    if not is_whole:
        scope = message("figure.map.scope.chosen", n=values["n"], all=values["all"])
    return message(
        "figure.map.subtitle",
        scope=scope,
        parted=message(f"figure.map.parted.{counts.shares}"),
        area=message(f"figure.map.measured.{counts.measure}"),
    )


def _sentence(counts: CityCounts) -> str:
    is_plain = counts.measure is CityMeasure.TRAININGS
    return "figure.map.sentence" if is_plain else "figure.map.sentence.seats"


def _source(study: Study, ground: tuple[Ring, ...]) -> Message:
    """Where the numbers, the places and the outlines come from."""
    notes = dict.fromkeys(study.outlines.get(ring.key).source.note for ring in ground)
    told = tuple(note for note in notes if note)
    if not told:
        return message("figure.map.source")
    return message("figure.map.source.outlined", outlines=" ; ".join(told[:3]))
