"""The rows that an edit touches, written with their versions checked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, delete, insert, select, update

from db import steps
from db.convert import columns_of, link_values, links_of
from db.executing import execute, not_yours
from db.rows import LINK_ROWS, ROWS, table_of
from planner.errors import ConflictError
from planner.fields import ENTITIES, FIELDS
from planner.text import same_name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import ColumnElement, Connection, Table

    from db.constraints import Link
    from planner.changes import Touched
    from planner.errors import EditRefused
    from planner.fields import Field
    from planner.study import Entity, Study

Versions = dict[str, dict[str, int]]

FIRST = 1  # the version of the rows that the file was made with
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after an edit; None where there was or is none."""

    collection: str
    key: str
    before: Entity | None
    after: Entity | None


def changes_between(before: Study, after: Study, touched: Touched) -> tuple[Change, ...]:
    """The rows that differ among those that an edit touched, in the order of the collections."""
    found = []
    for collection in ENTITIES:
        old, new = getattr(before, collection), getattr(after, collection)
        if old is new:
            continue
        keys: Iterable[str] = sorted(key for name, key in touched.rows if name == collection)
        if touched.everything:
            keys = dict.fromkeys((*old.keys(), *new.keys()))
        for key in keys:
            change = Change(collection, key, old.find(key), new.find(key))
            if change.before != change.after:
                found.append(change)
    return tuple(found)


def write_study(connection: Connection, study: Study) -> None:
    """Insert every row of a study into empty tables."""
    for collection in ENTITIES:
        _insert(connection, collection, getattr(study, collection), FIRST)


def write_changes(
    connection: Connection, changes: tuple[Change, ...], versions: Versions, version: int
) -> None:
    """Write the changes and give the rows their new version, many rows at a time.

    Raises :class:`ConflictError` where a row is no longer at the version that was read,
    :class:`EditRefused` where the server leaves a row as it was because it is not ours; the
    transaction, which keeps other writers out, is then to be rolled back.
    """
    gone = [c for c in reversed(changes) if c.after is None]
    updates = [c for c in changes if c.before is not None and c.after is not None]
    if len(updates) < len(changes):  # an update tells by its count that its row was changed
        _refuse_changed(connection, (*gone, *updates), versions)
    for collection, some in groupby(gone, _collection):
        _delete(connection, collection, list(some), versions)
    added = [change for change in changes if change.before is None]
    _vacate_names(connection, updates, {change.collection for change in added})
    # a server judges whose an updated row is by the row that it leads to, which may be a new one
    for collection, some in groupby(added, _collection):
        rows = [change.after for change in some if change.after is not None]
        _refuse_present(connection, collection, rows)
        _insert(connection, collection, rows, version)
    for collection, some in groupby(updates, _collection):
        _update(connection, collection, list(some), versions, version)


def take_versions(versions: Versions, changes: tuple[Change, ...], version: int) -> None:
    """Remember the versions that :func:`write_changes` gave."""
    for change in changes:
        kept = versions.setdefault(change.collection, {})
        if change.after is None:
            kept.pop(change.key, None)
        else:
            kept[change.key] = version


def _delete(
    connection: Connection, collection: str, changes: list[Change], versions: Versions
) -> None:
    for link in links_of(collection):
        _delete_links(connection, link, [c.before for c in changes if c.before])
    table = table_of(ROWS[collection])
    gone = delete(table).where(_as_read(table))
    rows = [{"of": change.key, "was": _version(versions, change)} for change in changes]
    keys = [change.key for change in changes]
    if execute(connection, collection, keys, gone, rows) != len(keys):
        raise _unwritten(connection, changes, versions, None)


