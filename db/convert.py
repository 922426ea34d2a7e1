"""The only file that sees both rows and entities; driven by the declared fields.

Reading goes column by column: SQLite's tuples are turned into columns, each column is converted
at once, and the slots of bare entities are filled from it. This skips the constructors (entities
have no other duty there than to keep what they are given) and is several times faster; the values
were validated when they were written, and the constraints of the tables hold them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import groupby, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, cast

from db.collector import collector_paused
from db.constraints import LINKS, Link
from db.rows import LINK_ROWS, ROWS, table_of
from planner.errors import StudyFileError
from planner.fields import ENTITIES, FIELDS, Field, Kind
from planner.rows import Rows
from planner.study import Entity, Source, Study
from planner.text import same_name_key
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sqlalchemy import Connection, Table

_SOURCE_COLUMNS = ("source_nature", "source_place", "source_line", "source_note")
_NATURES = {str(nature): nature for nature in Nature}
_MANY = frozenset({Kind.CHOICES, Kind.REFERENCES})

Column = Sequence[Any]


def read_study(connection: Connection) -> Study:
    """The study that the tables hold; ``StudyFileError`` names a value that cannot be one."""
    with collector_paused():
        collections = {name: read_rows(connection, name) for name in ENTITIES}
    make: Callable[..., Study] = Study
    return make(**collections)


def read_versions(connection: Connection) -> dict[str, dict[str, int]]:
    """The versions of the rows by collection and key, but for those that are still at 1."""
    return {name: versions_of(connection, name) for name in ROWS}


def versions_of(
    connection: Connection, collection: str, keys: Iterable[str] | None = None
) -> dict[str, int]:
    """The versions of a collection's rows by key, or of some, but for those still at 1."""
    table = table_of(ROWS[collection])
    return dict(_fetched(connection, table, ("key", "version"), keys, 'AND "version" <> 1'))


def read_rows(
    connection: Connection, collection: str, keys: Iterable[str] | None = None
) -> Rows[Any]:
    """The rows of a collection, or of some keys; those that there are.

    Raises :class:`StudyFileError` naming a value that cannot be one.
    """
    table = table_of(ROWS[collection])
    names = stored_columns(collection)
    rows = _fetched(connection, table, names, keys)
    if not rows:
        return Rows()
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    try:
        return Rows(_entities(connection, collection, columns, keys))
    except (KeyError, TypeError, ValueError) as error:
        raise StudyFileError(
            "file_bad_value", collection=f"collection.{collection}", value=str(error)[:80]
        ) from error


def columns_of(collection: str, row: Entity) -> dict[str, Any]:
    """The columns of a row by name, but for its version; link rows apart."""
    source = row.source
    columns = {
        "key": row.key,
        "rank": row.rank,
        "source_nature": str(source.nature),
        "source_place": source.place,
        "source_line": source.line,
        "source_note": source.note,
    }
    for field in FIELDS[collection]:
        if field.kind not in _MANY:
            columns.update(_field_columns(field, getattr(row, field.key)))
    return columns


def link_values(link: Link, row: Entity) -> tuple[dict[str, Any], ...]:
    """The link rows of one field of a row, in their order."""
    return tuple(
        {link.owner: row.key, "position": position, link.value: str(value)}
        for position, value in enumerate(getattr(row, link.field))
    )


@cache
def stored_columns(collection: str) -> tuple[str, ...]:
    """The columns of a collection's table that make its rows: all but version and name keys."""
    return tuple(
        column.name
        for column in table_of(ROWS[collection]).columns
        if column.name != "version" and not _is_name_key(collection, column.name)
    )


def row_of_columns(
    collection: str, columns: Mapping[str, Any], many: Mapping[str, tuple[Any, ...]]
) -> Entity:
    """The row of :func:`stored_columns` and of the values of its link tables, by field.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` where a value cannot be one.
    """
    single = {name: (value,) for name, value in columns.items()}
    (source,) = _sources([single[name] for name in _SOURCE_COLUMNS])
    values: dict[str, Any] = {}
    for field in FIELDS[collection]:
        if field.kind not in _MANY:
            (values[field.key],) = _values(field, single)
    for link in links_of(collection):
        values[link.field] = tuple(map(_word_of(link), many[link.field]))
    make: Callable[..., Entity] = ENTITIES[collection]
    return make(key=columns["key"], rank=columns["rank"], source=source, **values)


@cache
def links_of(collection: str) -> tuple[Link, ...]:
    """The link tables of a collection."""
    return tuple(link for link in LINKS.values() if link.collection == collection)


def _field_columns(field: Field, value: Any) -> Iterator[tuple[str, Any]]:
    match field.kind:
        case Kind.FRACTION:
            exact = None if value is None else Fraction(value)
            yield f"{field.key}_numerator", None if exact is None else exact.numerator
            yield f"{field.key}_denominator", None if exact is None else exact.denominator
        case Kind.CHOICE:
            yield field.key, str(value)
        case Kind.TEXT:
            yield field.key, value
            if field.unique:
                yield f"{field.key}_key", same_name_key(value)
        case _:
            yield field.key, value


