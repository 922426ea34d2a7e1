from __future__ import annotations

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.outlines import holds, rings
from planner.figures.figure import Path, Text
from planner.figures.lettering import Box
from planner.figures.map_ground import MARGIN, bar_width, middles, projection, scale_bar

ROOM = Box(10, 20, 310, 260)
spots = st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=1, max_size=12)


@given(spots)
def test_every_spot_falls_inside_the_margins_of_the_room(given_spots):
    plan = projection(given_spots, ROOM)
    for longitude, latitude in given_spots:
        x, y = plan.place(latitude, longitude)
        assert ROOM.left + MARGIN - 1e-6 <= x <= ROOM.right - MARGIN + 1e-6
        assert ROOM.top + MARGIN - 1e-6 <= y <= ROOM.bottom - MARGIN + 1e-6


@given(spots)
def test_north_is_up_and_east_is_right(given_spots):
    plan = projection(given_spots, ROOM)
    for longitude, latitude in given_spots:
        x, y = plan.place(latitude, longitude)
        assert plan.place(latitude + 1, longitude)[1] < y
        assert plan.place(latitude, longitude + 1)[0] > x


def test_a_degree_of_longitude_is_shrunk_by_the_cosine_of_the_latitude():
    plan = projection([(0, 60), (1, 60)], ROOM)
    across = plan.place(60, 1)[0] - plan.place(60, 0)[0]
    down = plan.place(60, 0)[1] - plan.place(61, 0)[1]
    assert across / down == pytest.approx(cos(radians(60)))


def test_nothing_to_show_has_a_projection_too():
    x, y = projection([], ROOM).place(50.0, 3.0)
    assert ROOM.left < x < ROOM.right
    assert ROOM.top < y < ROOM.bottom


@pytest.mark.parametrize("side", [60, 240, 900])
def test_the_scale_bar_is_as_long_as_its_kilometres(side):
    ground = [spot for ring in rings(read_sample()) for spot in ring.spots]
    plan = projection(ground, Box(0, 0, side, side))
    marks = list(scale_bar(plan, 4, 100))
    line, said = marks
    assert isinstance(line, Path)
    assert isinstance(said, Text)
    length = line.points[2][0] - line.points[1][0]
    assert length == pytest.approx(said.said["km"] / 111.32 * plan.points)
    assert 4 < said.x < bar_width(plan) + 4


def test_the_middle_of_a_departement_lies_inside_its_largest_ring():
    ground = rings(read_sample())
    plan = projection([spot for ring in ground for spot in ring.spots], ROOM)
    found = middles(plan, ground)
    assert set(found) == {"02", "59", "60", "62", "80"}
    for ring in ground:
        if ring.key in ("02-1", "60-1", "62-1", "80-1"):
            placed = [plan.place(latitude, longitude) for longitude, latitude in ring.spots]
            assert holds(placed, found[ring.department])
