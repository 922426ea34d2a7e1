"""The rows of editions, commitments and reports."""

from __future__ import annotations

from datetime import date  # read by SQLModel when the class is made

from db.rows.base import Row


class EditionRow(Row, table=True):
    """The study frozen on a day."""

    __tablename__ = "editions"

    name: str
    name_key: str
    frozen_on: date | None
    author: str
    note: str
    digest: str
    content: str


class CommitmentRow(Row, table=True):
    """What the symposium of an edition decided."""

    __tablename__ = "commitments"

    edition: str
    text: str
    who: str
    due: date | None
    family: str | None
    level: int | None
    task: str | None
    status: str
    reason: str
    reconciled_in: str | None
    reconciled_on: date | None


class ReportRow(Row, table=True):
    """A report of the symposium; its sections are link rows."""

    __tablename__ = "reports"

    name: str
    edition: str | None
    previous: str | None
    audience: str
    note: str
