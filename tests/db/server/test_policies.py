"""Each table of a region has its rules, and none of them asks what a client can set."""

from __future__ import annotations

import re
from dataclasses import astuple, replace

import pytest

from db.rows import METADATA
from db.server import admin
from db.server.owning import CHILDREN, OWNED_TABLES
from db.server.policies import LEDGERS, TABLES, policy_statements, privileges_of, rules_of
from db.server.roles import Region
from db.writer import Writer
from planner.errors import StudyFileError
from planner.rights import OWNED, Role
from tests.build import study
from tests.db.build import on_server, who
from tests.servers import Server


def test_no_table_is_left_without_rules() -> None:
    assert set(TABLES) == {*METADATA.tables, *LEDGERS}
    assert len(set(TABLES)) == len(TABLES)
    statements = list(policy_statements(Region("nord")))
    for table in TABLES:
        forced = f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
        made = [
            s for s in statements if s.startswith("CREATE POLICY may_") and f" ON {table} " in s
        ]
        assert statements.count(forced) == 1
        assert len(made) == 4


def test_no_rule_asks_what_a_client_can_set() -> None:
    for table in TABLES:
        said = " ".join(astuple(rules_of(table)))
        assert not re.search(r"current_(user|role|setting)|\buser\b", said)


def test_whoever_owns_rows_is_told_by_them() -> None:
    assert OWNED <= OWNED_TABLES
    assert {"training_families", "training_modalities"} == OWNED_TABLES - OWNED
    assert {"seats", "domain_hours", "leavers"} <= set(CHILDREN)


def test_nobody_is_granted_what_no_rule_would_bind() -> None:
    granted = {one for table in TABLES for role in Role for one in privileges_of(table, role)}
    assert granted == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert all(privileges_of("membership", role) == () for role in Role)
    assert all("DELETE" not in privileges_of("journal", role) for role in Role)


@pytest.mark.postgresql
def test_a_database_whose_name_leaves_no_room_for_its_roles_is_refused(server: Server) -> None:
    name = "r" * 45
    on_server(server.address("postgres"), f"CREATE DATABASE {name} TEMPLATE template0")
    address = replace(server.address("postgres"), database=name)
    with pytest.raises(StudyFileError) as caught:
        admin.init(address, study(), Writer.named("x", "here", who()["clock"]))
    assert caught.value.message.code == "error.server_name_too_long"
    assert on_server(address, "SELECT rolname FROM pg_roles WHERE rolname LIKE 'rrrr%'") == []
