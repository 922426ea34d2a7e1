"""T15: files of every version come to that of today whole, killed half way or not."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db.backups import folder_of
from db.connecting import connect
from db.contents import content_of
from db.identity import SCHEMA
from db.samples.reading import read_sample
from db.verifying import check_file
from tests.db.build import made, reopened, small_study, sql
from tests.db.test_upgrade import enter, of_version
from tests.reliability.forked import Line, forked, needs_fork
from tests.reliability.promise import FULL

if TYPE_CHECKING:
    from tests.reliability.promise import Figure

RELEASED = tuple(range(1, SCHEMA))
#: What a version of the tables adds to itself, not to what the study holds.
OWN = {"alembic_version", "journal_contents"}

pytestmark = needs_fork


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of today whose rows fill the older ones: of real size for the full figures."""
    path = tmp_path_factory.mktemp("today") / "a.cartoplan"
    made(path, read_sample() if FULL else small_study()).close()
    return path


@pytest.fixture(scope="module")
def released(today: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A file of each version, with as much of today's study as it could hold."""
    files = {}
    for version in RELEASED:
        files[version] = of_version(version, tmp_path_factory.mktemp(f"v{version}"))
        fill(files[version], today)
        enter(files[version], "create")
    return files


def fill(old: Path, today: Path) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("ATTACH ? AS now", (str(today),))
        for table, columns in tables(connection).items():
            if table in OWN or table.startswith("journal"):
                continue
            known = {row[1] for row in connection.execute(f'PRAGMA now.table_info("{table}")')}
            shared = ", ".join(f'"{name}"' for name in columns if name in known)
            connection.execute(
                f'INSERT INTO main."{table}" ({shared}) SELECT {shared} FROM now."{table}"'
            )
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of each table."""
    names = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    return {
        name: [row[1] for row in connection.execute(f'PRAGMA main.table_info("{name}")')]
        for (name,) in names.fetchall()
    }


def content(path: Path, like: dict[str, list[str]]) -> dict[str, list[Any]]:
    """The rows of the tables and columns that an older file had."""
    with closing(sqlite3.connect(path)) as connection:  # one: each reads the whole schema
        return {
            table: sorted(
                connection.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {table}"),
                key=repr,
            )
            for table, columns in like.items()
            if table not in OWN
        }


def quoted(name: str) -> str:
    return f'"{name}"'


def rules(path: Path) -> set[tuple[str, str]]:
    """Every table, index and trigger with its SQL, whatever the order of its lines."""
    found = sql(path, "SELECT name, sql FROM sqlite_master WHERE sql NOT NULL")
    return {(name, "".join(sorted(text.replace('"', "").split()))) for name, text in found}


def columns_of(path: Path) -> dict[str, list[str]]:
    with closing(connect(path, "ro")) as connection:
        return tables(connection)


def whole(path: Path, before: dict[str, list[Any]], like: dict[str, list[str]]) -> None:
    """Assert that a file is of today, holds what it held, and obeys every rule."""
    assert sql(path, "PRAGMA user_version") == [(SCHEMA,)]
    assert content(path, like) == before
    assert sql(path, "PRAGMA integrity_check") == [("ok",)]
    assert sql(path, "PRAGMA foreign_key_check") == []
    assert check_file(path) == 1


@pytest.mark.parametrize("version", RELEASED)
def test_a_file_of_each_version_comes_to_today_with_all_that_it_held(
    version: int, released: dict[int, Path], today: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.cartoplan"
    shutil.copyfile(released[version], path)
    like = columns_of(path)
    before = content(path, like)
    with reopened(path) as store:
        study = store.study
    whole(path, before, like)
    assert rules(path) == rules(today)
    (copy,) = folder_of(path).iterdir()
    assert content(copy, like) == before
    assert sql(path, "SELECT seq, digest FROM journal_contents") == [(1, content_of(study))]


def bring_up(path: Path, line: Line) -> None:
    """Open an older file, which brings it up to date."""
    line.tell("ready")
    reopened(path).close()
    line.tell("done")


@pytest.mark.promise("T15", asked=100, quick=2, unit="kills", weight=60)
def test_an_upgrade_killed_half_way_is_taken_up_again(
    figure: Figure, released: dict[int, Path], tmp_path: Path
) -> None:
    chance = random.Random(15)
    path = tmp_path / "warm.cartoplan"
    shutil.copyfile(released[1], path)
    began = time.monotonic()
    reopened(path).close()
    longest = time.monotonic() - began
    killed = 0
    while killed < figure.count:
        version = RELEASED[killed % len(RELEASED)]
        path = tmp_path / f"{killed}.cartoplan"
        shutil.copyfile(released[version], path)
        like = columns_of(path)
        before = content(path, like)
        with forked(lambda line, path=path: bring_up(path, line)) as child:
            assert child.line.hear() == "ready"
            time.sleep(chance.uniform(0.0, longest))
            child.kill()
        reopened(path).close()
        whole(path, before, like)
        path.unlink()
        shutil.rmtree(folder_of(path), ignore_errors=True)
        killed += 1
    figure.reached(killed)
