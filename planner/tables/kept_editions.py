"""The editions that a file keeps as a table, and one of them line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.editions.kept import by_day
from planner.fields import FIELDS
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from planner.study import Edition, Study

#: What an edition is counted by.
COUNTED = ("trainings", "institutions", "families", "domains", "seats", "need_lines")
_SHORT = 12  # signs of a fingerprint that tell two editions apart


def editions_table(study: Study) -> Table:
    """Every edition with its day, author, note and the beginning of its fingerprint."""
    columns = (
        Column("key", message("column.key"), width=12),
        Column("name", message("field.editions.name"), width=20),
        Column("frozen_on", message("field.editions.frozen_on"), Format.DATE),
        Column("author", message("field.editions.author"), width=20),
        Column("note", message("field.editions.note"), width=40),
        Column("digest", message("field.editions.digest"), width=14),
    )
    rows = tuple(
        Row(
            (row.key, row.name, row.frozen_on, row.author, row.note, row.digest[:_SHORT]),
            Place("editions", row.key),
        )
        for row in by_day(study)
    )
    return Table("editions", message("collection.editions"), columns, rows)


def edition_table(row: Edition, study: Study) -> Table:
    """One edition: its fields, then how many rows its study has of the main collections."""
    columns = (
        Column("field", message("column.field"), Format.SAID, width=26),
        Column("value", message("column.value"), width=60),
    )
    place = Place("editions", row.key)
    lines = [Row((message("column.key"), row.key), place)]
    lines += [
        Row((message(f"field.editions.{field.key}"), getattr(row, field.key)), place)
        for field in FIELDS["editions"]
        if field.key != "content"
    ]
    lines += [
        Row((message(f"collection.{name}"), len(getattr(study, name))), place) for name in COUNTED
    ]
    return Table("edition", message("table.edition", name=row.name), columns, tuple(lines))
