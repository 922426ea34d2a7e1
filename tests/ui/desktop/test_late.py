"""What is made late is seen at once, and takes the keyboard that its room was given."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from tests.ui.desktop.legible import settle
from ui.desktop.late import Late, made_late


def line(parent):
    made = QLineEdit(parent)
    parent.layout().addWidget(made)
    return made


def room(parent):
    made = QFrame(parent)
    QVBoxLayout(made)
    parent.layout().addWidget(made)
    return made


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    return made


def test_late_parts_are_seen_at_once_where_their_room_is(window):
    hole, hidden = room(window), room(window)
    hidden.hide()
    window.show()
    with made_late(hole):
        seen = line(hole)
    with made_late(hidden):
        unseen = line(hidden)
    assert seen.isVisible()
    assert not unseen.isVisible()
    settle(window)
    assert not unseen.isVisible()
    assert not hidden.isVisible()


@pytest.mark.parametrize("has_focus", [True, False])
def test_a_room_hands_the_keyboard_on_to_its_first_part(window, qtbot, has_focus):
    before, hole = line(window), room(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    (hole if has_focus else before).setFocus()
    with made_late(hole):
        first = line(hole)
        line(hole)
    assert QApplication.focusWidget() is (first if has_focus else before)


def test_a_part_is_made_when_it_is_asked_for_and_not_by_its_name():
    made = []
    late = Late({"a": 1, "b": 2}, made.append)
    assert (list(late), len(late), late.all, made) == (["a", "b"], 2, (1, 2), [])
    assert late["b"] == 2
    assert made == [2]
    assert dict(late.items()) == {"a": 1, "b": 2}
