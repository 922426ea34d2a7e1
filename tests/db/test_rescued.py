"""Cases of damage that were not told, or not listed, before they were mended."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from db.failures import file_error
from db.salvage import salvage
from db.wreck import scanned, wreck_of
from planner.edits import Drop
from planner.errors import StudyFileError
from planner.fields import ENTITIES
from tests.db.build import do, made, reopened


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


def test_a_table_that_was_read_to_its_end_is_not_searched_row_by_row(tmp_path: Path) -> None:
    """Each empty table of a file that was cut cost twenty thousand questions: half a second."""
    path = tmp_path / "a.cartoplan"
    made(path).close()
    with path.open("rb+") as stream:
        stream.truncate(path.stat().st_size - 9 * 4096)
    asked: list[str] = []
    with wreck_of(path) as connection:
        connection.set_trace_callback(asked.append)
        assert not all(
            scanned(connection, name, ("key",), ("rowid",)).is_whole for name in ENTITIES
        )
    assert len(asked) < 2_000


def test_a_column_whose_name_was_damaged_is_listed_and_not_filled_with_its_name(
    tmp_path: Path,
) -> None:
    """SQLite takes a name in double quotes that it does not know for a text: all rows had it."""
    path = tmp_path / "a.cartoplan"
    made(path).close()
    whole = path.read_bytes()
    place = whole.index(b"printed_level VARCHAR")
    path.write_bytes(whole[:place] + b"x" + whole[place + 1 :])
    found = salvage(path)
    listed = {(loss.collection, loss.key) for loss in found.losses}
    for key in ("t1", "t2", "t3"):
        assert found.study.trainings.find(key) or ("trainings", key) in listed
        assert not any(row.printed_level for row in found.study.trainings)


def test_a_step_of_no_known_kind_is_a_damage(tmp_path: Path) -> None:
    """A zeroed sector in the journal ended the opening of the file in a ValueError."""
    path = tmp_path / "a.cartoplan"
    with made(path) as store:
        do(store, Drop("trainings", "t1"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE journal SET kind = ? WHERE seq = 2", ("\0\0",))
    with pytest.raises(StudyFileError) as caught:
        reopened(path, read_only=True)
    assert caught.value.message.code == "error.journal_unreadable"


def test_a_text_of_the_journal_that_became_bytes_is_a_damage(tmp_path: Path) -> None:
    """A flip in the type of a value: bytes have no JSON, which ended in a TypeError."""
    path = tmp_path / "a.cartoplan"
    with made(path) as store:
        do(store, Drop("trainings", "t1"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET machine = CAST(machine AS BLOB) WHERE seq = 2")
    with reopened(path, read_only=True) as store, pytest.raises(StudyFileError) as caught:
        store.check_journal()
    assert caught.value.message.code == "error.journal_broken"


@pytest.mark.parametrize("name", [b"longitude", b"printed_level"])
def test_a_column_whose_name_was_damaged_is_never_read_as_a_text(
    tmp_path: Path, name: bytes
) -> None:
    """The study opened with the name of the column in every row."""
    path = tmp_path / "a.cartoplan"
    made(path).close()
    whole = path.read_bytes()
    place = whole.index(name + b" ")
    path.write_bytes(whole[:place] + b"x" + whole[place + 1 :])
    with pytest.raises(StudyFileError) as caught:
        reopened(path, read_only=True)
    assert caught.value.message.code == "error.file_damaged"
