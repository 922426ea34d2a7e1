"""Whether somebody else has changed, since a step, one of the rows that the step touched."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import steps
from db.rows import MARKS
from planner.errors import ConflictError

if TYPE_CHECKING:
    from sqlalchemy import Connection


def refuse_overtaken(connection: Connection, seq: int | None, own: str | None) -> None:
    """Raise :class:`ConflictError` naming who changed a row of step ``seq`` after it, and when.

    Taking such a step back would take back their change too. Nothing is asked where there is no
    step, or where ``own`` is None: a file belongs to whoever holds it.
    """
    if seq is None or own is None:
        return
    mine, since = MARKS.alias(), steps.after(connection, seq).subquery()
    later = (
        select(MARKS.c.collection, MARKS.c.row_key, since.c.author, since.c.at)
        .join(since, since.c.seq == MARKS.c.seq)
        .join(mine, (mine.c.collection == MARKS.c.collection) & (mine.c.row_key == MARKS.c.row_key))
        .where(mine.c.seq == seq, since.c.author != own)
        .order_by(MARKS.c.seq.desc())
        .limit(1)
    )
    found = connection.execute(later).first()
    if found is not None:
        at = datetime.fromisoformat(found.at)
        raise ConflictError(
            "step_overtaken",
            collection=f"collection.{found.collection}",
            key=found.row_key,
            author=found.author,
            day=at.date(),
            time=at.strftime("%H:%M"),
        )
