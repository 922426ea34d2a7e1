"""Somebody who is invited to a region reads it, edits what is theirs, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from db.editions import frozen, opened
from db.identity import SCHEMA
from db.server import admin
from db.server.address import Address
from db.server.membership import Member, person
from db.server.status import status
from db.writer import Writer
from planner.edits import Batch, Drop, Edit, Put, Set
from planner.errors import EditRefused, InvalidInput, StudyFileError
from planner.rights import Person, Role
from planner.rows import Rows
from planner.study import DECLARED, Comment, Seats
from planner.vocab import SeatKind
from tests.build import study, training
from tests.db.build import REGIONS, do, on_server, reopened, undo, who
from tests.servers import Server

pytestmark = pytest.mark.postgresql

ENS = Person(Role.INSTITUTION_EDITOR, frozenset({"ens"}))
SEATS = Seats(key="s1", training="t1", year=2026, kind=SeatKind.OPEN, low=10, high=10)


@pytest.fixture(scope="module")
def prepared(server: Server) -> Address:
    """A region with its rules, that Inès edits for ENS and Paul for the OPCO."""
    address = server.make_database()
    kept = study(
        trainings=[training("t1"), training("t2", institution="iut")],
        comments=[Comment(key="c2", about="trainings", row="t2", text="Fermera", author="x")],
    )
    older = frozen(kept, "e", "2024", frozen_on=None, author="", source=DECLARED, is_whole=True)
    kept = replace(kept, editions=Rows([older]))
    admin.init(address, kept, Writer.named("x", "here", who()["clock"]))
    admin.invite(address, "Inès", ENS)
    admin.invite(address, "Paul", Person(Role.OFFICER))
    return address


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    while REGIONS:
        REGIONS.pop().close()


def level(key: str, number: int = 7) -> Set:
    return Set("trainings", key, (("level", number),))


def test_an_editor_reads_the_region_without_the_notes_of_others(prepared: Address) -> None:
    ines, paul = reopened(prepared, author="Inès"), reopened(prepared, author="Paul")
    assert list(ines.study.trainings.keys()) == ["t1", "t2"]
    assert list(ines.study.comments.keys()) == []
    assert opened(ines.study.editions.get("e")).comments == Rows()
    assert list(paul.study.comments.keys()) == ["c2"]
    with ines.keeper.engine.begin() as connection:
        assert person(connection) == ENS
    with paul.keeper.engine.begin() as connection:
        assert person(connection) == Person(Role.OFFICER)


def test_an_editor_edits_their_own_training_and_takes_it_back(prepared: Address) -> None:
    with reopened(prepared, author="Paul") as paul:
        do(paul, Set("trainings", "t2", (("comment", "Relu"),)))
    with reopened(prepared, author="Inès") as ines:
        do(ines, Batch((level("t1"), Put("seats", SEATS))))
        undo(ines)
        assert {entry.author for entry in ines.history()} == {"Inès"}
        assert ines.check_journal() == 4
        with reopened(prepared, author="Paul") as paul:
            authors = [entry.author for entry in paul.history()]
    assert authors == ["Inès", "Inès", "Paul", "postgres"]


def test_rows_that_an_editor_moves_between_their_trainings_come_back(prepared: Address) -> None:
    moved = Seats(key="s9", training="t9", year=2026, kind=SeatKind.OPEN, low=10, high=10)
    note = Comment(key="c9", about="trainings", row="t9", text="À revoir", author="Inès")
    with reopened(prepared, author="Inès") as ines:
        do(ines, Batch((Put("trainings", training("t9")), Put("seats", moved))))
        do(ines, Put("comments", note))
        before = ines.study
        to_t1 = Set("seats", "s9", (("training", "t1"),)), Set("comments", "c9", (("row", "t1"),))
        do(ines, Batch((*to_t1, Drop("trainings", "t9"))))
        undo(ines)
        assert ines.load() == before
        for _ in range(2):
            undo(ines)


def test_what_an_officer_moves_to_another_institution_is_theirs_from_then_on(
    prepared: Address,
) -> None:
    note = Comment(key="c8", about="trainings", row="t8", text="À revoir", author="Paul")
    seats = Seats(key="s8", training="t8", year=2026, kind=SeatKind.OPEN, low=10, high=10)
    given = training("t8", "a", institution=None)
    with reopened(prepared, author="Paul") as paul, reopened(prepared, author="Inès") as ines:
        do(paul, Batch((Put("trainings", given), Put("seats", seats), Put("comments", note))))
        for institution, is_theirs in (("ens", True), ("iut", False), ("ens", True), (None, False)):
            do(paul, Set("trainings", "t8", (("institution", institution),)))
            ines.load()
            assert (ines.study.comments.find("c8") is not None) is is_theirs
            for edit in (
                Set("seats", "s8", (("high", 12),)),
                Set("trainings", "t8", (("families", ("b",)),)),
            ):
                if is_theirs:
                    do(ines, edit)
                    undo(ines)
                else:
                    with pytest.raises(EditRefused):
                        do(ines, edit)
            paul.load()
        drops = Drop("comments", "c8"), Drop("seats", "s8"), Drop("trainings", "t8")
        do(paul, Batch(drops))


@pytest.mark.parametrize(
    "edit",
    [
        level("t2"),
        Drop("trainings", "t2"),
        Put("trainings", training("new", institution="iut")),
        Set("trainings", "t1", (("institution", "iut"),)),
        Put("seats", Seats(key="s", training="t2", year=2026, kind=SeatKind.OPEN, low=1, high=1)),
        Put("comments", Comment(key="c", about="trainings", row="t2", text="?", author="x")),
        Set("families", "a", (("name", "Autre"),)),
    ],
    ids=str,
)
def test_what_is_anothers_is_refused_in_one_sentence(prepared: Address, edit: Edit) -> None:
    with reopened(prepared, author="Inès") as ines:
        before = ines.study
        with pytest.raises(EditRefused) as caught:
            do(ines, edit)
        assert caught.value.message.code == "error.row_not_yours"
        assert ines.load() == before


def test_who_is_not_invited_does_not_get_in(server: Server, prepared: Address) -> None:
    on_server(prepared, "CREATE ROLE stranger LOGIN")
    with pytest.raises(StudyFileError) as caught:
        reopened(prepared, author="stranger")
    assert caught.value.message.code == "error.server_refused"


def test_nothing_binds_an_administrator(prepared: Address) -> None:
    with reopened(prepared, author="postgres") as store, store.keeper.engine.begin() as connection:
        assert person(connection) is None


def test_no_login_that_is_above_the_rules_is_invited(prepared: Address) -> None:
    for login, code in (
        ("postgres", "error.login_too_powerful"),
        (f"{prepared.database}_owner", "error.login_unfit"),
        ("pg_x", "error.login_unfit"),
        ("", "error.login_unfit"),
        ("é" * 32, "error.login_unfit"),
    ):
        with pytest.raises((InvalidInput, StudyFileError)) as caught:
            admin.invite(prepared, login, ENS)
        assert caught.value.message.code == code
    with pytest.raises(InvalidInput) as caught_institution:
        admin.invite(prepared, "nobody", Person(Role.INSTITUTION_EDITOR, frozenset({"lost"})))
    assert caught_institution.value.message["key"] == "lost"
    assert on_server(prepared, "SELECT * FROM pg_roles WHERE rolname = 'nobody'") == []


def test_who_is_revoked_is_out_at_once(prepared: Address) -> None:
    assert admin.invite(prepared, "Léa", ENS)
    lea = reopened(prepared, author="Léa")
    lea.load()
    assert admin.revoke(prepared, "Léa") >= 1
    for attempt in (lambda: do(lea, level("t1")), lambda: reopened(prepared, author="Léa")):
        with pytest.raises(StudyFileError):
            attempt()
    with pytest.raises(StudyFileError) as caught:
        admin.revoke(prepared, "Léa")
    assert caught.value.message.code == "error.server_not_member"
    assert admin.invite(prepared, "Léa", Person(Role.READER))
    with reopened(prepared, author="Léa") as again, again.keeper.engine.begin() as connection:
        assert person(connection) == Person(Role.READER)
    assert admin.invite(prepared, "Léa", Person(Role.READER)) is None


def test_an_administrator_needs_no_more_than_to_make_roles_and_own_the_database(
    server: Server,
) -> None:
    address = server.make_database()
    name = address.database
    on_server(address, f"CREATE ROLE boss LOGIN CREATEROLE; ALTER DATABASE {name} OWNER TO boss")
    boss = address.with_login("boss")
    admin.init(boss, study(trainings=[training("t1")]), Writer.named("x", "here", who()["clock"]))
    admin.invite(boss, "Noé", Person(Role.INSTITUTION_EDITOR, frozenset({"ENS"})))  # by its name
    with reopened(address, author="Noé") as noe:
        do(noe, level("t1"))
        assert admin.upgrade(boss) == (SCHEMA, SCHEMA)
        found = status(boss)
        assert found.members == (Member("Noé", ENS),)
        assert found.faults == ()
        assert "server.backup_role_missing" in {f.said.code for f in found.findings}
        with pytest.raises(StudyFileError) as caught:
            reopened(address, author="boss")
        assert caught.value.message.code == "error.server_not_invited"
        assert admin.revoke(boss, "Noé") is None
        with pytest.raises(StudyFileError):
            do(noe, level("t1", 6))
    takes_the_backup_role(boss, f"{name}_backup")
    on_server(address, "CREATE ROLE premade LOGIN")
    admin.invite(boss, "premade", Person(Role.READER))
    admin.revoke(boss, "premade")
    with pytest.raises(StudyFileError):
        reopened(address, author="premade")


def takes_the_backup_role(boss: Address, role: str) -> None:
    """A superuser makes the role; since PostgreSQL 16 it must be given too, and that is said."""
    on_server(boss, f"CREATE ROLE {role} NOLOGIN BYPASSRLS")
    if int(on_server(boss, "SHOW server_version_num")[0][0]) >= 160_000:
        with pytest.raises(StudyFileError) as caught:
            admin.upgrade(boss)
        assert caught.value.message.code == "error.role_not_given"
        on_server(boss, f"GRANT {role} TO boss")
    admin.upgrade(boss)
    assert "server.backup_role_missing" not in {f.said.code for f in status(boss).findings}
