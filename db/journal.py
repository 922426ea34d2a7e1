"""The journal of a study file: append-only, chained by hashes, the source of undo and redo."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import uuid4

from sqlalchemy import insert, or_, select

from db import steps
from db.codec import decode_edit, decode_label, encode_edit, encode_label
from db.rows import JOURNAL, MARKS
from db.values import canonical, refuse
from planner.errors import StudyFileError
from planner.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

    from db.writer import Writer
    from planner.edits import Edit

NO_HASH = "0" * 64  # what the first entry is chained to


class EntryKind(StrEnum):
    """What a journal entry did."""

    CREATE = "create"
    DO = "do"
    UNDO = "undo"
    REDO = "redo"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        """A kind that a damage has made of another."""
        refuse(value)


@dataclass(frozen=True, slots=True)
class Record:
    """A journal entry as it is kept: its number, author, label, edit and place in the chain.

    ``at`` is a UTC time in ISO 8601; the number gives the order, never the clock. ``target`` is
    the number of the step that an undo or a redo is about.
    """

    seq: int
    action_id: str
    at: str
    author: str
    machine: str
    label: str
    kind: str
    target: int | None
    edit: str | None
    inverse: str | None
    prev_hash: str
    hash: str

    def content_hash(self) -> str:
        """What ``hash`` must be: the SHA-256 of every other column, the former hash included."""
        columns = [getattr(self, name) for name in _HASHED]
        return hashlib.sha256(canonical(columns).encode()).hexdigest()

    @property
    def holds(self) -> bool:
        """True where ``hash`` is what it must be; a damage may have made bytes of a text."""
        try:
            return self.hash == self.content_hash()
        except (TypeError, ValueError):
            return False


_COLUMNS = tuple(field.name for field in fields(Record))
_HASHED = tuple(name for name in _COLUMNS if name != "hash")


@dataclass(frozen=True, slots=True)
class Entry:
    """A step of the journal as it is shown; its edits are read when they are asked for."""

    seq: int
    action_id: str
    at: datetime
    author: str
    machine: str
    label: Message
    kind: EntryKind
    target: int | None
    record: Record

    @property
    def edit(self) -> Edit:
        """The edit that was made; ``StudyFileError`` where the step made none."""
        return _edit(self.seq, self.record.edit)

    @property
    def inverse(self) -> Edit:
        """The edit that takes it back; ``StudyFileError`` where the step made none."""
        return _edit(self.seq, self.record.inverse)


def _edit(seq: int, text: str | None) -> Edit:
    if text is None:
        raise StudyFileError("journal_unreadable", value=str(seq))
    return decode_edit(text)


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be entered in the journal: a label, a kind, an edit and its inverse."""

    label: Message
    kind: EntryKind
    target: int | None = None
    edit: Edit | None = None
    inverse: Edit | None = None


CREATION = Step(message("journal.created"), EntryKind.CREATE)


