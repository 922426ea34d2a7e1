from __future__ import annotations

import shutil
import sys

from planner.changes import EVERYTHING
from planner.edits import Set
from planner.errors import ExportError
from planner.messages import message
from ui.actions.outcome import Outcome
from ui.actions.registry import VERBS, Verb
from ui.actions.settings import read_settings

RENAME = Set("trainings", "t001", (("title", "Un autre titre"),))
LABEL = message("step.changed", name="Un autre titre", target="collection.trainings")


def register(monkeypatch, run):
    """A verb that only this test knows, under the name of a real one."""
    monkeypatch.setitem(VERBS, "export.workbook", Verb("export.workbook", run))


def test_an_edit_reaches_the_study_and_everyone_who_listens(session, qtbot):
    with qtbot.waitSignals([session.changed, session.history_changed]):
        assert session.do(RENAME, LABEL)
    assert session.study.trainings.get("t001").title == "Un autre titre"
    assert session.saved_at == session.desk.now()


def test_a_refused_edit_is_told_in_a_sentence_and_changes_nothing(session, qtbot):
    before = session.study
    with qtbot.waitSignal(session.refused) as told:
        assert not session.do(Set("trainings", "t001", (("level", 99),)), LABEL)
    assert "99" in told.args[0]
    assert session.study is before


def test_steps_are_named_for_undo_and_redo(session):
    assert session.step_name() == ""
    session.do(RENAME, LABEL)
    name = session.texts.say(LABEL)
    assert session.step_name() == name
    assert session.run_verb("undo") is not None
    assert session.step_name(forward=True) == name
    assert session.run_verb("redo") is not None
    assert session.study.trainings.get("t001").title == "Un autre titre"


def test_a_refused_verb_gives_nothing_and_says_why(session, qtbot):
    with qtbot.waitSignal(session.refused):
        assert session.run_verb("undo") is None


def test_what_a_verb_did_is_said(session, qtbot):
    session.do(RENAME, LABEL)
    with qtbot.waitSignal(session.said) as told:
        session.run_verb("undo")
    assert session.texts.say(LABEL) in told.args[0]


def test_a_long_verb_works_on_the_study_as_it_was_when_it_began(
    session, qtbot, monkeypatch, tmp_path
):
    seen = []

    def export(desk, out, watch=None):
        seen.append((desk.document.study, desk.document.is_read_only))
        return Outcome(said=(message("done.written", path=str(out)),), written=(out,))

    register(monkeypatch, export)
    before = session.study
    with qtbot.waitSignal(session.written) as told:
        session.start_verb("export.workbook", out=tmp_path / "x.xlsx")
        session.do(RENAME, LABEL)
    assert seen == [(before, True)]
    assert told.args[0] == (tmp_path / "x.xlsx",)


def test_a_long_verb_that_is_refused_says_why(session, qtbot, monkeypatch, tmp_path):
    def export(desk, out, watch=None):
        raise ExportError("export_is_a_folder", file=str(out))

    register(monkeypatch, export)
    with qtbot.waitSignal(session.refused) as told:
        session.start_verb("export.workbook", out=tmp_path)
    assert str(tmp_path) in told.args[0]


def test_a_long_verb_that_breaks_reaches_the_exception_hook(session, qtbot, monkeypatch, tmp_path):
    def export(desk, out, watch=None):
        raise ZeroDivisionError

    register(monkeypatch, export)
    caught = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: caught.append(kind))
    job = session.start_verb("export.workbook", out=tmp_path)
    with qtbot.waitSignal(job.ended):
        pass
    assert caught == [ZeroDivisionError]


def test_a_cancelled_verb_is_told(session, qtbot, monkeypatch, tmp_path):
    def export(desk, out, watch=None):
        while True:
            watch.step(0.5)

    register(monkeypatch, export)
    job = session.start_verb("export.workbook", out=tmp_path)
    with qtbot.waitSignal(session.said) as told:
        job.cancel()
    assert told.args[0] == session.say("desktop.job_cancelled")


def test_another_study_can_be_laid_on_the_desk(session, qtbot, study_file, tmp_path):
    other = tmp_path / "autre.cartoplan"
    shutil.copyfile(study_file, other)
    session.do(RENAME, LABEL)
    old = session.desk.document
    seen = []
    session.changed.connect(seen.append)
    with qtbot.waitSignal(session.opened):
        assert session.open(other)
    assert session.desk.document is not old
    assert session.study.trainings.get("t001").title != "Un autre titre"
    assert seen == [EVERYTHING]
    assert session.saved_at is None
    assert session.folder == tmp_path
    assert read_settings(tmp_path / "preferences.toml").recent == (str(other),)
    seen.clear()
    session.do(RENAME, LABEL)
    assert len(seen) == 1


def test_what_cannot_be_opened_leaves_the_study_where_it_is(session, qtbot, tmp_path):
    stranger = tmp_path / "lettre.cartoplan"
    stranger.write_text("Bonjour")
    document = session.desk.document
    with qtbot.waitSignal(session.refused):
        assert not session.open(stranger)
    assert session.desk.document is document
    assert session.do(RENAME, LABEL)


def test_opening_the_open_study_changes_nothing(session, qtbot):
    document = session.desk.document
    assert session.open(document.store.path)
    assert session.desk.document is document


def test_preferences_that_cannot_be_kept_are_told(session, qtbot, tmp_path, settings):
    (tmp_path / "file").write_text("")
    session._settings_path = tmp_path / "file" / "preferences.toml"
    with qtbot.waitSignal(session.refused):
        session.keep(settings)
