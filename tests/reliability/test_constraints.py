"""What no field may take is refused at every door: by the domain, the journal and the tables."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.codec import decode_edit, encode_edit
from db.constraints import LINKS
from planner.edits import Batch, Put, Set, apply
from planner.errors import CartoplanError, EditRefused
from planner.fields import FIELDS, Kind, field_of
from planner.validation import ORDERED
from tests.db.build import made
from tests.reliability.bad_values import COLUMNS, IDENTITY, LISTS, VALUES
from tests.reliability.filled_study import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.edits import Edit
    from planner.study import Entity

STUDY = filled()

#: What JSON writes for a good value too: the words of a vocabulary, a day, a share, a list.
_GOOD_IN_JSON = {(Kind.DAY, "2026-01-01"), (Kind.FRACTION, "1/2")}
SPELT = tuple(
    (collection, name, value)
    for collection, name, value in VALUES
    if isinstance(value, str | int | float | None)
    and (field_of(collection, name).kind, value) not in _GOOD_IN_JSON
    and value not in {str(word) for word in field_of(collection, name).vocabulary or ()}
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("constraints") / "a.cartoplan"
    made(path, STUDY).close()
    return path


@pytest.fixture
def bare(file: Path) -> Iterator[sqlite3.Connection]:
    """A bare connection whose changes are thrown away."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN")
        yield connection
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def first(collection: str) -> Any:
    return next(iter(getattr(STUDY, collection)))


def made_anew(collection: str, name: str, value: Any) -> Edit:
    """A row constructed with the value: nothing refuses to construct it, the study refuses it."""
    return Put(collection, replace(first(collection), **{name: value}))


def corrected(collection: str, name: str, value: Any) -> Edit:
    return Set(collection, first(collection).key, ((name, value),))


def in_a_batch(collection: str, name: str, value: Any) -> Edit:
    """As imports and bulk changes come: after a change that may well be made."""
    row = first(collection)
    return Batch((Set(collection, row.key, (("rank", 7),)), corrected(collection, name, value)))


def taken(edit: Callable[[], Edit], refusal: type[CartoplanError]) -> bool:
    """Whether the study lets an edit in."""
    try:
        apply(STUDY, edit())
    except refusal:
        return False
    return True


@pytest.mark.promise("T16", asked=3 * len(VALUES), quick=3 * len(VALUES), unit="values", weight=3)
def test_no_bad_value_enters_the_study_by_constructor_edit_or_batch(figure: Any) -> None:
    let_in, tried = [], 0
    for case in VALUES:
        for door in (made_anew, corrected, in_a_batch):
            tried += 1
            if taken(partial(door, *case), EditRefused):
                let_in.append((door.__name__, *case))
    assert let_in == []
    figure.reached(tried)


@pytest.mark.promise("T16", asked=len(SPELT), quick=len(SPELT), unit="values", weight=2)
def test_no_bad_value_comes_back_from_what_was_written_as_json(figure: Any) -> None:
    let_in, tried = [], 0
    for collection, name, value in SPELT:
        told = json.loads(encode_edit(Put(collection, first(collection))))
        told["put"]["row"][name] = value
        tried += 1
        if taken(partial(decode_edit, json.dumps(told)), CartoplanError):
            let_in.append((collection, name, value))
    assert let_in == []
    figure.reached(tried)


def bad_identities(row: Entity) -> Iterator[Entity]:
    for source in ({"line": -1}, {"place": "x" * 1001}, {"note": " a"}, {"nature": "declared"}):
        yield replace(row, source=replace(row.source, **source))  # type: ignore[arg-type]
    for key in ("", "x" * 121, " a", "a\0b"):
        yield replace(row, key=key)
    for rank in (2_000_000_001, True, "first", None):
        yield replace(row, rank=rank)  # type: ignore[arg-type]


@pytest.mark.promise("T16", asked=12 * len(FIELDS), quick=12 * len(FIELDS), unit="rows", weight=1)
def test_no_bad_key_rank_or_source_enters_the_study(figure: Any) -> None:
    rows = [(name, row) for name in FIELDS for row in bad_identities(first(name))]
    assert [name for name, row in rows if taken(partial(Put, name, row), EditRefused)] == []
    figure.reached(len(rows))


