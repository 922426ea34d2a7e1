from __future__ import annotations

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.outlines import (
    TOLERANCE,
    area,
    borders,
    distance,
    holds,
    read_ring,
    rings,
    strays,
    unreadable,
)
from planner.study import City, Outline
from tests.build import study

SQUARE = "3,50 4,50 4,51 3,51"


def outline(key="59-1", points=SQUARE, department="59"):
    return Outline(key=key, department=department, points=points)


def city(latitude, longitude, key="x", department="59"):
    return City(key=key, name="X", department=department, latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("points", [SQUARE, f"{SQUARE} 3,50", f"  {SQUARE}\n3,50 "])
def test_a_ring_is_read_closed_or_not(points):
    assert read_ring(points) == ((3, 50), (4, 50), (4, 51), (3, 51))


def test_a_point_told_twice_in_a_row_is_one_corner():
    assert read_ring("3,50 3,50 4,50 4,51 3,50") == ((3, 50), (4, 50), (4, 51))


@pytest.mark.parametrize(
    "points",
    [
        "",
        "3,50 4,50",
        "3,50 4,50 3,50",
        "3,50 4,50 5,50",  # encloses nothing
        "3,50 4,50 4;51",
        "3,50 4,50 4,51,7",
        "3,50 4,50 nan,51",
        "3,50 4,50 inf,51",
        "3,50 4,50 4,91",
        "3,50 4,50 181,51",
        "trois,50 4,50 4,51",
    ],
)
def test_what_makes_no_ring_is_left_out_and_named(points):
    given_study = study(outlines=[outline(), outline("59-2", points)])
    assert [ring.key for ring in rings(given_study)] == ["59-1"]
    assert unreadable(given_study) == ("59-2",)


numbers = st.floats(-170, 170).map(lambda n: round(n, 4))
texts = st.lists(st.tuples(numbers, numbers.map(lambda n: n / 2)), max_size=9)


@given(texts)
def test_reading_never_fails_and_gives_a_ring_or_nothing(pairs):
    found = read_ring(" ".join(f"{x},{y}" for x, y in pairs))
    assert len(found) == 0 or (len(found) > 2 and found[0] != found[-1])


@given(st.text(max_size=60))
def test_reading_any_text_never_fails(text):
    assert isinstance(read_ring(text), tuple)


def test_the_sides_of_two_neighbours_are_told_once_and_shared_ones_as_such():
    rows = [outline(), outline("80-1", "4,50 5,50 5,51 4,51", "80")]
    found = borders(rings(study(outlines=rows)))
    sides = [
        frozenset(pair)
        for border in found
        for pair in zip(border.spots, border.spots[1:], strict=False)
    ]
    assert len(sides) == len(set(sides)) == 7
    shared = [border for border in found if border.is_shared]
    assert [set(border.spots) for border in shared] == [{(4, 50), (4, 51)}]
    assert set(shared[0].departments) == {"59", "80"}


def test_every_side_of_the_region_is_told_exactly_once():
    drawn = rings(read_sample())
    expected = {
        frozenset((ring.spots[n - 1], ring.spots[n]))
        for ring in drawn
        for n in range(len(ring.spots))
    }
    told = [
        frozenset(pair)
        for border in borders(drawn)
        for pair in zip(border.spots, border.spots[1:], strict=False)
    ]
    assert len(told) == len(set(told))
    assert set(told) == expected


def test_the_shipped_outlines_enclose_the_area_of_the_region():
    """Within five per cent of the published areas, in km²."""
    known = {"02": 7369, "59": 5743, "60": 5860, "62": 6671, "80": 6170}
    found = dict.fromkeys(known, 0.0)
    for ring in rings(read_sample()):
        latitude = sum(y for _, y in ring.spots) / len(ring.spots)
        found[ring.department] += abs(area(ring.spots)) * 111.32**2 * cos(radians(latitude))
    for department, km2 in known.items():
        assert found[department] == pytest.approx(km2, rel=0.05), department


def test_every_shipped_city_lies_inside_its_departement():
    sample = read_sample()
    assert unreadable(sample) == ()
    assert strays(sample, tolerance=0.0) == ()


spots = st.tuples(st.floats(2, 6), st.floats(48, 53))


@given(spots)
def test_a_square_holds_what_lies_between_its_sides(spot):
    x, y = spot
    inside = 3 < x < 4 and 50 < y < 51
    on_side = x in (3, 4) or y in (50, 51)
    assert on_side or holds(read_ring(SQUARE), spot) is inside


@given(spots)
def test_the_distance_to_a_square_is_that_to_its_nearest_point(spot):
    x, y = spot
    across = max(3 - x, 0, x - 4) * cos(radians(y))
    down = max(50 - y, 0, y - 51)
    assert distance(read_ring(SQUARE), spot) == pytest.approx(
        hypot(across, down) * 111.32, abs=1e-6
    )


def test_a_city_far_from_its_departement_is_astray_and_one_just_outside_is_not():
    degree = 1 / 111.32
    near = city(51 + (TOLERANCE - 1) * degree, 3.5, "near")
    far = city(51 + (TOLERANCE + 7) * degree, 3.5, "far")
    found = strays(study(outlines=[outline()], cities=[near, far]))
    assert [(stray.city.key, round(stray.km)) for stray in found] == [("far", 12)]


def test_a_city_is_looked_for_in_all_rings_of_its_own_departement_only():
    rows = [outline(), outline("59-2", "6,50 7,50 7,51"), outline("80-1", "8,50 9,50 9,51", "80")]
    cities = [city(50.1, 6.8, "a"), city(50.1, 8.8, "b"), city(0, 0, "c", department="62")]
    assert [s.city.key for s in strays(study(outlines=rows, cities=cities))] == ["b"]
