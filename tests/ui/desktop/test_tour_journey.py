"""The tour: offered at the first start, taken by keyboard, left, taken again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from ui.actions.settings import read_settings
from ui.desktop.window import Window

FRONT = "symposium"  # the quickest to make
KEY = Qt.Key


@pytest.fixture
def tour(window, qtbot):
    window.offer_tour()
    qtbot.mouseClick(window.shell.offer.take, Qt.MouseButton.LeftButton)
    return window.shell.tour


def entry(window, code):
    words = window.session.say(code)
    return next(action for action in window.menu.actions() if action.text() == words)


def spot(window, tour):
    part = tour.step.points_at()
    return QRect(part.mapTo(window.shell, QPoint(0, 0)), part.size())


def test_the_first_start_offers_it_in_a_line_and_not_in_a_dialog(window, qapp):
    window.offer_tour()
    assert window.shell.offer.isVisible()
    assert qapp.activeModalWidget() is None


def test_declined_it_is_not_offered_again_but_stays_in_the_menu(window, session, qtbot, tmp_path):
    window.offer_tour()
    qtbot.mouseClick(window.shell.offer.later, Qt.MouseButton.LeftButton)
    assert read_settings(tmp_path / "preferences.toml").tour_taken
    window.offer_tour()
    assert not window.shell.offer.isVisible()
    entry(window, "desktop.tour").trigger()
    assert window.shell.tour.isVisible()


def test_it_points_at_each_part_and_covers_none_of_the_small_ones(tour, window, qtbot):
    told = []
    while tour.isVisible():
        told.append(tour.step.name)
        assert tour._ring.geometry() == spot(window, tour) & window.shell.rect()
        assert window.shell.rect().contains(tour.geometry())
        if tour.step.name in ("pages", "search", "undo", "export"):
            assert not tour.geometry().intersects(spot(window, tour))
        qtbot.keyClick(tour, KEY.Key_Right)
    assert told == ["pages", "table", "detail", "search", "undo", "export"]


def test_it_is_taken_back_and_forth_by_keyboard_and_remembered(tour, window, qtbot, tmp_path):
    assert tour.next.hasFocus()
    qtbot.keyClick(tour.next, KEY.Key_Space)
    assert tour.step.name == "table"
    assert window.shell.key == "trainings"
    qtbot.keyClick(tour, KEY.Key_Left)
    assert tour.step.name == "pages"
    qtbot.keyClick(tour, KEY.Key_Left)
    assert tour.step.name == "pages"
    assert not read_settings(tmp_path / "preferences.toml").tour_taken
    qtbot.keyClick(tour, KEY.Key_Escape)
    assert not tour.isVisible()
    assert not tour._ring.isVisible()
    assert read_settings(tmp_path / "preferences.toml").tour_taken


def test_the_window_stays_in_use_meanwhile(tour, window, session, qtbot):
    qtbot.mouseClick(window.shell.navigation.buttons["quality"], Qt.MouseButton.LeftButton)
    assert window.shell.key == "quality"
    assert tour.isVisible()


def test_it_follows_the_window_when_its_size_changes(tour, window, qtbot):
    for _ in range(3):
        qtbot.keyClick(tour, KEY.Key_Right)
    window.resize(1000, 620)
    qtbot.waitUntil(lambda: window.shell.rect().contains(tour.geometry()))
    assert tour._ring.geometry() == spot(window, tour)


def test_taken_once_it_is_not_offered_at_the_next_start(tour, window, session, appearance, qtbot):
    qtbot.keyClick(tour, KEY.Key_Escape)
    again = Window(session, appearance, window._pages)
    qtbot.addWidget(again)
    again.show()
    again.offer_tour()
    assert not again.shell.offer.isVisible()
