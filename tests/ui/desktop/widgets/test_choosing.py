from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.actions.fieldwords import Option
from ui.desktop.widgets.check_list import CheckList
from ui.desktop.widgets.choice_box import MANY, ChoiceBox
from ui.desktop.widgets.flow import Flow

FEW = (Option("a", "Amiens"), Option("b", "Béthune", "62"), Option("c", "Calais"))
LOTS = (*FEW, *(Option(f"v{n}", f"Ville {n}") for n in range(MANY)))


pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture
def told(qtbot):
    """How often each control has committed."""
    counts = []

    def listen(control):
        qtbot.addWidget(control)
        control.committed.connect(lambda: counts.append(control.typed()))
        control.show()
        return control, counts

    return listen


def test_a_few_choices_are_read_and_one_may_be_left_unknown(told):
    box, committed = told(ChoiceBox(FEW, "inconnu"))
    assert not box.isEditable()
    assert [box.itemText(n) for n in range(box.count())] == ["inconnu", *(o.words for o in FEW)]
    box.show_typed("b")
    assert (box.currentText(), box.typed()) == ("Béthune", "b")
    box.show_typed("")
    assert (box.currentText(), box.typed()) == ("inconnu", "")
    assert committed == []


def test_among_many_choices_one_types_to_search(told, qtbot):
    box, committed = told(ChoiceBox(LOTS, "inconnu"))
    box.show_typed("a")
    box.lineEdit().setText("BETHUNE")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert committed == ["b"]
    box.lineEdit().setText("Atlantis")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert committed == ["b", "Atlantis"]


def test_leaving_a_box_unchanged_commits_nothing(told, qtbot):
    box, committed = told(ChoiceBox(LOTS, "inconnu"))
    box.show_typed("a")
    qtbot.keyClick(box.lineEdit(), Qt.Key.Key_Return)
    assert committed == []


def test_new_choices_keep_what_was_chosen(told):
    box, _ = told(ChoiceBox(FEW, "inconnu"))
    box.show_typed("c")
    box.offer((*FEW[1:], Option("d", "Douai")), "inconnu")
    assert box.typed() == "c"


def test_the_wheel_never_changes_a_choice(told):
    box, _ = told(ChoiceBox(FEW))
    assert box.typed() == ""  # nothing is chosen by itself
    box.show_typed("a")

    class Event:
        ignored = False

        def ignore(self):
            self.ignored = True

    event = Event()
    box.wheelEvent(event)
    assert event.ignored
    assert box.typed() == "a"


def test_ticks_are_typed_in_order_and_told_once_each(told, qtbot):
    ticks, committed = told(CheckList(FEW))
    ticks.show_typed("c;a")
    assert ticks.typed() == "a;c"
    ticks.setCurrentRow(1)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert committed == ["a;b;c"]


def test_locked_boxes_are_only_read(told, qtbot):
    ticks, committed = told(CheckList(FEW))
    ticks.lock_boxes(is_locked=True)
    ticks.setCurrentRow(0)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert (committed, ticks.typed()) == ([], "")
    ticks.lock_boxes(is_locked=False)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert committed == ["a"]


def test_lines_that_wrap_make_the_list_higher(qtbot):
    long = tuple(Option(str(n), "un nom de famille de métiers assez long") for n in range(3))
    ticks = CheckList(long)
    qtbot.addWidget(ticks)
    ticks.resize(600, 400)
    ticks.show()
    wide = ticks.height_of_lines()
    ticks.resize(140, 400)
    assert ticks.height_of_lines() > wide


def test_a_flow_goes_on_in_the_next_line_when_it_is_full(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    flow = Flow(8, box)
    labels = [QLabel() for _ in range(3)]
    for label in labels:
        label.setFixedSize(100, 20)
        flow.addWidget(label)
    assert flow.heightForWidth(316) == 20
    assert flow.heightForWidth(315) == 48
    assert flow.heightForWidth(100) == 76
    box.resize(QSize(220, 100))
    box.show()
    assert [label.pos() for label in labels] == [QPoint(0, 0), QPoint(108, 0), QPoint(0, 28)]
    labels[1].hide()
    assert flow.heightForWidth(220) == 20
