"""A row that the server leaves as it was is a refusal that names it, never a silence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db.server.address import Address
from db.store import Store
from planner.edits import Batch, Drop, Put, Set
from planner.errors import ConflictError, EditRefused
from tests.build import training
from tests.db.build import do, on_server, reopened
from tests.servers import Server

pytestmark = pytest.mark.postgresql

RULES = """
CREATE ROLE "Zoé" LOGIN;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "Zoé";
REVOKE DELETE ON scenarios FROM "Zoé";
ALTER TABLE trainings ENABLE ROW LEVEL SECURITY;
ALTER TABLE training_families ENABLE ROW LEVEL SECURITY;
CREATE POLICY see ON trainings FOR SELECT USING (true);
CREATE POLICY add ON trainings FOR INSERT WITH CHECK (key LIKE 'own%');
CREATE POLICY change ON trainings FOR UPDATE USING (key <> 't1');
CREATE POLICY remove ON trainings FOR DELETE USING (key = 't3');
CREATE POLICY see ON training_families FOR SELECT USING (true);
CREATE POLICY add ON training_families FOR INSERT WITH CHECK (true);
CREATE POLICY remove ON training_families FOR DELETE USING (false);
"""
NO_RULES = """
ALTER TABLE trainings DISABLE ROW LEVEL SECURITY;
ALTER TABLE training_families DISABLE ROW LEVEL SECURITY;
DROP POLICY see ON trainings; DROP POLICY add ON trainings;
DROP POLICY change ON trainings; DROP POLICY remove ON trainings;
DROP POLICY see ON training_families; DROP POLICY add ON training_families;
DROP POLICY remove ON training_families;
DROP OWNED BY "Zoé"; DROP ROLE "Zoé";
"""


@pytest.fixture
def zoe(server: Server, region: Address) -> Iterator[Store]:
    """The region, opened by somebody who may do little there."""
    server.run(region.database, RULES)
    with reopened(region, author="Zoé") as store:
        yield store
    server.run(region.database, NO_RULES)


def level(key: str) -> Set:
    return Set("trainings", key, (("level", 7),))


@pytest.mark.parametrize(
    ("edit", "code", "key"),
    [
        (level("t1"), "row_not_yours", "t1"),
        (Batch((level("t2"), level("t1"), level("t3"))), "row_not_yours", "t1"),
        (Drop("trainings", "t2"), "row_not_yours", "t2"),
        (Put("trainings", training("new")), "row_not_yours", "new"),
        (
            Batch((Put("trainings", training("x")), Put("trainings", training("y")))),
            "rows_not_yours",
            None,
        ),
        (Set("trainings", "t2", (("families", ()),)), "row_not_yours", "t2"),
    ],
    ids=str,
)
def test_what_the_server_refuses_is_told_and_nothing_is_written(
    zoe: Store, region: Address, edit: object, code: str, key: str | None
) -> None:
    before = zoe.study
    with pytest.raises(EditRefused) as caught:
        do(zoe, edit)
    said = caught.value.message
    assert said.code == f"error.{code}"
    assert said["collection"] == "collection.trainings"
    if key is not None:
        assert said["key"] == key
    assert zoe.study is before
    assert on_server(region, "SELECT count(*) FROM journal") == [(1,)]
    assert zoe.load() == before


def test_what_the_server_allows_is_written(zoe: Store) -> None:
    do(zoe, Batch((level("t2"), Drop("trainings", "t3"), Put("trainings", training("own1")))))
    assert zoe.check_journal() == 2


def test_a_change_past_the_turn_to_write_is_a_conflict_and_no_question_of_rights(
    region: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.writing._vacate_names", lambda *_: behind())

    def behind() -> None:
        on_server(region, "UPDATE trainings SET version = 99 WHERE key = 't1'")

    with reopened(region) as store:
        with pytest.raises(ConflictError) as caught:
            do(store, level("t1"))
        assert caught.value.message.code == "error.row_changed"


def test_a_desk_that_reads_only_its_own_entries_adds_the_next_step(
    server: Server, region: Address
) -> None:
    own = """
    CREATE ROLE "Zoé" LOGIN;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "Zoé";
    ALTER TABLE journal ENABLE ROW LEVEL SECURITY;
    CREATE POLICY see ON journal FOR SELECT USING (author = session_user);
    CREATE POLICY add ON journal FOR INSERT WITH CHECK (author = session_user);
    """
    server.run(region.database, own)
    try:
        with reopened(region, author="Bob") as bob, reopened(region, author="Zoé") as zoe:
            do(bob, level("t1"))
            assert zoe.load().trainings.get("t1").level == 7
            assert do(zoe, level("t2")).seq == 3
            assert [entry.seq for entry in zoe.history()] == [3]
            assert zoe.check_journal() == 3
            with pytest.raises(ConflictError) as caught:
                do(bob, level("t2"))
            assert caught.value.message["author"] == "Zoé"
    finally:
        undone = 'DROP POLICY see ON journal; DROP POLICY add ON journal; DROP OWNED BY "Zoé"; '
        server.run(region.database, undone + "ALTER TABLE journal DISABLE ROW LEVEL SECURITY")
        server.run(region.database, 'DROP ROLE "Zoé"')
