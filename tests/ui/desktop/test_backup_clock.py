from __future__ import annotations

from datetime import timedelta

import pytest

from planner.edits import Set
from planner.errors import StudyFileError
from planner.messages import message
from tests.ui.conftest import NOON
from ui.desktop.backup_clock import BackupClock

LABEL = message("step.changed", name="x", target="collection.trainings")


@pytest.fixture
def worked(session):
    """A session in whose file work was done an hour before its clock."""
    session.desk.document.do(Set("trainings", "t001", (("hours", 400),)), LABEL)
    store = session.desk.document.store
    store._writer = type(store._writer)(
        store._writer.author, store._writer.machine, lambda: NOON + timedelta(hours=1)
    )
    return session


def test_work_is_backed_up_as_soon_as_the_clock_looks(worked, qtbot):
    backups = worked.desk.document.store.backups
    assert backups.all() == ()
    clock = BackupClock(worked)
    qtbot.waitUntil(lambda: len(backups.all()) == 1)
    clock.look()
    qtbot.waitUntil(lambda: worked.jobs.waiting == [])
    assert len(backups.all()) == 1


def test_a_backup_that_fails_is_told(worked, qtbot, monkeypatch):
    def refuse(self, folder=None):
        raise StudyFileError("folder_read_only", path="a", folder="b")

    monkeypatch.setattr("db.backups.Backups.make", refuse)
    with qtbot.waitSignal(worked.refused) as told:
        BackupClock(worked)
    assert "b" in told.args[0]
