from __future__ import annotations

import pytest

from planner.compute.inventory import Dimension, crosstab
from planner.figures.figure import Path, Rect, Text
from planner.figures.heat_map import heat_map
from planner.figures.palette import Ink
from planner.figures.spotlight import spotlight
from tests.build import study, training

LIT = "cell:a:5"


@pytest.fixture
def figures():
    rows = [training("t1", "a"), training("t2", "a", level=7), training("t3", "b", level=7)]
    held = study(trainings=rows)
    figure = heat_map(held, crosstab(held, Dimension.FAMILY, Dimension.LEVEL))
    return figure, spotlight(figure, {LIT}, "cell:")


def marks(figure, hit, kind):
    return [mark for mark in figure.marks if mark.hit == hit and isinstance(mark, kind)]


def test_a_lit_cell_keeps_its_number_and_is_outlined(figures):
    whole, lit = figures
    assert marks(lit, LIT, Text) == marks(whole, LIT, Text)
    assert [mark.paint.stroke for mark in marks(lit, LIT, Rect)] == [Ink.LACKING]
    assert marks(lit, LIT, Rect)[0].paint.fill == marks(whole, LIT, Rect)[0].paint.fill


def test_the_other_cells_lose_their_colour_and_number_but_not_their_place(figures):
    whole, lit = figures
    assert marks(whole, "cell:a:7", Text)
    assert marks(lit, "cell:a:7", Text | Path) == []
    before, after = marks(whole, "cell:a:7", Rect)[0], marks(lit, "cell:a:7", Rect)[0]
    assert after.paint.fill is None
    assert (before.x, before.y, before.w, before.h) == (after.x, after.y, after.w, after.h)


def test_totals_and_names_stay_as_they_are(figures):
    whole, lit = figures
    for hit in ("row:a", "column:7", "total"):
        assert marks(lit, hit, Rect | Text) == marks(whole, hit, Rect | Text) != []
    assert lit.table == whole.table