def stored(bare: sqlite3.Connection, table: str, column: str, value: object) -> bool:
    """Whether the table takes a value in one of its rows, committed as references are judged."""
    if not bare.in_transaction:
        bare.execute("BEGIN")
    try:
        if column.endswith(("_numerator", "_denominator")):
            name = column.rpartition("_")[0]  # one that is unknown has nothing to be wrong
            bare.execute(f'UPDATE {table} SET "{name}_numerator" = 1, "{name}_denominator" = 2')
        change = f'UPDATE {table} SET "{column}" = ? WHERE key = ?'
        commit(bare, change, (value, first(table).key))
    except sqlite3.IntegrityError:
        bare.execute("ROLLBACK")
        return False
    return True


def commit(bare: sqlite3.Connection, statement: str, values: tuple[object, ...]) -> None:
    """Run a statement and commit it, since references are judged then."""
    bare.execute(statement, values)
    bare.execute("COMMIT")


BARE = COLUMNS + tuple((table, *bad) for table in FIELDS for bad in IDENTITY)


@pytest.mark.promise("T16", asked=len(BARE), quick=len(BARE), unit="values", weight=3)
def test_no_bad_value_enters_a_table_by_bare_sql(bare: sqlite3.Connection, figure: Any) -> None:
    assert [case for case in BARE if stored(bare, *case)] == []
    figure.reached(len(BARE))


def test_every_bounded_field_has_bad_values_here() -> None:
    tried = {(table, column) for table, column, _ in COLUMNS}
    in_the_domain = {(collection, name) for collection, name, _ in VALUES}
    for table, declared in FIELDS.items():
        for field in declared:
            assert (table, field.key) in in_the_domain
            column = f"{field.key}_numerator" if field.kind is Kind.FRACTION else field.key
            assert field.kind in LISTS or (table, column) in tried


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [(t, low, high) for t, pairs in ORDERED.items() for low, high in pairs],
)
def test_bounds_that_cross_are_refused(
    bare: sqlite3.Connection, table: str, low: str, high: str
) -> None:
    values = (2050, 2049) if low == "start" else (8, 7)
    if table == "need_lines":  # so that no other pair crosses
        bare.execute("UPDATE need_lines SET low = NULL, central = NULL, high = NULL")
    with pytest.raises(sqlite3.IntegrityError, match=f"ck_{table}_{low}_{high}"):
        bare.execute(f'UPDATE {table} SET "{low}" = ?, "{high}" = ?', values)


@pytest.mark.parametrize(
    "table", [t for t, declared in FIELDS.items() if any(f.unique for f in declared)]
)
def test_two_spellings_of_one_name_are_refused(bare: sqlite3.Connection, table: str) -> None:
    first, second = bare.execute(f"SELECT key, name_key FROM {table} LIMIT 2").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        bare.execute(f"UPDATE {table} SET name_key = ? WHERE key = ?", (first[1], second[0]))


@pytest.mark.parametrize("link", LINKS.values(), ids=str)
def test_a_link_holds_what_it_may_once_in_its_place(bare: sqlite3.Connection, link: Any) -> None:
    owner, value = bare.execute(f"SELECT {link.owner}, {link.value} FROM {link.table}").fetchone()
    insert = f"INSERT INTO {link.table} ({link.owner}, position, {link.value}) VALUES (?, ?, ?)"
    for row in ((owner, 90, value), (owner, -1, "x"), (owner, "first", "x"), (owner, 0, "x")):
        with pytest.raises(sqlite3.IntegrityError):
            bare.execute(insert, row)
    for row in ((owner, 90, "nobody"), ("nobody", 0, value)):
        with pytest.raises(sqlite3.IntegrityError):
            commit(bare, insert, row)
        if bare.in_transaction:
            bare.execute("ROLLBACK")
        bare.execute("BEGIN")


def test_a_row_that_is_referred_to_cannot_be_deleted(bare: sqlite3.Connection) -> None:
    bare.execute("DELETE FROM families")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        bare.execute("COMMIT")


@pytest.mark.parametrize("statement", ["UPDATE journal SET author = 'x'", "DELETE FROM journal"])
def test_the_journal_can_only_grow(bare: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append only"):
        bare.execute(statement)
