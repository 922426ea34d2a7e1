"""What is made late is seen and reached as if it had been made at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from tests.ui.desktop.legible import settle
from ui.desktop.late import made_late

ORDER = ["a", "b", "c", "d", "e", "f"]


def line(parent, name, kind=QLineEdit):
    made = kind(parent)
    made.setObjectName(name)
    parent.layout().addWidget(made)
    return made


def room(parent):
    made = QFrame(parent)
    QVBoxLayout(made)
    parent.layout().addWidget(made)
    return made


def editable(parent):
    made = QComboBox(parent)
    made.setEditable(True)
    return made


def inner(parent):
    line(parent, "c", editable)
    line(parent, "d")


def outer(parent):
    line(parent, "b")
    hole = room(parent)
    line(parent, "e")
    return hole


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    return made


def reached(window, qtbot):
    """The names that Tab comes to, beginning at the first."""
    with qtbot.waitActive(window):
        window.activateWindow()
    first = window.findChild(QLineEdit, "a")
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    names = []
    for _ in ORDER:
        names.append(QApplication.focusWidget().objectName())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is first, names
    return names


@pytest.mark.parametrize("is_shown", [False, True])
def test_tab_comes_to_late_parts_where_their_room_stands(window, qtbot, is_shown):
    line(window, "a")
    hole = room(window)
    line(window, "f")
    window.setVisible(is_shown)
    with made_late(hole):
        deeper = outer(hole)
    with made_late(deeper):
        inner(deeper)
    window.show()
    assert reached(window, qtbot) == ORDER


def test_late_parts_are_seen_at_once_where_their_room_is(window):
    hole, hidden = room(window), room(window)
    hidden.hide()
    window.show()
    with made_late(hole):
        seen = line(hole, "a")
    with made_late(hidden):
        unseen = line(hidden, "b")
    assert seen.isVisible()
    assert not unseen.isVisible()
    settle(window)
    assert not unseen.isVisible()
    assert not hidden.isVisible()


def test_the_first_room_of_a_window_stays_the_first(window, qtbot):
    hole = room(window)
    with made_late(hole):
        for name in ORDER:
            line(hole, name)
    window.show()
    assert reached(window, qtbot) == ORDER
