"""The store: a study and its journal kept in one place, written row by row as it is edited."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from db import contents, journal
from db.backups import Backups, send_copy
from db.connecting import WRITES
from db.creating import build
from db.fetching import Fetched, fetch_since, fetch_whole
from db.file_keeper import FileKeeper, lock_file, open_file
from db.journal import Entry, EntryKind, HiddenStep, Record, Step
from db.on_disk import on_disk
from db.overtaken import refuse_overtaken
from db.refusals import rule_of
from db.verifying import check_study
from db.writer import Clock, Writer
from db.writing import Change, changes_between, take_versions, write_changes
from planner.errors import ConflictError, StudyFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

    from db.keeper import Keeper
    from db.server.address import Address
    from planner.edits import Applied, Edit
    from planner.messages import Message
    from planner.study import Study


T = TypeVar("T")


def create(
    place: Path | Address, study: Study, *, author: str, machine: str, clock: Clock
) -> Store:
    """A new study file, or a region in an empty database, that holds ``study``; open for writing.

    It appears whole or not at all. Raises :class:`StudyFileError` where the name is taken, where
    nothing can be written there, or where the tables refuse a row.
    """
    writer = Writer.named(author, machine, clock)
    if isinstance(place, Path):
        path = on_disk(place)
        build(path, study, writer)
        return _opened(lock_file(path, writer), writer)
    from db.server import creating  # psycopg is loaded only for a server

    creating.build(place, study, writer)
    return open_store(place, author=author, machine=machine, clock=clock)


def open_store(
    place: Path | Address, *, author: str, machine: str, clock: Clock, read_only: bool = False
) -> Store:
    """The study file or the region at ``place``, for writing unless ``read_only``.

    A file is locked, and brought up to date after it was copied. On a server the author is who
    the server says that we are, whatever is given here. Raises :class:`StudyFileError` saying
    what is there instead, or who holds it; then nothing has been touched.
    """
    writer = Writer.named(author, machine, clock)
    if isinstance(place, Path):
        return _opened(open_file(place, writer, read_only=read_only), writer)
    from db.server.server_keeper import ServerKeeper  # psycopg is loaded only for a server

    keeper = ServerKeeper(place, read_only=read_only)
    return _opened(keeper, Writer(keeper.login, writer.machine, clock))


def _opened(keeper: Keeper, writer: Writer) -> Store:
    try:
        return Store(keeper, writer)
    except BaseException:
        keeper.close()
        raise


class Store:
    """A study file or a region that is open.

    Each method takes a connection of its own, so that several threads may use one store. Made by
    :func:`create` and :func:`open_store`; to be closed, or used in a ``with`` statement.
    """

    def __init__(self, keeper: Keeper, writer: Writer) -> None:
        """Read the study that ``keeper`` keeps; what is saved here bears the name of ``writer``."""
        self.keeper = keeper
        self._engine = keeper.engine
        self._writer = writer
        self._turn = RLock()
        self._read = self._reading(self._whole)  # as it was read, whatever is saved since
        self._study = self._read.study
        self._versions, self._stacks = self._read.versions_to_keep(), self._read.stacks.copy()
        self._is_behind = False  # others have written what is not in the study yet

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
    def path(self) -> Path | None:
        """The study file; None for a region on a server."""
        return self.keeper.path if isinstance(self.keeper, FileKeeper) else None

    @property
    def read_only(self) -> bool:
        """True where nothing can be written."""
        return self.keeper.read_only

    def load(self, fetched: Fetched | None = None) -> Study:
        """The study as it is kept now, with what others have written meanwhile.

        Nothing is read again where the journal has gained nothing since the last time, nor where
        ``fetched`` is given: it is taken as it is, unless we have read or written since.
        """
        with self._turn:
            found = self.fetch() if fetched is None else fetched
            if found is not None and found.stacks.seen >= self._stacks.seen:
                self._take(found)
            return self._study

    def fetch(self, *, whole: bool = False) -> Fetched | None:
        """What is kept now, which :meth:`load` takes; None where it is in :attr:`study` already.

        For a thread that must not change the study: nothing does until it is taken. With
        ``whole`` it is read in any case: what we may read can change without a step.
        """
        if whole:
            return self._reading(self._whole)
        if self._is_behind or self._reading(journal.head).seq != self._stacks.seen:
            return self._reading(self._since)
        return None

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
        row that somebody else has changed, :class:`EditRefused` where the row is not ours to
        change, :class:`StudyFileError` where nothing can be written; then nothing has been.
        """
        with self._turn:
            self.keeper.check_writable()
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

    def refuse_overtaken(self, entry: Entry) -> None:
        """Raise :class:`ConflictError` where somebody else has changed a row of a step since.

        To be asked before a step of :meth:`undoable` or :meth:`redoable` is applied backwards or
        again; :meth:`save` asks once more, when nobody else can write.
        """
        own = self.keeper.login
        if own is not None:
            self._reading(lambda reading: refuse_overtaken(reading, entry.seq, own))

    def history(
        self, collection: str | None = None, key: str | None = None, limit: int = 100
    ) -> tuple[Entry, ...]:
        """The last steps, newest first: of the study, of a collection, or of one row."""
        return self._reading(lambda reading: journal.history(reading, collection, key, limit))

    def hidden(self, rows: Iterable[tuple[str, str | None]] = ()) -> tuple[HiddenStep, ...]:
        """The steps about some rows, or all, whose edits are not ours to read, newest first.

        Of a row, its collection and key are named, or None for all rows; a file hides none.
        """
        if self.keeper.person is None:
            return ()
        named = tuple(rows)
        return self._reading(lambda reading: journal.hidden(reading, named))

    def check_journal(self) -> int:
        """How many steps the journal has, the last of which left what the tables hold.

        ``StudyFileError`` where the hashes of the journal do not hold, or where the rows of the
        study are not those that the journal tells of.
        """
        path = self.path
        if path is None:  # a server keeps its own checksums
            return self._reading(journal.check_chain)
        return self._reading(lambda reading: check_study(reading, path))

    def has_step(self, action_id: str) -> bool:
        """True where the step is kept: it tells how a save ended of which no answer came."""
        return self._settled(action_id)

    @property
    def backups(self) -> Backups | None:
        """The backups of this file, usable from any thread; None where a server makes them."""
        return None if self.path is None else Backups(self.path, self._writer.clock)

    def send_copy(self, target: Path) -> None:
        """Write a whole copy that can be mailed; ``StudyFileError`` where that is refused."""
        if self.path is None:
            build(target, self.load(), self._writer)
        else:
            send_copy(self.path, target)

    def close(self) -> None:
        """Let the place go."""
        with self._turn:
            self.keeper.close()

    def _whole(self, connection: Connection) -> Fetched:
        return fetch_whole(connection, self.keeper.login)

    def _since(self, connection: Connection) -> Fetched:
        found = fetch_since(connection, self._read, self.keeper.person)
        return self._whole(connection) if found is None else found

    def _take(self, fetched: Fetched) -> None:
        self._read, self._study = fetched, fetched.study
        self._versions, self._stacks = fetched.versions_to_keep(), fetched.stacks.copy()
        self._is_behind = False

    def _reading(self, read: Callable[[Connection], T]) -> T:
        try:
            with self._engine.begin() as connection:
                return read(connection)
        except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
            raise self.keeper.error(error) from error

    def _write(self, step: Step, changes: tuple[Change, ...]) -> Record:
        """Commit the changes and their record, and take the record into the stacks."""
        try:
            with self._engine.connect().execution_options(**{WRITES: True}) as connection:
                transaction = connection.begin()
                self._is_behind |= self._stacks.catch_up(connection)
                self._stacks.check(step.kind, step.target)
                refuse_overtaken(connection, step.target, self.keeper.login)
                record = journal.compose(step, self._writer, self._stacks.head)
                write_changes(connection, changes, self._versions, record.seq)
                journal.append(connection, record, ((c.collection, c.key) for c in changes))
                if self.path is not None:
                    contents.follow(connection, record.seq, changes)
                try:
                    transaction.commit()
                except DBAPIError as error:
                    connection.invalidate()
                    self._resolve(record, error)
        except IntegrityError as error:
            raise ConflictError("row_refused", rule=rule_of(error)) from error
        except DBAPIError as error:
            raise self.keeper.error(error) from error
        except StatementError as error:  # a value that is not of its column's type
            raise ConflictError("row_refused", rule=rule_of(error)) from error
        head = journal.Head(record.seq, record.hash)
        self._stacks.take(head, step.kind, step.target, self._writer.author)
        return record

    def _resolve(self, record: Record, error: DBAPIError) -> None:
        """After a COMMIT that reported an error: look whether the step is there all the same."""
        try:
            there = self._settled(record.action_id)
        except StudyFileError as again:
            raise self.keeper.unknown(record.action_id) from again
        if not there:
            raise error

    def _settled(self, action_id: str) -> bool:
        """Whether a step is kept, judged when no save of ours can still be under way.

        On a server a save whose connection was lost may yet end: the turn to write is waited for.
        """
        shared = self.keeper.login is not None
        try:
            with (
                self._engine.connect().execution_options(**{WRITES: shared}) as connection,
                connection.begin(),
            ):
                return journal.has_action(connection, action_id)
        except (DBAPIError, sqlite3.Error) as error:
            raise self.keeper.error(error) from error

    def _entry(self, seq: int | None) -> Entry | None:
        if seq is None:
            return None
        return self._reading(lambda reading: journal.find_entry(reading, seq))
