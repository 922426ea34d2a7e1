from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planner.edits import Set
from planner.errors import StudyFileError
from planner.messages import message
from tests.build import study, training
from ui.actions.files import (
    back_up_if_due,
    create_document,
    open_document,
    shipped_document,
)

LABEL = message("step.changed", name="x", target="collection.trainings")


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.time = datetime(2026, 11, 22, 9, tzinfo=UTC)

    def __call__(self):
        return self.time


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def document(tmp_path, clock):
    made = create_document(
        tmp_path / "a.cartoplan", study(trainings=[training("t1")]), "Zoé", clock
    )
    yield made
    made.close()


def rename(document, title):
    document.do(Set("trainings", "t1", (("title", title),)), LABEL)


def test_work_is_backed_up_without_being_asked_and_not_twice(document, clock):
    rename(document, "Un")
    clock.time += timedelta(hours=1)
    assert back_up_if_due(document) is None
    assert len(document.store.backups.all()) == 1
    assert back_up_if_due(document) is None
    assert len(document.store.backups.all()) == 1


def test_a_backup_that_cannot_be_written_is_told_and_stops_nothing(document, clock, monkeypatch):
    def refuse(self, folder=None):
        raise StudyFileError("folder_read_only", path="a", folder="b")

    monkeypatch.setattr("db.backups.Backups.make", refuse)
    rename(document, "Un")
    clock.time += timedelta(hours=1)
    assert back_up_if_due(document) == message("error.folder_read_only", path="a", folder="b")
    rename(document, "Deux")
    assert document.study.trainings.get("t1").title == "Deux"


def test_a_study_that_is_only_read_is_never_backed_up(document, tmp_path, clock):
    reader = open_document(tmp_path / "a.cartoplan", "Léa", clock, read_only=True)
    assert back_up_if_due(reader) is None
    assert back_up_if_due(shipped_document()) is None
    assert reader.store.backups.all() == ()
    reader.close()


def test_the_shipped_study_is_the_one_of_2019():
    assert len(shipped_document().study.trainings) == 81
