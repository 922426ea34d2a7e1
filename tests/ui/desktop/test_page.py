from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from planner.changes import EVERYTHING
from planner.edits import Set
from planner.messages import message
from tests.ui.desktop.pieces import CountingPage

LABEL = message("step.changed", name="x", target="collection.trainings")


@pytest.fixture
def page(qtbot, session) -> CountingPage:
    made = CountingPage(session)
    qtbot.addWidget(made)
    return made


def rename(session, title):
    assert session.do(Set("trainings", "t001", (("title", title),)), LABEL)


def test_a_page_is_filled_when_it_is_first_shown(page):
    assert page.seen == []
    page.show()
    assert page.seen == [EVERYTHING]


def test_a_visible_page_hears_of_each_change(page, session):
    page.show()
    rename(session, "a")
    assert len(page.seen) == 2
    assert page.seen[1].rows == {("trainings", "t001")}


def test_a_hidden_page_catches_up_once_when_it_is_shown_again(page, session):
    page.show()
    page.hide()
    rename(session, "a")
    assert session.do(Set("cities", "lille", (("name", "Lille-sur-Deûle"),)), LABEL)
    assert len(page.seen) == 1
    page.show()
    assert page.seen[1].rows == {("trainings", "t001"), ("cities", "lille")}
    page.hide()
    page.show()
    assert len(page.seen) == 2


def test_an_offered_action_answers_its_key_only_while_the_page_is_shown(page, qtbot):
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert page.done == 1
    assert "Ctrl+J" in page.action.toolTip()
    assert page.action in page.actions()


def test_the_summary_is_told(page, qtbot):
    with qtbot.waitSignal(page.summary_changed) as told:
        page.summarise("9 sur 81")
    assert told.args == ["9 sur 81"]
    assert page.summary == "9 sur 81"


def test_a_page_that_fails_is_reported_and_ends_nothing(qtbot, session, monkeypatch):
    """Thrown through ``showEvent`` the exception would end the process."""
    reported = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: reported.append(str(error)))
    page = CountingPage(session)
    qtbot.addWidget(page)
    monkeypatch.setattr(page, "refresh", _fail)
    page.show()
    assert reported == ["out of order"]
    assert page.isVisible()


def _fail(touched):
    raise RuntimeError("out of order")
