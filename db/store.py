"""The store: a study and its journal kept in one file, written row by row as it is edited."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError

from db import contents, journal
from db.backups import Backups, send_copy
from db.connecting import WRITES, connect, make_engine, remove_empty_journal
from db.convert import read_study, read_versions
from db.creating import build
from db.failures import file_error
from db.files import inspect, look_at, recognise, sweep
from db.fingerprint import fingerprint
from db.identity import SCHEMA
from db.journal import Entry, EntryKind, Record, Step
from db.lock import acquire
from db.on_disk import on_disk
from db.stacks import Stacks
from db.upgrade import upgrade
from db.verifying import check_study
from db.writer import Clock, Writer
from db.writing import Change, Versions, changes_between, take_versions, write_changes
from planner.errors import ConflictError, StudyFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from db.lock import FileLock
    from planner.edits import Applied, Edit
    from planner.messages import Message
    from planner.study import Study


T = TypeVar("T")


def create(path: Path, study: Study, *, author: str, machine: str, clock: Clock) -> Store:
    """A new study file at ``path`` that holds ``study``, open for writing.

    The file appears whole or not at all. Raises :class:`StudyFileError` where the name is taken,
    where the folder cannot be written, or where the tables refuse a row.
    """
    path, writer = on_disk(path), Writer.named(author, machine, clock)
    build(path, study, writer)
    return _open_for_writing(path, writer)


def open_store(
    path: Path, *, author: str, machine: str, clock: Clock, read_only: bool = False
) -> Store:
    """The study file at ``path``, locked for writing unless ``read_only``.

    A file of an older version is copied, then brought up to date. Raises :class:`StudyFileError`
    saying what the file is instead, or who holds it; then nothing has been touched.
    """
    path = on_disk(path)
    look_at(path)
    recognise(path)
    writer = Writer.named(author, machine, clock)
    return _open_for_reading(path, writer) if read_only else _open_for_writing(path, writer)


class Store:
    """A study file that is open.

    Each method takes a connection of its own, so that several threads may use one store. Made by
    :func:`create` and :func:`open_store`; to be closed, or used in a ``with`` statement.
    """

    def __init__(self, path: Path, engine: Engine, writer: Writer, lock: FileLock | None) -> None:
        """Keep the engine and the lock of ``path``; without a lock the store only reads."""
        self.path = path
        self._engine = engine
        self._writer = writer
        self._lock = lock
        self._turn = RLock()
        self._is_behind = False  # others have written what is not in the study yet
        self._study, self._versions, self._stacks = self._reading(_load)

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the store."""
        self.close()

    @property
    def study(self) -> Study:
        """The study as it was last loaded or saved here."""
        return self._study

    @property
    def read_only(self) -> bool:
        """True where nothing can be written."""
        return self._lock is None

    def load(self) -> Study:
        """The study as the file holds it now, with what others have written meanwhile.

        Nothing is read again where the journal has gained nothing since the last time.
        """
        with self._turn:
            if self._is_behind or self._reading(journal.head).seq != self._stacks.seen:
                self._study, self._versions, self._stacks = self._reading(_load)
                self._is_behind = False
            return self._study

    def save(
        self,
        applied: Applied,
        edit: Edit,
        *,
        label: Message,
        kind: EntryKind | str = EntryKind.DO,
        target: int | None = None,
    ) -> Entry:
        """Write what ``edit`` touched, with its journal entry, in one short transaction.

        Args:
            applied: What the edit made of :attr:`study`, and the edit that takes it back.
            edit: The edit itself.
            label: What the step is called in the history.
            kind: ``do``, ``undo`` or ``redo``.
            target: The step that is undone or redone, which must be the next one.

        Returns the journal entry once it is on the disk. Raises :class:`ConflictError` naming the
        row that somebody else has changed, :class:`StudyFileError` where the file cannot be
        written; then nothing has been.
        """
        with self._turn:
            self._check_writable()
            step = Step(label, EntryKind(kind), target, edit, applied.inverse)
            changes = changes_between(self._study, applied.study, applied.touched)
            record = self._write(step, changes)
            take_versions(self._versions, changes, record.seq)
            self._study = applied.study
            return journal.entry_of(record)

    def undoable(self) -> Entry | None:
        """The step to undo next, also one of an earlier session; None where there is none."""
        return self._entry(self._stacks.undoable)

    def redoable(self) -> Entry | None:
        """The step to redo next, also one of an earlier session; None where there is none."""
        return self._entry(self._stacks.redoable)

    def history(
        self, collection: str | None = None, key: str | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        """The last steps, newest first: of the file, of a collection, or of one row."""
        return self._reading(lambda reading: journal.history(reading, collection, key, limit))

    def check_journal(self) -> int:
        """How many steps the journal has, the last of which left what the tables hold.

        ``StudyFileError`` where the hashes of the journal do not hold, or where the rows of the
        study are not those that the journal tells of.
        """
        return self._reading(lambda reading: check_study(reading, self.path))

    def fingerprint(self) -> str:
        """What this study shares with its copies and with no other: 64 hexadecimal digits."""
        return fingerprint(self._study)

    @property
    def backups(self) -> Backups:
        """The backups of this file; usable from any thread."""
        return Backups(self.path, self._writer.clock)

    def send_copy(self, target: Path) -> None:
        """Write a whole copy that can be mailed; ``StudyFileError`` where that is refused."""
        send_copy(self.path, target)

    def close(self) -> None:
        """Let the file go, with its lock and the journal file that SQLite leaves beside it."""
        with self._turn:
            self._engine.dispose()
            if self._lock is not None:
                remove_empty_journal(self.path)
                self._lock.release()

    def _reading(self, read: Callable[[Connection], T]) -> T:
        try:
            with self._engine.begin() as connection:
                return read(connection)
        except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
            raise file_error(self.path, error) from error

    def _write(self, step: Step, changes: tuple[Change, ...]) -> Record:
        """Commit the changes and their record, and take the record into the stacks."""
        try:
            with self._engine.connect().execution_options(**{WRITES: True}) as connection:
                transaction = connection.begin()
                self._is_behind |= self._stacks.catch_up(connection)
                self._stacks.check(step.kind, step.target)
                record = journal.compose(step, self._writer, journal.head(connection))
                write_changes(connection, changes, self._versions, record.seq)
                journal.append(connection, record, ((c.collection, c.key) for c in changes))
                contents.follow(connection, record.seq, changes)
                try:
                    transaction.commit()
                except DBAPIError as error:
                    connection.invalidate()
                    self._resolve(record, error)
        except IntegrityError as error:
            raise ConflictError("row_refused", rule=str(error.orig)) from error
        except DBAPIError as error:
            raise file_error(self.path, error) from error
        self._stacks.take(record.seq, step.kind, step.target)
        return record

    def _resolve(self, record: Record, error: DBAPIError) -> None:
        """After a COMMIT that reported an error: look whether the step is there all the same."""
        try:
            with self._engine.begin() as connection:
                there = journal.has_action(connection, record.action_id)
        except DBAPIError as again:
            raise StudyFileError("save_unknown", path=str(self.path)) from again
        if not there:
            raise error

    def _entry(self, seq: int | None) -> Entry | None:
        if seq is None:
            return None
        return self._reading(lambda reading: journal.find_entry(reading, seq))

    def _check_writable(self) -> None:
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


def _load(connection: Connection) -> tuple[Study, Versions, Stacks]:
    stacks = Stacks()
    stacks.catch_up(connection)
    return read_study(connection), read_versions(connection), stacks


def _open_for_reading(path: Path, writer: Writer) -> Store:
    version = _inspected(path, "ro")
    if version < SCHEMA:
        raise StudyFileError("file_older", path=str(path), version=version, known=SCHEMA)
    return _opened(path, writer, None)


def _open_for_writing(path: Path, writer: Writer) -> Store:
    lock = acquire(path, writer)
    try:
        sweep(path.parent, path.name, writer.clock())
        if _inspected(path, "rw") < SCHEMA:
            upgrade(path, writer.clock())
        _begin_contents(path)
        return _opened(path, writer, lock)
    except (sqlite3.Error, OSError) as error:
        lock.release()
        raise file_error(path, error) from error
    except BaseException:
        lock.release()
        raise


def _begin_contents(path: Path) -> None:
    """Keep the hash of what a file of an older version holds, to be carried on from there."""
    engine = make_engine(path, read_only=False)
    try:
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
    except (DBAPIError, sqlite3.Error) as error:
        raise file_error(path, error) from error
    finally:
        engine.dispose()


def _inspected(path: Path, mode: str) -> int:
    """The version of a sound file that can be written, or read where ``mode`` is ``ro``."""
    try:
        with closing(connect(path, mode)) as connection:
            version = inspect(connection, path)
            if mode == "rw":
                _try_writing(connection, version)
            return version
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise file_error(path, error) from error


def _try_writing(connection: sqlite3.Connection, version: int) -> None:
    """Write what is there already and take it back: only a write tells a read-only file."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version={version}")
    connection.execute("ROLLBACK")


def _opened(path: Path, writer: Writer, lock: FileLock | None) -> Store:
    engine = make_engine(path, read_only=lock is None)
    try:
        return Store(path, engine, writer, lock)
    except BaseException:
        engine.dispose()
        raise
