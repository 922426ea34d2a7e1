"""Cases of damage that were not told, or not listed, before they were mended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.failures import file_error
from db.salvage import salvage
from db.wreck import scanned
from planner.errors import StudyFileError
from tests.db.build import made, reopened


def test_what_sqlite_says_in_no_alphabet_is_a_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message of quick_check that held damaged bytes ended in a UnicodeDecodeError."""
    path = tmp_path / "a.cartoplan"
    made(path).close()
    wrong = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    assert file_error(path, wrong).message.code == "error.file_damaged"

    def spoilt(*_: object) -> int:
        raise wrong

    monkeypatch.setattr("db.file_keeper.inspect", spoilt)
    with pytest.raises(StudyFileError) as caught:
        reopened(path, read_only=True)
    assert caught.value.message.code == "error.file_damaged"


def test_links_that_vanish_without_an_error_are_listed(tmp_path: Path) -> None:
    """A page of links whose cells were zeroed is read as an empty one, and nothing was said."""
    path = tmp_path / "a.cartoplan"
    with made(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'training_families'"
        (root,) = connection.execute(query).fetchone()
    with path.open("rb+") as stream:
        stream.seek((root - 1) * 4096 + 3)  # the number of cells of the page
        stream.write(bytes(2))
    found = salvage(path)
    assert all(row.families == () for row in found.study.trainings)
    assert ("trainings", "") in {(loss.collection, loss.key) for loss in found.losses}


def test_a_sound_table_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.cartoplan"
    made(path).close()
    with closing(sqlite3.connect(path)) as connection:
        found = scanned(connection, "trainings", ("key",), ("rowid",))
    assert found.is_whole
    assert [key for (key,) in found.rows] == ["t1", "t2", "t3"]
