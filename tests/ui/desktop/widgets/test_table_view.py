from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStyleOptionViewItem

from tests.ui.desktop.pieces import table
from ui.desktop.models.table_model import TableModel
from ui.desktop.widgets.table_view import TableView


@pytest.fixture
def view(qtbot, appearance) -> TableView:
    made = TableView(TableModel(appearance.texts), appearance.look)
    made.model().setParent(made)
    qtbot.addWidget(made)
    made.show_table(table())
    made.resize(800, 300)
    made.show()
    return made


def test_the_current_line_is_kept_by_its_key(view, qtbot):
    with qtbot.waitSignal(view.chosen) as told:
        assert view.select("k2")
    assert told.args[0].key == "k2"
    view.show_table(table(tuple((str(n), n, None, None) for n in range(9))))
    assert view.current_key() == "k2"
    assert not view.select("nowhere")


def test_a_click_on_a_heading_sorts(view, qtbot):
    header = view.horizontalHeader()
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    first = view.model().index(0, 0).data()
    x = header.sectionViewportPosition(1) + 20
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 8))
    assert view.model().index(0, 0).data() != first


def test_the_chosen_lines_are_copied_for_a_spreadsheet(view):
    view.selectAll()
    view.copy_action.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 4
    assert lines[1].split("\t")[:2] == ["arras", "inconnu"]


def test_enter_tells_the_place(view, qtbot):
    view.select("k1")
    with qtbot.waitSignal(view.activated_at) as told:
        view.activated.emit(view.currentIndex())
    assert told.args[0].key == "k1"


def test_widths_set_by_hand_are_kept_for_the_same_columns(view):
    view.setColumnWidth(0, 333)
    view.show_table(table())
    assert view.columnWidth(0) == 333


def test_the_unknown_is_drawn_apart(view):
    picture = view.grab().toImage()
    view.show_table(table((("Été", 3, None, None),) * 2))
    assert view.grab().toImage() != picture
    index = view.model().index(0, 2)
    delegate = view.itemDelegate()
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, index)
    assert option.palette.text().color() == delegate._muted