def compose(step: Step, writer: Writer, head: Head) -> Record:
    """The record of a step, chained to the last one."""
    columns: dict[str, Any] = {
        "seq": head.seq + 1,
        "action_id": uuid4().hex,
        "at": writer.clock().astimezone(UTC).isoformat(timespec="milliseconds"),
        "author": writer.author,
        "machine": writer.machine,
        "label": encode_label(step.label),
        "kind": str(step.kind),
        "target": step.target,
        "edit": None if step.edit is None else encode_edit(step.edit),
        "inverse": None if step.inverse is None else encode_edit(step.inverse),
        "prev_hash": head.hash,
    }
    digest = Record(**columns, hash="").content_hash()
    return Record(**columns, hash=digest)


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the journal: the number and hash of its last entry."""

    seq: int = 0
    hash: str = NO_HASH


def head(connection: Connection) -> Head:
    """The end of the journal."""
    found = connection.execute(steps.head(connection)).first()
    return Head() if found is None else Head(found.seq, found.hash)


def append(connection: Connection, record: Record, marks: Iterable[tuple[str, str]]) -> None:
    """Write a record and the rows that it touched."""
    columns = {name: getattr(record, name) for name in _COLUMNS}
    connection.execute(steps.entering(connection, record.seq), columns)
    touched = [{"collection": c, "row_key": key, "seq": record.seq} for c, key in marks]
    if touched:
        connection.execute(insert(MARKS), touched)


def entry_of(record: Record) -> Entry:
    """The entry that a record holds."""
    return Entry(
        record.seq,
        record.action_id,
        datetime.fromisoformat(record.at),
        record.author,
        record.machine,
        decode_label(record.label),
        EntryKind(record.kind),
        record.target,
        record,
    )


def find_entry(connection: Connection, seq: int) -> Entry:
    """The entry of a number; ``StudyFileError`` where the journal has lost it."""
    found = connection.execute(select(JOURNAL).where(JOURNAL.c.seq == seq)).first()
    if found is None:
        raise StudyFileError("journal_unreadable", value=str(seq))
    return entry_of(_record(found))


def has_action(connection: Connection, action_id: str) -> bool:
    """True where the journal holds the action: it was committed, whatever was said."""
    found = select(JOURNAL.c.seq).where(JOURNAL.c.action_id == action_id)
    return connection.execute(found).first() is not None


def history(
    connection: Connection, collection: str | None, key: str | None, limit: int
) -> tuple[Entry, ...]:
    """The last entries, newest first, of the file, of a collection or of one row."""
    query = select(JOURNAL).order_by(JOURNAL.c.seq.desc()).limit(limit)
    if collection is not None:
        about = select(MARKS.c.seq).where(MARKS.c.collection == collection)
        if key is not None:
            about = about.where(MARKS.c.row_key == key)
        query = query.where(JOURNAL.c.seq.in_(about))
    return tuple(entry_of(_record(found)) for found in connection.execute(query))


@dataclass(frozen=True, slots=True)
class HiddenStep:
    """A step whose edit is not ours to read: its number, when it was made, and by whom."""

    seq: int
    at: datetime
    author: str


def hidden(
    connection: Connection, rows: Iterable[tuple[str, str | None]]
) -> tuple[HiddenStep, ...]:
    """The steps that touched one of the rows and that we may not read, newest first.

    A row is a collection and a key, or None for all of its rows; without rows, every such step.
    """
    named = [
        MARKS.c.collection == collection
        if key is None
        else (MARKS.c.collection == collection) & (MARKS.c.row_key == key)
        for collection, key in rows
    ]
    step = steps.after(connection, 0).subquery()
    query = select(step.c.seq, step.c.at, step.c.author)
    query = query.where(step.c.seq.not_in(select(JOURNAL.c.seq)), step.c.kind != EntryKind.CREATE)
    query = query.order_by(step.c.seq.desc())
    if named:
        query = query.where(step.c.seq.in_(select(MARKS.c.seq).where(or_(*named))))
    return tuple(
        HiddenStep(row.seq, datetime.fromisoformat(row.at), row.author)
        for row in connection.execute(query)
    )


def check_chain(connection: Connection) -> int:
    """The number of entries of a journal whose hashes all hold, as far as we may read them.

    Raises :class:`StudyFileError` with the number of the first entry that was altered, removed or
    put between two others.
    """
    before = Head()
    readable = iter(connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq)))
    record = _next(readable)
    for step in connection.execute(steps.after(connection, 0)):
        follows = step.seq == before.seq + 1
        if record is not None and record.seq == step.seq:
            follows &= record.prev_hash == before.hash
            follows &= record.hash == step.hash and record.holds
            record = _next(readable)
        if not follows:
            raise StudyFileError("journal_broken", seq=step.seq)
        before = Head(step.seq, step.hash)
    return before.seq


def _next(found: Iterator[Row[Any]]) -> Record | None:
    following = next(found, None)
    return None if following is None else _record(following)


def records(connection: Connection) -> tuple[Record, ...]:
    """Every entry of the journal, as it is kept."""
    return tuple(map(_record, connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq))))


def _record(found: Row[Any]) -> Record:
    return Record(**found._asdict())
