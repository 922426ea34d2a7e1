"""What a server does not give is told in one sentence, and never with the password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from db.connecting import WRITES
from db.identity import SCHEMA
from db.server import connecting
from db.server.address import Address
from db.server.failures import server_error
from db.store import create, open_store
from planner.edits import Set
from planner.errors import StudyFileError
from tests.db.build import do, on_server, reopened, small_study, who
from tests.servers import ASKED, Server

pytestmark = pytest.mark.postgresql
LEVEL = Set("trainings", "t1", (("level", 7),))


@pytest.fixture
def place(server: Server) -> Iterator[Address]:
    """A region of our own, gone afterwards."""
    address = server.make_database(with_tables=True)
    yield address
    server.drop_database(address.database)


def refusal(address: Address, **given: Any) -> StudyFileError:
    with pytest.raises(StudyFileError) as caught:
        open_store(address, **who(), **given)
    return caught.value


@pytest.fixture
def asked(server: Server, place: Address) -> Iterator[Address]:
    """The address for a login whose password is « sésame »."""
    server.run("postgres", f"CREATE ROLE {ASKED} LOGIN SUPERUSER PASSWORD 'sésame'")
    yield place.with_login(ASKED)
    server.run("postgres", f"DROP ROLE {ASKED}")


def test_a_password_is_asked_for_and_a_wrong_one_is_not_repeated(
    asked: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(asked).message.code == "error.server_password_needed"
    said = refusal(asked.with_password("sésames"))
    assert said.message.code == "error.server_refused"
    assert ASKED in said.message["reason"]
    error: BaseException | None = said
    while error is not None:
        assert "sésames" not in f"{error} {error!r}"
        error = error.__cause__
    with pytest.raises(StudyFileError) as caught:  # let in, it finds tables without a study
        create(asked.with_password("sésame"), small_study(), **who())
    assert caught.value.message.code == "error.server_taken"
    monkeypatch.setenv("PGPASSWORD", "sésame")
    with open_store(asked, **who()) as store:
        assert store.keeper.login == ASKED


def test_the_password_is_in_no_text_of_a_store(asked: Address) -> None:
    with open_store(asked.with_password("sésame"), **who()) as store:
        engine = store.keeper.engine
        assert "sésame" not in f"{engine} {engine.url!r} {engine.url.render_as_string(False)}"
        assert "sésame" not in f"{store.keeper.name} {store.keeper.address!r}"


def test_a_server_that_is_not_there_is_told(place: Address) -> None:
    assert refusal(replace(place, host="/nowhere")).message.code == "error.server_unreachable"
    missing = refusal(replace(place, database="nowhere")).message
    assert missing.code == "error.server_refused"
    assert "nowhere" in missing["reason"]


def test_a_database_without_a_region_is_told(server: Server) -> None:
    empty = server.make_database()
    assert refusal(empty).message.code == "error.server_no_region"
    server.drop_database(empty.database)


@pytest.mark.parametrize(("version", "code"), [(SCHEMA - 1, "older"), (SCHEMA + 1, "newer")])
def test_a_region_of_another_version_is_left_alone(place: Address, version: int, code: str) -> None:
    on_server(place, "UPDATE alembic_version SET version_num = %s", f"{version:04d}")
    said = refusal(place).message
    assert (said.code, said["version"]) == (f"error.server_{code}", version)


def test_a_database_that_is_not_in_utf8_is_refused(server: Server) -> None:
    server.run("postgres", "CREATE DATABASE latin TEMPLATE template0 ENCODING 'SQL_ASCII'")
    assert refusal(server.address("latin")).message.code == "error.server_not_utf8"
    server.drop_database("latin")


def test_a_region_is_not_laid_out_over_another(place: Address) -> None:
    with pytest.raises(StudyFileError) as caught:
        create(place, small_study(), **who())
    assert caught.value.message.code == "error.server_taken"


def test_a_study_that_breaks_a_rule_leaves_the_database_empty(server: Server) -> None:
    address, kept = server.make_database(), small_study()
    broken = replace(kept, trainings=kept.trainings.put(replace(kept.trainings[0], level=9)))
    with pytest.raises(StudyFileError) as caught:
        create(address, broken, **who())
    said = caught.value.message
    assert (said.code, said["rule"]) == ("error.study_refused", "ck_trainings_level")
    assert on_server(address, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [
        (0,)
    ]
    server.drop_database(address.database)


def test_another_save_is_waited_for_and_not_for_ever(
    region: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "LOCK_MS", 50)
    with reopened(region) as store, connecting.connect(region.with_login("Bob")) as other:
        other.execute(connecting._WRITING)
        with pytest.raises(StudyFileError) as caught:
            do(store, LEVEL)
        assert caught.value.message.code == "error.server_busy"
        other.execute("ROLLBACK")
        assert do(store, LEVEL).seq == 2


def test_reading_sees_one_state_and_writes_nothing(region: Address) -> None:
    with reopened(region) as store, store.keeper.engine.begin() as reading:
        count = "SELECT count(*) FROM journal"
        before = reading.exec_driver_sql(count).scalar_one()
        do(store, LEVEL)
        assert reading.exec_driver_sql(count).scalar_one() == before == 1
        with pytest.raises(DBAPIError) as caught:
            reading.exec_driver_sql("DELETE FROM facts")
        said = server_error(region, caught.value)
        assert said.message.code == "error.server_read_only"
        reading.rollback()


def test_each_connection_says_what_it_is_and_how_long_it_waits(region: Address) -> None:
    with reopened(region) as store, store.keeper.engine.connect() as connection:
        asked = ("application_name", "lock_timeout", "search_path", "client_encoding")
        found = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in asked]
        assert found == ["cartoplan", "5s", "public", "UTF8"]


def test_the_journal_of_a_region_can_only_grow(region: Address) -> None:
    for statement in ("UPDATE journal SET author = 'x'", "DELETE FROM journal", "TRUNCATE journal"):
        with pytest.raises(psycopg.Error, match=r"append only|truncate"):
            on_server(region, statement)


def test_each_step_is_told_to_whoever_listens(region: Address) -> None:
    with connecting.connect(region.with_login("Bob")) as other, reopened(region) as store:
        other.execute("LISTEN cartoplan_journal")
        do(store, LEVEL)
        (told,) = other.notifies(timeout=5, stop_after=1)
        assert told.payload == "2"


def test_an_idle_connection_that_was_cut_is_replaced_unseen(
    server: Server, region: Address
) -> None:
    with reopened(region) as store:
        assert server.cut(region.database) >= 1
        assert do(store, LEVEL).seq == 2


def test_the_turn_to_write_is_taken_before_anything_is_read(region: Address) -> None:
    with (
        reopened(region) as store,
        store.keeper.engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        assert connection.exec_driver_sql(held).scalar_one() == 1
