"""What is said of the steps that a region keeps and does not let everybody read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.actions.desk import Desk


def hidden_said(desk: Desk, rows: Iterable[tuple[str, str | None]] = ()) -> tuple[Message, ...]:
    """That others have touched some rows by steps that are not shown; nothing where none has.

    A row is a collection and a key, or None for all of its rows; without rows, the whole study.
    """
    hidden = desk.document.hidden(rows)
    if not hidden:
        return ()
    last = hidden[0]
    on = last.at.astimezone(desk.now().tzinfo).date()
    return (message("history.hidden", n=len(hidden), on=on, author=last.author),)


def without_steps(desk: Desk, never: str) -> str:
    """The code of why no step is told; ``never`` where there was none."""
    document = desk.document
    if document.edition is not None:
        return "edition.no_history"
    if document.store is None:
        return "rowhistory.no_file"
    return never if document.cut is None else "history.cut"
