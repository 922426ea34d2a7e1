"""The parts around the pages: navigation, title area, message bar, job bar, panel, chips."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QMenu

from planner.edits import Set
from planner.messages import message
from tests.ui.desktop.pieces import CountingPage, QuietPage
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.job_bar import JobBar
from ui.desktop.widgets.labels import PROSE_WIDTH, prose
from ui.desktop.widgets.message_bar import MessageBar
from ui.desktop.widgets.navigation import Navigation
from ui.desktop.widgets.title_bar import TitleBar

RENAME = Set("trainings", "t001", (("title", "Un autre titre"),))
LABEL = message("step.changed", name="x", target="collection.trainings")


@pytest.fixture
def shown(qtbot):
    def show(widget):
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


def test_the_navigation_leads_by_mouse_and_by_key(shown, qtbot, session):
    pages = (CountingPage, QuietPage)
    bar = shown(Navigation(pages, session.texts, session.look, is_slim=False))
    asked = []
    bar.asked.connect(asked.append)
    qtbot.mouseClick(bar.buttons["quality"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(bar, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert asked == ["quality", "trainings"]
    bar.show_key("quality")
    assert bar.buttons["quality"].isChecked()
    assert not bar.buttons["trainings"].isChecked()


def test_the_navigation_folds_to_icons_and_tells_it(shown, qtbot, session):
    bar = shown(Navigation((CountingPage,), session.texts, session.look, is_slim=False))
    assert bar.width() == 200
    with qtbot.waitSignal(bar.slimmed) as told:
        bar._fold.click()
    assert told.args == [True]
    assert bar.width() < 100
    button = bar.buttons["trainings"]
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.accessibleName() == "Formations"


def test_the_title_area_names_page_count_and_steps(shown, qtbot, session):
    bar = shown(TitleBar(session, QMenu()))
    page = CountingPage(session)
    qtbot.addWidget(page)
    bar.show_page(page)
    page.summarise("9 sur 81")
    assert (bar.title.text(), bar.summary.text()) == ("Formations", "9 sur 81")
    assert not bar.undo.isEnabled()
    session.do(RENAME, LABEL)
    assert bar.undo.isEnabled()
    assert session.texts.say(LABEL) in bar.undo.toolTip()
    assert "Ctrl+Z" in bar.undo.toolTip()
    qtbot.keyClick(bar, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.study.trainings.get("t001").title != "Un autre titre"
    assert session.texts.say(LABEL) in bar.redo.toolTip()


def test_the_title_area_offers_the_actions_of_the_page_it_names(shown, qtbot, session):
    bar = shown(TitleBar(session, QMenu()))
    first, second = CountingPage(session), QuietPage(session)
    for page in (first, second):
        qtbot.addWidget(page)
        bar.show_page(page)
    assert [button.defaultAction() for button in bar._page_buttons] == [second.action]
    bar._page_buttons[0].click()
    assert (first.done, second.done) == (0, 1)
    first.summarise("of the other page")
    assert bar.summary.text() == ""


def test_a_refusal_stays_until_it_is_closed_and_a_note_goes(shown, qtbot, session):
    bar = shown(MessageBar(session))
    bar.hide()
    session.refused.emit("Cela ne va pas.")
    assert bar.isVisible()
    assert bar.sentence.text() == "Cela ne va pas."
    assert not bar._timer.isActive()
    bar.shut.click()
    assert not bar.isVisible()
    session.said.emit("C’est fait.")
    assert bar._timer.isActive()
    bar._timer.timeout.emit()
    assert not bar.isVisible()


def test_what_was_written_can_be_looked_at_in_its_folder(shown, session, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    bar = shown(MessageBar(session))
    session.written.emit((tmp_path / "a.xlsx",), "Écrit.")
    assert bar.folder.isVisible()
    bar.folder.click()
    assert [Path(name) for name in opened] == [tmp_path]
    session.said.emit("Autre chose.")
    assert not bar.folder.isVisible()


def test_the_job_bar_says_where_the_work_is_kept(shown, session):
    bar = shown(JobBar(session))
    assert bar.state.text().startswith("etude.cartoplan")
    session.do(RENAME, LABEL)
    assert "12:00" in bar.state.text()


def test_the_job_bar_shows_progress_and_stops_the_job(shown, qtbot, session):
    bar = shown(JobBar(session))
    assert not bar.progress.isVisible()
    reached, go_on = Event(), Event()

    def work(watch):
        watch.step(0.62, "desktop.open")
        reached.set()
        go_on.wait(5)
        watch.step(0.7)

    job = session.jobs.start("Classeur", work)
    assert bar.label.text() == "Classeur"
    qtbot.waitUntil(lambda: bar.progress.value() == 62)
    assert bar.percent.text().startswith("62")
    assert session.say("desktop.open") in bar.label.text()
    with qtbot.waitSignal(job.cancelled):
        bar.cancel.click()
        go_on.set()
    assert not bar.progress.isVisible()
    assert not bar.cancel.isVisible()


def test_open_findings_are_counted_without_a_progress_bar(shown, qtbot, session):
    bar = shown(JobBar(session, counts_findings=True))
    with qtbot.waitSignal(session.jobs.changed):
        bar.findings.count()
    assert not bar.progress.isVisible()
    qtbot.waitUntil(bar.findings.isVisible)
    number = int(bar.findings.text().split()[0])
    assert number > 10
    with qtbot.waitSignal(session.page_asked) as told:
        bar.findings.click()
    assert told.args == ["quality"]


def test_findings_are_counted_again_after_a_change(shown, qtbot, session):
    bar = shown(JobBar(session, counts_findings=True))
    bar.findings.count()
    qtbot.waitUntil(bar.findings.isVisible)
    before = bar.findings.text()
    assert session.do(Set("trainings", "t001", (("families", ()),)), LABEL)
    qtbot.waitUntil(lambda: bar.findings.text() != before, timeout=5000)


def test_the_panel_folds_with_f9_and_remembers(shown, qtbot, session):
    panel = shown(DetailPanel(session, "test"))
    panel.show_content("Titre", QLabel("mots"))
    assert panel.title.text() == "Titre"
    assert panel.width() == 360
    qtbot.keyClick(panel, Qt.Key.Key_F9)
    assert panel.is_folded
    assert panel.width() < 100
    again = DetailPanel(session, "test")
    qtbot.addWidget(again)
    assert again.is_folded


def test_an_empty_state_offers_the_verb_that_fills_it(shown, qtbot, session):
    empty = shown(EmptyState(session.look, "trainings", "Rien encore", "Ici, …", "Ajouter"))
    with qtbot.waitSignal(empty.asked):
        empty.button.click()
    bare = shown(EmptyState(session.look, "trainings", "Rien encore", "Ici, …"))
    assert not hasattr(bare, "button")


def test_prose_is_no_wider_than_one_reads(qtbot, qapp):
    words = prose("mot " * 500)
    qtbot.addWidget(words)
    assert words.maximumWidth() == PROSE_WIDTH
    assert words.wordWrap()
