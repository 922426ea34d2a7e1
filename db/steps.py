"""The steps of a journal without their texts: their numbers, hashes, kinds, authors and times.

On a server a desk may read its own entries and no others; two functions there, made by the
migrations, tell the order of all steps, without which nobody could add the next one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, String, column, func, insert, select

from db.rows import JOURNAL

if TYPE_CHECKING:
    from sqlalchemy import Connection, Insert, Select
    from sqlalchemy.sql.dml import ReturningInsert

#: What a server tells the desks that listen, with the number of the step.
CHANNEL = "cartoplan_journal"

_LAST = 2**31 - 1
_COLUMNS = (
    column("seq", Integer),
    column("hash", String),
    column("kind", String),
    column("target", Integer),
    column("author", String),
    column("at", String),
)


def head(connection: Connection) -> Select[Any]:
    """The number and hash of the last step."""
    if _is_server(connection):
        found = func.journal_head().table_valued(*_COLUMNS[:2])
        return select(found)
    return select(JOURNAL.c.seq, JOURNAL.c.hash).order_by(JOURNAL.c.seq.desc()).limit(1)


def after(connection: Connection, seq: int, up_to: int = _LAST) -> Select[Any]:
    """The steps that come after ``seq``, in their order."""
    if _is_server(connection):
        found = func.journal_steps(seq, up_to).table_valued(*_COLUMNS, name="steps")
        return select(found).order_by(found.c.seq)
    named = (JOURNAL.c[each.name] for each in _COLUMNS)
    return select(*named).where(JOURNAL.c.seq > seq, JOURNAL.c.seq <= up_to).order_by(JOURNAL.c.seq)


def entering(connection: Connection, seq: int) -> Insert | ReturningInsert[Any]:
    """Enter step ``seq``, of which every desk of a region hears once it is committed."""
    entered = insert(JOURNAL)
    if _is_server(connection):
        return entered.returning(func.pg_notify(CHANNEL, str(seq)))
    return entered


def _is_server(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
