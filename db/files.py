"""Study files as files: what they are before they are opened, and copies made through SQLite."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from contextlib import closing, suppress
from glob import escape
from typing import TYPE_CHECKING
from uuid import uuid4

from db.connecting import connect
from db.failures import file_error
from db.identity import APPLICATION_ID, SCHEMA
from db.pragmas import prepare
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

_BLOCK = 1 << 20
_UNFINISHED_S = 3600
#: Seconds between attempts while another program holds a file (2.5 s in all).
PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5, 1.0)


def look_at(path: Path) -> None:
    """Raise the :class:`StudyFileError` that says why ``path`` cannot be a study file.

    Only the name and the size are looked at; the file is not opened.
    """
    if not path.exists():
        raise StudyFileError("file_missing", path=str(path))
    if path.is_dir():
        raise StudyFileError("file_is_folder", path=str(path))
    if path.stat().st_size == 0:
        raise StudyFileError("file_empty", path=str(path))


def recognise(path: Path) -> None:
    """Raise a :class:`StudyFileError` where the header is not that of a study file.

    The header is read as it stands, without locks and without playing back a journal. Beside a
    journal that a killed writer left, a header that speaks of pages yet to be written proves
    nothing: :func:`inspect` judges once the journal is played back.
    """
    try:
        with closing(connect(path, "ro&immutable=1")) as connection:
            found = connection.execute("PRAGMA application_id").fetchone()[0]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        said = file_error(path, error)
        if said.message.code == "error.file_damaged" and has_journal(path):
            return
        raise said from error
    _check_identity(found, path)


def has_journal(path: Path) -> bool:
    """True where a writer is at work, or was killed at it, with something to be played back."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0


def inspect(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the tables of a sound study file; otherwise a :class:`StudyFileError`.

    On a read-only connection SQLite looks at the structure alone, not at the named constraints.
    """
    _check_identity(connection.execute("PRAGMA application_id").fetchone()[0], path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA:
        raise StudyFileError("file_newer", path=str(path), version=version, known=SCHEMA)
    if version < 1:
        raise StudyFileError("file_not_study", path=str(path))
    check_structure(connection, path)
    return version


def check_structure(connection: sqlite3.Connection, path: Path) -> None:
    """Raise :class:`StudyFileError` with the first damage that SQLite sees, page by page."""
    said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise StudyFileError("file_damaged", path=str(path), reason=str(said))


def _check_identity(found: object, path: Path) -> None:
    if found != APPLICATION_ID:
        raise StudyFileError("file_not_study", path=str(path))


def copy_database(
    source: Path, target: Path, seal: Callable[[Path], None] | None = None
) -> dict[str, int]:
    """Write a checked, compact copy of a study file to ``target``, whole or not at all.

    The copy goes through SQLite's backup within one read transaction, so that it holds one state
    of the file whoever is writing: writers wait for it. It is checked (integrity, references,
    number of rows), synced and renamed. Returns the number of rows of each table. An existing
    ``target`` is replaced. ``seal`` is given the finished copy before it takes its name.
    """
    part = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        there = _copy_one_state(source, part)
        counts = check_copy(part)
        if counts != there:
            raise StudyFileError("copy_incomplete", path=str(target))
        sync(part)
        if seal is not None:
            seal(part)
        put_in_place(part, target)
        sync_folder(target.parent)
    except (sqlite3.Error, OSError) as error:
        raise _copy_error(source, target, error) from error
    finally:
        discard(part)
    return counts


def _copy_one_state(source: Path, part: Path) -> dict[str, int]:
    """Copy what ``source`` holds at one moment, without its free pages; its numbers of rows."""
    with closing(connect(source, "ro")) as reading, closing(connect(part, "rwc")) as copy:
        reading.execute("BEGIN")
        there = row_counts(reading)
        reading.backup(copy)
        reading.execute("ROLLBACK")
        copy.execute("VACUUM")
        return there


def check_copy(path: Path) -> dict[str, int]:
    """The number of rows of each table of a copy that passes every check of SQLite."""
    with closing(connect(path, "rw")) as connection:  # a read-only one skips the constraints
        prepare(connection, read_only=True)
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        lost = connection.execute("PRAGMA foreign_key_check").fetchone()
        if said != "ok" or lost is not None:
            raise StudyFileError("file_damaged", path=str(path), reason=str(said))
        return row_counts(connection)


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of each table."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for (name,) in connection.execute(named).fetchall()
    }


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes. Never of a study file in use: closing it drops its locks."""
    total = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def write_text(path: Path, text: str) -> None:
    """Write a small file whole or not at all, and have it on the disk."""
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}.part")
    try:
        part.write_text(text, encoding="utf-8")
        sync(part)
        put_in_place(part, path)
    finally:
        discard(part)


def put_in_place(part: Path, target: Path) -> None:
    """Give a finished file its name, in the place of another; raises where that one is held.

    Windows refuses for a while where an antivirus or a service that synchronises has the file.
    """
    for pause in (*PAUSES, None):
        try:
            part.replace(target)
        except PermissionError as error:
            if pause is None:
                raise StudyFileError("file_busy", path=str(target)) from error
            time.sleep(pause)
        else:
            return


def discard(*parts: Path) -> None:
    """Remove unfinished files; one that cannot be removed now is swept another day."""
    for part in parts:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def sweep(folder: Path, name: str, now: datetime) -> None:
    """Remove what killed writers of files called ``name``… left unfinished an hour ago or more."""
    with suppress(OSError):  # what cannot be listed or removed now is swept another day
        for part in folder.glob(f".{escape(name)}*.part*"):
            if now.timestamp() - part.stat().st_mtime >= _UNFINISHED_S:
                part.unlink()


def place_new(part: Path, path: Path) -> None:
    """Give a finished file its name; ``FileExistsError`` where the name is taken."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the name is looked at just before
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)
    else:
        part.unlink()
    sync_folder(path.parent)


def sync(path: Path) -> None:
    """Have a file's bytes on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names of a folder on the disk, where the system knows how."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copy_error(source: Path, target: Path, error: Exception) -> StudyFileError:
    if not target.parent.is_dir():
        return StudyFileError("copy_no_folder", path=str(target), folder=str(target.parent))
    said = file_error(target, error)
    about_source = said.message.code in ("error.file_damaged", "error.file_busy")
    return file_error(source, error) if about_source else said
