"""Whether a study file holds what its journal wrote into it, to the bit."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from db import journal
from db.connecting import make_engine
from db.contents import check_content
from db.convert import read_study
from db.failures import file_error

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

_SINCE = 5  # the version of the tables that keep the hash of what the study holds


def check_study(connection: Connection, path: Path) -> int:
    """The number of steps of a journal whose hashes hold, and whose study is in the tables.

    Raises :class:`StudyFileError` otherwise. Of a file of before these hashes the journal alone
    is checked.
    """
    seq = journal.check_chain(connection)
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version >= _SINCE:
        check_content(connection, path, read_study(connection), seq)
    return seq


def check_file(path: Path, told: Path | None = None) -> int:
    """:func:`check_study` of a file that nobody is writing; errors name ``told`` where given."""
    engine = make_engine(path, read_only=True)
    try:
        with engine.begin() as connection:
            return check_study(connection, told or path)
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        raise file_error(path, error) from error
    finally:
        engine.dispose()
