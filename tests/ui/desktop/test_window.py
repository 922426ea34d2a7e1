from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
)

import ui.desktop.window
from planner.edits import Set
from planner.figures.palette import DARK, LIGHT
from planner.messages import message
from tests.ui.desktop.pages.conftest import dressed, undressed  # noqa: F401 - fixtures
from ui.actions.settings import Settings, read_settings
from ui.desktop.jobs import Jobs
from ui.desktop.pages import PAGES
from ui.desktop.session import Session
from ui.desktop.window import Window

RENAME = Set("trainings", "t001", (("title", "Un autre titre"),))
LABEL = message("step.changed", name="x", target="collection.trainings")


def test_the_window_only_assembles():
    source = Path(ui.desktop.window.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 250


def test_undo_and_redo_by_key_change_the_study_back_and_forth(window, session, qtbot):
    session.do(RENAME, LABEL)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.study.trainings.get("t001").title != "Un autre titre"
    qtbot.keyClick(window, Qt.Key.Key_Z, both)
    assert session.study.trainings.get("t001").title == "Un autre titre"
    assert window.shell.message_bar.isVisible()


def test_the_language_changes_at_once_and_is_remembered(window, session, tmp_path):
    assert window.shell.title_bar.title.text() == session.say(f"page.{PAGES[0].key}")
    session.page_asked.emit(PAGES[-1].key)
    window.menu.language_asked.emit("en")
    assert session.texts.language == "en"
    assert window.shell.key == PAGES[-1].key
    assert window.shell.title_bar.title.text() == session.say(f"page.{PAGES[-1].key}")
    assert read_settings(tmp_path / "preferences.toml").language == "en"


def test_the_theme_changes_at_once_and_is_remembered(window, session, qapp, tmp_path):
    assert session.look.palette is LIGHT
    window.menu.theme_asked.emit("dark")
    assert session.look.palette is DARK
    assert qapp.palette().window().color() == session.look.qt_palette().window().color()
    assert read_settings(tmp_path / "preferences.toml").theme == "dark"


@pytest.mark.usefixtures("dressed")
def test_the_size_of_text_changes_at_once_and_is_remembered(window, session, tmp_path):
    before = window.shell.title_bar.title.fontInfo().pixelSize()
    window.menu.text_size_asked.emit(150)
    window.shell.title_bar.title.ensurePolished()
    assert window.shell.title_bar.title.fontInfo().pixelSize() == round(before * 1.5)
    assert read_settings(tmp_path / "preferences.toml").text_size == 150


def test_the_system_theme_is_followed_only_where_it_was_chosen(window, session, appearance):
    shell = window.shell
    appearance.system_changed.emit()
    assert window.shell is shell
    window.menu.theme_asked.emit("system")
    shell = window.shell
    appearance.system_changed.emit()
    assert window.shell is not shell


def test_a_folded_navigation_is_remembered(window, session, tmp_path):
    window.shell.navigation._fold.click()
    assert read_settings(tmp_path / "preferences.toml").navigation_is_slim
    window.menu.theme_asked.emit("dark")
    assert window.shell.navigation.is_slim


def test_rebuilt_pages_leave_no_listener_behind(window, session, qtbot):
    """An old page that still listened would fail on its deleted widgets."""
    for theme in ("dark", "light", "dark"):
        window.menu.theme_asked.emit(theme)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.wait(1)
    session.do(RENAME, LABEL)
    assert session.run_verb("undo") is not None


def test_closing_keeps_the_place_stops_the_lane_and_lets_the_file_go(qtbot, session, appearance):
    window = Window(session, appearance, PAGES)
    qtbot.addWidget(window)
    window.show()
    path = session.desk.document.store.path
    job = session.jobs.start("endless", _endless)
    assert job in session.jobs.waiting
    window.close()
    assert session.memory.recall("window/geometry") is not None
    assert not session.jobs.is_running
    assert not path.with_name(path.name + ".lock").exists() or _can_be_opened(path)


def _endless(watch):
    while True:
        watch.step(0.5)


def _can_be_opened(path) -> bool:
    from tests.ui.conftest import NOON
    from ui.actions.files import open_document

    open_document(path, "other", lambda: NOON).close()
    return True


def test_without_a_file_the_window_says_so_and_refuses_edits(qtbot, appearance, jobs, desk):
    from ui.actions.files import shipped_document

    desk.document.close()
    desk.document = shipped_document()
    session = Session(desk, jobs, appearance.look, Settings(theme="light"))
    window = Window(session, appearance, PAGES)
    qtbot.addWidget(window)
    window.show()
    assert session.say("desktop.no_file") in window.windowTitle()
    assert not session.do(RENAME, LABEL)
    assert window.shell.message_bar.isVisible()
    assert not window.shell.title_bar.undo.isEnabled()


def test_a_window_takes_back_its_size(qtbot, session, appearance):
    first = Window(session, appearance, PAGES)
    qtbot.addWidget(first)
    first.resize(960, 650)
    session.memory.keep("window/geometry", first.saveGeometry())
    second = Window(session, appearance, PAGES)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (960, 650)
    assert isinstance(session.jobs, Jobs)


def test_the_keys_of_a_page_work_wherever_the_focus_is(window, qtbot):
    shell = window.shell
    shell.show_page("trainings")
    shell.navigation.findChildren(QAbstractButton)[0].setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.focusWidget(), QLineEdit)
    qtbot.keyClicks(window.focusWidget(), "robot")
    assert shell.pages["trainings"].view.model().rowCount() < 20


def test_the_navigation_folds_while_the_window_is_small_for_its_text(window, tmp_path, qtbot):
    navigation = window.shell.navigation
    assert not navigation.is_slim
    window.resize(960, 700)
    assert window.shell.navigation.is_slim
    window.resize(1300, 700)
    assert not window.shell.navigation.is_slim
    window.menu.text_size_asked.emit(150)
    qtbot.waitUntil(lambda: window.shell.navigation.is_slim)
    assert not read_settings(tmp_path / "preferences.toml").navigation_is_slim
