"""What every connection is told, and that the live file is opened by SQLite alone."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from db.connecting import _COMPILED, connect
from db.pragmas import PRAGMAS, prepare
from planner.edits import Set
from planner.errors import StudyFileError
from tests.audit import files_opened
from tests.db.build import created, do, made, redo, reopened, undo

WANTED = {
    "journal_mode": "truncate",
    "synchronous": 3,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "locking_mode": "normal",
    "mmap_size": 0,
    "cell_size_check": 1,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.cartoplan"


def test_each_connection_has_the_pragmas(path: Path) -> None:
    with made(path) as store, store._engine.connect() as one, store._engine.connect() as two:
        for connection in (one, two):
            for name, value in WANTED.items():
                assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value, name


def test_a_connection_for_reading_cannot_write(path: Path) -> None:
    made(path).close()
    with reopened(path, read_only=True) as store, store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA query_only").scalar() == 1
        with pytest.raises(Exception, match="readonly"):
            connection.exec_driver_sql("DELETE FROM facts")


def test_a_pragma_that_is_not_taken_is_an_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path).close()
    monkeypatch.setattr("db.pragmas.PRAGMAS", (*PRAGMAS, ("synchronous", "OFF", 3)))
    connection = connect(path, "rw")
    with pytest.raises(StudyFileError) as caught:
        prepare(connection, read_only=False)
    connection.close()
    assert caught.value.message["pragma"] == "synchronous"


def test_a_save_begins_by_taking_the_right_to_write(path: Path) -> None:
    said: list[str] = []
    with made(path) as store:
        event.listen(
            store._engine,
            "before_cursor_execute",
            lambda _c, _k, statement, *_: said.append(statement.split()[0:2]),
        )
        do(store, Set("trainings", "t1", (("level", 6),)))
        assert said[0] == ["BEGIN", "IMMEDIATE"]
        assert sum(words[0] == "BEGIN" for words in said) == 1
        said.clear()
        store.history()
        assert said[0] == ["BEGIN"]


def test_what_was_compiled_for_one_file_serves_the_next(path: Path, tmp_path: Path) -> None:
    edit = Set("trainings", "t1", (("level", 6),))
    with made(path) as one, made(tmp_path / "b.cartoplan") as two:
        do(one, edit)
        known = set(_COMPILED)
        do(two, edit)
        assert set(_COMPILED) == known


def test_several_threads_may_use_one_store(path: Path) -> None:
    failures: list[BaseException] = []

    def work(store: Any, key: str) -> None:
        try:
            for level in (6, 7, 8):
                with turn:
                    do(store, Set("trainings", key, (("level", level),)))
                store.history("trainings", key)
                store.undoable()
            store.backups.make()
        except BaseException as failure:
            failures.append(failure)

    turn = threading.Lock()  # an edit is applied to a study and saved: that belongs to one thread
    with made(path) as store:
        workers = [threading.Thread(target=work, args=(store, key)) for key in ("t1", "t2", "t3")]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert failures == []
        assert store.check_journal() == 10
        assert {t.level for t in store.study.trainings} == {8}


def test_the_live_file_is_never_opened_but_by_sqlite(path: Path) -> None:
    """Closing any other handle on it would drop the locks of SQLite in this process."""
    live = {str(path), f"{path}-journal"}
    with files_opened() as seen:
        with created(path) as store:
            do(store, Set("trainings", "t1", (("level", 6),)))
            undo(store)
            redo(store)
            store.backups.make()
            store.backups.is_due()
            store.send_copy(path.with_name("copy.cartoplan"))
            store.check_journal()
        for read_only in (True, False):
            with reopened(path, read_only=read_only) as store:
                store.history()
        assert live.isdisjoint(seen)
        assert path.read_bytes()
        assert not live.isdisjoint(seen), "the watch does see"
