"""The verbs of the past: what was done, by whom; undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from ui.actions.desk import Desk
from ui.actions.hiddensteps import hidden_said
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.journal import Entry


@verb("history")
def history(desk: Desk, collection: str = "", key: str = "", limit: int = 50) -> Outcome:
    """The last steps, newest first, of the whole file or of one row."""
    store = desk.document.store
    entries: Iterable[Entry] = ()
    if store is not None:
        entries = store.history(collection or None, key or None, limit)
    rows = ((collection, key or None),) if collection else ()
    return Outcome(hidden_said(desk, rows), (history_table(entries),))


def history_table(entries: Iterable[Entry]) -> Table:
    """Journal entries as a table: when, who, what, and whether it was an undo or a redo."""
    columns = (
        Column("seq", message("column.seq"), Format.INTEGER, width=6),
        Column("at", message("column.at"), width=20),
        Column("author", message("column.author"), width=18),
        Column("kind", message("column.kind"), Format.SAID),
        Column("step", message("column.step"), Format.SAID, width=50),
    )
    rows = tuple(
        Row((e.seq, e.at, e.author, message(f"journal.{e.kind}"), e.label)) for e in entries
    )
    return Table("history", message("table.history"), columns, rows)


@verb("undo", changes=True, in_window=True, shortcut="Ctrl+Z")
def undo(desk: Desk) -> Outcome:
    """Undo the last step, even one of an earlier session."""
    return Outcome(said=(message("done.undone", step=desk.document.undo()),))


@verb("redo", changes=True, in_window=True, shortcut="Ctrl+Shift+Z")
def redo(desk: Desk) -> Outcome:
    """Do again the step undone last."""
    return Outcome(said=(message("done.redone", step=desk.document.redo()),))
