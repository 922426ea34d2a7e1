from __future__ import annotations

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.inventory import overview
from planner.figures.city_map import city_map, projection
from planner.figures.figure import Circle
from planner.study import City, Study
from tests.build import study, training
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
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
    plan = projection(tuple(region.cities), 236, 300)
    found = bubbles(city_map(region, overview(region)))
    for city in region.cities:
        x, y = plan.place(city.latitude, city.longitude)
        assert hypot(found[f"city:{city.key}"].x - x, found[f"city:{city.key}"].y - y) < 16


def test_north_is_up_and_east_is_right(region):
    found = bubbles(city_map(region, overview(region)))
    assert found["city:calais"].y < found["city:amiens"].y
    assert found["city:calais"].x < found["city:maubeuge"].x


def test_a_degree_of_longitude_is_shrunk_by_the_cosine_of_the_latitude():
    cities = (
        City(key="a", name="A", department="1", latitude=60, longitude=0),
        City(key="b", name="B", department="1", latitude=60, longitude=1),
    )
    plan = projection(cities, 300, 300)
    across = plan.place(60, 1)[0] - plan.place(60, 0)[0]
    down = plan.place(60, 0)[1] - plan.place(61, 0)[1]
    assert across / down == pytest.approx(cos(radians(60)))


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
