from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ui.actions.fieldwords import Option
from ui.desktop.widgets.name_chips import NameChips

NAMES = (
    Option("a", "Étendre l’inventaire"),
    Option("b", "Rédiger pour les managers"),
    Option("c", "Rédiger pour les techniciens"),
    Option("d", "Dépôt"),
)

pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture
def chips(qtbot):
    made = NameChips(NAMES)
    made.dress("Ajouter", "Retirer {}".format, QIcon())
    made.resize(300, 200)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def committed(chips):
    told: list[str] = []
    chips.committed.connect(lambda: told.append(chips.typed()))
    return told


def proposed(chips) -> list[str]:
    model = chips.completer.completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_what_is_typed_is_completed_from_any_part_whatever_the_accents(chips, qtbot):
    qtbot.keyClicks(chips.line, "REDIGER")
    assert proposed(chips) == ["Rédiger pour les managers", "Rédiger pour les techniciens"]
    qtbot.keyClicks(chips.line, " pour les t")
    assert proposed(chips) == ["Rédiger pour les techniciens"]


def test_a_name_is_taken_from_the_list_by_keyboard_alone(chips, committed, qtbot):
    qtbot.keyClicks(chips.line, "rediger")
    popup = chips.completer.popup()
    assert popup.isVisible()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert committed == ["c"]
    assert chips.line.text() == ""
    assert chips.chips["c"].accessibleName() == "Retirer Rédiger pour les techniciens"


def test_enter_takes_the_only_name_that_has_the_words(chips, committed, qtbot):
    qtbot.keyClicks(chips.line, "depot")
    chips.completer.popup().hide()
    qtbot.keyClick(chips.line, Qt.Key.Key_Return)
    assert committed == ["d"]


def test_words_that_several_names_have_show_them_anew(chips, committed, qtbot):
    qtbot.keyClicks(chips.line, "rediger")
    chips.completer.popup().hide()
    qtbot.keyClick(chips.line, Qt.Key.Key_Return)
    assert chips.completer.popup().isVisible()
    assert committed == []


def test_words_that_are_no_name_stay_and_are_committed_to_be_refused(chips, committed, qtbot):
    chips.show_typed("a")
    qtbot.keyClicks(chips.line, "Atlantide")
    chips.completer.popup().hide()
    qtbot.keyClick(chips.line, Qt.Key.Key_Return)
    assert committed == ["a;Atlantide"]
    assert chips.line.text() == "Atlantide"
    qtbot.keyClick(chips.line, Qt.Key.Key_Escape)
    assert chips.typed() == "a"


def test_down_shows_the_names_that_are_not_chosen_yet(chips, qtbot):
    chips.show_typed("b;d")
    qtbot.keyClick(chips.line, Qt.Key.Key_Down)
    assert chips.completer.popup().isVisible()
    assert proposed(chips) == ["Étendre l’inventaire", "Rédiger pour les techniciens"]


def test_chips_are_reached_and_removed_by_keyboard(chips, committed, qtbot):
    chips.show_typed("a;b;c")
    qtbot.keyClick(chips.line, Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is chips.chips["c"]
    qtbot.keyClick(chips.chips["c"], Qt.Key.Key_Left)
    assert QApplication.focusWidget() is chips.chips["b"]
    qtbot.keyClick(chips.chips["b"], Qt.Key.Key_Delete)
    assert committed == ["a;c"]
    assert QApplication.focusWidget() is chips.chips["c"]
    qtbot.keyClick(chips.chips["c"], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is chips.line


def test_a_click_removes_a_chip(chips, committed, qtbot):
    chips.show_typed("a;b")
    qtbot.mouseClick(chips.chips["a"], Qt.MouseButton.LeftButton)
    assert committed == ["b"]


def test_escape_gives_back_what_stood_there(chips, committed, qtbot):
    chips.show_typed("a")
    qtbot.keyClicks(chips.line, "depot")
    chips.completer.popup().hide()
    qtbot.keyClick(chips.line, Qt.Key.Key_Return)
    qtbot.keyClick(chips.line, Qt.Key.Key_Escape)
    assert committed == ["a;d", "a"]
    assert list(chips.chips) == ["a"]


def test_a_locked_field_shows_its_names_only(chips, committed, qtbot):
    chips.show_typed("a")
    chips.lock("lecture seule")
    assert not chips.line.isVisible()
    qtbot.mouseClick(chips.chips["a"], Qt.MouseButton.LeftButton)
    assert committed == []
    assert chips.typed() == "a"


def test_a_long_name_is_cut_to_its_room_and_said_whole(chips, qtbot):
    chips.offer((Option("a", "Une tâche dont le nom " + "est long " * 12),))
    chips.show_typed("a")
    assert chips.chips["a"].sizeHint().width() <= chips.width()
    assert "est long est long" in chips.chips["a"].toolTip()
