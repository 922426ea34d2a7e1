"""The verb that corrects many rows at once, after it has said every cell that changes."""

from __future__ import annotations

from collections.abc import Sequence

from planner.compute.bulk import BulkEdit, Correction, Mode, bulk_edit
from planner.errors import UsageError
from planner.messages import message
from planner.tables.bulk import bulk_sentences, bulk_table
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb


@verb("bulk", changes=True)
def bulk(
    desk: Desk,
    collection: str,
    keys: list[str],
    set: list[str] | None = None,
    add: list[str] | None = None,
    remove: list[str] | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Give many rows the same values, as one step; ``dry_run`` only says what would change.

    ``set``, ``add`` and ``remove`` are ``field=value`` words; the two last are for lists.
    """
    rowedits.known(collection)
    asked = [(Mode.REPLACE, set), (Mode.ADD, add), (Mode.REMOVE, remove)]
    corrections = [
        Correction(name, mode, value)
        for mode, words in asked
        for word in words or ()
        for name, value in rowedits.typed_values(desk, collection, [word]).items()
    ]
    if not corrections:
        raise UsageError("bulk_nothing_asked")
    made = bulk_edit(desk.document.study, collection, keys, corrections)
    table = bulk_table(desk.document.study, made.changes)
    said = bulk_sentences(made)
    if not dry_run:
        do_bulk(desk, made)
        said += (message("bulk.done") if made.changes else message("bulk.left"),)
    return Outcome(said=said, tables=(table,))


def do_bulk(desk: Desk, made: BulkEdit) -> None:
    """Make the changes of a bulk edit as one step of the history; none where nothing changes."""
    if made.changes:
        target = f"collection.{made.collection}"
        label = message("step.changed_many", n=len(made.changed), target=target)
        desk.document.do(made.edit, label)


def corrections_of(
    desk: Desk, collection: str, asked: Sequence[tuple[str, Mode, str]]
) -> list[Correction]:
    """Corrections from typed words: (field, mode, what was typed); raises as parsing does."""
    return [
        Correction(name, mode, rowedits.typed_values(desk, collection, [f"{name}={typed}"])[name])
        for name, mode, typed in asked
    ]
