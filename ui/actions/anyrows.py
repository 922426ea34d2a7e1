"""The verbs that reach every collection: places, needs, assumptions, families, cities."""

from __future__ import annotations

from planner.messages import message
from planner.tables.rows import row_table, rows_table
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb


@verb("rows.list")
def list_rows(desk: Desk, collection: str) -> Outcome:
    """All rows of a collection with their fields and sources."""
    return Outcome(tables=(rows_table(desk.document.study, rowedits.known(collection)),))


@verb("rows.show")
def show_row(desk: Desk, collection: str, key: str) -> Outcome:
    """All that is known of one row, with its source."""
    study = desk.document.study
    rowedits.row_of(study, collection, key)
    return Outcome(tables=(row_table(study, collection, key),))


@verb("rows.add", changes=True)
def add_row(desk: Desk, collection: str, values: list[str]) -> Outcome:
    """Add a row to a collection from ``field=value`` words."""
    rowedits.known(collection)
    key = rowedits.add(desk, collection, rowedits.typed_values(desk, collection, values))
    return Outcome(said=(message("done.added", key=key),), data={"key": key})


@verb("rows.set", changes=True)
def set_row(desk: Desk, collection: str, key: str, values: list[str]) -> Outcome:
    """Give new values to a row from ``field=value`` words; an empty value is unknown."""
    rowedits.known(collection)
    rowedits.change(desk, collection, key, rowedits.typed_values(desk, collection, values))
    return Outcome(said=(message("done.changed", key=key),), data={"key": key})


@verb("rows.remove", changes=True)
def remove_row(desk: Desk, collection: str, key: str) -> Outcome:
    """Remove a row that nothing else refers to."""
    rowedits.remove(desk, rowedits.known(collection), key)
    return Outcome(said=(message("done.removed", key=key),), data={"key": key})