def _update(
    connection: Connection,
    collection: str,
    changes: list[Change],
    versions: Versions,
    version: int,
) -> None:
    """Write the columns that differ: rows in which the same ones do go together."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for change in changes:
        values = _differing(collection, change)
        identity = {"version": version, "of": change.key, "was": _version(versions, change)}
        alike[tuple(values)].append({**values, **identity})
    table = table_of(ROWS[collection])
    changed = update(table).where(_as_read(table))
    for names, rows in alike.items():
        columns: dict[str, Any] = {name: bindparam(name) for name in (*names, "version")}
        keys = [row["of"] for row in rows]
        written = execute(connection, collection, keys, changed.values(columns), rows)
        if written != len(rows):
            alike_ones = [change for change in changes if change.key in keys]
            raise _unwritten(connection, alike_ones, versions, version)
    for link in links_of(collection):
        relinked = [c for c in changes if c.after and _is_relinked(c, link.field)]
        if relinked:
            _delete_links(connection, link, [c.before for c in relinked if c.before])
            _insert_links(connection, link, [c.after for c in relinked if c.after])


def _as_read(table: Table) -> ColumnElement[bool]:
    """The row that was read, and not what somebody has made of it since."""
    return and_(table.c.key == bindparam("of"), table.c.version == bindparam("was"))


def _unwritten(
    connection: Connection, changes: list[Change], versions: Versions, made: int | None
) -> EditRefused:
    """The refusal of the first change that a statement has left undone.

    ``made`` is the version that the rows were to have, None where they were to go. Raises
    :class:`ConflictError` where somebody else has changed or removed such a row.
    """
    collection = changes[0].collection
    table = table_of(ROWS[collection])
    for some in _batches(changes):
        there = select(table.c.key, table.c.version).where(table.c.key.in_([c.key for c in some]))
        found = {row.key: row.version for row in connection.execute(there)}
        undone = [change for change in some if found.get(change.key) != made]
        if undone:
            _refuse_changed(connection, undone, versions)
            return not_yours(collection, [undone[0].key])
    return not_yours(collection, [change.key for change in changes])


def _differing(collection: str, change: Change) -> dict[str, Any]:
    """The columns of a changed row that are not what they were."""
    if change.before is None or change.after is None:
        return {}
    old, new = columns_of(collection, change.before), columns_of(collection, change.after)
    return {name: value for name, value in new.items() if value != old[name]}


def _is_relinked(change: Change, field: str) -> bool:
    return bool(getattr(change.before, field) != getattr(change.after, field))


def _collection(change: Change) -> str:
    return change.collection


def _insert(connection: Connection, collection: str, rows: Iterable[Entity], version: int) -> None:
    rows = tuple(rows)
    table = table_of(ROWS[collection])
    for some in _batches(rows):
        values = [{**columns_of(collection, row), "version": version} for row in some]
        execute(connection, collection, [row.key for row in some], insert(table), values)
    for link in links_of(collection):
        _insert_links(connection, link, rows)


def _insert_links(connection: Connection, link: Link, rows: Iterable[Entity]) -> None:
    table = table_of(LINK_ROWS[link.table])
    values = [value for row in rows for value in link_values(link, row)]
    for some in _batches(values):
        owners = list(dict.fromkeys(value[link.owner] for value in some))
        execute(connection, link.collection, owners, insert(table), some)


def _delete_links(connection: Connection, link: Link, rows: list[Entity]) -> None:
    """Take away the values of a field; as many as were read."""
    table = table_of(LINK_ROWS[link.table])
    gone = delete(table).where(table.c[link.owner] == bindparam("of"))
    held = {row.key: len(getattr(row, link.field)) for row in rows if getattr(row, link.field)}
    if not held:
        return
    keys = list(held)
    written = execute(connection, link.collection, keys, gone, [{"of": key} for key in keys])
    if written != sum(held.values()):
        raise not_yours(link.collection, keys)


def _vacate_names(connection: Connection, updates: list[Change], added_to: set[str]) -> None:
    """Let go of unique names that rows exchange or leave to new ones, so that none meets a twin."""
    for collection, keys in _renamed(updates).items():
        table = table_of(ROWS[collection])
        for field in FIELDS[collection]:
            if field.unique and (len(keys) > 1 or collection in added_to):
                column = f"{field.key}_key"
                # no name key holds a line end, so this meets no other name
                vacated = update(table).values({column: "\n" + table.c.key})
                for some in _batches(keys):
                    these = vacated.where(table.c.key.in_(some))
                    if execute(connection, collection, some, these) != len(some):
                        raise not_yours(collection, some)


def _renamed(updates: list[Change]) -> Mapping[str, list[str]]:
    renamed: dict[str, list[str]] = defaultdict(list)
    for change in updates:
        for field in FIELDS[change.collection]:
            if field.unique and _name_key(change.before, field) != _name_key(change.after, field):
                renamed[change.collection].append(change.key)
    return renamed


def _name_key(row: Entity | None, field: Field) -> str:
    return same_name_key(str(getattr(row, field.key)))


def _refuse_changed(connection: Connection, changes: Iterable[Change], versions: Versions) -> None:
    """Name the row that is no longer at the version that was read."""
    for collection, some in groupby(changes, _collection):
        table = table_of(ROWS[collection])
        for batch in _batches(list(some)):
            keys = [change.key for change in batch]
            there = select(table.c.key, table.c.version).where(table.c.key.in_(keys))
            found = {row.key: row.version for row in connection.execute(there)}
            for change in batch:
                if found.get(change.key) != _version(versions, change):
                    raise _conflict(connection, change)


def _refuse_present(connection: Connection, collection: str, rows: list[Entity]) -> None:
    """Name the row that somebody else has added meanwhile under a key of ours."""
    table = table_of(ROWS[collection])
    for some in _batches([row.key for row in rows]):
        there = connection.execute(select(table.c.key).where(table.c.key.in_(some))).first()
        if there is not None:
            raise _conflict(connection, Change(collection, there.key, None, None))


def _version(versions: Versions, change: Change) -> int:
    return versions.get(change.collection, {}).get(change.key, FIRST)


def _conflict(connection: Connection, change: Change) -> ConflictError:
    """The conflict on a row, with who wrote it last: its version is the number of that step."""
    table = table_of(ROWS[change.collection])
    found = connection.execute(select(table.c.version).where(table.c.key == change.key)).first()
    where: dict[str, Any] = {"collection": f"collection.{change.collection}", "key": change.key}
    if found is None:
        return ConflictError("row_removed", **where)
    written = steps.after(connection, found.version - 1, found.version)
    by = connection.execute(written).first()
    code = "row_changed" if change.before is not None else "row_added"
    return ConflictError(code, author="?" if by is None else by.author, **where)


def _batches(values: Any) -> Iterator[Any]:
    for start in range(0, len(values), _BATCH):
        yield values[start : start + _BATCH]
