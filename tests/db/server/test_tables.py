"""The tables of a region are those of a file, and the migrations lead there with their rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from db.connecting import WRITES
from db.identity import SCHEMA
from db.rows import METADATA
from db.server.address import Address
from db.server.connecting import make_engine
from db.server.tables import make_tables, version_of
from db.upgrade import MIGRATIONS
from tests.db.build import on_server
from tests.servers import Server

pytestmark = pytest.mark.postgresql

COLUMNS = """
SELECT table_name, column_name, data_type, is_nullable, column_default
FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
"""
RULES = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
INDEXES = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2"


@pytest.fixture
def databases(server: Server) -> Iterator[tuple[Address, Address]]:
    """A database that the migrations have laid out, and an empty one."""
    made = server.make_database(with_tables=True), server.make_database()
    yield made
    for address in made:
        server.drop_database(address.database)


def told(address: Address, question: str) -> list[tuple[Any, ...]]:
    return [row for row in on_server(address, question) if row[0] != "alembic_version"]


def test_the_migrated_tables_are_those_of_the_classes(databases: tuple[Address, Address]) -> None:
    migrated, modelled = databases
    engine = make_engine(modelled)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        METADATA.create_all(connection)
    engine.dispose()
    for question in (COLUMNS, RULES, INDEXES):
        assert told(migrated, question) == told(modelled, question)


def test_alembic_finds_nothing_to_change(databases: tuple[Address, Address]) -> None:
    engine = make_engine(databases[0])
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert version_of(connection) == SCHEMA
    engine.dispose()


BEFORE = """
INSERT INTO certifications (key, rank, source_nature, source_place, source_line, source_note,
  version, title, register, status, audience, comment)
VALUES ('c1', 0, 'declared', '', NULL, '', 3, 'Piloter un projet', 'rncp', 'idea', '', '');
INSERT INTO opcos (key, rank, source_nature, source_place, source_line, source_note, version,
  name, name_key, note) VALUES ('o1', 0, 'declared', '', NULL, '', 1, 'Atlas', 'atlas', '');
INSERT INTO certification_opcos (certification, position, opco) VALUES ('c1', 0, 'o1');
"""


def test_a_region_of_an_older_version_is_brought_up_to_date_with_its_rows(
    databases: tuple[Address, Address], tmp_path: Path
) -> None:
    address = databases[1]
    scripts = tmp_path / "migrations"
    with as_file(MIGRATIONS) as folder:
        shutil.copytree(folder, scripts)
    for script in (scripts / "versions").glob("0*.py"):
        if script.name > "0003":
            script.unlink()
    engine = make_engine(address)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        with connection.begin():
            make_tables(connection, scripts, 2)
            assert version_of(connection) == 2
            connection.execute(text(BEFORE))
        with connection.begin():
            make_tables(connection)
            assert version_of(connection) == SCHEMA
    engine.dispose()
    kept = "SELECT key, version, title, status, filing, aim, rule_set FROM certifications"
    assert on_server(address, kept) == [("c1", 3, "Piloter un projet", "idea", "first", "", None)]
    assert on_server(address, "SELECT * FROM certification_opcos") == [("c1", 0, "o1")]
    assert told(address, RULES) == told(databases[0], RULES)
    assert told(address, COLUMNS) == told(databases[0], COLUMNS)
