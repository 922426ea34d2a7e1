"""A file and a server keep the same values: what one refuses, the other refuses too."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Table, and_, insert, select, update
from sqlalchemy.exc import OperationalError, StatementError

from db.connecting import WRITES
from db.rows import JOURNAL, LINK_ROWS, MARKS, ROWS, table_of
from tests.db.build import REGIONS, made
from tests.reliability.bad_values import COLUMNS as CASES
from tests.reliability.bad_values import IDENTITY
from tests.reliability.filled_study import filled
from tests.reliability.promise import Figure
from tests.servers import Server

#: Values of every sort, at and past the bounds of what columns can hold.
ODD: tuple[Any, ...] = (
    None, "", "x", "nobody", "a\0b", " é ", "e\u0301", "\ud800", "\U0001f393" * 40, "x" * 41,
    "x" * 201, "x" * 1_001, "x" * 32_001, "2026-01-01", "2026-13-01", "2026-01-01T10", "1", "0x1",
    0, 1, -1, 8, 9, 1.0, 1.5, -0.0, 91.0, float("nan"), float("inf"), True, False,
    2**31 - 1, 2**31, -(2**31), 2**63 - 1, 2**63, 10**18, Decimal("1.5"), b"bytes",
    date(2026, 1, 1), date.min, date.max, datetime(2026, 1, 1, 10),
)  # fmt: skip

Try = tuple[Table, Column[Any], Any]


def tries() -> list[Try]:
    """Each column of each table with each value, in an order that chance has made once."""
    kept = [table_of(row) for row in (*ROWS.values(), *LINK_ROWS.values())]
    all_tries = [
        (table, column, value)
        for table in (*kept, JOURNAL, MARKS)
        for column in table.columns
        for value in ODD
    ]
    for name, column, value in (*CASES, *((n, c, v) for n in ROWS for c, v in IDENTITY)):
        table = table_of(ROWS[name])
        all_tries.append((table, table.c[column], value))
    random.Random(7).shuffle(all_tries)
    return all_tries


@pytest.fixture(scope="module")
def both(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Connection, Connection]]:
    """The same study, with a row in every table, in a file and on a server."""
    with ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.server.creating.version_of", lambda _: 0)
        patch.setattr("db.server.creating.make_tables", lambda _: None)
        connections = []
        for place in (tmp_path_factory.mktemp("same") / "a.cartoplan", server.emptied()):
            store = opened.enter_context(made(place, filled()))
            engine = store.keeper.engine
            connection = opened.enter_context(engine.connect().execution_options(**{WRITES: True}))
            opened.callback(connection.rollback)
            connection.begin()
            connections.append(connection)
        yield connections[0], connections[1]
    REGIONS.clear()
    FIRST.clear()


def outcome(connection: Connection, table: Table, column: Column[Any], value: Any) -> Any:
    """What became of a value written into a row of a table: kept as this, or refused.

    The savepoint is released: PostgreSQL nests those that are not, one lock each. A server that
    cannot go on has not refused anything, and fails the test.
    """
    connection.exec_driver_sql("SAVEPOINT tried")
    try:
        is_row = write(connection, table, column, value)
        if column.primary_key or column.foreign_keys:
            judge_references(connection)
        found = connection.execute(select(column).where(is_row)).first()
        return "lost" if found is None else found[0]
    except OperationalError:
        raise
    except (StatementError, UnicodeEncodeError, OverflowError, LookupError):
        return "refused"
    finally:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT tried")
        connection.exec_driver_sql("RELEASE SAVEPOINT tried")


def write(connection: Connection, table: Table, column: Column[Any], value: Any) -> Any:
    """Put the value into the first row, or into a new one where rows are only added."""
    row = {**first_row(connection, table), column.name: value}
    if table in (JOURNAL, MARKS):
        connection.execute(insert(table).values(row))
    else:
        old = first_row(connection, table)
        same = and_(*(key == old[key.name] for key in table.primary_key.columns))
        connection.execute(update(table).where(same).values({column: value}))
    return and_(*(key == row[key.name] for key in table.primary_key.columns))


FIRST: dict[tuple[str, str], dict[str, Any]] = {}


def first_row(connection: Connection, table: Table) -> dict[str, Any]:
    """The first row of a table, or one that could be added to the journal; read once."""
    known = connection.dialect.name, table.name
    if known not in FIRST:
        if table is MARKS:
            FIRST[known] = {"seq": 1, "collection": "x", "row_key": "x"}
        else:
            by_key = select(table).order_by(*table.primary_key.columns).limit(1)
            FIRST[known] = dict(connection.execute(by_key).mappings().one())
        if table is JOURNAL:
            FIRST[known] |= {"seq": 2, "action_id": "new"}
    return FIRST[known]


def judge_references(connection: Connection) -> None:
    """Judge now what both back ends judge at COMMIT."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    elif connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise LookupError("a reference leads nowhere")


@pytest.mark.postgresql
@pytest.mark.promise("T16", asked=10_000, quick=150, unit="values", weight=45)
def test_a_file_and_a_server_refuse_and_keep_the_same_values(
    figure: Figure, both: tuple[Connection, Connection]
) -> None:
    tried, different = [], []
    for table, column, value in tries()[: figure.count]:
        in_file, on_server = (outcome(each, table, column, value) for each in both)
        tried.append(in_file)
        if in_file != on_server:
            different.append(f"{column} {value!r:.40}: {in_file!r:.40}, {on_server!r:.40}")
    assert different == []
    # both refusing everything would be no proof
    assert len(tried) // 20 < tried.count("refused") < len(tried) * 19 // 20
    figure.reached(len(tried))