def _is_name_key(collection: str, column: str) -> bool:
    return any(f.unique and column == f"{f.key}_key" for f in FIELDS[collection])


def _fetched(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    keys: Iterable[str] | None = None,
    rest: str = "",
) -> list[tuple[Any, ...]]:
    """Columns of a table, of all rows or of those whose first column is one of the keys.

    The query is over our own names, and its answer is the driver's own: SQLAlchemy takes longer
    to compile one, and to make its rows, than SQLite to answer.
    """
    wanted = None if keys is None else sorted(keys)
    quoted = [f'"{table.name}"."{name}"' for name in columns]  # a bare "name" may be a text
    sign = "?" if connection.dialect.name == "sqlite" else "%s"
    among = "" if wanted is None else f"AND {quoted[0]} IN ({', '.join([sign] * len(wanted))})"
    query = f'SELECT {", ".join(quoted)} FROM "{table.name}" WHERE true {among} {rest}'
    cursor = connection.connection.cursor()
    try:
        cursor.execute(query, wanted or ())
        return cast("list[tuple[Any, ...]]", cursor.fetchall())
    finally:
        cursor.close()


def _entities(
    connection: Connection,
    collection: str,
    columns: Mapping[str, Column],
    only: Iterable[str] | None,
) -> list[Any]:
    """The entities of a collection, each slot filled from its column."""
    kind = ENTITIES[collection]
    keys = columns["key"]
    entities = [object.__new__(kind) for _ in keys]
    _fill(kind, "key", entities, keys)
    _fill(kind, "rank", entities, columns["rank"])
    _fill(kind, "source", entities, _sources([columns[name] for name in _SOURCE_COLUMNS]))
    for link in links_of(collection):
        held = _held(connection, link, only)
        _fill(kind, link.field, entities, map(held.get, keys, repeat(())))
    for field in FIELDS[collection]:
        if field.kind not in _MANY:
            _fill(kind, field.key, entities, _values(field, columns))
    return entities


def _fill(kind: type[Entity], name: str, entities: list[Any], values: Iterable[Any]) -> None:
    """Set one slot of every entity, past the frozen dataclass, without a loop in Python."""
    deque(map(getattr(kind, name).__set__, entities, values), maxlen=0)


def _sources(columns: list[Column]) -> Iterator[Source]:
    """The source of each row; equal sources are one object."""
    known: dict[tuple[Any, ...], Source] = {}
    for four in zip(*columns, strict=True):
        source = known.get(four)
        if source is None:
            nature, place, line, note = four
            source = known[four] = Source(_NATURES[nature], place, line, note)
        yield source


def _values(field: Field, columns: Mapping[str, Column]) -> Iterable[Any]:
    """The values of a field, of the type that the entity wants."""
    if field.kind is Kind.FRACTION:
        over, under = columns[f"{field.key}_numerator"], columns[f"{field.key}_denominator"]
        return map(_fraction, over, under)
    column = columns[field.key]
    match field.kind:
        case Kind.FLAG:
            return map(bool, column)
        case Kind.DAY:
            return map(_day, column)
        case Kind.CHOICE:
            return map({str(word): word for word in field.vocabulary or ()}.__getitem__, column)
        case Kind.REFERENCE:
            shared: dict[str | None, str | None] = {}
            return map(shared.setdefault, column, column)
    return column


def _held(
    connection: Connection, link: Link, owners: Iterable[str] | None
) -> dict[str, tuple[Any, ...]]:
    """The values of a link table by owner, in their order; equal tuples are one object."""
    table = table_of(LINK_ROWS[link.table])
    order = f'ORDER BY "{link.table}"."{link.owner}", "{link.table}"."position"'
    rows = _fetched(connection, table, (link.owner, link.value), owners, order)
    word = _word_of(link)
    second = itemgetter(1)
    shared: dict[tuple[str, ...], tuple[Any, ...]] = {}
    held: dict[str, tuple[Any, ...]] = {}
    for key, group in groupby(rows, itemgetter(0)):
        written = tuple(map(second, group))
        values = shared.get(written)
        if values is None:
            values = shared[written] = tuple(map(word, written))
        held[key] = values
    return held


@cache
def _word_of(link: Link) -> Callable[[str], Any]:
    """How a link's value is read: a word of the vocabulary, or a key as it is."""
    field = next(f for f in FIELDS[link.collection] if f.key == link.field)
    if field.vocabulary is None:
        return str
    return {str(word): word for word in field.vocabulary}.__getitem__


def _fraction(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or denominator is None:
        return None
    return Fraction(numerator, denominator)


def _day(value: str | date | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
