"""Two writers of one file: no overwrite goes unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from db.lock import lock_path
from db.store import Store
from planner.edits import Batch, Drop, Put, Set, apply
from planner.errors import ConflictError, StudyFileError
from planner.study import Institution
from tests.build import training
from tests.db.build import LABEL, Place, do, made, reopened, sql, undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.cartoplan"


def together(place: Place, monkeypatch: pytest.MonkeyPatch) -> tuple[Store, Store]:
    """Two stores that write the same study: in a file past the lock that forbids it."""
    monkeypatch.setattr("db.lock.FileLock.is_held", lambda _: True)
    first = made(place, author="Ann")
    if isinstance(place, Path):
        lock_path(place).unlink()
    return first, reopened(place, author="Bob")


def conflict(store: Store, edit: Any) -> ConflictError:
    """What a store says of an edit; it must have written nothing."""
    before = store.study
    with pytest.raises(ConflictError) as caught:
        do(store, edit)
    assert store.study is before
    return caught.value


def level(number: int, key: str = "t1") -> Set:
    return Set("trainings", key, (("level", number),))


def test_a_row_that_another_has_changed_is_named_with_its_author(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = together(place, monkeypatch)
    do(ann, level(6))
    said = conflict(bob, level(7)).message
    assert said.code == "error.row_changed"
    assert (said["collection"], said["key"], said["author"]) == (
        "collection.trainings",
        "t1",
        "Ann",
    )
    assert sql(place, "SELECT level FROM trainings WHERE key = 't1'") == [(6,)]
    assert sql(place, "SELECT count(*) FROM journal") == [(2,)]
    bob.load()
    do(bob, level(7))
    assert conflict(ann, level(8)).message["author"] == "Bob"


def test_a_batch_with_one_row_changed_by_another_is_refused_whole(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = together(place, monkeypatch)
    do(ann, level(6, "t3"))
    new = Put("trainings", training("new", "a"))
    conflict(bob, Batch((new, level(8, "t1"), level(7, "t3"))))
    assert sql(place, "SELECT key, level FROM trainings ORDER BY key") == [
        ("t1", 5),
        ("t2", 5),
        ("t3", 6),
    ]


def test_rows_of_two_writers_that_differ_do_not_meet(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = together(place, monkeypatch)
    do(ann, level(6, "t1"))
    do(bob, level(7, "t2"))
    assert bob.load().trainings.get("t1").level == 6
    assert bob.check_journal() == 3
    assert [e.author for e in bob.history()] == ["Bob", "Ann", "Ann"]


@pytest.mark.parametrize(
    ("theirs", "ours", "code"),
    [
        (Drop("trainings", "t1"), level(7), "row_removed"),
        (level(6), Drop("trainings", "t1"), "row_changed"),
        (Drop("trainings", "t1"), Drop("trainings", "t1"), "row_removed"),
        (
            Put("institutions", Institution(key="new", name="Theirs")),
            Put("institutions", Institution(key="new", name="Ours")),
            "row_added",
        ),
        (
            Put("institutions", Institution(key="theirs", name="Name")),
            Put("institutions", Institution(key="ours", name="NAME")),
            "row_refused",
        ),
        (
            Put("trainings", training("t4", "c")),
            Drop("families", "c"),
            "row_refused",
        ),
        (Drop("families", "c"), Put("trainings", training("t4", "c")), "row_refused"),
    ],
)
def test_what_two_writers_do_to_one_row_is_told(
    place: Place, monkeypatch: pytest.MonkeyPatch, theirs: Any, ours: Any, code: str
) -> None:
    ann, bob = together(place, monkeypatch)
    do(ann, theirs)
    after = ann.study
    assert conflict(bob, ours).message.code == f"error.{code}"
    assert bob.load() == after
    if isinstance(place, Path):  # PostgreSQL keeps no reference that leads nowhere
        assert sql(place, "PRAGMA foreign_key_check") == []


def test_a_row_dropped_and_put_again_is_not_the_row_that_was_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = together(place, monkeypatch)
    do(ann, Drop("trainings", "t1"))
    undo(ann)
    assert conflict(bob, level(7)).message.code == "error.row_changed"


def test_a_step_of_another_is_next_to_undo_once_it_is_loaded(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = together(path, monkeypatch)
    do(bob, level(6, "t2"))
    do(ann, level(6, "t1"))
    with pytest.raises(StudyFileError) as caught:
        undo(bob)  # his own step is no longer the last
    assert caught.value.message.code == "error.step_not_next"
    bob.load()
    undo(bob)
    assert ann.load().trainings.get("t1").level == 5


def test_a_lock_that_was_lost_stops_the_writer(path: Path) -> None:
    with made(path) as store:
        lock_path(path).unlink()
        with pytest.raises(StudyFileError) as caught:
            do(store, level(6))
        assert caught.value.message.code == "error.lock_lost"
    assert sql(path, "SELECT count(*) FROM journal") == [(1,)]


def failing_commit(store: Store, *, after: bool) -> Callable[[], int]:
    """Have the next COMMIT report an error, before or after it has been done."""
    dialect = store._engine.dialect
    true_commit, failures = dialect.do_commit, []

    def commit(connection: Any) -> None:
        if not failures and connection.execute("SELECT count(*) FROM journal").fetchone()[0] > 1:
            failures.append(1)
            if after:
                true_commit(connection)
            raise OperationalError("COMMIT", None, sqlite3.OperationalError("disk I/O error"))
        true_commit(connection)

    dialect.do_commit = commit
    return lambda: len(failures)


def test_a_commit_that_was_done_in_spite_of_its_error_is_a_success(place: Place) -> None:
    with made(place) as store:
        failures = failing_commit(store, after=True)
        entry = do(store, level(6))
        assert (failures(), entry.seq) == (1, 2)
        assert store.study.trainings.get("t1").level == 6
        do(store, level(7))
    with reopened(place) as store:
        assert store.study.trainings.get("t1").level == 7
        assert store.check_journal() == 3


def test_a_commit_that_failed_leaves_the_former_state_and_can_be_tried_again(place: Place) -> None:
    with made(place) as store:
        failures = failing_commit(store, after=False)
        with pytest.raises(StudyFileError):
            do(store, level(6))
        assert failures() == 1
        assert store.study.trainings.get("t1").level == 5
        assert sql(place, "SELECT level FROM trainings WHERE key = 't1'") == [(5,)]
        do(store, level(7))
        assert [e.seq for e in store.history()] == [2, 1]


def test_a_commit_of_which_nothing_can_be_known_says_so(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(place) as store:
        failing_commit(store, after=True)

        def unreadable(*_: object) -> bool:
            raise OperationalError("SELECT", None, sqlite3.OperationalError("disk I/O error"))

        monkeypatch.setattr("db.journal.has_action", unreadable)
        with pytest.raises(StudyFileError) as caught:
            do(store, level(6))
        unknown = "save_unknown" if isinstance(place, Path) else "server_save_unknown"
        assert caught.value.message.code == f"error.{unknown}"


def test_a_full_disk_leaves_the_former_state(path: Path) -> None:
    with made(path) as store:

        def small(connection: sqlite3.Connection, *_: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

        store._engine.dispose()
        event.listen(store._engine, "connect", small)
        big = Batch(
            tuple(Put("trainings", training(f"x{n}", comment="y" * 5000)) for n in range(99))
        )
        with pytest.raises(StudyFileError) as caught:
            do(store, big)
        assert caught.value.message.code == "error.file_disk_full"
        assert len(store.study.trainings) == 3
    with reopened(path) as store:
        assert len(store.study.trainings) == 3
        edit = level(6)
        store.save(apply(store.study, edit), edit, label=LABEL)
