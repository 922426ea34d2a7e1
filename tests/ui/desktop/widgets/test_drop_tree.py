"""Rows are dragged inside their own tree; those from elsewhere are not taken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from planner.findings import Place
from ui.desktop.models.tree_model import Branch
from ui.desktop.widgets.referential_tree import Draft, ReferentialTree

FIRST, SECOND = Place("blocks", "a"), Place("blocks", "b")
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def tree(session, qtbot):
    made = ReferentialTree(session)
    qtbot.addWidget(made)
    made.resize(600, 400)
    abouts = {"blocks/a": FIRST, "blocks/b": SECOND, "draft": Draft("blocks", FIRST)}
    made.show_branches([Branch(key, (key, "", "", ""), (), one) for key, one in abouts.items()])
    made.show()
    return made


def over(tree, key):
    return QPointF(tree.visualRect(tree.parts.find(key)).center())


def entered(tree, data):
    event = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NO_KEY)
    event.ignore()
    tree.dragEnterEvent(event)
    return event.isAccepted()


def moved(tree, data, key):
    event = QDragMoveEvent(over(tree, key).toPoint(), COPY, data, LEFT, NO_KEY)
    event.ignore()
    tree.dragMoveEvent(event)
    return event.isAccepted()


def let_go(tree, data, key):
    event = QDropEvent(over(tree, key), COPY, data, LEFT, NO_KEY)
    event.ignore()
    tree.dropEvent(event)
    return event


def test_own_rows_are_told_where_they_are_let_go_and_stay_until_the_study_moves_them(tree, qtbot):
    data = tree.parts.mimeData([tree.parts.find("blocks/a")])
    assert entered(tree, data)
    assert moved(tree, data, "blocks/b")
    with qtbot.waitSignal(tree.dropped) as told:
        event = let_go(tree, data, "blocks/b")
    assert told.args[:2] == [[FIRST], SECOND]
    assert event.isAccepted()
    assert event.dropAction() is Qt.DropAction.CopyAction
    assert tree.parts.rowCount() == 3


def test_rows_are_not_let_go_on_what_takes_none(tree, qtbot):
    data = tree.parts.mimeData([tree.parts.find("blocks/a")])
    with qtbot.assertNotEmitted(tree.dropped):
        assert not moved(tree, data, "draft")
        assert not let_go(tree, data, "draft").isAccepted()


def test_what_comes_from_elsewhere_is_not_welcome(tree, qtbot):
    foreign = QMimeData()
    foreign.setText("blocks/a")
    with qtbot.assertNotEmitted(tree.dropped):
        assert not entered(tree, foreign)
        assert not moved(tree, foreign, "blocks/b")
        assert not let_go(tree, foreign, "blocks/b").isAccepted()
