"""What each SQLite connection is told, and asked again: the only place with SQLite's own words.

``journal_mode=TRUNCATE`` with ``synchronous=EXTRA`` lost no acknowledged commit in the simulated
power cuts; WAL is neither safe on a share nor in this version of SQLite. ``locking_mode=NORMAL``:
an EXCLUSIVE one would keep out readers too (a colleague looking at the file, the command line
beside the window, a backup from another thread), while a second writer is already kept out by the
lock file, and what gets past it is caught by the row versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.errors import StudyFileError

if TYPE_CHECKING:
    import sqlite3

BUSY_MS = 5_000

#: For each pragma: what is asked, and what SQLite must answer when it is read back.
PRAGMAS: tuple[tuple[str, str, object], ...] = (
    ("busy_timeout", str(BUSY_MS), BUSY_MS),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("mmap_size", "0", 0),
    ("locking_mode", "NORMAL", "normal"),
    ("foreign_keys", "ON", 1),
    ("synchronous", "EXTRA", 3),
)
WRITING: tuple[tuple[str, str, object], ...] = (("journal_mode", "TRUNCATE", "truncate"),)
READING: tuple[tuple[str, str, object], ...] = (("query_only", "ON", 1),)


def prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Set the pragmas and read each back; :class:`StudyFileError` where one was not taken."""
    for name, asked, wanted in (*PRAGMAS, *(READING if read_only else WRITING)):
        connection.execute(f"PRAGMA {name}={asked}").fetchall()
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or row[0] != wanted:
            raise StudyFileError("pragma_refused", pragma=name, value=asked)
