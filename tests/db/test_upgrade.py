"""Older files: copied first, brought up to date whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import pytest

import db.file_keeper
from db import identity, upgrade
from db.journal import NO_HASH, Record
from planner.edits import Set
from planner.errors import StudyFileError
from tests.db.build import START, do, made, redo, reopened, sql, undo

#: The version of the tables now, and that of the migration that the tests add.
LAST = identity.SCHEMA
NEXT = LAST + 1

REBUILD = """
    import sqlalchemy as sa
    from alembic import op

    revision = "{next}"
    down_revision = "{last}"
    branch_labels = None
    depends_on = None


    def upgrade():
        with op.batch_alter_table("trainings") as table:
            table.add_column(sa.Column("colour", sa.String(), nullable=True))
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations with one more, which rebuilds a table that others refer to."""
    folder = tmp_path / "scripts"
    shutil.copytree(
        str(files("db.migrations")), folder, ignore=shutil.ignore_patterns("__pycache__")
    )
    script = dedent(REBUILD).format(next=f"{NEXT:04d}", last=f"{LAST:04d}")
    (folder / "versions" / f"{NEXT:04d}_rebuild.py").write_text(script, encoding="utf-8")
    return folder


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file of the last version with a journal."""
    path = tmp_path / "a.cartoplan"
    with made(path) as store:
        do(store, Set("trainings", "t1", (("level", 6),)))
    return path


def checks(path: Path) -> set[str]:
    (text,) = sql(path, "SELECT sql FROM sqlite_master WHERE name = 'trainings'")[0]
    return {word.strip('",') for word in text.split() if word.startswith(("ck_", "fk_"))}


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = ("training_families", "families", "journal", "journal_marks")
    return {name: sql(path, f"SELECT * FROM {name}") for name in tables}


def test_an_older_file_is_copied_then_brought_up_to_date(old: Path, scripts: Path) -> None:
    before, rules = rows(old), checks(old)
    copy = upgrade.upgrade(old, START, scripts, NEXT)
    assert copy is not None
    assert copy.parent == old.with_name("a.cartoplan.sauvegardes")
    assert rows(old) == before  # a rebuilt table takes no child rows along
    assert checks(old) == rules
    assert sql(old, "SELECT colour FROM trainings") == [(None,)] * 3
    assert sql(old, "PRAGMA user_version") == [(NEXT,)]
    assert rows(copy) == before
    assert sql(copy, "PRAGMA user_version") == [(LAST,)]
    with reopened(copy) as store:
        assert store.study.trainings.get("t1").level == 6


def test_a_file_that_is_up_to_date_is_left_alone(old: Path) -> None:
    assert upgrade.upgrade(old, START) is None
    assert not old.with_name("a.cartoplan.sauvegardes").exists()


def test_a_newer_file_is_refused(old: Path) -> None:
    sql(old, "PRAGMA user_version=9")
    with pytest.raises(StudyFileError) as caught:
        upgrade.upgrade(old, START)
    assert caught.value.message.code == "error.file_newer"


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ('op.execute("NO SQL AT ALL")', "file_failed"),
        ('op.execute("DELETE FROM families")', "upgrade_lost_rows"),
    ],
)
def test_a_migration_that_fails_half_way_changes_nothing(
    old: Path, scripts: Path, last: str, code: str
) -> None:
    script = scripts / "versions" / f"{NEXT:04d}_rebuild.py"
    script.write_text(script.read_text(encoding="utf-8") + f"    {last}\n", encoding="utf-8")
    before, rules = rows(old), checks(old)
    with pytest.raises(StudyFileError) as caught:
        upgrade.upgrade(old, START, scripts, NEXT)
    assert caught.value.message.code == f"error.{code}"
    assert (rows(old), checks(old)) == (before, rules)
    assert sql(old, "PRAGMA user_version") == [(LAST,)]
    with reopened(old) as store:
        assert store.study.trainings.get("t1").level == 6
    with closing(sqlite3.connect(old)) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("SELECT colour FROM trainings")


@pytest.mark.parametrize("read", [0, LAST - 1])
def test_scripts_that_could_not_be_read_are_told_and_change_nothing(
    old: Path, scripts: Path, read: int
) -> None:
    """``os.walk`` passes over a folder that cannot be listed: no script is no error to Alembic."""
    before = rows(old)
    sql(old, f"PRAGMA user_version={LAST - 1}")
    for script in (scripts / "versions").glob("0*.py"):
        if int(script.name[:4]) > read:
            script.unlink()
    if read == 0:
        sql(old, "DELETE FROM alembic_version")
    else:
        sql(old, f"UPDATE alembic_version SET version_num = '{read:04d}'")
    with pytest.raises(StudyFileError) as caught:
        upgrade.upgrade(old, START, scripts, LAST)
    assert caught.value.message.code == "error.migrations_unread"
    assert sql(old, "PRAGMA user_version") == [(LAST - 1,)]
    assert rows(old) == before


