from __future__ import annotations

import shutil

import pytest
from PySide6.QtWidgets import QWidget

import ui.desktop.menu as menu_room
from ui.actions.outcome import Outcome
from ui.actions.registry import VERBS, Verb
from ui.desktop.menu import Menu


@pytest.fixture
def menu(qtbot, session) -> Menu:
    window = QWidget()
    qtbot.addWidget(window)
    return Menu(session, window)


def entry(menu, code):
    words = menu.session.say(code)
    return next(action for action in menu.actions() if action.text() == words)


def answer(monkeypatch, path):
    """Let the file dialogs answer ``path`` at once."""
    monkeypatch.setattr(menu_room, "ask_target", lambda *given: path)
    monkeypatch.setattr(menu_room, "ask_study", lambda *given: path)


@pytest.mark.parametrize(("code", "trainings"), [("verb.new", 81), ("desktop.new_empty", 0)])
def test_a_new_study_is_made_and_opened(menu, session, monkeypatch, tmp_path, code, trainings):
    path = tmp_path / "neuve.cartoplan"
    answer(monkeypatch, path)
    entry(menu, code).trigger()
    assert session.desk.document.store.path == path
    assert len(session.study.trainings) == trainings


def test_a_change_of_mind_changes_nothing(menu, session, monkeypatch):
    document = session.desk.document
    answer(monkeypatch, None)
    for code in ("verb.new", "desktop.open", "verb.copy", "verb.export.workbook"):
        entry(menu, code).trigger()
    assert session.desk.document is document
    assert session.jobs.waiting == []


def test_a_study_is_opened_and_stands_among_the_recent(
    menu, session, monkeypatch, study_file, tmp_path
):
    path = tmp_path / "autre.cartoplan"
    shutil.copyfile(study_file, path)
    answer(monkeypatch, path)
    entry(menu, "desktop.open").trigger()
    assert session.desk.document.store.path == path
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.recent.actions()] == ["autre.cartoplan"]
    session.open(tmp_path / "etude.cartoplan")
    menu.aboutToShow.emit()
    menu.recent.actions()[1].trigger()
    assert session.desk.document.store.path == path
    path.with_name("etude.cartoplan").rename(tmp_path / "gone")
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.recent.actions()] == ["autre.cartoplan"]


def test_a_copy_is_sent(menu, session, monkeypatch, tmp_path, qtbot):
    out = tmp_path / "copie.cartoplan"
    answer(monkeypatch, out)
    with qtbot.waitSignal(session.written) as told:
        entry(menu, "verb.copy").trigger()
    assert told.args[0] == (out,)
    assert out.exists()


@pytest.mark.parametrize("verb", ["export.workbook", "export.roadmap"])
def test_an_export_runs_in_the_lane_and_tells_where_it_wrote(
    menu, session, monkeypatch, tmp_path, qtbot, verb
):
    def export(desk, out, watch=None):
        out.write_text("done")
        return Outcome(written=(out,))

    monkeypatch.setitem(VERBS, verb, Verb(verb, export))
    answer(monkeypatch, tmp_path / "out")
    with qtbot.waitSignal(session.written) as told:
        entry(menu, f"verb.{verb}").trigger()
    assert told.args[0] == (tmp_path / "out",)


@pytest.mark.parametrize(
    ("verb", "name", "begins"),
    [("export.workbook", "carte.xlsx", b"PK"), ("export.roadmap", "route.pdf", b"%PDF")],
)
def test_what_partners_decide_upon_can_be_exported_from_the_window(
    menu, session, monkeypatch, tmp_path, qtbot, verb, name, begins
):
    answer(monkeypatch, tmp_path / name)
    with qtbot.waitSignal(session.written, timeout=60_000):
        entry(menu, f"verb.{verb}").trigger()
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_languages_and_themes_are_asked_for(menu, qtbot):
    choices = {action.text(): action.menu() for action in menu.actions() if action.menu()}
    languages = choices[menu.session.say("desktop.language")].actions()
    assert [action.isChecked() for action in languages] == [True, False]
    with qtbot.waitSignal(menu.language_asked) as told:
        languages[1].trigger()
    assert told.args == ["en"]
    themes = choices[menu.session.say("desktop.theme")].actions()
    with qtbot.waitSignal(menu.theme_asked) as told:
        themes[1].trigger()
    assert told.args == ["dark"]
    sizes = choices[menu.session.say("desktop.text_size")].actions()
    with qtbot.waitSignal(menu.text_size_asked) as told:
        sizes[-1].trigger()
    assert told.args == [150]


def test_no_entry_is_dead_or_mute(menu):
    for action in menu.actions():
        if not action.isSeparator() and action.menu() is None:
            assert action.text()
            assert action.toolTip() != action.text()
