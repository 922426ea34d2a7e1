"""A study file that is open: its lock, its engine, what SQLite leaves beside it."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from db import contents, journal
from db.connecting import WRITES, connect, let_go, make_engine
from db.convert import read_study
from db.failures import file_error
from db.files import inspect, look_at, recognise, sweep
from db.identity import SCHEMA
from db.lock import acquire
from db.on_disk import on_disk
from db.upgrade import upgrade
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from db.lock import FileLock
    from db.writer import Writer


class FileKeeper:
    """The study file at ``path``; without a lock it is only read."""

    login = None
    person = None

    def __init__(
        self, path: Path, lock: FileLock | None, first: sqlite3.Connection | None = None
    ) -> None:
        """Keep the lock; connections to the file, but for ``first``, are made when asked for."""
        self.path = path
        self.engine = make_engine(path, read_only=lock is None, first=first)
        self._lock = lock
        self._is_closed = False

    @property
    def name(self) -> str:
        """The name of the file, without its folder."""
        return self.path.name

    @property
    def read_only(self) -> bool:
        """True where the file is not locked for writing."""
        return self._lock is None

    def check_writable(self) -> None:
        """Raise :class:`StudyFileError` where the lock is missing or no longer ours."""
        if self._lock is None:
            raise StudyFileError("store_read_only", path=str(self.path))
        if not self.path.exists():  # a disk that was unplugged, a share that is gone
            raise StudyFileError("file_missing", path=str(self.path))
        try:
            is_held = self._lock.is_held()
        except OSError as error:
            raise file_error(self.path, error) from error
        if not is_held:
            raise StudyFileError("lock_lost", path=str(self.path))

    def error(self, error: BaseException) -> StudyFileError:
        """What SQLite or the system said of the file."""
        return file_error(self.path, error)

    def unknown(self, action: str) -> StudyFileError:
        """What is said where nothing tells whether the last step is on the disk."""
        return StudyFileError("save_unknown", path=str(self.path), action=action)

    def close(self) -> None:
        """Let the file go, with its lock and the journal that SQLite leaves; once is enough."""
        if self._is_closed:
            return
        let_go(self.engine, wrote=self._lock is not None)
        if self._lock is not None:
            self._lock.release()
        self._is_closed = True


def open_file(path: Path, writer: Writer, *, read_only: bool) -> FileKeeper:
    """The study file at ``path``, locked for writing unless ``read_only``.

    A file of an older version is copied, then brought up to date. Raises :class:`StudyFileError`
    saying what the file is instead, or who holds it; then nothing has been touched.
    """
    path = on_disk(path)
    look_at(path)
    recognise(path)
    return _for_reading(path) if read_only else lock_file(path, writer)


def lock_file(path: Path, writer: Writer) -> FileKeeper:
    """The study file at ``path``, locked for writing and up to date."""
    lock = acquire(path, writer)
    try:
        sweep(path.parent, path.name, writer.clock())
        first = _up_to_date(path, writer)
    except (sqlite3.Error, OSError) as error:
        lock.release()
        raise file_error(path, error) from error
    except BaseException:
        lock.release()
        raise
    return _with_contents(FileKeeper(path, lock, first))


def _up_to_date(path: Path, writer: Writer) -> sqlite3.Connection | None:
    """A connection to a sound file; None where the file had to be brought up to date."""
    connection, version = _inspected(path, read_only=False)
    if version == SCHEMA:
        return connection
    connection.close()
    upgrade(path, writer.clock())
    return None


def _for_reading(path: Path) -> FileKeeper:
    connection, version = _inspected(path, read_only=True)
    if version < SCHEMA:
        connection.close()
        raise StudyFileError("file_older", path=str(path), version=version, known=SCHEMA)
    return FileKeeper(path, None, connection)


def _with_contents(keeper: FileKeeper) -> FileKeeper:
    """The keeper, once the hash of what a file of an older version holds is kept in it."""
    try:
        _begin_contents(keeper.engine)
    except (DBAPIError, sqlite3.Error) as error:
        keeper.close()
        raise keeper.error(error) from error
    except BaseException:
        keeper.close()
        raise
    return keeper


def _begin_contents(engine: Engine) -> None:
    with engine.begin() as reading:
        if not contents.is_empty(reading):
            return
    with (
        engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        seq = journal.head(connection).seq
        if seq:
            contents.begin(connection, seq, read_study(connection))


def _inspected(path: Path, *, read_only: bool) -> tuple[sqlite3.Connection, int]:
    """A connection to a sound file, which can be written unless ``read_only``, and its version."""
    try:
        connection = connect(path, "ro" if read_only else "rw")
        try:
            version = inspect(connection, path)
            if not read_only:
                _try_writing(connection, version)
        except BaseException:
            connection.close()
            raise
        return connection, version
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise file_error(path, error) from error


def _try_writing(connection: sqlite3.Connection, version: int) -> None:
    """Write what is there already and take it back: only a write tells a read-only file."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version={version}")
    connection.execute("ROLLBACK")