def test_opening_an_older_file_brings_it_up_to_date_but_reading_it_does_not(
    old: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (identity, upgrade, db.file_keeper, db.files):
        monkeypatch.setattr(module, "SCHEMA", NEXT)
    monkeypatch.setattr(
        db.file_keeper, "upgrade", lambda path, now: upgrade.upgrade(path, now, scripts, NEXT)
    )
    with pytest.raises(StudyFileError) as caught:
        reopened(old, read_only=True)
    assert caught.value.message.code == "error.file_older"
    with reopened(old) as store:
        assert store.study.trainings.get("t1").level == 6
    assert sql(old, "PRAGMA user_version") == [(NEXT,)]
    reopened(old, read_only=True).close()


def of_version(version: int, folder: Path) -> Path:
    """An empty study file as that version of the programme made it."""
    path = folder / "old.cartoplan"
    path.write_bytes(empty_of_version(version))
    return path


@cache
def empty_of_version(version: int) -> bytes:
    """The bytes of such a file; each migration is run once, on what those before it made."""
    with TemporaryDirectory() as folder:
        scripts, path = Path(folder) / "then", Path(folder) / "old.cartoplan"
        ours, unread = str(files("db.migrations")), shutil.ignore_patterns("__py*")
        shutil.copytree(ours, scripts, ignore=unread)
        for later in range(version + 1, LAST + 1):
            for script in (scripts / "versions").glob(f"{later:04d}_*.py"):
                script.unlink()
        path.write_bytes(empty_of_version(version - 1) if version > 1 else b"")
        upgrade.make_tables(path, scripts, version)
        return path.read_bytes()


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = of_version(1, tmp_path)
    assert sql(path, "SELECT name FROM sqlite_master WHERE name = 'bridges'") == []
    assert upgrade.upgrade(path, START) is not None
    assert sql(path, "PRAGMA user_version") == [(LAST,)]
    assert sql(path, "SELECT * FROM bridges") == []


def test_certifications_and_tasks_keep_their_rows_when_they_are_widened(tmp_path: Path) -> None:
    path = of_version(2, tmp_path)
    common = "'k', 1, 'declared', '', NULL, '', 1"
    sql(path, f"INSERT INTO certifications VALUES ({common}, 'IA', 1, 'rs', 'idea', '', '')")
    sql(path, f"INSERT INTO actions VALUES ({common}, 'Action', 1, '', '', '')")
    sql(
        path,
        f"INSERT INTO tasks VALUES ({common}, 'k', 'Écrire', 'task', 9, NULL, NULL, '', 'k')",
    )
    upgrade.upgrade(path, START)
    assert sql(path, "SELECT title, filing, level FROM certifications") == [("IA", "first", None)]
    assert sql(path, "SELECT title, days, days_low, certification FROM tasks") == [
        ("Écrire", 9, None, "k")
    ]
    with pytest.raises(sqlite3.IntegrityError):  # the references still go by the table's name
        sql(path, "DELETE FROM certifications")


def test_a_file_of_the_third_version_takes_editions_and_exchange(tmp_path: Path) -> None:
    path = of_version(3, tmp_path)
    common = "'k', 1, 'declared', '', NULL, '', 1"
    sql(path, f"INSERT INTO opcos VALUES ({common}, 'Uniformation', 'uniformation', '')")
    before = sql(path, "SELECT * FROM opcos")
    upgrade.upgrade(path, START)
    assert sql(path, "SELECT * FROM opcos") == before
    row = "'d', 1, 'declared', '', NULL, '', 1"
    sql(path, f"INSERT INTO editions VALUES ({row}, '2019', '2019', NULL, '', '', '0', '-')")
    with pytest.raises(sqlite3.IntegrityError):
        sql(path, f"INSERT INTO editions VALUES ({common}, '2019', '2019', NULL, '', '', '0', '-')")
    for table in ("commitments", "reports", "report_sections", "mailings", "replies"):
        assert sql(path, f"SELECT * FROM {table}") == []
    assert sql(path, "SELECT * FROM import_choices") == []


#: What schema 2 wrote in the journal for a certification that was dropped.
DROPPED = '{"drop":{"collection":"certifications","key":"k"}}'
KEPT = (
    '{"put":{"collection":"certifications","row":{"audience":"","comment":"","key":"k",'
    '"opcos":[],"priority":1,"rank":1,"register":"rs","source":{"line":null,'
    '"nature":"declared","note":"","place":""},"status":"idea","title":"IA"}}}'
)


def enter(path: Path, kind: str, edit: str | None = None, inverse: str | None = None) -> None:
    """Enter a step in the journal as the programme of the file's version did."""
    (seq, last), *_ = sql(path, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1") or [
        (0, NO_HASH)
    ]
    label = '{"message":{"code":"step.changed","values":{}}}'
    at = "2026-03-02T09:00:00.000+00:00"
    columns = (seq + 1, f"{seq:032}", at, "Ann", "here", label, kind, None, edit, inverse, last)
    whole = (*columns, Record(*columns, hash="").content_hash())
    sql(path, f"INSERT INTO journal VALUES ({', '.join('?' * len(whole))})", *whole)


def test_a_step_of_an_older_version_is_undone_and_redone(tmp_path: Path) -> None:
    path = of_version(2, tmp_path)
    enter(path, "create")
    enter(path, "do", DROPPED, KEPT)
    with reopened(path) as store:
        assert store.check_journal() == 2
        undo(store)
        (row,) = store.study.certifications
        assert (row.title, row.filing, row.level, row.sectors) == ("IA", "first", None, ())
        redo(store)
        assert len(store.study.certifications) == 0
    with reopened(path) as store:
        assert store.check_journal() == 4
