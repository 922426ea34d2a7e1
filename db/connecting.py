"""Connections to a study file: opened by address, never by ``open()``, each with its pragmas."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.util import LRUCache

from db.pragmas import BUSY_MS, prepare
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Dialect

WRITES = "writes"  # the execution option of a connection that is going to write

#: What was compiled for one file serves the next: to compile takes as long as to write a study.
_COMPILED: LRUCache[Any, Any] = LRUCache(500)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A bare connection in autocommit: ``mode`` is ``ro``, ``rw``, ``rwc`` or ``ro&immutable=1``.

    The file is never made by mistake: only ``rwc`` creates it.
    """
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_MS / 1000,
        check_same_thread=False,
    )


def image_of(path: Path) -> bytes:
    """The database in the file ``path`` as the bytes of one file.

    Through a copy in memory, which fails with ``sqlite3.Error`` where a page cannot be read:
    ``serialize()`` of the file itself makes noughts of that page without a word.
    """
    with closing(connect(path, "ro")) as found, closing(sqlite3.connect(":memory:")) as copy:
        found.backup(copy)
        return copy.serialize()


def make_engine(path: Path, *, read_only: bool, first: sqlite3.Connection | None = None) -> Engine:
    """An engine that may serve several threads, each with a connection of its own.

    Whoever asks first is given the connection ``first``, where there is one: it knows the tables
    already, which takes as long to read as half of a study. Writing connections begin with BEGIN
    IMMEDIATE, so that a transaction never has to turn from reading to writing, which fails at
    once whatever the time-out.
    """
    mode = "ro" if read_only else "rw"
    at_hand = [] if first is None else [first]

    def make() -> Any:  # to SQLAlchemy each driver's connection is of the same kind
        return _prepared(at_hand.pop() if at_hand else connect(path, mode), read_only=read_only)

    said = _dialect()
    engine = Engine(
        QueuePool(make, dialect=said),
        said,
        make_url("sqlite://"),
        execution_options={"compiled_cache": _COMPILED},
    )
    event.listen(engine, "begin", _begin)
    return engine


@cache
def _dialect() -> Dialect:
    """The dialect of every engine, which has asked SQLite once what it can."""
    first = create_engine("sqlite://", poolclass=NullPool)
    with first.connect():
        return first.dialect


def let_go(engine: Engine, *, wrote: bool = True) -> None:
    """Close every connection; the last one removes the empty journal that TRUNCATE leaves.

    A journal that somebody else uses stays.
    """
    if wrote:
        with suppress(sqlite3.Error, StudyFileError), closing(engine.raw_connection()) as last:
            last.detach()
            engine.dispose()
            last.cursor().execute("PRAGMA journal_mode=DELETE").fetchall()
    engine.dispose()


def _prepared(connection: sqlite3.Connection, *, read_only: bool) -> sqlite3.Connection:
    try:
        prepare(connection, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(connection: Connection) -> None:
    options: Any = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")
