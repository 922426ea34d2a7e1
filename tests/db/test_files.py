"""Small files written whole, names given once, and the errors of the system told as ours."""

from __future__ import annotations

import errno
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db.failures import file_error
from db.files import digest, discard, place_new, sweep, sync_folder, write_text
from planner.errors import StudyFileError
from ui.actions.texts import LANGUAGES, Texts


def test_a_finished_file_takes_a_name_that_is_free(tmp_path: Path) -> None:
    part, path = tmp_path / "part", tmp_path / "whole"
    part.write_text("x", encoding="utf-8")
    place_new(part, path)
    assert [p.name for p in tmp_path.iterdir()] == ["whole"]


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_is_taken_stays_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    part, path = tmp_path / "part", tmp_path / "whole"
    part.write_text("new", encoding="utf-8")
    path.write_text("old", encoding="utf-8")
    with pytest.raises(FileExistsError):
        place_new(part, path)
    assert path.read_text(encoding="utf-8") == "old"
    path.unlink()
    place_new(part, path)
    assert path.read_text(encoding="utf-8") == "new"


def test_a_text_that_cannot_be_synced_leaves_the_former_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_cannot_be_synced_is_not_an_error(tmp_path: Path) -> None:
    sync_folder(tmp_path)
    sync_folder(tmp_path / "nowhere")


def test_a_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert digest(tmp_path / "a").startswith("ba7816bf8f01cfea")


def said_by_sqlite(number: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("what SQLite says")
    error.sqlite_errorcode = number
    return error


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (said_by_sqlite(sqlite3.SQLITE_FULL), "file_disk_full"),
        (said_by_sqlite(sqlite3.SQLITE_BUSY), "file_busy"),
        (said_by_sqlite(sqlite3.SQLITE_READONLY), "file_read_only"),
        (said_by_sqlite(sqlite3.SQLITE_READONLY_ROLLBACK), "file_needs_recovery"),
        (said_by_sqlite(sqlite3.SQLITE_IOERR_FSYNC), "file_failed"),
        (said_by_sqlite(sqlite3.SQLITE_NOTADB), "file_not_study"),
        (said_by_sqlite(sqlite3.SQLITE_MISUSE), "file_failed"),
        (sqlite3.OperationalError("Could not decode to UTF-8"), "file_damaged"),
        (OSError(errno.ENOSPC, "full"), "file_disk_full"),
        (PermissionError(errno.EACCES, "no"), "file_not_allowed"),
        (OSError(errno.EIO, "broken"), "file_failed"),
        (ValueError("what"), "file_failed"),
    ],
)
def test_what_the_system_says_is_told_as_one_of_our_errors(error: Exception, code: str) -> None:
    said = file_error(Path("a.cartoplan"), error)
    assert isinstance(said, StudyFileError)
    assert said.message.code == f"error.{code}"
    for language in LANGUAGES:
        assert "a.cartoplan" in Texts(language).say(said.message)


def _broken(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, "broken")


def test_what_cannot_be_listed_or_removed_is_swept_another_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that failed there ended an opening, a backup or a creation without a sentence."""
    part = tmp_path / ".a.part"
    part.touch()
    now = datetime.now(UTC) + timedelta(hours=2)
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", _broken)
        sweep(tmp_path, "a", now)
        patch.setattr(Path, "unlink", _broken)
        discard(part)
    assert part.exists()
    sweep(tmp_path, "a", now)
    assert not part.exists()


@pytest.mark.parametrize("turns", [2, 99])
def test_a_file_that_is_held_for_a_while_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    """As an antivirus does on Windows: a backup failed at once, for want of rights."""
    path, left = tmp_path / "a.txt", [turns]
    write_text(path, "old")
    real = os.replace

    def held(part: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(errno.EACCES, "held", str(target))
        real(part, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr("db.files.PAUSES", (0.0, 0.0, 0.0))
    if turns == 2:
        write_text(path, "new")
    else:
        with pytest.raises(StudyFileError, match="file_busy"):
            write_text(path, "new")
    assert path.read_text(encoding="utf-8") == ("new" if turns == 2 else "old")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
