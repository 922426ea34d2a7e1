"""The same correction for many rows: each cell that it changes, before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.cells import CellChange, differences, in_order, is_list
from planner.corrections import correction
from planner.edits import Batch, Set, apply
from planner.errors import InvalidInput
from planner.fields import field_of, label_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.messages import Value
    from planner.study import Entity, Study


class Mode(StrEnum):
    """What a correction does to a field; only fields that hold several values are added to."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Correction:
    """One field, what is done to it, and with which value."""

    field: str
    mode: Mode
    value: Value


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """What corrections do to rows of one collection.

    ``changes`` are all cells that change, fields before sources in each row; ``unchanged`` the
    rows in which nothing does; ``edit`` makes the changes as one step.
    """

    collection: str
    changes: tuple[CellChange, ...]
    unchanged: tuple[str, ...]
    edit: Batch

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys of the rows that change, in the order in which they were given."""
        return tuple(dict.fromkeys(change.key for change in self.changes))


def bulk_edit(
    study: Study, collection: str, keys: Sequence[str], corrections: Sequence[Correction]
) -> BulkEdit:
    """What ``corrections`` change in the rows called ``keys``, each taken once.

    Raises:
        InvalidInput: a row or a field that is not there, a field corrected twice in ways that
            fight, or values added to a field that holds one.
        EditRefused: a value that the study cannot take; the sentence names field and row.
    """
    _check(collection, corrections)
    rows = [_row(study, collection, key) for key in dict.fromkeys(keys)]
    edits = [edit for row in rows if (edit := _edit(study, collection, row, corrections))]
    return of_edits(study, collection, [row.key for row in rows], edits)


def of_edits(study: Study, collection: str, keys: Sequence[str], edits: Sequence[Set]) -> BulkEdit:
    """What ``edits`` change in the rows called ``keys``; ``EditRefused`` where one cannot stand."""
    batch = Batch(tuple(edits))
    after = getattr(apply(study, batch).study, collection)
    before = getattr(study, collection)
    touched = dict.fromkeys(edit.key for edit in edits)
    changes = tuple(
        change
        for key in touched
        for change in differences(collection, before.get(key), after.get(key))
    )
    changed = {change.key for change in changes}
    return BulkEdit(collection, changes, tuple(k for k in keys if k not in changed), batch)


def _check(collection: str, corrections: Sequence[Correction]) -> None:
    modes: dict[str, set[Mode]] = {}
    for one in corrections:
        label = label_code(collection, one.field)
        if one.mode is not Mode.REPLACE and not is_list(field_of(collection, one.field)):
            raise InvalidInput("bulk_one_value", field=label)
        seen = modes.setdefault(one.field, set())
        if seen and (Mode.REPLACE in seen or one.mode is Mode.REPLACE):
            raise InvalidInput("bulk_twice", field=label)
        seen.add(one.mode)


def _row(study: Study, collection: str, key: str) -> Entity:
    row: Entity | None = getattr(study, collection).find(key)
    if row is None:
        raise InvalidInput("no_such_row", key=key, target=f"collection.{collection}")
    return row


def _edit(
    study: Study, collection: str, row: Entity, corrections: Sequence[Correction]
) -> Set | None:
    """The correction of one row; None where it already holds what is wanted."""
    values: dict[str, Value] = {}
    for one in corrections:
        now = values.get(one.field, getattr(row, one.field))
        values[one.field] = _corrected(study, collection, one, now)
    return corrected(collection, row, values)


def corrected(collection: str, row: Entity, values: Mapping[str, Value]) -> Set | None:
    """The edit that gives a row those of ``values`` that it lacks; None where it lacks none."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    return correction(collection, row, new) if new else None


def _corrected(study: Study, collection: str, one: Correction, now: Value) -> Value:
    field = field_of(collection, one.field)
    if not is_list(field) or not isinstance(one.value, tuple) or not isinstance(now, tuple):
        return one.value
    given, held = [str(value) for value in one.value], [str(value) for value in now]
    match one.mode:
        case Mode.REPLACE:
            wanted = now if set(given) == set(held) else one.value
        case Mode.ADD:
            extra = [value for value in one.value if str(value) not in held]
            wanted = (*now, *extra) if extra else now
        case Mode.REMOVE:
            return tuple(value for value in now if str(value) not in given)
    return wanted if wanted is now else in_order(study, field, wanted)  # type: ignore[arg-type]
