"""What people remarked about the rows of a study, with who and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.fields import FIELDS, label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from planner.study import Comment, Study


def _label(field: str) -> str:
    return label_code("comments", field)


_COLUMNS = (
    Column("key", message("column.key"), width=8),
    Column("about", message(_label("about")), Format.SAID, width=16),
    Column("row", message(_label("row")), width=40),
    Column("written_on", message(_label("written_on")), Format.DATE, width=14),
    Column("author", message(_label("author")), width=18),
    Column("text", message(_label("text")), width=60),
)


def comments_of(study: Study, about: str, row: str) -> tuple[Comment, ...]:
    """The comments on one row of a collection, in the order in which they were written."""
    return tuple(one for one in study.comments if (one.about, one.row) == (about, row))


def comments_table(study: Study, about: str = "", row: str = "") -> Table:
    """The comments on all rows, on those of one collection, or on one row of it."""
    kept = [
        one
        for one in study.comments
        if (not about or one.about == about) and (not row or one.row == row)
    ]
    title = message("table.comments", n=len(kept))
    return Table("comments", title, _COLUMNS, tuple(_row(study, one) for one in kept))


def _row(study: Study, comment: Comment) -> Row:
    trainings = (comment.row,) if comment.about == "trainings" else ()
    values = (
        comment.key,
        message(f"collection.{comment.about}") if comment.about in FIELDS else comment.about,
        _name(study, comment),
        comment.written_on,
        comment.author or None,
        comment.text,
    )
    return Row(values, Place("comments", comment.key), trainings)


def _name(study: Study, comment: Comment) -> str:
    """What the row commented upon is called; its key where it is gone or has no name."""
    rows = getattr(study, comment.about) if comment.about in FIELDS else None
    row = rows.find(comment.row) if rows is not None else None
    return str(getattr(row, "title", "") or getattr(row, "name", "") or comment.row)
