"""Where one value comes from, what it was before, and giving it back what it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from db.journal import Entry
from planner.compute.bulk import of_edits
from planner.compute.cells import cell_value
from planner.corrections import correction
from planner.edits import Drop, Put, Set, single_edits
from planner.errors import InvalidInput, UsageError
from planner.fields import FIELDS
from planner.messages import Value, message
from planner.study import Entity, Source
from planner.tables.bulk import bulk_table
from planner.tables.cells import cell_label, cell_said
from planner.tables.provenance import provenance
from planner.tables.table import Column, Format, Row, Table
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.fieldwords import declared_field
from ui.actions.hiddensteps import hidden_said
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

LIMIT = 500  # steps of a row that are read


@dataclass(frozen=True, slots=True)
class ValueStep:
    """A step of the journal that changed one value of a row.

    ``kind`` is do, undo or redo; ``is_new`` where the step added the row, so that there is nothing
    to go back to.
    """

    seq: int
    at: datetime
    author: str
    kind: str
    before: Value
    after: Value
    is_new: bool = False


def value_history(desk: Desk, collection: str, key: str, name: str) -> tuple[ValueStep, ...]:
    """The last steps that changed a field of a row, newest first; none without a file."""
    return tuple(
        ValueStep(
            entry.seq,
            entry.at,
            entry.author,
            str(entry.kind),
            None if before is None else cell_value(before, name),
            cell_value(after, name),
            is_new=before is None,
        )
        for entry, before, after in _states(desk, collection, key)
        if before is None or cell_value(before, name) != cell_value(after, name)
    )


def _states(desk: Desk, collection: str, key: str) -> Iterator[tuple[Entry, Entity | None, Entity]]:
    """The row before and after each step that touched it, newest first, while it was there.

    Nothing is told of what lies before a step that we may not read.
    """
    row = getattr(desk.document.study, collection).find(key)
    entries = desk.document.steps(collection, key, LIMIT)
    hidden = desk.document.hidden(((collection, key),))
    last_hidden = hidden[0].seq if hidden else 0
    for entry in entries:
        if entry.record.edit is None or row is None or entry.seq < last_hidden:
            return
        before: Entity | None = row
        for single in single_edits(entry.inverse):
            before = _undone(before, single, collection, key)
        yield entry, before, row
        row = before


def _undone(
    row: Entity | None, single: Put | Drop | Set, collection: str, key: str
) -> Entity | None:
    concerned = single.row.key if isinstance(single, Put) else single.key
    if (single.collection, concerned) != (collection, key):
        return row
    match single:
        case Put():
            return single.row
        case Set() if row is not None:
            changes: dict[str, Any] = dict(single.values)
            return replace(row, **changes)
    return None


@verb("pedigree")
def pedigree(desk: Desk, collection: str, key: str, field: str) -> Outcome:
    """Where a value comes from, and each step that changed it: who, when, from what to what."""
    row = rowedits.row_of(desk.document.study, collection, key)
    _known(collection, field)
    unread = hidden_said(desk, ((collection, key),))
    return Outcome(
        said=(source_said(row.source), *unread),
        tables=(history_of_value(desk, collection, key, field),),
    )


def source_said(source: Source) -> Any:
    """Where a row comes from, in one sentence: its nature, its place, its line, its note."""
    nature, place, line = provenance(source)
    parts: list[Value] = [nature]
    if place:
        parts.append(place)
    if source.line is not None:
        parts.append(message("pedigree.line", line=str(line)))
    if source.note:
        parts.append(source.note)
    return message("pedigree.source", parts=tuple(parts))


def history_of_value(desk: Desk, collection: str, key: str, field: str) -> Table:
    """The history of one value as a table, newest first; ``seq`` is what ``revert`` takes."""
    study = desk.document.study
    columns = (
        Column("seq", message("column.seq"), Format.INTEGER, width=6),
        Column("at", message("column.at"), width=20),
        Column("author", message("column.author"), width=18),
        Column("kind", message("column.kind"), Format.SAID),
        Column("before", message("column.before"), width=30),
        Column("after", message("column.after"), width=30),
    )
    rows = tuple(
        Row(
            (
                step.seq,
                step.at,
                step.author,
                message(f"journal.{step.kind}"),
                "" if step.is_new else cell_said(study, collection, field, step.before),
                cell_said(study, collection, field, step.after),
            )
        )
        for step in value_history(desk, collection, key, field)
    )
    title = message("table.pedigree", field=cell_label(collection, field), key=key)
    return Table("pedigree", title, columns, rows)


@verb("revert", changes=True)
def revert(desk: Desk, collection: str, key: str, field: str, step: int = 0) -> Outcome:
    """Give a value back what it was before a step, by default before the last that changed it.

    Where the whole row is then as it was, its source is again what it was too.
    """
    row = rowedits.row_of(desk.document.study, collection, key)
    _known(collection, field)
    then, former = _former(desk, collection, key, field, step)
    if cell_value(then, field) == cell_value(row, field):
        raise InvalidInput("revert_same", field=cell_label(collection, field).code, key=key)
    edit = _reverting(collection, row, then, field)
    made = of_edits(desk.document.study, collection, (key,), (edit,))
    said = message("step.reverted", field=cell_label(collection, field).code, key=key)
    table = bulk_table(desk.document.study, made.changes)
    desk.document.do(edit, said)
    done = message("done.reverted", field=cell_label(collection, field).code, key=key, step=former)
    return Outcome(said=(done,), tables=(table,))


def _known(collection: str, name: str) -> None:
    try:
        declared_field(collection, name)
    except KeyError:
        names = tuple(field.key for field in FIELDS[collection])
        raise UsageError("unknown_field_name", value=name, known=names) from None


def _former(desk: Desk, collection: str, key: str, name: str, seq: int) -> tuple[Entity, int]:
    """The row as it was before a step that changed the field, and the number of that step."""
    for entry, before, after in _states(desk, collection, key):
        if before is None or cell_value(before, name) == cell_value(after, name):
            continue
        if seq in (0, entry.seq):
            return before, entry.seq
    label = cell_label(collection, name).code
    if desk.document.hidden(((collection, key),)):
        raise InvalidInput("revert_hidden", field=label, key=key)
    if seq:
        raise InvalidInput("revert_no_step", seq=seq, field=label, key=key)
    raise InvalidInput("revert_nothing", field=label, key=key)


def _reverting(collection: str, row: Entity, then: Entity, name: str) -> Set:
    """The edit that gives one value back, with the source where all else is as it was."""
    part = name.removeprefix("source.")
    value: Any = cell_value(then, name)
    if part != name:
        source: Any = replace(row.source, **{part: value})
        return Set(collection, row.key, (("source", source),))
    again: Any = replace(row, **{name: value})
    former: Any = then.source
    if replace(again, source=former, rank=then.rank) == then:
        return Set(collection, row.key, ((name, value), ("source", former)))
    return correction(collection, row, {name: value})
