"""A damaged file in the window: what is readable is shown, and three ways lead out."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from planner.edits import Set
from planner.messages import message
from tests.db.build import sql
from tests.ui.desktop.small_desk import desk, small_file  # noqa: F401 - fixtures
from ui.actions.document import Document
from ui.actions.files import open_document
from ui.desktop.backup_clock import BackupClock
from ui.desktop.dialogs.backups import BackupsDialog
from ui.desktop.dialogs.rescue import RescueDialog
from ui.desktop.widgets.rescue_bar import RescueBar

LABEL = message("step.changed", name="x", target="collection.trainings")
EDIT = Set("trainings", "t001", (("hours", 400),))
OTHER = Set("trainings", "t001", (("hours", 401),))


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def worked(session):
    """A session with a backup and one step more."""
    session.desk.document.store.backups.make()
    session.desk.document.do(EDIT, LABEL)
    return session


@pytest.fixture
def path(worked) -> Path:
    return worked.desk.document.store.path


def cut(session, path: Path) -> bytes:
    """Damage the file as a cable pulled out does, and open it again."""
    session.open(path, found=Document(session.study))
    os.truncate(path, path.stat().st_size * 3 // 4)
    assert session.open(path)
    return path.read_bytes()


def test_a_cut_file_is_shown_as_far_as_it_is_readable_and_cannot_be_changed(worked, path, qtbot):
    bar = RescueBar(worked)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    damaged = cut(worked, path)
    assert not bar.isHidden()
    assert path.name in bar.sentence.text()
    assert worked.desk.document.is_read_only
    assert not worked.do(OTHER, LABEL)
    assert path.read_bytes() == damaged


@pytest.mark.parametrize(("way", "hours"), [("backup", None), ("replay", 400)])
def test_a_way_out_leads_to_a_sound_file_and_keeps_the_damaged_one(worked, path, qtbot, way, hours):
    damaged = cut(worked, path)
    dialog = RescueDialog(worked, worked.desk.document.wreck, None)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.backup.isEnabled)
    if hours is None:
        hours = open_hours(worked, path)
        assert "1 étape" in dialog.told_backup.text()
    with qtbot.waitSignal(worked.said):
        getattr(dialog, way).click()
    assert worked.desk.document.wreck is None
    assert not worked.desk.document.is_read_only
    assert worked.study.trainings.get("t001").hours == hours
    folder = path.with_name(f"{path.name}.sauvegardes")
    (kept,) = folder.glob("*remplacé*")
    assert kept.read_bytes() == damaged


def open_hours(session, path: Path) -> int | None:
    """The hours that the backup holds."""
    (backup,) = path.with_name(f"{path.name}.sauvegardes").glob("*-1.cartoplan")
    document = open_document(backup, "x", session.desk.now, read_only=True)
    hours = document.study.trainings.get("t001").hours
    document.close()
    return hours


def test_what_is_readable_goes_to_a_new_study_with_a_list(
    worked, path, qtbot, monkeypatch, tmp_path
):
    damaged = cut(worked, path)
    out = tmp_path / "lisible.cartoplan"
    stages = []
    with qtbot.waitSignal(worked.written):
        job = salvaging(worked, qtbot, monkeypatch, out)
        job.stepped.connect(lambda done, stage: stages.append(worked.say(stage)))
        assert job.label == worked.say("verb.rescue.salvage")
    assert stages
    assert out.exists()
    assert out.with_name("lisible.illisible.txt").read_text(encoding="utf-8").count("\n") > 1
    assert path.read_bytes() == damaged


def test_a_rescue_that_is_cancelled_writes_nothing(worked, path, qtbot, monkeypatch, tmp_path):
    damaged = cut(worked, path)
    room = tmp_path / "copies"
    room.mkdir()
    with qtbot.waitSignal(worked.said) as told:
        salvaging(worked, qtbot, monkeypatch, room / "lisible.cartoplan").cancel()
    assert told.args == [worked.say("desktop.job_cancelled")]
    assert list(room.iterdir()) == []
    assert path.read_bytes() == damaged
    assert worked.desk.document.wreck is not None


def salvaging(session, qtbot, monkeypatch, out: Path):
    """The job that writes what is readable to ``out``; the dialog is closed by then."""
    dialog = RescueDialog(session, session.desk.document.wreck, None)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.backup.isEnabled)
    monkeypatch.setattr("ui.desktop.dialogs.rescue.ask_target", lambda *_: out)
    with qtbot.waitSignal(session.jobs.started) as started:
        dialog.salvage.click()
    assert dialog.result() == RescueDialog.DialogCode.Accepted
    return started.args[0]


def test_a_value_that_changed_by_itself_is_found_after_opening(worked, path, qtbot):
    sql(path, "UPDATE trainings SET title = 'autre' WHERE key = 't002'")
    with qtbot.waitSignal(worked.refused) as told:
        BackupClock(worked)
    assert "n’est plus celui" in told.args[0]
    assert worked.desk.document.wreck is not None
    assert not worked.do(OTHER, LABEL)


def test_backups_are_listed_checked_and_put_back(worked, path, qtbot):
    dialog = BackupsDialog(worked, path, None)
    qtbot.addWidget(dialog)
    assert dialog.model.rowCount() == 1
    assert not dialog.restore.isEnabled()
    dialog.verify.click()
    qtbot.waitUntil(lambda: dialog.model.data(dialog.model.index(0, 3)) == "bonne")
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    assert "1 étape" in dialog.told.text()
    with qtbot.waitSignal(worked.said):
        dialog.restore.click()
    assert worked.study.trainings.get("t001").hours != 400
    assert worked.do(OTHER, LABEL)


def test_a_second_folder_is_chosen_and_dropped(worked, path, qtbot, tmp_path, monkeypatch):
    dialog = BackupsDialog(worked, path, None)
    qtbot.addWidget(dialog)
    choose = partial(lambda *_: str(tmp_path))
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", choose)
    dialog.choose.click()
    assert worked.settings.backup_folder == str(tmp_path)
    assert str(tmp_path) in dialog.second.text()
    dialog.drop.click()
    assert worked.settings.backup_folder == ""
