"""The rows of the journal: what was done, by whom, and which rows it touched."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from db.constraints import CONTENT_CONSTRAINTS, JOURNAL_CONSTRAINTS, MARK_CONSTRAINTS
from db.rows.base import METADATA


class JournalRow(SQLModel, table=True):
    """A step that was done, undone or redone; rows are added and never changed."""

    metadata = METADATA
    __tablename__ = "journal"
    __table_args__ = JOURNAL_CONSTRAINTS

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    action_id: str
    at: str
    author: str
    machine: str
    label: str
    kind: str
    target: int | None
    edit: str | None
    inverse: str | None
    prev_hash: str
    hash: str


class JournalMarkRow(SQLModel, table=True):
    """A row of the study that a journal entry touched, so that its history is found at once."""

    metadata = METADATA
    __tablename__ = "journal_marks"
    __table_args__ = MARK_CONSTRAINTS

    collection: str = Field(primary_key=True)
    row_key: str = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class JournalContentRow(SQLModel, table=True):
    """The hash of the study after a step; with the study itself where the journal begins."""

    metadata = METADATA
    __tablename__ = "journal_contents"
    __table_args__ = CONTENT_CONSTRAINTS

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    digest: str
    study: str | None
