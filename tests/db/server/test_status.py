"""The administrator is told of whatever lets somebody past the rules of a region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.server import admin
from db.server.address import Address
from db.server.backup import back_up, program, rows_in
from db.server.membership import Member, person
from db.server.status import status
from db.writer import Writer
from planner.edits import Set
from planner.errors import EditRefused, StudyFileError
from planner.rights import Person, Role
from planner.study import Comment
from tests.build import study, training
from tests.db.build import REGIONS, do, on_server, reopened, who
from tests.servers import Server

pytestmark = pytest.mark.postgresql

IUT = Person(Role.INSTITUTION_EDITOR, frozenset({"iut"}))


@pytest.fixture(scope="module")
def prepared(server: Server) -> Address:
    """A region with its rules, that Luc edits for the IUT."""
    address = server.make_database()
    kept = study(
        trainings=[training("t1", "a"), training("t2", institution="iut")],
        comments=[
            Comment(key="c", about="trainings", row="t1", text="Deux\nlignes \\.", author="x")
        ],
    )
    admin.init(address, kept, Writer.named("x", "here", who()["clock"]))
    admin.invite(address, "Luc", IUT)
    return address


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while REGIONS:
        REGIONS.pop().close()


def faults(address: Address) -> list[list[str]]:
    """Each fault with what it is about, as a sorted list of words."""
    return sorted(
        sorted((f.said.code.removeprefix("server."), *map(named, dict(f.said.values).values())))
        for f in status(address).faults
    )


def named(value: object) -> str:
    return "+".join(value) if isinstance(value, tuple) else str(value).replace(" ", "")


def test_nothing_speaks_against_a_region_that_was_just_prepared(prepared: Address) -> None:
    told = status(prepared)
    assert told.faults == ()
    assert told.members == (Member("Luc", IUT),)
    assert told.head.seq == 1
    above = [f.said["login"] for f in told.findings if f.said.code == "server.login_powerful"]
    assert "postgres" in above


#: What somebody does by hand, how it is taken back, and the faults that it makes.
BY_HAND = (
    (
        "CREATE TABLE aside (n int)",
        "DROP TABLE aside",
        "table_unforced public.aside; table_not_owned aside {d}_owner",
    ),
    (
        "CREATE SCHEMA s CREATE TABLE aside (n int)",
        "DROP SCHEMA s CASCADE",
        "table_unforced s.aside",
    ),
    (
        "ALTER TABLE comments NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE comments FORCE ROW LEVEL SECURITY",
        "table_unforced public.comments",
    ),
    (
        "ALTER TABLE trainings DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE trainings ENABLE ROW LEVEL SECURITY",
        "table_unforced public.trainings",
    ),
    (
        "ALTER TABLE seats DISABLE TRIGGER seats_owned",
        "ALTER TABLE seats ENABLE TRIGGER seats_owned",
        "trigger_off seats.seats_owned",
    ),
    (
        "ALTER TABLE opcos OWNER TO postgres",
        "ALTER TABLE opcos OWNER TO {d}_owner",
        "table_not_owned opcos {d}_owner",
    ),
    ("CREATE VIEW v AS SELECT * FROM comments", "DROP VIEW v", "view_bypasses public.v"),
    (
        "CREATE MATERIALIZED VIEW w AS SELECT * FROM comments",
        "DROP MATERIALIZED VIEW w",
        "view_bypasses public.w",
    ),
    (
        "CREATE FUNCTION f() RETURNS bigint LANGUAGE sql SECURITY DEFINER "
        "AS 'SELECT count(*) FROM comments'; REVOKE ALL ON FUNCTION f() FROM PUBLIC",
        "DROP FUNCTION f()",
        "function_definer public.f",
    ),
    (
        "ALTER FUNCTION region_role() RESET search_path",
        "ALTER FUNCTION region_role() SET search_path = pg_catalog, pg_temp",
        "function_loose public.region_role",
    ),
    (
        "GRANT SELECT ON comments TO PUBLIC",
        "REVOKE SELECT ON comments FROM PUBLIC",
        "public_table public.comments SELECT",
    ),
    (
        "GRANT CREATE ON SCHEMA public TO PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "public_schema public CREATE",
    ),
    (
        "GRANT TEMP ON DATABASE {d} TO PUBLIC",
        "REVOKE TEMP ON DATABASE {d} FROM PUBLIC",
        "public_database {d} TEMPORARY",
    ),
    (
        "GRANT EXECUTE ON FUNCTION journal_head() TO PUBLIC",
        "REVOKE EXECUTE ON FUNCTION journal_head() FROM PUBLIC",
        "public_function public.journal_head EXECUTE",
    ),
    (
        'GRANT TRUNCATE ON comments TO "Luc"',
        'REVOKE TRUNCATE ON comments FROM "Luc"',
        "grant_more comments Luc TRUNCATE",
    ),
    (
        "GRANT INSERT ON comments TO {d}_reader",
        "REVOKE INSERT ON comments FROM {d}_reader",
        "grant_more comments {d}_reader INSERT",
    ),
    (
        "GRANT UPDATE (text) ON comments TO {d}_reader",
        "REVOKE UPDATE (text) ON comments FROM {d}_reader",
        "grant_more comments {d}_reader UPDATE(text)",
    ),
    (
        "REVOKE SELECT ON families FROM {d}_reader",
        "GRANT SELECT ON families TO {d}_reader",
        "grant_less families {d}_reader SELECT",
    ),
    (
        "CREATE POLICY more ON comments USING (true)",
        "DROP POLICY more ON comments",
        "policy_added comments more",
    ),
    (
        "ALTER POLICY may_delete ON facts USING (true)",
        "ALTER POLICY may_delete ON facts USING (false)",
        "policy_changed facts may_delete",
    ),
    (
        "ALTER POLICY may_delete ON claims RENAME TO x",
        "ALTER POLICY x ON claims RENAME TO may_delete",
        "policy_missing claims may_delete; policy_added claims x",
    ),
    (
        "ALTER ROLE {d}_officer LOGIN",
        "ALTER ROLE {d}_officer NOLOGIN",
        "role_powerful {d}_officer",
    ),
    (
        "ALTER ROLE {d}_owner BYPASSRLS",
        "ALTER ROLE {d}_owner NOBYPASSRLS",
        "role_powerful {d}_owner",
    ),
    (
        'ALTER ROLE "Luc" BYPASSRLS; GRANT pg_read_all_data, {d}_owner TO "Luc"',
        'ALTER ROLE "Luc" NOBYPASSRLS; REVOKE pg_read_all_data, {d}_owner FROM "Luc"',
        "member_powerful Luc BYPASSRLS+pg_read_all_data+{d}_owner",
    ),
    (
        'GRANT {d}_reader TO "Luc"',
        'REVOKE {d}_reader FROM "Luc"',
        "group_more Luc {d}_reader",
    ),
)


def test_whatever_lets_somebody_past_the_rules_is_named(prepared: Address) -> None:
    d = prepared.database
    for done, _, _ in BY_HAND:
        on_server(prepared, done.format(d=d))
    found = faults(prepared)
    for _, undone, _ in BY_HAND:
        on_server(prepared, undone.format(d=d))
    expected = "; ".join(fault for _, _, fault in BY_HAND).format(d=d).split("; ")
    assert found == sorted(sorted(fault.split(" ")) for fault in expected)
    assert faults(prepared) == []


def test_only_an_administrator_is_told(prepared: Address) -> None:
    with pytest.raises(StudyFileError) as caught:
        status(prepared.with_login("Luc"))
    assert caught.value.message.code == "error.server_not_allowed"


def test_a_view_that_asks_for_whom_it_reads_is_no_fault(prepared: Address) -> None:
    release = on_server(prepared, "SHOW server_version_num")[0][0]
    if int(release) < 150_000:
        pytest.skip("views read as their owner before PostgreSQL 15")
    on_server(prepared, "CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM comments")
    try:
        assert faults(prepared) == []
    finally:
        on_server(prepared, "DROP VIEW v")


def test_a_backup_holds_every_row_and_makes_a_region_again(
    server: Server, prepared: Address, tmp_path: Path
) -> None:
    kept = back_up(prepared, tmp_path / "region.backup")
    assert (kept["trainings"], kept["comments"], kept["membership"]) == (2, 1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["region.backup"]
    again = server.make_database()
    server.restore(tmp_path / "region.backup", again.database)
    on_server(again, "ALTER TABLE presence DROP COLUMN desk")  # as it was at first
    admin.upgrade(again)
    assert status(again).faults == ()
    assert on_server(again, "SELECT login, desk FROM presence") == []
    with reopened(again, author="Luc") as luc, luc.keeper.engine.begin() as connection:
        assert person(connection) == IUT
        assert luc.study.trainings.get("t2").level == 5
        do(luc, Set("trainings", "t2", (("level", 7),)))
        with pytest.raises(EditRefused):
            do(luc, Set("trainings", "t1", (("level", 7),)))
        assert len(luc.study.comments) == 0


def test_a_backup_that_lacks_rows_is_refused_and_not_kept(
    prepared: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(*given: object) -> object:
        found = rows_in(*given)  # type: ignore[arg-type]
        found["comments"] -= 1
        return found

    monkeypatch.setattr("db.server.backup.rows_in", short)
    with pytest.raises(StudyFileError) as caught:
        back_up(prepared, tmp_path / "region.backup")
    said = caught.value.message
    assert (said.code, said["table"]) == ("error.backup_incomplete", "comments")
    assert list(tmp_path.iterdir()) == []


def test_nobody_but_an_administrator_makes_a_backup(prepared: Address, tmp_path: Path) -> None:
    with pytest.raises(StudyFileError) as caught:
        back_up(prepared.with_login("Luc"), tmp_path / "region.backup")
    assert caught.value.message.code == "error.server_not_allowed"
    (tmp_path / "there").touch()
    with pytest.raises(StudyFileError) as caught:
        back_up(prepared, tmp_path / "there")
    assert caught.value.message.code == "error.file_exists"
    with pytest.raises(StudyFileError) as caught:
        back_up(prepared, tmp_path / "nowhere" / "region.backup")
    assert caught.value.message.code == "error.backup_unwritten"
    assert re.search("pg_dump", program("pg_dump"))
