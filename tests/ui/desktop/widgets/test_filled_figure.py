from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.desktop.pieces import figure
from ui.desktop.widgets.filled_figure import LEAST, FilledFigure


@pytest.fixture
def view(qtbot, session):
    made = FilledFigure(session.texts, session.look)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def sizes_of(view):
    """What the view asks its figure to be, in order."""
    seen = []

    def make(width, height):
        seen.append((width, height))
        return replace(figure(), width=width, height=height)

    view.fill(make)
    return seen


def test_a_figure_is_made_for_all_the_room(view):
    ((width, height),) = sizes_of(view)
    drawing = view.drawing
    assert width * drawing.scale == pytest.approx(drawing.width(), abs=1)
    assert height * drawing.scale == pytest.approx(drawing.height(), abs=1)


def test_it_is_made_anew_where_the_room_changes_and_only_then(view, qtbot):
    seen = sizes_of(view)
    view.resize(802, 600)
    assert len(seen) == 1
    view.resize(500, 420)
    qtbot.waitUntil(lambda: len(seen) > 1)
    assert seen[-1][0] < seen[0][0]
    assert seen[-1][1] < seen[0][1]


def test_it_can_be_made_smaller_again_down_to_the_least(view, qtbot):
    seen = sizes_of(view)
    view.resize(1400, 1000)
    qtbot.waitUntil(lambda: seen[-1][0] > seen[0][0])
    assert view.minimumSizeHint().width() < 400
    view.resize(10, 10)
    assert view.drawing.width() >= LEAST.width()


def test_the_twin_takes_the_room_of_the_drawing(view):
    sizes_of(view)
    before = view.size()
    view.toggle()
    assert view.shows_table
    assert view.size() == before
    assert view.table.minimumHeight() == 0
