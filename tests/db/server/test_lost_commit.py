"""A commit whose answer was lost: what became of it is found out by the step's own number."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from db.server import connecting
from db.server.address import Address
from db.store import Store
from planner.edits import Set
from planner.errors import StudyFileError
from tests.db.build import do, on_server, reopened

pytestmark = pytest.mark.postgresql
LEVEL = Set("trainings", "t1", (("level", 7),))


def next_commit(store: Store, happens: Callable[[Any, Callable[[Any], None]], None]) -> None:
    """Have something happen in the place of the next COMMIT of a save."""
    dialect = store.keeper.engine.dialect
    true_commit = dialect.do_commit

    def commit(connection: Any) -> None:
        held = (
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        if connection.execute(held).fetchone()[0]:
            dialect.do_commit = true_commit
            happens(connection.driver_connection, true_commit)
        else:
            true_commit(connection)

    dialect.do_commit = commit


def end_backend(region: Address, connection: Any) -> None:
    on_server(region, "SELECT pg_terminate_backend(%s)", connection.info.backend_pid)


def levels(region: Address) -> list[tuple[Any, ...]]:
    return on_server(region, "SELECT level FROM trainings WHERE key = 't1'")


def test_a_commit_that_was_done_before_the_line_was_cut_is_a_success(region: Address) -> None:
    def done_then_cut(connection: Any, true_commit: Callable[[Any], None]) -> None:
        true_commit(connection)
        end_backend(region, connection)
        connection.execute("SELECT 1")  # the answer that never comes

    with reopened(region) as store:
        next_commit(store, done_then_cut)
        assert do(store, LEVEL).seq == 2
        assert store.study.trainings.get("t1").level == 7
        assert do(store, Set("trainings", "t1", (("level", 8),))).seq == 3


def test_a_line_cut_before_the_commit_leaves_the_former_state_and_the_next_save_works(
    region: Address,
) -> None:
    def cut_then_done(connection: Any, true_commit: Callable[[Any], None]) -> None:
        end_backend(region, connection)
        true_commit(connection)

    with reopened(region) as store:
        next_commit(store, cut_then_done)
        with pytest.raises(StudyFileError) as caught:
            do(store, LEVEL)
        assert caught.value.message.code == "error.server_lost"
        assert levels(region) == [(5,)]
        assert store.study.trainings.get("t1").level == 5
        assert do(store, LEVEL).seq == 2


def test_a_commit_that_is_still_under_way_is_waited_for(
    region: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def late(connection: Any, true_commit: Callable[[Any], None]) -> None:
        def commit() -> None:
            time.sleep(0.2)  # the server is slow; our line to it is already cut
            connection.execute("COMMIT")
            psycopg.Connection.close(connection)

        connection.close = lambda: None
        threads.append(threading.Thread(target=commit))
        threads[0].start()
        raise OperationalError("COMMIT", None, psycopg.OperationalError("connection lost"))

    with reopened(region) as store:
        next_commit(store, late)
        assert do(store, LEVEL).seq == 2
        threads[0].join()
        assert levels(region) == [(7,)]


def test_where_the_server_cannot_be_asked_the_step_can_be_asked_for_later(
    region: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    true_connect = connecting.connect

    def nobody(*_: Any, **__: Any) -> Any:
        raise psycopg.OperationalError("no route to host")

    def done_then_gone(connection: Any, true_commit: Callable[[Any], None]) -> None:
        true_commit(connection)
        end_backend(region, connection)
        monkeypatch.setattr(connecting, "connect", nobody)
        connection.execute("SELECT 1")

    with reopened(region) as store:
        next_commit(store, done_then_gone)
        with pytest.raises(StudyFileError) as caught:
            do(store, LEVEL)
        said = caught.value.message
        assert said.code == "error.server_save_unknown"
        monkeypatch.setattr(connecting, "connect", true_connect)
        assert store.has_step(said["action"])
        assert not store.has_step("0" * 32)
        assert store.load().trainings.get("t1").level == 7
        assert store.undoable().seq == 2
