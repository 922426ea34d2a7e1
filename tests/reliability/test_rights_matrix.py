"""Nobody reads or writes in a region what the table of rights does not give them."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, and_, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from db.connecting import WRITES
from db.refusals import rule_of, state_of
from db.rows import ROWS, table_of
from db.server import admin, membership
from db.server.address import Address
from db.server.backup import program
from db.server.connecting import connect, make_engine
from db.server.owning import CHILDREN, OWNER
from db.server.policies import TABLES
from db.server.status import status
from db.writer import Writer
from planner.changes import Touched
from planner.edits import Set
from planner.errors import StudyFileError
from planner.rights import Person, Role, Scope, of_history
from planner.rows import Rows
from planner.study import Study
from tests.db.build import do, on_server, reopened, who
from tests.reliability.promise import Figure
from tests.reliability.rights_rows import (
    Sample,
    institutions,
    moves,
    region_study,
    samples,
)
from tests.servers import Server

pytestmark = pytest.mark.postgresql

STUDY = region_study()
SAMPLES = samples(STUDY)
MINE = institutions(STUDY)["mine"]
PEOPLE = {
    role: Person(
        role, frozenset({MINE}) if role is Role.INSTITUTION_EDITOR and MINE else frozenset()
    )
    for role in Role
}
ACTIONS = ("select", "insert", "update", "delete")


@dataclass(frozen=True, slots=True)
class Desks:
    """The region, a connection of each role that is rolled back, and the rows as they are kept."""

    address: Address
    connections: dict[Role, Connection]
    rows: dict[tuple[str, str], dict[str, Any]]


def login(role: Role) -> str:
    return f"matrix_{role}"


@pytest.fixture(scope="module")
def desks(server: Server) -> Iterator[Desks]:
    """A region in which one person of each role has a desk."""
    address = server.make_database()
    admin.init(address, STUDY, Writer.named("x", "here", who()["clock"]))
    with ExitStack() as opened:
        connections = {}
        for role, person in PEOPLE.items():
            admin.invite(address, login(role), person)
            engine = make_engine(address.with_login(login(role)))
            opened.callback(engine.dispose)
            connections[role] = engine.connect().execution_options(
                **{WRITES: True, "isolation_level": "AUTOCOMMIT"}
            )
            opened.enter_context(connections[role])
        yield Desks(address, connections, kept_rows(address))


def kept_rows(address: Address) -> dict[tuple[str, str], dict[str, Any]]:
    """The columns of every sample, as somebody reads them whom nothing binds."""
    engine = make_engine(address)
    found = {}
    with engine.begin() as connection:
        for sample in SAMPLES:
            row = connection.execute(select(sample.table).where(is_it(sample))).mappings().one()
            found[sample.table.name, sample.whose] = dict(row)
    engine.dispose()
    return found


def is_it(sample: Sample) -> Any:
    return and_(*(sample.table.c[name] == value for name, value in sample.identity.items()))


def outcome(connection: Connection, statement: Any) -> bool:
    """True where a statement reads or writes a row; it is taken back.

    A row that the tables' own constraints refuse has passed the rules: PostgreSQL asks them first.
    """
    connection.exec_driver_sql("BEGIN")
    try:
        done = connection.execute(statement)
        return bool(done.scalar_one()) if done.returns_rows else bool(done.rowcount)
    except DBAPIError as error:
        if state_of(error).startswith("23"):
            return rule_of(error) != "journal_follows"
        if state_of(error) != "42501":
            raise
        return False
    finally:
        connection.exec_driver_sql("ROLLBACK")


def statement_of(sample: Sample, action: str, row: dict[str, Any]) -> Any:
    table = sample.table
    if action == "select":
        return select(func.count()).select_from(table).where(is_it(sample))
    if action == "delete":
        return delete(table).where(is_it(sample))
    if action == "update":
        name = "version" if "version" in table.c else "position"
        return update(table).where(is_it(sample)).values({name: row[name] + 50})
    if "key" in row:
        names = {name: "new" for name in row if name.endswith("_key") and name != "row_key"}
        row = {**row, **names, "key": "new"}
    return insert(table).values(row)


def may(role: Role, sample: Sample, action: str) -> bool:
    """What the table of rights says."""
    person = PEOPLE[role]
    if action == "select":
        return person.sees(STUDY, sample.collection, sample.owner)
    return person.refusal(STUDY, sample.collection, sample.owner) is None


CASES = [(role, sample, action) for role in Role for sample in SAMPLES for action in ACTIONS]
random.Random(7).shuffle(CASES)


@pytest.mark.promise("T17", asked=len(CASES), quick=200, unit="cells", weight=10)
def test_every_role_reads_and_writes_in_each_table_what_is_its_own_and_nothing_else(
    figure: Figure, desks: Desks
) -> None:
    wrong, tried = [], []
    for role, sample, action in CASES[: figure.count]:
        row = desks.rows[sample.table.name, sample.whose]
        got = outcome(desks.connections[role], statement_of(sample, action, row))
        tried.append(got)
        if got != may(role, sample, action):
            wrong.append(f"{role} {action} {sample.table.name} {sample.whose}: {got}")
    assert wrong == []
    # a region that refuses or allows everything would be no proof
    assert len(tried) // 5 < sum(tried) < len(tried) * 4 // 5
    figure.reached(len(tried))


MOVES = [(role, move) for role in Role for move in moves(STUDY)]


@pytest.mark.promise("T17", asked=len(MOVES), quick=len(MOVES), unit="moves", weight=2)
def test_no_row_is_given_to_another_institution_nor_taken_from_it(
    figure: Figure, desks: Desks
) -> None:
    wrong = []
    for role, (collection, start, end, column, value) in MOVES:
        key = start if collection == "trainings" else f"{start}-"
        table = table_of(ROWS[collection])
        moved = update(table).where(table.c.key == key).values({column: value})
        before = getattr(STUDY, collection)
        rows = [replace(r, **{column: value}) if r.key == key else r for r in before]
        after: Study = replace(STUDY, **{collection: Rows(rows)})
        touched = Touched(frozenset({(collection, key)}))
        expected = not list(PEOPLE[role].refusals(STUDY, after, touched))
        if outcome(desks.connections[role], moved) != expected:
            wrong.append(f"{role} {collection} {start} → {end}")
    assert wrong == []
    figure.reached(len(MOVES))


def steps_of(desks: Desks) -> dict[str, int]:
    """The number of a step of each login, made if it is not there yet."""
    for role in (Role.INSTITUTION_EDITOR, Role.OFFICER, Role.RAPPORTEUR):
        about = "comments" if role is Role.RAPPORTEUR else "trainings"
        key = "mine-" if role is Role.RAPPORTEUR else "mine"
        field = "text" if role is Role.RAPPORTEUR else "comment"
        with reopened(desks.address, author=login(role)) as store:
            if store.undoable() is None:
                do(store, Set(about, key, ((field, f"Relu ({role})"),)))
    found = on_server(desks.address, "SELECT author, max(seq) FROM journal GROUP BY author")
    return dict(found)


def sql_outcome(connection: Connection, statement: str) -> bool:
    return outcome(connection, text(statement.replace(":", "\\:")))


@pytest.mark.promise("T17", asked=111, quick=111, unit="cells", weight=2)
def test_the_history_the_list_of_members_and_presence_are_bound_too(
    figure: Figure, desks: Desks
) -> None:
    steps = steps_of(desks)
    last = max(steps.values())
    hash_ = on_server(desks.address, "SELECT hash FROM journal ORDER BY seq DESC LIMIT 1")[0][0]
    on_server(
        desks.address, "INSERT INTO presence (login) VALUES ('somebody') ON CONFLICT DO NOTHING"
    )
    columns = "seq, action_id, at, author, machine, label, kind, prev_hash, hash"

    def entry(author: str, seq: int, before: str) -> str:
        values = f"{seq}, 'x', '2026', '{author}', '', '', 'do', '{before}', '{'1' * 64}'"
        return f"INSERT INTO journal ({columns}) VALUES ({values})"

    wrong, count = [], 0
    for role in Role:
        me, history = login(role), of_history(role)
        own = steps.get(me)
        writes = history.write is not Scope.NONE
        expected: dict[str, bool] = {
            f"SELECT count(*) FROM journal WHERE author <> '{me}'": history.read is Scope.ALL,
            f"SELECT count(*) FROM journal WHERE author = '{me}'": own is not None,
            entry(me, last + 1, hash_): writes,
            entry("matrix_other", last + 1, hash_): False,
            entry(me, last + 2, hash_): False,
            entry(me, last + 1, "2" * 64): False,
            "UPDATE journal SET author = session_user": False,
            "DELETE FROM journal": False,
            "SELECT count(*) FROM journal_marks": True,
            f"INSERT INTO journal_marks VALUES ('trainings', 'x', {own or 1})": own is not None,
            "INSERT INTO journal_marks VALUES ('trainings', 'x', 1)": False,
            "UPDATE journal_marks SET row_key = 'y'": False,
            "DELETE FROM journal_marks": False,
            "SELECT count(*) FROM membership": False,
            f"INSERT INTO membership VALUES ('{me}', 'officer')": False,
            "UPDATE membership SET role = 'officer'": False,
            "DELETE FROM membership": False,
            "SELECT count(*) FROM alembic_version": True,
            "INSERT INTO alembic_version VALUES ('9')": False,
            "UPDATE alembic_version SET version_num = '9'": False,
            "DELETE FROM alembic_version": False,
            "SELECT count(*) FROM presence": True,
            "INSERT INTO presence (name) VALUES ('Moi')": True,
            "INSERT INTO presence (login) VALUES ('another')": False,
            "UPDATE presence SET login = session_user WHERE login = 'somebody'": False,
            "DELETE FROM presence WHERE login = 'somebody'": False,
            "SELECT seq FROM journal_head()": True,
            "SELECT count(*) FROM journal_steps(0, 1000)": True,
        }
        for statement, allowed in expected.items():
            count += 1
            if sql_outcome(desks.connections[role], statement) is not allowed:
                wrong.append(f"{role}: {statement}")
    assert wrong == []
    figure.reached(count)


#: What somebody may try in order to be another, or to be bound by nothing.
ATTEMPTS = (
    *(f"SET ROLE {{database}}_{name}" for name in ("owner", "backup")),
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "SELECT set_config('role', 'postgres', false)",
    "SELECT set_config('session_authorization', '{other}', false)",
    "SET row_security = off",
    "SET session_replication_role = replica",
    "SET search_path = pg_temp, public",
    "SET app.role = 'officer'",
    "SET ROLE {other}",
    "ALTER ROLE {me} SUPERUSER",
    "ALTER ROLE {me} BYPASSRLS",
    "ALTER ROLE {other} PASSWORD 'x'",
    "GRANT {database}_officer TO {me}",
    "GRANT {database}_owner TO {me}",
    "ALTER TABLE trainings DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE trainings NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE trainings DISABLE TRIGGER ALL",
    "ALTER TABLE trainings OWNER TO {me}",
    "DROP POLICY may_select ON comments",
    "CREATE POLICY all_of_it ON comments USING (true)",
    "TRUNCATE comments",
    "DROP TABLE comments",
    "CREATE TABLE membership_of_mine ()",
    "CREATE TEMP TABLE membership (login text, role text, institution text)",
    "CREATE SCHEMA mine",
    "CREATE VIEW all_comments AS SELECT * FROM comments",
    "CREATE TEMP VIEW all_comments AS SELECT * FROM comments",
    "CREATE FUNCTION session_user_is() RETURNS text LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION region_role() RETURNS text LANGUAGE sql AS $$ SELECT 'officer' $$",
    "ALTER FUNCTION region_role() SECURITY INVOKER",
    "CREATE TRIGGER mine BEFORE INSERT ON comments EXECUTE FUNCTION owner_by_training()",
    "CREATE RULE mine AS ON SELECT TO comments DO INSTEAD SELECT 1",
    "CREATE EXTENSION dblink",
    "SELECT pg_read_file('PG_VERSION')",
    "COPY comments TO PROGRAM 'cat'",
    "COPY comments FROM STDIN",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "COMMENT ON TABLE comments IS 'mine'",
    "REASSIGN OWNED BY {database}_owner TO {me}",
)

#: Those whose answer is itself a breach.
OUTSIDE = frozenset(a for a in ATTEMPTS if "pg_read_file" in a or "pg_terminate" in a)

SEEN = """SELECT session_user, region_role(), region_institutions(),
  (SELECT count(*) FROM comments), (SELECT count(*) FROM mailings),
  (SELECT count(*) FROM journal)"""


TRIES = [(role, attempt) for role in Role for attempt in ATTEMPTS]
random.Random(7).shuffle(TRIES)


@pytest.mark.promise("T17", asked=len(TRIES), quick=30, unit="attempts", weight=4)
def test_nothing_that_a_desk_can_set_or_make_lets_it_be_another(
    figure: Figure, desks: Desks
) -> None:
    steps_of(desks)
    wrong, count = [], 0
    for role, attempt in TRIES[: figure.count]:
        other = login(Role.OFFICER if role is not Role.OFFICER else Role.READER)
        names = {"database": desks.address.database, "me": login(role), "other": other}
        with connect(desks.address.with_login(login(role))) as line:
            before = line.execute(SEEN).fetchone()
            got = attempted(line, attempt.format(**names))
            if attempt in OUTSIDE and got:
                wrong.append(f"{role}: {attempt}: {got}")
            try:
                after = line.execute(SEEN).fetchone()
            except psycopg.errors.InsufficientPrivilege:
                after = before  # with row_security off PostgreSQL reads nothing at all
        count += 1
        if after != before:
            wrong.append(f"{role}: {attempt}: {after}")
    assert wrong == []
    figure.reached(count)


def attempted(line: Any, statement: str) -> list[Any]:
    """What the server answered; nothing where it refused."""
    try:
        done = line.execute(statement.encode())
        return list(done.fetchall()) if done.description else []
    except psycopg.Error:
        return []


@pytest.mark.promise("T17", asked=5, quick=5, unit="tables", weight=1)
def test_a_row_about_a_training_cannot_be_of_another_institution_than_the_training(
    figure: Figure, desks: Desks
) -> None:
    for table in CHILDREN:
        with connect(desks.address) as line:
            line.execute("BEGIN")
            line.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_owned".encode())
            line.execute(f"UPDATE {table} SET {OWNER} = 'nobody' WHERE training = 'mine'".encode())
            with pytest.raises(psycopg.errors.ForeignKeyViolation):
                line.execute("SET CONSTRAINTS ALL IMMEDIATE")
    figure.reached(len(CHILDREN))


def rows_seen(line: Any, table: str) -> int:
    try:
        found = line.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    except psycopg.errors.InsufficientPrivilege:
        return 0
    return int(found[0])


def rows_copied(line: Any, table: str) -> int:
    try:
        with line.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copied:
            return sum(1 for _ in copied.rows())
    except psycopg.errors.InsufficientPrivilege:
        return 0


@pytest.mark.promise(
    "T17", asked=4 * (len(TABLES) + 2), quick=4 * (len(TABLES) + 2), unit="ways out", weight=2
)
def test_no_dump_and_no_function_carries_out_what_is_not_ones_own(
    figure: Figure, desks: Desks
) -> None:
    count, carried = 0, []
    for role in Role:
        with connect(desks.address.with_login(login(role))) as line:
            for table in TABLES:
                count += 1
                seen, copied = rows_seen(line, table), rows_copied(line, table)
                if copied != seen:
                    carried.append(f"{role} {table}: {copied} instead of {seen}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                line.execute("SELECT told_policy(0)")
            count += 1
        dump = [program("pg_dump"), "-h", desks.address.host, "-U", login(role)]
        done = subprocess.run([*dump, desks.address.database], capture_output=True, check=False)
        assert (done.returncode != 0, b"COPY public.comments" in done.stdout) == (True, False)
        count += 1
    assert carried == []
    figure.reached(count)


@pytest.mark.promise("T17", asked=len(SAMPLES), quick=len(SAMPLES), unit="rows", weight=2)
def test_who_is_in_the_groups_but_not_on_the_list_sees_and_writes_nothing(
    figure: Figure, desks: Desks
) -> None:
    groups = ", ".join(f"{desks.address.database}_{role}" for role in Role)
    on_server(desks.address, f"CREATE ROLE matrix_ghost LOGIN; GRANT {groups} TO matrix_ghost")
    engine = make_engine(desks.address.with_login("matrix_ghost"))
    with engine.begin() as reading, pytest.raises(StudyFileError) as caught:
        membership.person(reading)
    assert caught.value.message.code == "error.server_not_invited"
    held = []
    with engine.connect().execution_options(**{WRITES: True}) as ghost:
        for sample in SAMPLES:
            row = desks.rows[sample.table.name, sample.whose]
            for action in ACTIONS:
                if outcome(ghost, statement_of(sample, action, row)):
                    held.append(f"{action} {sample.table.name}")
    engine.dispose()
    on_server(desks.address, f"REVOKE {groups} FROM matrix_ghost")
    assert held == []
    figure.reached(len(SAMPLES))


@pytest.mark.promise("T17", asked=1, quick=1, unit="region", weight=1)
def test_the_catalogues_find_nothing_after_all_of_this(figure: Figure, desks: Desks) -> None:
    assert [finding.said for finding in status(desks.address).faults] == []
    figure.reached(1)
