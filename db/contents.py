"""What the study holds after each step, as one hash that is carried from step to step.

SQLite has no checksums: a byte that flips on the disk changes a text and nothing is said. The
hash is the sum, modulo 2**256, of the SHA-256 of each row's line, so that a step costs the lines
that it touches and not the study (Bellare and Micciancio 1997, AdHASH). It finds accidents; the
chain of the journal is what shows tampering.
"""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from db.editions import packed
from db.fingerprint import line_of, lines_of
from db.rows import CONTENTS
from planner.errors import StudyFileError
from planner.fields import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy import Connection

    from db.writing import Change
    from planner.study import Study

#: Rows of a study beyond which the file does not keep what it began with: backups do.
LARGEST_START = 50_000
_ROUND = 1 << 256


def content_of(study: Study) -> str:
    """The hash of a whole study, in 64 hexadecimal digits."""
    return _text(sum(map(_number, lines_of(study))))


def content_after(before: str, changes: Iterable[Change]) -> str:
    """The hash of what the changes make of a study whose hash is ``before``."""
    total = int(before, 16)
    for change in changes:
        if change.before is not None:
            total -= _number(line_of(change.collection, change.before))
        if change.after is not None:
            total += _number(line_of(change.collection, change.after))
    return _text(total)


def begin(connection: Connection, seq: int, study: Study) -> None:
    """Keep the hash of a study, and the study itself unless it is very large, as of a step."""
    rows = sum(len(getattr(study, name)) for name in ENTITIES)
    text = packed(study)[0] if rows <= LARGEST_START else None
    append(connection, seq, content_of(study), text)


def append(connection: Connection, seq: int, digest: str, study: str | None = None) -> None:
    """Keep the hash of the study after a step."""
    connection.execute(insert(CONTENTS), {"seq": seq, "digest": digest, "study": study})


def follow(connection: Connection, seq: int, changes: Iterable[Change]) -> None:
    """Keep the hash after a step that made ``changes``; where the former was lost it stays so."""
    before = content_at(connection, seq - 1)
    if before is not None:
        append(connection, seq, content_after(before, changes))


def is_empty(connection: Connection) -> bool:
    """True where no hash was ever kept: the file comes from an older version."""
    found = connection.exec_driver_sql("SELECT 1 FROM journal_contents LIMIT 1")
    return found.first() is None


def content_at(connection: Connection, seq: int) -> str | None:
    """The hash of the study after a step; None where it was not kept."""
    found = connection.execute(select(CONTENTS.c.digest).where(CONTENTS.c.seq == seq)).first()
    return None if found is None else str(found.digest)


def check_content(connection: Connection, path: Path, study: Study, seq: int) -> None:
    """Raise :class:`StudyFileError` where the rows are not those that were written.

    ``study`` is what the tables hold, ``seq`` the last step of the journal.
    """
    kept = content_at(connection, seq)
    if kept != content_of(study):
        raise StudyFileError("content_differs", path=str(path), seq=seq)
    if any(_has_stray_version(connection, collection) for collection in ENTITIES):
        raise StudyFileError("content_differs", path=str(path), seq=seq)


def _has_stray_version(connection: Connection, table: str) -> bool:
    """True where a row's version is not the number of the last step that its marks tell of."""
    marked = (
        "SELECT max(seq) FROM journal_marks "
        f'WHERE collection = \'{table}\' AND row_key = "{table}"."key"'
    )
    stray = f'SELECT 1 FROM "{table}" WHERE version > 1 AND version <> coalesce(({marked}), 0)'
    with closing(connection.connection.cursor()) as cursor:  # asked of each table
        cursor.execute(f"{stray} LIMIT 1")
        return cursor.fetchone() is not None


def _number(line: bytes) -> int:
    return int.from_bytes(hashlib.sha256(line).digest(), "big")


def _text(total: int) -> str:
    return f"{total % _ROUND:064x}"
