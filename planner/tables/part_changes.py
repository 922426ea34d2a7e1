"""What changed between two texts of a certification, part by part, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.extracts import Fate, text_of
from planner.fields import FIELDS, label_code
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.extracts import PartChange
    from planner.messages import Message

_COLUMNS = (
    Column("fate", message("part_changes.fate"), Format.SAID, width=12),
    Column("kind", message("part_changes.kind"), Format.SAID, width=22),
    Column("before", message("part_changes.before"), width=50),
    Column("after", message("part_changes.after"), width=50),
    Column("fields", message("part_changes.fields"), Format.SAID, width=30),
)


def part_changes_table(changes: Sequence[PartChange]) -> Table:
    """A line a part that was added, removed, changed or moved, in the order of the comparison."""
    rows = tuple(
        Row(
            (
                word(change.fate),
                message(f"collection.{change.place.collection}.one"),
                text_of(change.place, change.before),
                text_of(change.place, change.after),
                changed_fields(change),
            ),
            change.place,
        )
        for change in changes
    )
    return Table("part_changes", message("part_changes.title", n=len(rows)), _COLUMNS, rows)


def changed_fields(change: PartChange) -> tuple[Message, ...]:
    """The labels of the fields in which a changed part says something else than it did."""
    if change.fate is not Fate.CHANGED:
        return ()
    collection = change.place.collection
    return tuple(
        message(label_code(collection, field.key))
        for field in FIELDS[collection]
        if getattr(change.before, field.key) != getattr(change.after, field.key)
    )
