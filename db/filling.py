"""A study written into tables that have just been made, in a file or on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import journal
from db.writing import write_study

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.journal import Record
    from db.writer import Writer
    from planner.study import Study


def fill(connection: Connection, study: Study, writer: Writer) -> Record:
    """Write the rows and the entry of the creation, which cannot be undone, and give the entry."""
    write_study(connection, study)
    record = journal.compose(journal.CREATION, writer, journal.Head())
    journal.append(connection, record, ())
    return record
