"""What SQLite and the system say, told as the one error that a person can act upon."""

from __future__ import annotations

import errno
import sqlite3
from typing import TYPE_CHECKING

from planner.errors import StudyFileError

if TYPE_CHECKING:
    from pathlib import Path

_PRIMARY = 0xFF  # the low byte of an extended result code

_CODES = {
    sqlite3.SQLITE_PERM: "file_not_allowed",
    sqlite3.SQLITE_BUSY: "file_busy",
    sqlite3.SQLITE_LOCKED: "file_busy",
    sqlite3.SQLITE_READONLY: "file_read_only",
    sqlite3.SQLITE_IOERR: "file_failed",
    sqlite3.SQLITE_CORRUPT: "file_damaged",
    sqlite3.SQLITE_FULL: "file_disk_full",
    sqlite3.SQLITE_CANTOPEN: "file_not_allowed",
    sqlite3.SQLITE_NOTADB: "file_not_study",
}
#: How SQLite begins to say that a table or column is not described: every study file has them.
_LACKING = "no such "
_EXTENDED = {
    sqlite3.SQLITE_READONLY_ROLLBACK: "file_needs_recovery",
    sqlite3.SQLITE_READONLY_RECOVERY: "file_needs_recovery",
}
_SYSTEM = {
    errno.EACCES: "file_not_allowed",
    errno.EPERM: "file_not_allowed",
    errno.EROFS: "file_not_allowed",
    errno.ENOSPC: "file_disk_full",
    errno.EDQUOT: "file_disk_full",
    errno.ENOENT: "file_missing",
}


def file_error(path: Path, error: BaseException) -> StudyFileError:
    """The error to raise for what SQLite, SQLAlchemy or the system said of ``path``."""
    cause = getattr(error, "orig", None) or error
    code = _code(cause)
    if code == "file_damaged" or code == "file_failed":
        return StudyFileError(code, path=str(path), reason=str(cause))
    return StudyFileError(code, path=str(path))


def _code(cause: BaseException) -> str:
    if isinstance(cause, OSError):
        return _SYSTEM.get(cause.errno or 0, "file_failed")
    number = getattr(cause, "sqlite_errorcode", None)
    if number == sqlite3.SQLITE_ERROR and str(cause).startswith(_LACKING):
        return "file_damaged"
    if number is not None:
        return _EXTENDED.get(number) or _CODES.get(number & _PRIMARY, "file_failed")
    if isinstance(cause, UnicodeDecodeError):  # what SQLite says of a damage holds bytes of it
        return "file_damaged"
    # without a number it is Python that could not read what SQLite handed over
    return "file_damaged" if isinstance(cause, sqlite3.Error) else "file_failed"
