"""The history of the tables leads to the tables of today."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from db.connecting import connect
from db.identity import APPLICATION_ID, SCHEMA
from db.rows import METADATA
from db.upgrade import MIGRATIONS, make_tables


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "a.db"
    connect(path, "rwc").close()
    make_tables(path)
    return path


def lines(path: Path) -> dict[str, list[str]]:
    """For each table and index of a file, the lines of its SQL, in alphabetical order."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql NOT NULL"
        ).fetchall()
    return {name: sorted(re.split(r",?\s*\n\s*", text)) for name, text in made}


def test_the_migrated_tables_are_those_of_the_classes(migrated: Path, tmp_path: Path) -> None:
    modelled = tmp_path / "modelled.db"
    engine = create_engine(f"sqlite:///{modelled}")
    METADATA.create_all(engine)
    engine.dispose()
    found = lines(migrated)
    del found["alembic_version"]
    assert found == lines(modelled)


def test_alembic_finds_nothing_to_change(migrated: Path) -> None:
    engine = create_engine(f"sqlite:///{migrated}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_newest_migration_bears_the_number_of_the_version() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == f"{SCHEMA:04d}"


def test_a_migrated_file_says_what_it_is(migrated: Path) -> None:
    with closing(sqlite3.connect(migrated)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        assert sorted(name for (name,) in triggers) == [
            "journal_contents_no_delete",
            "journal_contents_no_update",
            "journal_marks_no_delete",
            "journal_marks_no_update",
            "journal_no_delete",
            "journal_no_update",
        ]


def test_the_tables_can_be_said_to_postgresql_without_words_of_sqlite() -> None:
    for table in METADATA.sorted_tables:
        said = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        for word in ("typeof", "instr", "ROWID", "date("):
            assert word not in said, table.name
