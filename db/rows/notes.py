"""The rows of what people say about other rows: acceptances, comments, lineages."""

from __future__ import annotations

from datetime import date  # read by SQLModel when the class is made

from db.rows.base import Row


class AcceptanceRow(Row, table=True):
    """A finding that somebody accepts, with the reason."""

    __tablename__ = "acceptances"

    finding: str
    about: str
    row: str
    field: str
    digest: str
    reason: str
    author: str
    accepted_on: date | None


class CommentRow(Row, table=True):
    """What somebody remarks about a row."""

    __tablename__ = "comments"

    about: str
    row: str
    text: str
    author: str
    written_on: date | None


class LineageRow(Row, table=True):
    """That a row lives on as another."""

    __tablename__ = "lineages"

    about: str
    kind: str
    old: str
    new: str
    decided_on: date | None
    author: str
    reason: str
