"""The journal: who did what and when, in a chain that shows any tampering."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from planner.edits import Set, apply
from planner.errors import StudyFileError
from planner.messages import message
from tests.db.build import FakeClock, do, made, reopened, sql, undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file whose journal has four steps."""
    path = tmp_path / "a.cartoplan"
    with made(path) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
        do(store, Set("trainings", "t1", (("level", 7),)))
        undo(store)
    return path


def tamper(path: Path, statement: str) -> None:
    """Change the journal as somebody would who removes what guards it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER journal_no_{verb}")
        connection.execute(statement)


def test_an_entry_tells_who_when_where_and_what(tmp_path: Path) -> None:
    clock = FakeClock()
    clock.now = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))
    edit = Set("trainings", "t1", (("level", 6),))
    label = message("step.changed", name="Formation t1")
    with made(tmp_path / "a.cartoplan", author="Zoé", machine="bureau", clock=clock) as store:
        saved = store.save(apply(store.study, edit), edit, label=label)
        assert store.undoable() == saved
    with reopened(tmp_path / "a.cartoplan") as store:
        entry = store.undoable()
        assert entry == saved
        assert (entry.author, entry.machine) == ("Zoé", "bureau")
        assert entry.at == datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
        assert entry.label == label
        assert (entry.kind, entry.target) == ("do", None)
        assert (entry.edit, entry.inverse) == (edit, Set("trainings", "t1", (("level", 5),)))


def test_a_name_that_no_file_can_hold_is_made_to_fit(tmp_path: Path) -> None:
    with made(tmp_path / "a.cartoplan", author="A\ud800\0nn\n" + "x" * 300, machine="") as store:
        (entry,) = store.history()
        assert entry.author.startswith("Annx")
        assert len(entry.author) == 200
        assert entry.machine == "?"


def test_numbers_give_the_order_even_when_the_clock_goes_back(tmp_path: Path) -> None:
    clock = FakeClock()
    with made(tmp_path / "a.cartoplan", clock=clock) as store:
        clock.forward(days=-3)
        do(store, Set("trainings", "t1", (("level", 6),)))
        assert [e.seq for e in store.history()] == [2, 1]
        assert store.history()[0].at < store.history()[1].at


def test_an_intact_journal_holds_together(path: Path) -> None:
    with reopened(path) as store:
        assert store.check_journal() == 4


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE journal SET author = 'Eve' WHERE seq = 2", 2),
        ("UPDATE journal SET at = '2020-01-01T00:00:00.000+00:00' WHERE seq = 3", 3),
        ("UPDATE journal SET edit = NULL WHERE seq = 2", 2),
        ("UPDATE journal SET kind = 'do', target = NULL WHERE seq = 4", 4),
        ("DELETE FROM journal WHERE seq = 1", 2),
        ("DELETE FROM journal WHERE seq = 2", 3),
    ],
)
def test_a_journal_that_was_tampered_with_names_the_step(
    path: Path, statement: str, seq: int
) -> None:
    tamper(path, statement)
    with reopened(path) as store:
        with pytest.raises(StudyFileError) as caught:
            store.check_journal()
        assert caught.value.message.code == "error.journal_broken"
        assert caught.value.message["seq"] == seq


def test_an_undo_about_a_step_that_is_not_next_breaks_the_journal(path: Path) -> None:
    tamper(path, "UPDATE journal SET target = 2 WHERE seq = 4")
    with pytest.raises(StudyFileError) as caught:
        reopened(path)
    assert caught.value.message.code == "error.journal_broken"
    assert not path.with_name("a.cartoplan.lock").exists()


def test_a_step_that_the_journal_has_lost_is_named(path: Path) -> None:
    with reopened(path) as store:
        tamper(path, "DELETE FROM journal WHERE seq = 3")
        with pytest.raises(StudyFileError) as caught:
            store.redoable()
        assert caught.value.message["value"] == "3"


def test_each_step_marks_the_rows_that_it_changed(path: Path) -> None:
    assert sql(path, "SELECT seq, collection, row_key FROM journal_marks ORDER BY seq") == [
        (2, "trainings", "t1"),
        (3, "trainings", "t1"),
        (4, "trainings", "t1"),
    ]
