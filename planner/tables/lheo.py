"""What was not understood of an LHEO file, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.exchange.lheo_reply import Unread


def unread_table(unread: Sequence[Unread]) -> Table:
    """A line a value that was left out: the training, the element, and what stands there."""
    columns = (
        Column("number", message("lheo.column.number"), Format.INTEGER, width=10),
        Column("title", message("lheo.column.title"), width=46),
        Column("element", message("lheo.column.element"), Format.SAID, width=26),
        Column("value", message("lheo.column.value"), width=30),
    )
    rows = tuple(
        Row(
            (
                each.number,
                each.title,
                message(f"lheo.element.{each.doubt.element}"),
                each.doubt.value,
            )
        )
        for each in unread
    )
    return Table("unread", message("lheo.unread.title", n=len(rows)), columns, rows)
