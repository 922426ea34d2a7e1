"""The board of lanes: walked with keys, cards let go on lanes, columns as the room allows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest

from ui.desktop.widgets import road_card
from ui.desktop.widgets.road_board import Lane, RoadBoard
from ui.desktop.widgets.road_card import CARD, Card

LANES = [
    Lane("idea", "Idée", "Préparer"),
    Lane("framing", "Cadrage", "Préparer"),
    Lane("drafting", "Rédaction", "Écrire"),
    Lane("filed", "Déposée", "Faire examiner"),
]
CARDS = [
    Card("a", "idea", "Managers et chefs d’équipe", "1", ("RNCP · 6 constats",), "1 · Managers"),
    Card("b", "idea", "DRH", "2"),
    Card("c", "filed", "E-commerce", "3"),
    Card("d", "framing", "Maintenance"),
]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def board(session, qtbot):
    made = RoadBoard("Certifications", LANES, None)
    qtbot.addWidget(made)
    made.resize(760, 500)
    made.show_cards(CARDS, can_move=True)
    made.show()
    qtbot.waitExposed(made)
    made.take_focus()
    return made


def press(board, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(board.cards[board.current_key], key, modifiers)


def test_arrows_walk_down_the_lanes_and_across_empty_columns(board, qtbot):
    assert board.current_key == "a"
    for key, wanted in (
        (Qt.Key.Key_Down, "b"),
        (Qt.Key.Key_Down, "d"),
        (Qt.Key.Key_Right, "c"),  # past « Écrire », where nothing stands
        (Qt.Key.Key_Left, "a"),  # the nearest card of that column
    ):
        with qtbot.waitSignal(board.went_to) as told:
            press(board, key)
        assert (told.args, board.current_key) == ([wanted], wanted)
        assert board.cards[wanted].hasFocus()
    press(board, Qt.Key.Key_Left)
    press(board, Qt.Key.Key_Up)
    assert board.current_key == "a"


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (Qt.Key.Key_Up, -1),
        (Qt.Key.Key_Left, -1),
        (Qt.Key.Key_Down, 1),
        (Qt.Key.Key_Right, 1),
    ],
)
def test_alt_and_an_arrow_ask_for_the_lane_beside(board, qtbot, key, step):
    with qtbot.waitSignal(board.stepped) as told:
        press(board, key, ALT)
    assert told.args == [step]
    assert board.lanes["idea"].cards[0].card.key == "a"


def test_enter_and_a_double_click_open_and_delete_asks(board, qtbot):
    with qtbot.waitSignal(board.opened) as told:
        press(board, Qt.Key.Key_Return)
    assert told.args == ["a"]
    with qtbot.waitSignal(board.removal_asked):
        press(board, Qt.Key.Key_Delete)
    with qtbot.waitSignal(board.opened) as told:
        QTest.mouseDClick(board.cards["c"], Qt.MouseButton.LeftButton)
    assert told.args == ["c"]


def test_tab_comes_to_the_current_card_alone(board):
    tabbed = Qt.FocusPolicy.StrongFocus
    assert [k for k, f in board.cards.items() if f.focusPolicy() == tabbed] == ["a"]
    QTest.mouseClick(board.cards["c"], Qt.MouseButton.LeftButton)
    assert [k for k, f in board.cards.items() if f.focusPolicy() == tabbed] == ["c"]
    assert board.cards["a"].accessibleName() == "1 · Managers"


def drop(board, lane, data):
    """Move over a lane, then let go there; (accepted, marked, what the board told)."""
    frame = board.lanes[lane]
    column, at = frame.parentWidget(), QPointF(frame.geometry().center())
    told = []
    board.dropped.connect(lambda *given: told.append(given))
    shape = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton)
    move = QDragMoveEvent(at.toPoint(), *shape, Qt.KeyboardModifier.NoModifier)
    column.dragMoveEvent(move)
    marked = frame.property("over") == "true"
    let_go = QDropEvent(at, *shape, Qt.KeyboardModifier.NoModifier)
    column.dropEvent(let_go)
    assert frame.property("over") == "false"
    return move.isAccepted(), marked, told


def test_a_card_is_let_go_on_the_lane_under_it_and_stays_until_the_study_moves_it(board):
    data = board.cards["a"].carried()
    assert drop(board, "framing", data) == (True, True, [("a", "framing")])
    assert board.lanes["idea"].cards[0].card.key == "a"


@pytest.mark.parametrize(
    ("can_move", "pulled", "dragged"), [(True, 40, 1), (True, 2, 0), (False, 40, 0)]
)
def test_a_card_that_is_pulled_far_enough_is_dragged_unless_locked(
    board, monkeypatch, can_move, pulled, dragged
):
    told = []
    monkeypatch.setattr(road_card, "drag", lambda *given: told.append(given))
    board.show_cards(CARDS, can_move=can_move)
    card = board.cards["b"]
    QTest.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(card, QPoint(5 + pulled, 5))
    QTest.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(5 + pulled, 5))
    assert len(told) == dragged
    for widget, data, at in told:
        assert (widget, at) == (card, QPoint(5, 5))
        assert bytes(data.data(CARD).data()) == b"b"


def test_the_room_under_the_last_lane_belongs_to_it(board):
    column = board.lanes["framing"].parentWidget()
    data, told = board.cards["a"].carried(), []
    board.dropped.connect(lambda *given: told.append(given))
    shape = (Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton)
    at = QPointF(10, column.height() - 2)
    column.dropEvent(QDropEvent(at, *shape, Qt.KeyboardModifier.NoModifier))
    assert told == [("a", "framing")]


def test_what_is_no_card_is_not_taken(board):
    data = QMimeData()
    data.setText("a")
    assert drop(board, "framing", data) == (False, False, [])
    assert bytes(board.cards["b"].carried().data(CARD).data()) == b"b"


def test_columns_go_under_each_other_where_the_board_is_narrow(board, qtbot):
    def rows():
        columns = {lane.parentWidget() for lane in board.lanes.values()}
        return sorted(len([c for c in columns if c.y() == y]) for y in {c.y() for c in columns})

    assert rows() == [3]
    board.resize(420, 500)
    qtbot.waitUntil(lambda: rows() == [1, 2])
    board.resize(240, 500)
    qtbot.waitUntil(lambda: rows() == [1, 1, 1])
    assert not board.horizontalScrollBar().isVisible()


def test_the_current_card_keeps_the_keyboard_when_cards_are_shown_anew(board):
    press(board, Qt.Key.Key_Down)
    board.show_cards([CARDS[1], CARDS[2]], can_move=True)
    assert board.current_key == "b"
    assert board.cards["b"].hasFocus()
    board.show_cards([CARDS[2]], can_move=True)
    assert board.current_key == "c"
