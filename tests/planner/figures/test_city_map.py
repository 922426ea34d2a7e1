from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.city_counts import CityMeasure, CityShares
from planner.compute.inventory import overview
from planner.figures.city_map import MapView, city_map
from planner.figures.figure import Circle, Path, Text
from planner.figures.palette import Ink
from planner.messages import Interval
from planner.rows import Rows
from planner.study import City, Seats, Study
from planner.vocab import SeatKind
from tests.build import study, training
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
    text_box,
)
from ui.actions.texts import Texts


@pytest.fixture(scope="module")
def region() -> Study:
    return read_sample()


def bubbles(figure) -> dict[str, Circle]:
    return {m.hit: m for m in drawn(figure).marks if isinstance(m, Circle) and m.hit}


@pytest.mark.parametrize("size", [(236, 300), (220, 250), (480, 420), (900, 640)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_map_stands_inside_and_no_word_covers_another(region, size, language):
    figure = city_map(region, overview(region), width=size[0], height=size[1])
    assert_within(figure, Texts(language))
    assert_no_word_covers_another(figure, Texts(language))
    assert_legible(figure)
    assert_said(figure)


def test_every_city_of_the_region_is_named_and_can_be_clicked(region):
    canvas = drawn(city_map(region, overview(region)))
    for city in region.cities:
        assert any(words.startswith(city.name) for words in canvas.said), city.name
        assert f"city:{city.key}" in canvas.hits


def test_every_departement_of_the_region_is_named(region):
    said = drawn(city_map(region, overview(region))).said
    assert {row.name.upper() for row in region.departments} <= set(said)


def test_the_area_of_a_bubble_follows_its_trainings(region):
    found = bubbles(city_map(region, overview(region)))
    area = found["city:lille"].r ** 2 / found["city:roubaix"].r ** 2
    assert area == pytest.approx(15 / 4)


def test_no_bubble_covers_another(region):
    found = list(bubbles(city_map(region, overview(region))).values())
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r


def test_bubbles_stay_near_their_cities(region):
    figure = city_map(region, overview(region))
    dots = [m for m in figure.marks if isinstance(m, Circle) and m.r == 1.0]
    lines = [m for m in figure.marks if isinstance(m, Path) and len(m.points) == 2]
    for dot in dots:
        line = next(m for m in lines if m.points[0] == (dot.x, dot.y))
        assert hypot(line.points[1][0] - dot.x, line.points[1][1] - dot.y) < 16
    assert dots


def test_north_is_up_and_east_is_right(region):
    found = bubbles(city_map(region, overview(region)))
    assert found["city:calais"].y < found["city:amiens"].y
    assert found["city:calais"].x < found["city:maubeuge"].x


def test_the_twin_counts_what_the_bubbles_show(region):
    figure = city_map(region, overview(region))
    assert sum(figure.table.column("trainings")) == 80
    assert (
        dict(zip(figure.table.column("city"), figure.table.column("trainings"), strict=True))[
            "Compiègne"
        ]
        == 11
    )


def test_a_city_without_training_is_a_hollow_dot():
    given = study(trainings=[training("t1", "a")])
    found = bubbles(city_map(given, overview(given)))
    assert found["city:douai"].paint.stroke is not None
    assert found["city:douai"].r < found["city:lille"].r


def test_a_city_of_an_unknown_departement_shows_its_code():
    city = City(key="x", name="Ailleurs", department="99", latitude=50, longitude=3)
    given = study(cities=[city], trainings=[training("t1", "a", city="x")])
    assert city_map(given, overview(given)).table.column("department") == ("99",)


def test_more_bubbles_than_the_map_can_part_are_drawn_all_the_same():
    cities = [
        City(key=f"c{n:02}", name=f"Ville {n}", department="59", latitude=50, longitude=3)
        for n in range(40)
    ]
    trainings = [training(f"t{n}-{i}", city=f"c{n:02}") for n in range(40) for i in range(40)]
    given = study(cities=cities, trainings=trainings)
    figure = city_map(given, overview(given))
    assert len(bubbles(figure)) == 40
    assert_within(figure)


coordinates = st.tuples(st.floats(-80, 80), st.floats(-170, 170), st.integers(0, 60))


@given(st.lists(coordinates, max_size=8))
def test_wherever_the_cities_are_the_map_stands_inside(spots):
    cities = [
        City(key=f"c{n}", name=f"Ville {n}", department="1", latitude=lat, longitude=lon)
        for n, (lat, lon, _) in enumerate(spots)
    ]
    trainings = [
        training(f"t{n}-{i}", city=f"c{n}") for n, spot in enumerate(spots) for i in range(spot[2])
    ]
    given = study(cities=cities, trainings=trainings)
    figure = city_map(given, overview(given))
    assert_no_word_covers_another(figure)
    assert len(bubbles(figure)) == len(spots)


VIEWS = [
    MapView(measure, shares, chosen=chosen)
    for measure in CityMeasure
    for shares in CityShares
    for chosen in ("", "city:lille", "department:80")
]
SIZES = [(236, 300), (300, 220), (480, 420), (640, 470)]


@pytest.fixture(scope="module")
def seated(region) -> Study:
    """The region with places for two trainings of three: exact, between bounds, without bound."""
    told = [(20, 20), (12, 30), None, (24, 24), (0, 16), None, (15, None), (30, 44), None]
    rows = [
        Seats(
            key=f"s-{row.key}", training=row.key, year=2026, kind=SeatKind.OPEN, low=low, high=high
        )
        for place, row in enumerate(region.trainings)
        for low, high in [told[place % len(told)] or (0, None)]
        if told[place % len(told)] is not None
    ]
    return replace(region, seats=Rows(rows))


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("size", SIZES)
def test_every_view_stands_inside_and_no_word_covers_another(region, seated, view, size):
    for given_study in (region, seated):
        counts = overview(given_study)
        figure = city_map(given_study, counts, width=size[0], height=size[1], view=view)
        assert_within(figure)
        assert_no_word_covers_another(figure)
        assert_legible(figure)
        assert_said(figure)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_city_is_named_on_every_view(region, seated, view):
    for given_study in (region, seated):
        counts = overview(given_study)
        said = drawn(city_map(given_study, counts, width=640, height=470, view=view)).said
        for city in region.cities:
            assert any(words.startswith(city.name) for words in said), city.name


def test_the_dashboards_small_map_names_every_city(region):
    said = drawn(city_map(region, overview(region), width=300, height=220)).said
    for city in region.cities:
        assert any(words.startswith(city.name) for words in said), city.name


@pytest.mark.parametrize("shares", CityShares)
def test_no_word_covers_a_bubble_of_another_city(seated, shares):
    view = MapView(CityMeasure.SEATS, shares)
    figure = city_map(seated, overview(seated), width=640, height=470, view=view)
    discs = bubbles(figure).items()
    for mark, words in drawn(figure).words:
        for hit, disc in discs:
            box = text_box(mark, words)
            across = max(box.left - disc.x, 0, disc.x - box.right)
            down = max(box.top - disc.y, 0, disc.y - box.bottom)
            assert mark.hit == hit or hypot(across, down) >= disc.r - 0.5, (words, hit)


def test_the_five_departements_are_drawn_and_can_be_clicked(region):
    figure = city_map(region, overview(region))
    lands = [m for m in figure.marks if isinstance(m, Path) and m.closed]
    assert {m.hit for m in lands} == {f"department:{row.key}" for row in region.departments}
    assert all(m.paint.fill is Ink.PANEL for m in lands)


def test_each_border_is_drawn_once(region):
    figure = city_map(region, overview(region))
    pens = (Ink.GRID, Ink.MIDDLE)
    lines = [m for m in figure.marks if isinstance(m, Path) and m.paint.stroke in pens]
    sides = [frozenset(pair) for m in lines for pair in zip(m.points, m.points[1:], strict=False)]
    assert len(sides) == len(set(sides)) == 250


def test_the_chosen_departement_is_lit_with_its_whole_border_on_top(region):
    view = MapView(chosen="department:80")
    figure = city_map(region, overview(region), view=view)
    lit = [m for m in figure.marks if isinstance(m, Path) and m.paint.stroke is Ink.ACCENT]
    land = next(m for m in figure.marks if m.hit == "department:80")
    assert land.paint.fill is Ink.SELECTED
    assert {p for m in lit for p in m.points} == set(land.points)
    after = figure.marks[figure.marks.index(lit[-1]) :]
    assert not [
        m for m in after if isinstance(m, Path) and m.paint.stroke in (Ink.GRID, Ink.MIDDLE)
    ]


def test_the_chosen_city_has_a_ring_and_its_name_in_the_accent(region):
    figure = city_map(region, overview(region), view=MapView(chosen="city:lille"))
    rings = [m for m in figure.marks if isinstance(m, Circle) and m.paint.stroke is Ink.ACCENT]
    disc = bubbles(figure)["city:lille"]
    assert [(m.x, m.y) for m in rings] == [(disc.x, disc.y)]
    assert rings[0].r > disc.r
    named = [m for m in figure.marks if isinstance(m, Text) and m.ink is Ink.ACCENT]
    assert {m.hit for m in named} == {"city:lille"}


def test_without_outlines_the_graticule_stands_for_the_land(region):
    bare = replace(region, outlines=Rows())
    figure = city_map(bare, overview(bare))
    assert "50° N" in drawn(figure).said
    assert not [m for m in figure.marks if m.hit.startswith("department:")]
    assert Texts("fr").say(figure.source) == Texts("fr").say("figure.map.source")


def test_the_source_line_names_where_the_outlines_come_from(region):
    source = Texts("fr").say(city_map(region, overview(region)).source)
    assert "Natural Earth" in source
    assert "domaine public" in source


def test_unknown_places_are_hatched_and_counted_never_zero(region):
    view = MapView(CityMeasure.SEATS)
    figure = city_map(region, overview(region), width=640, height=470, view=view)
    found = bubbles(figure)
    assert all(disc.paint.hatch for disc in found.values())
    assert "Lille (15\u202f?)" in drawn(figure).said
    assert set(figure.table.column("seats")) == {Interval(Fraction(0), None)}
    assert sum(figure.table.column("untold")) == 80
    assert "inconnu" in Texts("fr").say(figure.sentence)


def test_places_between_bounds_are_an_inner_and_an_outer_circle():
    rows = [
        Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=100, high=400),
        Seats(key="s2", training="t2", year=2026, kind=SeatKind.OPEN, low=100, high=100),
    ]
    given_study = study(
        trainings=[training("t1", "a"), training("t2", "a", city="douai")], seats=rows
    )
    view = MapView(CityMeasure.SEATS)
    figure = city_map(given_study, overview(given_study), width=480, height=400, view=view)
    found = bubbles(figure)
    lille = found["city:lille"]
    inner = [
        m
        for m in figure.marks
        if isinstance(m, Circle)
        and (m.x, m.y) == (lille.x, lille.y)
        and m.paint.fill is Ink.SCALE_4
    ]
    assert lille.paint.fill is Ink.SCALE_1
    assert not lille.paint.hatch
    assert lille.r / inner[0].r == pytest.approx(2)
    assert found["city:douai"].r == pytest.approx(inner[0].r)
    assert any(words.startswith("Lille 100 – 400") for words in drawn(figure).said)


@pytest.mark.parametrize("shares", [CityShares.LEVEL, CityShares.FAMILY])
@pytest.mark.parametrize("measure", CityMeasure)
def test_the_legend_names_every_part_of_the_twin(seated, measure, shares):
    view = MapView(measure, shares)
    figure = city_map(seated, overview(seated), width=640, height=470, view=view)
    said = drawn(figure).said
    parts = [c for c in figure.table.columns if c.key.startswith("part.")]
    assert len(parts) >= 4
    for column in parts:
        assert Texts("fr").say(column.heading) in said


def test_only_the_trainings_asked_for_count(region):
    keys = frozenset(row.key for row in region.trainings if row.level == 5)
    figure = city_map(region, overview(region), view=MapView(keys=keys))
    assert sum(figure.table.column("trainings")) == 8
    assert "8 formations retenues sur 80" in Texts("fr").say(figure.subtitle)
    assert bubbles(figure)["city:compiegne"].r < bubbles(figure)["city:roubaix"].r
