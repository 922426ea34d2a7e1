"""Everything of a damaged study that can be read and still makes a study, and what cannot."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from db.constraints import LINKS
from db.convert import row_of_columns, stored_columns
from db.wreck import indexed_keys, scanned, wreck_of
from planner.drafts import Draft
from planner.errors import CartoplanError
from planner.fields import ENTITIES, FIELDS, Kind
from planner.rows import Rows
from planner.study import Entity, Study
from planner.validation import check_row
from planner.watch import Watch

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

_LOST_SIGN = "\ufffd"  # what stands where bytes are no text

Entities = dict[str, dict[str, Entity]]


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be saved: a row, or (without a key) some rows of a collection.

    ``why`` is ``unreadable``, ``refused`` (its values cannot be), ``orphan`` (what it needs is
    lost), ``loosened`` (kept without a reference to what is lost) or ``signs`` (kept, with signs
    that could not be read).
    """

    collection: str
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Salvage:
    """The study that can be made of what is readable, and the list of what is missing."""

    study: Study
    losses: tuple[Loss, ...]


def salvage(path: Path, likes: Sequence[Path] = (), watch: Watch | None = None) -> Salvage:
    """What can be read of a damaged file, which is left as it is.

    ``likes`` are sound files laid out alike, such as backups; ``watch`` hears of each collection
    that was read, and may stop there. Nothing at all may be readable: then the study is empty and
    every collection is lost.
    """
    losses: list[Loss] = []
    found: Entities = {}
    with wreck_of(path, likes) as connection:
        links = _links(connection, losses)
        for name in ENTITIES:
            (watch or Watch()).step(len(found) / len(ENTITIES), "rescue.step.reading")
            found[name] = _read(connection, name, links, losses)
    _keep_what_holds(found, losses)
    study = _study(found)
    return Salvage(study, tuple(dict.fromkeys(losses)))


def _links(
    connection: sqlite3.Connection, losses: list[Loss]
) -> dict[tuple[str, str], dict[str, list[Any]]]:
    """The values of the link tables: by collection and field, then by the key of the row."""
    values: dict[tuple[str, str], dict[str, list[Any]]] = {}
    for link in LINKS.values():
        held = values[link.collection, link.field] = defaultdict(list)
        columns = (link.owner, link.value)
        found = scanned(connection, link.table, columns, (link.owner, "position"))
        for owner, value in found.rows:
            held[owner].append(value)
        if not found.is_whole:
            losses.append(Loss(link.collection, "", "unreadable"))
    return values


def _read(
    connection: sqlite3.Connection,
    collection: str,
    links: dict[tuple[str, str], dict[str, list[Any]]],
    losses: list[Loss],
) -> dict[str, Entity]:
    """The rows of a collection that can be made; the others are listed."""
    columns = stored_columns(collection)
    found = scanned(connection, collection, columns, ("rowid",))
    rows: dict[str, Entity] = {}
    for values in found.rows:
        named = dict(zip(columns, values, strict=True))
        key = named["key"]
        many = {
            field.key: tuple(links[collection, field.key].get(key, ()))
            for field in FIELDS[collection]
            if field.kind in (Kind.CHOICES, Kind.REFERENCES)
        }
        try:
            rows[str(key)] = row_of_columns(collection, named, many)
        except (CartoplanError, KeyError, TypeError, ValueError, ArithmeticError):
            losses.append(Loss(collection, _shown(key), "refused"))
        if any(isinstance(value, str) and _LOST_SIGN in value for value in values):
            losses.append(Loss(collection, _shown(key), "signs"))
    if not found.is_whole:
        unread = sorted(indexed_keys(connection, collection) - rows.keys())
        losses += [Loss(collection, key, "unreadable") for key in unread or [""]]
    return rows


def _keep_what_holds(found: Entities, losses: list[Loss]) -> None:
    """Take out the rows that make no study, and the references to them, until all hold."""
    while _loosen(found, losses) | _refuse(found, losses):
        pass


def _loosen(found: Entities, losses: list[Loss]) -> bool:
    """Empty the references to what is lost; drop the rows that cannot do without."""
    is_changed = False
    for collection, fields in FIELDS.items():
        for key, row in list(found[collection].items()):
            lost = {f.key: v for f in fields if f.target for v in _without(found, f, row)}
            if not lost:
                continue
            is_changed = True
            orphan = any(f.key in lost and f.required and not lost[f.key] for f in fields)
            losses.append(Loss(collection, key, "orphan" if orphan else "loosened"))
            if orphan:
                del found[collection][key]
            else:
                found[collection][key] = replace(row, **lost)
    return is_changed


def _without(found: Entities, field: Any, row: Entity) -> list[Any]:
    """The value of a reference without what is lost, in a list; none where nothing is."""
    value = getattr(row, field.key)
    there = found[field.target]
    if field.kind is Kind.REFERENCES:
        kept = tuple(key for key in value if key in there)
        return [] if kept == value else [kept]
    return [] if value is None or value in there else [None]


def _refuse(found: Entities, losses: list[Loss]) -> bool:
    """Drop the rows that the domain would not take."""
    draft = Draft(_study(found))
    is_changed = False
    for collection, rows in found.items():
        for key, row in list(rows.items()):
            try:
                check_row(draft, collection, row)
            except (CartoplanError, TypeError, ValueError):
                losses.append(Loss(collection, key, "refused"))
                del rows[key]
                is_changed = True
    return is_changed


def _study(found: Entities) -> Study:
    make: Callable[..., Study] = Study
    return make(**{name: Rows(rows.values()) for name, rows in found.items()})


def _shown(key: object) -> str:
    return key[:120] if isinstance(key, str) else ""
