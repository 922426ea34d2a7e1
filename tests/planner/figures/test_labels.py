from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.figures.figure import Path, Text
from planner.figures.labels import Label, place_labels
from planner.figures.lettering import Box
from planner.figures.palette import Ink
from planner.messages import message
from tests.planner.figures.recording import text_box

PAGE = Box(0, 0, 200, 200)
places = st.tuples(st.floats(0, 200), st.floats(0, 200))


def label(name: str, x: float, y: float, hit: str = "city:x") -> Label:
    return Label(message("name.as_written", name=name), name, 8.0, Ink.TEXT, (x, y), 3.0, hit)


def texts(marks):
    return [mark for mark in marks if isinstance(mark, Text)]


def named(mark: Text) -> str:
    return str(dict(mark.said.values)["name"])


@given(st.lists(places, max_size=12))
def test_labels_never_cover_one_another_nor_leave_the_page(spots):
    placed = texts(place_labels([label("Quelque part", x, y) for x, y in spots], [], PAGE))
    boxes = [text_box(mark, named(mark)) for mark in placed]
    assert all(box.is_within(PAGE) for box in boxes)
    assert all(a.overlap(b) == 0 for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_a_free_label_stands_on_the_right_of_its_disc():
    (mark,) = texts(place_labels([label("Lens", 100, 100)], [], PAGE))
    assert mark.x > 103
    assert abs(mark.y - 102) < 1


def test_a_label_that_is_hemmed_in_goes_further_out_on_a_line():
    disc = Box(97, 97, 103, 103)
    walls = [Box(100 - 20, 90, 100 + 90, 112), Box(0, 85, 96, 115)]
    marks = list(place_labels([label("Lens", 100, 100)], [disc, *walls], PAGE))
    assert [type(mark) for mark in marks] == [Path, Text]


def test_a_label_without_any_room_is_left_out():
    assert list(place_labels([label("Lens", 100, 100)], [PAGE], PAGE)) == []
