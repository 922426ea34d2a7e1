"""Tabs that go on in the next line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from ui.desktop.widgets.flow_tabs import FlowTabs


@pytest.fixture
def tabs(qapp, qtbot):
    room = QWidget()
    made = FlowTabs("Parties", room)
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
