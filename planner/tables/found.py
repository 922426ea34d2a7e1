"""What a search found, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.search import Kind
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.compute.search import Entry

_BESIDE_THE_STUDY = (Kind.PAGES, Kind.VERBS)


def found_table(entries: Iterable[Entry]) -> Table:
    """The entries in the order given: what each is, its name, what stands beside it, its key."""
    columns = (
        Column("kind", message("column.found_kind"), Format.SAID, width=18),
        Column("name", message("column.name"), width=50),
        Column("detail", message("column.found_detail"), width=34),
        Column("key", message("column.key"), width=18),
    )
    rows = tuple(
        Row(
            (message(f"search.kind.{entry.kind}"), entry.name, entry.detail, entry.key),
            place(entry),
        )
        for entry in entries
    )
    return Table("found", message("table.found"), columns, rows)


def place(entry: Entry) -> Place | None:
    """The row of the study that an entry names; None for pages and verbs."""
    return None if entry.kind in _BESIDE_THE_STUDY else Place(str(entry.kind), entry.key)
