"""The journal done again: from what the file began with, or from a backup, step by step."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import contents, journal
from db.codec import decode_edit
from db.connecting import WRITES, connect, let_go, make_engine
from db.convert import read_study, read_versions
from db.creating import lay_out
from db.editions import thawed
from db.files import copy_database
from db.journal import NO_HASH, EntryKind, Head, Record
from db.rows import CONTENTS
from db.wreck import scanned
from db.writing import changes_between, take_versions, write_changes, write_study
from planner.edits import apply
from planner.errors import CartoplanError, StudyFileError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from planner.edits import Applied
    from planner.study import Study

_COLUMNS = tuple(field.name for field in fields(Record))


@dataclass(frozen=True, slots=True)
class Readable:
    """What can be read of a journal: sound entries in their order, and the first study."""

    records: tuple[Record, ...]
    start: Study | None
    last_known: int

    def after(self, head: Head) -> tuple[Record, ...]:
        """The entries that follow an entry without a gap; none where the next one is lost."""
        found = []
        for record in self.records:
            if record.seq == head.seq + 1 and record.prev_hash == head.hash:
                found.append(record)
                head = Head(record.seq, record.hash)
        return tuple(found)


def readable(connection: sqlite3.Connection) -> Readable:
    """The entries of a damaged file's journal whose hashes hold, and the study it began with."""
    found = scanned(connection, "journal", _COLUMNS, ("rowid",)).rows
    numbers = [row[0] for row in found if isinstance(row[0], int)]
    records = tuple(filter(None, map(_sound, found)))
    first = next((record for record in records if record.seq == 1), None)
    start = None if first is None else _start(connection)
    return Readable(records, start, max(numbers, default=0))


def _sound(row: tuple[object, ...]) -> Record | None:
    """The entry that a row holds, if its hash says so."""
    record = Record(*row)  # type: ignore[arg-type]  # the hash tells whether they are
    return record if record.holds else None


def _start(connection: sqlite3.Connection) -> Study | None:
    """What the file began with, if it is kept and still has its hash."""
    for seq, digest, text in scanned(
        connection, "journal_contents", ("seq", "digest", "study"), ("rowid",)
    ).rows:
        if seq == 1 and isinstance(text, str):
            try:
                study = thawed(text)
            except StudyFileError:
                return None
            return study if contents.content_of(study) == digest else None
    return None


def steps_of(connection: Connection) -> tuple[Study | None, tuple[Record, ...]]:
    """What a sound file began with, None where it was not kept, and its whole journal."""
    first = connection.execute(select(CONTENTS.c.study).where(CONTENTS.c.seq == 1)).first()
    study = None if first is None or first.study is None else thawed(first.study)
    return study, journal.records(connection)


def replayed(study: Study, records: Iterable[Record]) -> Iterator[tuple[Record, Applied | None]]:
    """Each entry with what its edit makes of the study left by the one before.

    Stops where an edit cannot be read or applied: what comes after would not be what was done.
    """
    for record in records:
        if record.kind == EntryKind.CREATE:
            yield record, None
            continue
        try:
            if record.edit is None:
                return
            applied = apply(study, decode_edit(record.edit))
        except CartoplanError:
            return
        study = applied.study
        yield record, applied


def replay(study: Study, records: Iterable[Record]) -> Study:
    """The study that the entries make of another one."""
    for _, applied in replayed(study, records):
        if applied is not None:
            study = applied.study
    return study


def write_from_start(path: Path, study: Study, records: Sequence[Record]) -> int:
    """Write a study file that begins with ``study`` and has done ``records``; the last number."""
    first, *rest = records
    lay_out(path)
    engine = make_engine(path, read_only=False)
    try:
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            write_study(connection, study)
            journal.append(connection, first, ())
            contents.begin(connection, first.seq, study)
            done = _write_steps(connection, study, rest)
        let_go(engine)
    finally:
        engine.dispose()
    return done or first.seq


def write_from_backup(path: Path, backup: Path, records: Sequence[Record]) -> int:
    """Write a copy of a backup in which ``records`` are done too; the last number."""
    copy_database(backup, path)
    engine = make_engine(path, read_only=False)
    try:
        with (
            engine.connect().execution_options(**{WRITES: True}) as connection,
            connection.begin(),
        ):
            done = _write_steps(connection, read_study(connection), records)
        let_go(engine)
    finally:
        engine.dispose()
    return done


def head_of(path: Path) -> Head:
    """The end of the journal of a sound file."""
    with closing(connect(path, "ro")) as connection:
        query = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
        found = connection.execute(query).fetchone()
    return Head(*found) if found else Head(0, NO_HASH)


def _write_steps(connection: Connection, study: Study, records: Sequence[Record]) -> int:
    """Do the entries again as they were entered: same numbers, names, times and hashes."""
    versions, done = read_versions(connection), 0
    for record, applied in replayed(study, records):
        if applied is None:
            continue
        changes = changes_between(study, applied.study, applied.touched)
        write_changes(connection, changes, versions, record.seq)
        take_versions(versions, changes, record.seq)
        journal.append(connection, record, ((c.collection, c.key) for c in changes))
        contents.follow(connection, record.seq, changes)
        study, done = applied.study, record.seq
    return done
