"""What happened to one row: when, who, and each field from what to what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from planner.edits import Drop, Put, Set, single_edits
from planner.fields import FIELDS
from planner.messages import Message, message
from ui.actions.fieldwords import SOURCE, declared_field, label_of, shown, value_of
from ui.actions.ownedrows import owned_rows, owner_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from db.journal import Entry
    from planner.edits import Edit
    from planner.fields import Field
    from planner.messages import Value
    from planner.study import Entity
    from ui.actions.desk import Desk
    from ui.actions.texts import Texts

Single = Put | Drop | Set


@dataclass(frozen=True, slots=True)
class Happening:
    """One step of the journal as far as it concerns a row; ``kind`` is do, undo or redo.

    ``lines`` say each change: ``rowhistory.changed`` with the text code ``field`` and the words
    ``before`` and ``after``; ``rowhistory.added`` or ``rowhistory.removed`` with ``what``.
    """

    seq: int
    at: datetime
    author: str
    kind: str
    lines: tuple[Message, ...]


def row_history(
    desk: Desk, collection: str, key: str, owned: Iterable[str] = (), limit: int = 200
) -> tuple[Happening, ...]:
    """The last steps that changed a row or the rows of ``owned`` collections that belong to it.

    Newest first; nothing where the study is looked at without a file. At most ``limit`` steps of
    each collection are read.
    """
    read = desk.document.steps
    entries = {entry.seq: entry for entry in read(collection, key, limit)}
    for other in owned:
        entries |= {entry.seq: entry for entry in read(other, None, limit)}
    steps = [entries[seq] for seq in sorted(entries)[::-1] if entries[seq].record.edit is not None]
    rows = set(rows_of_history(desk, collection, key, owned))
    for other in owned:
        rows |= {(other, row_key) for row_key in _once_owned(steps, other, key)}
    found = (_happening(desk, step, rows) for step in steps)
    return tuple(happening for happening in found if happening.lines)


def rows_of_history(
    desk: Desk, collection: str, key: str, owned: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """A row, and the rows of ``owned`` collections that belong to it now."""
    study = desk.document.study
    return (
        (collection, key),
        *((other, row.key) for other in owned for row in owned_rows(study, other, key)),
    )


def _once_owned(steps: Iterable[Entry], collection: str, owner: str) -> Iterator[str]:
    """The keys of the rows of a collection that a step made or took away for ``owner``."""
    name = owner_field(collection).key
    for step in steps:
        for single in (*single_edits(step.edit), *single_edits(step.inverse)):
            if not isinstance(single, Put) or single.collection != collection:
                continue
            if getattr(single.row, name) == owner:
                yield single.row.key


def _happening(desk: Desk, step: Entry, rows: set[tuple[str, str]]) -> Happening:
    lines = tuple(_lines(desk, step, rows))
    return Happening(step.seq, step.at, step.author, str(step.kind), lines)


def _lines(desk: Desk, step: Entry, rows: set[tuple[str, str]]) -> Iterator[Message]:
    done, undone = _by_row(step.edit), _by_row(step.inverse)
    for row, edits in done.items():
        for edit, inverse in zip(edits, reversed(undone.get(row, [])), strict=False):
            if row in rows:
                yield from _told(desk, edit, inverse)
    for row, inverses in undone.items():
        swept = inverses[0]
        if row in rows and row not in done and isinstance(swept, Put):
            yield _removed(desk, swept.collection, swept.row)


def _by_row(edit: Edit) -> dict[tuple[str, str], list[Single]]:
    rows: dict[tuple[str, str], list[Single]] = {}
    for single in single_edits(edit):
        row_key = single.row.key if isinstance(single, Put) else single.key
        rows.setdefault((single.collection, row_key), []).append(single)
    return rows


def _told(desk: Desk, edit: Single, inverse: Single) -> Iterator[Message]:
    room = edit.collection
    match edit, inverse:
        case Set(), Set():
            former = dict(inverse.values)
            for name, after in edit.values:
                yield from _changed(desk, room, name, former.get(name), after)
        case Put(), Put():
            for name in (*(field.key for field in FIELDS[room]), "source"):
                before, after = getattr(inverse.row, name), getattr(edit.row, name)
                yield from _changed(desk, room, name, before, after)
        case Put(), _:
            yield message("rowhistory.added", what=_described(desk, room, edit.row))
        case Drop(), Put():
            yield _removed(desk, room, inverse.row)


def _changed(desk: Desk, room: str, name: str, before: object, after: object) -> Iterator[Message]:
    if name == "source":
        for part in SOURCE:
            pair = value_of(before, part), value_of(after, part)
            yield from _difference(desk, room, f"source.{part}", *pair)
    elif name != "rank":
        yield from _difference(desk, room, name, before, after)  # type: ignore[arg-type]


def _difference(desk: Desk, room: str, name: str, before: Value, after: Value) -> Iterator[Message]:
    if before == after:
        return
    study, texts, field = desk.document.study, desk.texts, declared_field(room, name)
    yield message(
        "rowhistory.changed",
        field=label_of(room, name).code,
        before=shown(study, texts, field, before),
        after=shown(study, texts, field, after),
    )


def _removed(desk: Desk, room: str, row: Entity) -> Message:
    return message("rowhistory.removed", what=_described(desk, room, row))


def _described(desk: Desk, room: str, row: Entity) -> str:
    """The row in words: its name, or what its fields hold where it has none."""
    known = {field.name for field in fields(row)}
    if "title" in known:
        return str(getattr(row, "title"))  # noqa: B009 - only some entities have one
    study, texts = desk.document.study, desk.texts
    parts = [
        _labelled(texts, room, field, shown(study, texts, field, getattr(row, field.key)))
        for field in FIELDS[room]
        if not field.owned and getattr(row, field.key) is not None
    ]
    said = message("rowhistory.row", room=f"collection.{room}", what=" · ".join(parts))
    return texts.say(said)


def _labelled(texts: Texts, room: str, field: Field, said: str) -> str:
    """A number after its short label; words speak for themselves."""
    code = f"short.{room}.{field.key}"
    return f"{texts.say(code)} {said}" if field.unit and texts.knows(code) else said
