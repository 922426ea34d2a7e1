"""What the disk or the system refuses: told as one error that names the file, nothing lost."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from db.backups import restore
from db.pragmas import PRAGMAS
from db.writer import Writer
from planner.errors import StudyFileError
from tests.db.build import FakeClock, created, made, reopened, small_study


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.cartoplan"


def failing(monkeypatch: pytest.MonkeyPatch, name: str, error: Exception) -> None:
    """Have a function raise an error."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr(name, fail)


@pytest.mark.parametrize(
    ("where", "error", "code"),
    [
        ("db.creating.place_new", FileExistsError(errno.EEXIST, "taken"), "file_exists"),
        ("db.creating.place_new", OSError(errno.ENOSPC, "full"), "file_disk_full"),
        ("db.creating.connect", PermissionError(errno.EACCES, "no"), "folder_read_only"),
        ("db.filling.write_study", sqlite3.OperationalError("what?"), "file_damaged"),
        ("db.lock._write", OSError(errno.EROFS, "read-only"), "folder_read_only"),
        ("db.lock._write", OSError(errno.ENOSPC, "full"), "file_disk_full"),
    ],
)
def test_a_file_that_cannot_be_made_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, where: str, error: Exception, code: str
) -> None:
    failing(monkeypatch, where, error)
    with pytest.raises(StudyFileError) as caught:
        created(path)
    assert caught.value.message.code == f"error.{code}"
    left = [p.name for p in path.parent.iterdir()]
    assert left == ([path.name] if where.startswith("db.lock") else [])


def test_a_connection_that_is_not_safe_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path).close()
    monkeypatch.setattr("db.pragmas.PRAGMAS", (*PRAGMAS, ("synchronous", "OFF", 3)))
    with pytest.raises(StudyFileError) as caught:
        reopened(path)
    assert caught.value.message.code == "error.pragma_refused"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_disk_that_fails_on_reading_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(path) as store:
        failing(monkeypatch, "db.journal.history", sqlite3.OperationalError("disk I/O error"))
        with pytest.raises(StudyFileError) as caught:
            store.history()
        assert caught.value.message["path"] == str(path)


def test_backups_that_have_no_folder_to_go_to_are_told(path: Path) -> None:
    with made(path) as store:
        path.with_name("a.cartoplan.sauvegardes").write_text("a file", encoding="utf-8")
        with pytest.raises(StudyFileError):
            store.backups.make()
        assert store.backups.all() == ()
        assert store.study == small_study()


@pytest.mark.parametrize("refused", [1, 2])
def test_a_backup_that_cannot_be_put_back_leaves_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, refused: int
) -> None:
    with made(path) as store:
        backup = store.backups.make()
    rename, calls = Path.rename, []

    def held(self: Path, target: Path) -> Path:
        """The first or the second renaming meets a file that another program holds."""
        calls.append(target)
        if len(calls) == refused:
            raise PermissionError(errno.EACCES, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held)
    with pytest.raises(StudyFileError) as caught:
        restore(path, backup, Writer("Ann", "here", FakeClock()))
    assert caught.value.message.code == "error.file_not_allowed"
    monkeypatch.undo()
    with reopened(path) as store:
        assert store.study == small_study()
    assert {p.name for p in path.parent.iterdir()} == {path.name, f"{path.name}.sauvegardes"}


def test_a_copy_of_a_file_that_is_busy_names_that_file(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(path) as store:
        monkeypatch.setattr("db.connecting.BUSY_MS", 50)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StudyFileError) as caught:
                store.send_copy(tmp_path / "b.cartoplan")
            other.execute("ROLLBACK")
    assert caught.value.message.code == "error.file_busy"
    assert caught.value.message["path"] == str(path)
