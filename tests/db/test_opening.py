"""Opening what is not a sound study file: one clear error, and nothing touched."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from db.identity import APPLICATION_ID, SCHEMA
from db.samples.reading import read_sample
from planner.errors import StudyFileError
from tests.db.build import made, reopened, sql
from tests.reliability.forked import Line, forked
from ui.actions.texts import LANGUAGES, Texts


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed study file that holds the shipped study."""
    path = tmp_path_factory.mktemp("sound") / "a.cartoplan"
    made(path, read_sample()).close()
    return path


def pragma(name: str, value: int) -> Callable[[Path], None]:
    return lambda path: sql(path, f"PRAGMA {name}={value}") and None


def cut(share: float) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, int(path.stat().st_size * share))


def zeroed(page: int) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with path.open("rb+") as stream:
            stream.seek(4096 * page)
            stream.write(bytes(4096))

    return spoil


def flipped(offset: int) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        with path.open("rb+") as stream:
            stream.seek(offset)
            byte = stream.read(1)[0]
            stream.seek(offset)
            stream.write(bytes([byte ^ 0x40]))

    return spoil


def invalid(statement: str) -> Callable[[Path], None]:
    """A value past the constraints, as a damaged disk might leave it."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("PRAGMA ignore_check_constraints=ON")
            connection.execute(statement)

    return spoil


SPOILT = {
    "empty": (lambda path: os.truncate(path, 0), "file_empty"),
    "text": (lambda path: path.write_text("Bonjour" * 1000, encoding="utf-8"), "file_not_study"),
    "short text": (lambda path: path.write_text("x", encoding="utf-8"), "file_not_study"),
    "workbook": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(5000)), "file_not_study"),
    "other database": (pragma("application_id", 7), "file_not_study"),
    "newer": (pragma("user_version", SCHEMA + 1), "file_newer"),
    "no version": (pragma("user_version", 0), "file_not_study"),
    "cut in the header": (lambda path: os.truncate(path, 50), "file_not_study"),
    "cut at a page": (lambda path: os.truncate(path, 4096), "file_damaged"),
    "cut in the middle": (cut(0.5), "file_damaged"),
    "cut at the end": (cut(0.99), "file_damaged"),
    "zeroed page": (zeroed(3), "file_damaged"),
    "magic": (flipped(3), "file_not_study"),
    "page size": (flipped(16), "file_not_study"),
    "impossible level": (invalid("UPDATE trainings SET level = 99"), "file_damaged"),
    "impossible word": (invalid("UPDATE claims SET comparison = 'x'"), "file_damaged"),
}

#: SQLite does not look at constraints on a read-only connection.
CASES = [
    (name, read_only)
    for name in SPOILT
    for read_only in (False, True)
    if not (read_only and name.startswith("impossible"))
]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(("name", "read_only"), CASES)
def test_a_spoilt_file_is_told_and_left_as_it_is(
    sound: Path, tmp_path: Path, name: str, read_only: bool
) -> None:
    spoil, code = SPOILT[name]
    path = tmp_path / "a.cartoplan"
    shutil.copy(sound, path)
    spoil(path)
    before = digest(path)
    with pytest.raises(StudyFileError) as caught:
        reopened(path, read_only=read_only)
    assert caught.value.message.code == f"error.{code}"
    assert caught.value.message["path"] == str(path)
    assert digest(path) == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    for language in LANGUAGES:
        assert str(path) in Texts(language).say(caught.value.message)


def test_a_word_of_no_vocabulary_is_told_on_reading_too(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.cartoplan"
    shutil.copy(sound, path)
    invalid("UPDATE claims SET comparison = 'x'")(path)
    with pytest.raises(StudyFileError) as caught:
        reopened(path, read_only=True)
    assert caught.value.message.code == "error.file_bad_value"
    assert caught.value.message["collection"] == "collection.claims"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError) as caught:
        reopened(tmp_path / "a.cartoplan")
    assert caught.value.message.code == "error.file_missing"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError) as caught:
        reopened(tmp_path)
    assert caught.value.message.code == "error.file_is_folder"


def test_a_file_that_another_program_is_writing_is_busy(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.cartoplan"
    shutil.copy(sound, path)
    monkeypatch.setattr("db.connecting.BUSY_MS", 50)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StudyFileError) as caught:
            reopened(path)
        other.execute("ROLLBACK")
    assert caught.value.message.code == "error.file_busy"
    reopened(path).close()


def as_nobody(path: Path, how: str, line: Line) -> None:
    """Open the file in a process that has become somebody without rights."""
    os.setgid(65534)
    os.setuid(65534)
    try:
        with reopened(path, read_only=how == "ro") as store:
            line.tell(f"opened {len(store.study.trainings)}")
    except StudyFileError as error:
        line.tell(error.message.code)


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root to become nobody"
)
@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "how", "said"),
    [
        (0o444, 0o777, "rw", "error.file_read_only"),
        (0o444, 0o777, "ro", "opened 81"),
        (0o666, 0o555, "rw", "error.folder_read_only"),
        (0o666, 0o555, "ro", "opened 81"),
        (0o000, 0o777, "rw", "error.file_not_allowed"),
        (0o000, 0o777, "ro", "error.file_not_allowed"),
    ],
)
def test_a_file_or_folder_that_cannot_be_written_is_told(
    sound: Path, file_mode: int, folder_mode: int, how: str, said: str
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "a.cartoplan"
        shutil.copy(sound, path)
        path.chmod(file_mode)
        folder.chmod(folder_mode)
        before = digest(path)
        with forked(partial(as_nobody, path, how)) as child:
            assert child.line.hear() == said
            assert child.wait() == 0
        assert digest(path) == before
        assert [p.name for p in folder.iterdir()] == [path.name]


def test_a_sound_file_says_what_it_is(sound: Path) -> None:
    assert sql(sound, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert sql(sound, "PRAGMA user_version") == [(SCHEMA,)]
    assert sql(sound, "PRAGMA integrity_check") == [("ok",)]
