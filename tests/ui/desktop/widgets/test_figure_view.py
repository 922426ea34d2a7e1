from __future__ import annotations

import weakref

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from tests.ui.desktop.pieces import figure
from ui.desktop.canvas import SMALLEST
from ui.desktop.widgets.figure_drawing import LARGEST_SCALE
from ui.desktop.widgets.figure_view import FigureView


@pytest.fixture
def view(qtbot, appearance) -> FigureView:
    made = FigureView(appearance.texts, appearance.look)
    qtbot.addWidget(made)
    made.show_figure(figure())
    made.resize(400, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def at(view, x, y):
    return QPoint(round(x * view.drawing.scale), round(y * view.drawing.scale))


@pytest.mark.parametrize(
    ("x", "y", "key"), [(20, 20, "box"), (100, 20, "disc"), (15, 92, "words"), (150, 20, "")]
)
def test_a_click_tells_what_it_hit(view, qtbot, x, y, key):
    told = []
    view.hit.connect(told.append)
    qtbot.mouseClick(view.drawing, Qt.MouseButton.LeftButton, pos=at(view, x, y))
    assert told == ([key] if key else [])


def test_arrows_walk_through_the_hits_and_enter_is_a_click(view, qtbot):
    told = []
    view.hit.connect(told.append)
    view.drawing.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.drawing.current == "box"
    qtbot.keyClick(view.drawing, Qt.Key.Key_Right)
    assert view.drawing.current == "disc"
    qtbot.keyClick(view.drawing, Qt.Key.Key_Return)
    qtbot.keyClick(view.drawing, Qt.Key.Key_Up)
    qtbot.keyClick(view.drawing, Qt.Key.Key_Up)
    qtbot.keyClick(view.drawing, Qt.Key.Key_Space)
    assert told == ["disc", "words"]


def test_t_shows_the_table_twin_and_goes_back(view, qtbot):
    view.drawing.setFocus()
    qtbot.keyClick(view.drawing, Qt.Key.Key_T)
    assert view.shows_table
    assert view.model.rowCount() == 4
    assert view.table.isVisible()
    qtbot.keyClick(view.table, Qt.Key.Key_T)
    assert not view.shows_table


def test_the_twin_leads_to_the_rows_behind(view, qtbot):
    view.toggle()
    view.table.select("k2")
    with qtbot.waitSignal(view.place_activated) as told:
        view.table.activated.emit(view.table.currentIndex())
    assert told.args[0].key == "k2"


def test_a_screen_reader_hears_the_sentence(view):
    sentence = view._texts.say(figure().sentence)
    assert view.accessibleDescription() == sentence
    assert view.drawing.accessibleName() == sentence
    assert view.title.text() == "Formations"
    assert view.source.text() == view._texts.say(figure().source)


def test_a_hit_is_described_beside_the_pointer(view, qtbot):
    view.describe_hits(lambda key: f"About {key}")
    spot = at(view, 100, 20)
    view.drawing.event(QHelpEvent(QHelpEvent.Type.ToolTip, spot, view.drawing.mapToGlobal(spot)))
    assert QToolTip.text() == "About disc"
    QToolTip.hideText()
    qtbot.mouseMove(view.drawing, at(view, 20, 20))
    assert view.drawing.accessibleDescription() == "About box"


def test_the_proportions_hold_and_texts_stay_legible(view):
    drawing = view.drawing
    for width in (100, 300, 350, 5000):
        drawing.resize(width, drawing.heightForWidth(width))
        assert drawing.heightForWidth(width) == pytest.approx(100 * drawing.scale, abs=1)
        assert 8 * drawing.scale >= SMALLEST
    assert drawing.scale == LARGEST_SCALE
    assert drawing.minimumSizeHint().width() >= 200 * SMALLEST / 8


def test_what_is_pointed_at_is_ringed(view, qtbot):
    before = view.drawing.grab().toImage()
    qtbot.mouseMove(view.drawing, at(view, 100, 20))
    assert view.drawing.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert view.drawing.grab().toImage() != before
    qtbot.mouseMove(view.drawing, at(view, 150, 20))
    assert view.drawing.grab().toImage() == before


def test_what_describes_hits_is_not_held_by_the_drawing(qtbot, session):
    class Owner:
        def said(self, hit):
            return f"voilà {hit}"

    view = FigureView(session.texts, session.look)
    qtbot.addWidget(view)
    owner = Owner()
    view.describe_hits(owner.said)
    assert view.drawing.describe("x") == "voilà x"
    gone = weakref.ref(owner)
    del owner
    assert gone() is None
    assert view.drawing.describe("x") == ""
