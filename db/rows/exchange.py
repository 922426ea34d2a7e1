"""The rows of what goes to institutions and comes back."""

from __future__ import annotations

from datetime import date  # read by SQLModel when the class is made

from db.rows.base import Row


class MailingRow(Row, table=True):
    """A workbook that went to an institution."""

    __tablename__ = "mailings"

    institution: str
    edition: str
    sent_on: date | None
    due_on: date | None
    file_name: str
    author: str
    base: str
    note: str


class ReplyRow(Row, table=True):
    """A file that an institution sent."""

    __tablename__ = "replies"

    institution: str | None
    mailing: str | None
    file_name: str
    digest: str
    received_on: date | None
    author: str
    taken: int
    refused: int
    undecided: int
    note: str


class ImportChoiceRow(Row, table=True):
    """How a column or a value of a file was understood."""

    __tablename__ = "import_choices"

    institution: str | None
    scope: str
    field: str
    given: str
    taken: str
