"""What happened to one row: when, who, and each field from what to what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from planner.edits import Drop, Put, Set, single_edits
from planner.fields import FIELDS
from planner.messages import Message, message
from ui.actions.fieldwords import SOURCE, declared_field, label_of, shown, value_of
from ui.actions.ownedrows import owner_field

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
    store = desk.document.store
    if store is None:
        return ()
    entries = {entry.seq: entry for entry in store.history(collection, key, limit)}
    for other in owned:
        entries |= {entry.seq: entry for entry in store.history(other, None, limit)}
    found = (_happening(desk, entries[seq], collection, key) for seq in sorted(entries)[::-1])
    return tuple(happening for happening in found if happening.lines)


def _happening(desk: Desk, entry: Entry, collection: str, key: str) -> Happening:
    lines: tuple[Message, ...] = ()
    if entry.record.edit is not None:
        lines = tuple(_lines(desk, entry, collection, key))
    return Happening(entry.seq, entry.at, entry.author, str(entry.kind), lines)


def _lines(desk: Desk, entry: Entry, collection: str, key: str) -> Iterator[Message]:
    before = _by_row(entry.inverse)
    for (room, row_key), edits in _by_row(entry.edit).items():
        for edit, inverse in zip(edits, reversed(before.get((room, row_key), [])), strict=False):
            if (room, row_key) == (collection, key) or _belongs(desk, edit, inverse, key):
                yield from _told(desk, edit, inverse)
    for (room, row_key), inverses in before.items():
        is_swept = (room, row_key) not in _by_row(entry.edit)
        if is_swept and isinstance(inverses[0], Put) and _belongs(desk, inverses[0], None, key):
            yield _removed(desk, room, inverses[0].row)


def _by_row(edit: Edit) -> dict[tuple[str, str], list[Single]]:
    rows: dict[tuple[str, str], list[Single]] = {}
    for single in single_edits(edit):
        row_key = single.row.key if isinstance(single, Put) else single.key
        rows.setdefault((single.collection, row_key), []).append(single)
    return rows


def _belongs(desk: Desk, edit: Single, inverse: Single | None, owner: str) -> bool:
    """True where an edit is about a row that belongs to ``owner``."""
    if not any(field.owned for field in FIELDS[edit.collection]):
        return False
    name = owner_field(edit.collection).key
    for single in (edit, inverse):
        if isinstance(single, Put):
            return bool(getattr(single.row, name) == owner)
    key = edit.row.key if isinstance(edit, Put) else edit.key
    row = getattr(desk.document.study, edit.collection).find(key)
    return row is not None and getattr(row, name) == owner


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
    return f"{texts.say(f'collection.{room}')} : {' · '.join(parts)}"


def _labelled(texts: Texts, room: str, field: Field, said: str) -> str:
    """A number after its short label; words speak for themselves."""
    code = f"short.{room}.{field.key}"
    return f"{texts.say(code)} {said}" if field.unit and texts.knows(code) else said
