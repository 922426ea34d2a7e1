"""Tabs that go on in the next row, their names whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.desktop.widgets.tab_rows import TabRows


@pytest.fixture
def tabs(qapp, qtbot):
    room = QWidget()
    made = TabRows("Parties", room)
    for name in ("Un", "Deux", "Trois"):
        made.add(QLabel(name), name)
    qtbot.addWidget(room)
    room.show()
    with qtbot.waitActive(room):
        room.activateWindow()
    yield made
    room.hide()


def test_arrows_go_round_the_tabs_and_one_of_them_is_reached_by_tab(tabs):
    QTest.keyClick(tabs.buttons[0], Qt.Key.Key_Left)
    assert tabs.number == 2
    QTest.keyClick(tabs.buttons[2], Qt.Key.Key_Right)
    assert tabs.number == 0
    strong = Qt.FocusPolicy.StrongFocus
    assert [button.focusPolicy() == strong for button in tabs.buttons] == [True, False, False]


def test_page_keys_change_the_tab_and_it_is_told(tabs, qtbot):
    with qtbot.waitSignal(tabs.currentChanged) as told:
        QTest.keyClick(tabs, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [1]


def test_tabs_that_do_not_fit_stand_in_the_next_line(tabs):
    tabs.resize(60, 200)
    assert tabs.buttons[2].y() > tabs.buttons[0].y()


def rows_of(tabs):
    """The names of the tabs, row by row."""
    tops = sorted({button.y() for button in tabs.buttons})
    return [[b.text() for b in tabs.buttons if b.y() == top] for top in tops]


@pytest.fixture
def panel(appearance, qtbot):
    """Builds tabs with long names in a room of a given width."""

    rooms = []

    def show(width, across=0):
        room = QWidget()
        rooms.append(room)
        made = TabRows("Parties", room, across)
        for name in ("Identité", "Compétences touchées", "Sortants", "Historique des dates"):
            made.add(QLabel(name), name)
        QVBoxLayout(room).addWidget(made)
        room.resize(width, 300)
        room.show()
        qtbot.waitExposed(room)
        QCoreApplication.sendPostedEvents()  # the rows are laid out when the event loop comes by
        return made

    yield show
    for room in rooms:
        room.close()


@pytest.mark.parametrize("across", [0, 4])
@pytest.mark.parametrize("width", [180, 260, 340, 700])
def test_no_name_is_cut_not_even_the_bold_one_of_the_tab_in_front(panel, width, across):
    tabs = panel(width, across)
    for number, button in enumerate(tabs.buttons):
        tabs.bring(number)
        bold = button.font()
        bold.setWeight(QFont.Weight.DemiBold)
        assert QFontMetrics(bold).horizontalAdvance(button.text()) <= button.width()
        assert button.geometry().right() < tabs.width()


def test_a_room_that_grows_narrower_takes_the_tabs_along(panel):
    tabs = panel(700)
    assert len(rows_of(tabs)) == 1
    assert tabs.minimumSizeHint().width() < 250
    for width, rows in ((300, [2, 2]), (170, [1, 1, 1, 1])):
        tabs.window().resize(width, 300)
        QCoreApplication.sendPostedEvents()
        assert [len(row) for row in rows_of(tabs)] == rows
    tabs.window().resize(700, 300)
    QCoreApplication.sendPostedEvents()
    assert len(rows_of(tabs)) == 1


def test_tabs_across_share_the_width_and_others_stand_at_the_left(panel):
    shared, free = panel(700, 2), panel(700)
    assert [len(row) for row in rows_of(shared)] == [2, 2]
    assert shared.buttons[1].geometry().right() == shared.width() - 1
    assert free.buttons[3].geometry().right() < free.width() - 100
