from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget

import ui.desktop.printing as printing_room
from planner.changes import EVERYTHING
from planner.edits import Batch, Drop
from planner.messages import message
from tests.exports.pdf_reading import all_words
from tests.ui.desktop.pages.conftest import undressed  # noqa: F401 - a fixture
from tests.ui.desktop.pieces import CountingPage, figure, table
from ui.desktop.printing import PrintAction

FRONT = "map"

LABEL = message("step.changed", name="x", target="collection.trainings")


class PrintedPage(CountingPage):
    """A page that shows a figure and a table."""

    parts = (figure(), table())

    def printed(self):
        return self.parts


@pytest.fixture
def action(qtbot, session) -> PrintAction:
    widget = QWidget()
    qtbot.addWidget(widget)
    return PrintAction(session, widget, widget)


@pytest.fixture
def page(qtbot, session) -> PrintedPage:
    made = PrintedPage(session)
    qtbot.addWidget(made)
    return made


def answer(monkeypatch, path):
    monkeypatch.setattr(printing_room, "ask_target", lambda *given: path)


def test_a_page_without_anything_to_print_says_why_it_cannot(action, qtbot, session):
    plain = CountingPage(session)
    qtbot.addWidget(plain)
    action.follow(plain)
    assert not action.isEnabled()
    assert action.toolTip() == session.say("desktop.print.not")


def test_a_page_that_says_what_it_shows_can_be_printed(action, page):
    action.follow(page)
    assert action.isEnabled()
    assert "Ctrl+P" in action.toolTip()


def test_figures_and_tables_are_written_in_the_lane(
    action, page, session, monkeypatch, tmp_path, qtbot
):
    out = tmp_path / "page.pdf"
    answer(monkeypatch, out)
    action.follow(page)
    with qtbot.waitSignal(session.written, timeout=30_000) as told:
        action.trigger()
    assert told.args[0] == (out,)
    words = all_words(out.read_bytes())
    assert session.say("page.trainings") in words
    assert "Écarts" in words
    assert session.desk.document.fingerprint()[:16] in words


def test_a_change_of_mind_writes_nothing(action, page, session, monkeypatch):
    answer(monkeypatch, None)
    action.follow(page)
    action.trigger()
    assert session.jobs.waiting == []


def test_a_page_that_is_still_empty_is_refused_with_a_remedy(action, page, session, qtbot):
    page.parts = ()
    action.follow(page)
    with qtbot.waitSignal(session.refused) as told:
        action.trigger()
    assert told.args == [session.say("desktop.print.nothing")]


def test_a_folder_that_is_not_there_is_told(action, page, session, monkeypatch, tmp_path, qtbot):
    answer(monkeypatch, tmp_path / "none" / "page.pdf")
    action.follow(page)
    with qtbot.waitSignal(session.refused, timeout=30_000):
        action.trigger()
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_window_prints_the_page_in_front(window, session, monkeypatch, tmp_path, qtbot):
    out = tmp_path / "carte.pdf"
    answer(monkeypatch, out)
    action = window.menu.print_action
    session.page_asked.emit("map")
    assert action.isEnabled()
    with qtbot.waitSignal(session.written, timeout=30_000):
        qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    words = all_words(out.read_bytes())
    assert "Carte" in words
    assert "Compiègne" in words
    assert "Natural Earth" in words


def test_another_language_keeps_one_key_for_printing(window, session):
    session.page_asked.emit("map")
    window.menu.language_asked.emit("en")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    keys = [a.shortcut().toString() for a in window.actions() if a.isEnabled()]
    assert keys.count("Ctrl+P") == 1
    assert window.menu.print_action.text() == "Print the page…"


def test_a_map_without_trainings_is_not_printed(window, session, monkeypatch, qtbot):
    session.page_asked.emit("map")
    drops = tuple(Drop("trainings", row.key) for row in session.study.trainings)
    assert session.do(Batch(drops), LABEL)
    window.shell.pages["map"].refresh(EVERYTHING)
    with qtbot.waitSignal(session.refused):
        window.menu.print_action.trigger()
