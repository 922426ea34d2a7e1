"""Columns that share the room of their table."""

from __future__ import annotations

import pytest

from tests.ui.desktop.pieces import table
from ui.desktop.models.table_model import TableModel
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.wrapping import share_width


@pytest.fixture
def view(qtbot, session) -> TableView:
    made = TableView(TableModel(session.texts), session.look)
    qtbot.addWidget(made)
    made.show_table(table())
    made.resize(900, 300)
    made.show()
    share_width(made, 0, 2)
    return made


def widths(view):
    return [view.columnWidth(place) for place in range(4)]


def test_the_rest_is_shared_in_equal_parts(view):
    first, _, third, _ = widths(view)
    assert first == third
    assert abs(sum(widths(view)) - view.viewport().width()) <= 1


def test_the_parts_follow_the_room(view, qtbot):
    before = widths(view)
    view.resize(1100, 300)
    after = widths(view)
    assert after[0] - before[0] == 100
    assert (after[1], after[3]) == (before[1], before[3])


def test_no_column_is_narrower_than_its_heading(view):
    view.resize(120, 300)
    assert all(view.columnWidth(place) >= view.heading_width(place) for place in range(4))
    assert view.horizontalScrollBar().maximum() > 0


def test_asked_again_the_former_parts_are_forgotten(view):
    share_width(view, 0)
    before = view.columnWidth(2)
    view.resize(1100, 300)
    assert view.columnWidth(2) == before
    assert sum(widths(view)) == view.viewport().width()


def test_a_column_drawn_wider_leaves_the_others_less(view):
    view.horizontalHeader().resizeSection(1, view.columnWidth(1) + 60)
    assert abs(sum(widths(view)) - view.viewport().width()) <= 1
