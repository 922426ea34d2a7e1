"""Backups: checked when made and when used, thinned out with age, put back without loss."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import backups
from db.backups import folder_of, list_backups, restore, verify
from db.files import digest
from db.lock import lock_path
from db.writer import Writer
from planner.edits import Set
from planner.errors import StudyFileError
from tests.db.build import START, FakeClock, do, made, reopened, small_study, sql

EDIT = Set("trainings", "t1", (("level", 6),))
BACK = Set("trainings", "t1", (("level", 5),))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.cartoplan"


def test_a_backup_holds_the_study_of_its_moment(path: Path) -> None:
    with made(path) as store:
        backup = store.backups.make()
        do(store, EDIT)
        assert store.backups.all() == (backup,)
    assert backup.path.parent == folder_of(path) == path.with_name("a.cartoplan.sauvegardes")
    assert (backup.at, backup.seq) == (START, 1)
    verify(backup)
    with reopened(backup.path) as copy:
        assert copy.study == small_study()
    assert sorted(p.name for p in folder_of(path).iterdir()) == [
        "a.20260302T090000Z-1.cartoplan",
        "a.20260302T090000Z-1.cartoplan.sha256",
    ]


def test_a_backup_may_go_to_another_disk(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "disk"
    with made(path) as store:
        backup = store.backups.make(other)
        assert store.backups.all() == ()
    assert list_backups(path, other) == (backup,)
    verify(backup)


def test_a_backup_is_due_after_half_an_hour_of_work(path: Path) -> None:
    clock = FakeClock()
    with made(path, clock=clock) as store:
        assert store.backups.is_due()
        store.backups.make()
        clock.forward(hours=2)
        assert not store.backups.is_due()  # nothing was done
        store.backups.make()
        do(store, EDIT)
        clock.forward(minutes=29)
        assert not store.backups.is_due()
        clock.forward(minutes=2)
        assert store.backups.is_due()
        assert not store.backups.is_stale()
        clock.forward(days=7)
        assert store.backups.is_stale()
        store.backups.make()
        assert not store.backups.is_stale()


@pytest.mark.parametrize("spoil", ["flip", "cut", "no sidecar", "empty sidecar", "missing"])
def test_a_backup_that_changed_is_told(path: Path, spoil: str) -> None:
    with made(path) as store:
        backup = store.backups.make()
    sidecar = backup.path.with_name(backup.path.name + ".sha256")
    content = backup.path.read_bytes()
    match spoil:
        case "flip":
            backup.path.write_bytes(content[:-100] + b"x" + content[-99:])
        case "cut":
            backup.path.write_bytes(content[:-4096])
        case "no sidecar":
            sidecar.unlink()
        case "empty sidecar":
            sidecar.write_text("", encoding="utf-8")
        case "missing":
            backup.path.unlink()
    with pytest.raises(StudyFileError) as caught:
        verify(backup)
    assert caught.value.message.code == "error.backup_damaged"


def test_a_backup_with_the_right_hash_of_a_damaged_file_is_told(path: Path) -> None:
    with made(path) as store:
        backup = store.backups.make()
    backup.path.write_bytes(backup.path.read_bytes()[:-4096])
    sidecar = backup.path.with_name(backup.path.name + ".sha256")
    sidecar.write_text(f"{digest(backup.path)}  x\n", encoding="utf-8")
    with pytest.raises(StudyFileError):
        verify(backup)


def test_a_backup_that_cannot_be_checked_is_not_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(path) as store:
        counts = iter(range(9))
        monkeypatch.setattr("db.files.row_counts", lambda _: {"trainings": next(counts)})
        with pytest.raises(StudyFileError) as caught:
            store.backups.make()
        assert caught.value.message.code == "error.copy_incomplete"
        assert list(folder_of(path).iterdir()) == []


def test_other_files_in_the_folder_are_not_backups(path: Path) -> None:
    with made(path) as store:
        backup = store.backups.make()
        for name in ("notes.txt", "b.20260302T090000Z-1.cartoplan", "a.copy.cartoplan"):
            shutil.copy(backup.path, folder_of(path) / name)
        assert store.backups.all() == (backup,)


def test_old_backups_are_thinned_out(path: Path) -> None:
    clock = FakeClock()
    with made(path, clock=clock) as store:
        for number in range(24):
            do(store, EDIT if number % 2 == 0 else BACK)
            store.backups.make()
            clock.forward(hours=20)
        left = store.backups.all()
        assert 8 <= len(left) < 16
        for backup in left:
            verify(backup)
        assert len(list(folder_of(path).iterdir())) == 2 * len(left)


def test_putting_a_backup_back_keeps_the_file_that_it_replaces(path: Path) -> None:
    clock = FakeClock()
    with made(path, clock=clock) as store:
        backup = store.backups.make()
        do(store, EDIT)
    replaced = restore(path, backup, Writer("Ann", "here", clock))
    with reopened(path) as store:
        assert store.study == small_study()
    assert replaced is not None
    with reopened(replaced, read_only=True) as former:
        assert former.study.trainings.get("t1").level == 6
    assert not lock_path(path).exists()
    assert list_backups(path) == (backup,)


def test_a_backup_can_take_the_place_of_a_damaged_or_lost_file(path: Path) -> None:
    with made(path) as store:
        backup = store.backups.make()
    path.write_bytes(b"broken")
    journal = path.with_name("a.cartoplan-journal")
    journal.write_bytes(b"its journal")
    writer = Writer("Ann", "here", FakeClock())
    replaced = restore(path, backup, writer)
    assert replaced is not None
    assert replaced.read_bytes() == b"broken"
    assert replaced.with_name(f"{replaced.name}-journal").read_bytes() == b"its journal"
    assert not journal.exists()
    path.unlink()
    assert restore(path, backup, writer) is None
    with reopened(path) as store:
        assert store.study == small_study()


def test_a_backup_is_not_put_back_under_somebody_who_works(path: Path) -> None:
    with made(path) as store:
        backup = store.backups.make()
        do(store, EDIT)
        with pytest.raises(StudyFileError) as caught:
            restore(path, backup, Writer("Bob", "here", FakeClock()))
        assert caught.value.message.code == "error.file_locked"
        assert sql(path, "SELECT level FROM trainings WHERE key = 't1'") == [(6,)]


def test_a_damaged_backup_is_never_put_back(path: Path) -> None:
    with made(path) as store:
        backup = store.backups.make()
        do(store, EDIT)
    backup.path.write_bytes(b"broken")
    before = digest(path)
    with pytest.raises(StudyFileError):
        restore(path, backup, Writer("Ann", "here", FakeClock()))
    assert digest(path) == before


def test_a_copy_is_whole_while_the_file_is_being_written(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "copie.cartoplan"
    target.parent.mkdir()
    with made(path) as store:
        do(store, EDIT)
        with store._engine.connect().execution_options(writes=True) as busy, busy.begin():
            busy.exec_driver_sql("UPDATE trainings SET level = 1")
            store.send_copy(target)
    assert [p.name for p in target.parent.iterdir()] == [target.name]
    with reopened(target) as copy:
        assert copy.study.trainings.get("t1").level == 6
        assert copy.undoable().edit == EDIT


def test_a_copy_replaces_a_study_file_but_nothing_else(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.cartoplan"
    with made(path) as store:
        store.send_copy(target)
        do(store, EDIT)
        store.send_copy(target)
        with reopened(target, read_only=True) as copy:
            assert copy.study.trainings.get("t1").level == 6
        for content, code in ((b"", "file_empty"), (b"my letter" * 99, "file_not_study")):
            target.write_bytes(content)
            with pytest.raises(StudyFileError) as caught:
                store.send_copy(target)
            assert caught.value.message.code == f"error.{code}"
            assert target.read_bytes() == content


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("a.cartoplan", "copy_onto_itself"),
        ("nowhere/b.cartoplan", "copy_no_folder"),
        (".", "file_is_folder"),
    ],
)
def test_a_copy_that_cannot_be_made_is_told(
    path: Path, tmp_path: Path, target: str, code: str
) -> None:
    with made(path) as store:
        with pytest.raises(StudyFileError) as caught:
            store.send_copy(tmp_path / target)
        assert caught.value.message.code == f"error.{code}"
        assert store.study == small_study()


def test_a_copy_for_which_there_is_no_room_leaves_no_trace(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(path) as store:

        def full(_: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("db.files.sync", full)
        with pytest.raises(StudyFileError) as caught:
            store.send_copy(tmp_path / "b.cartoplan")
        assert caught.value.message.code == "error.file_disk_full"
        assert not list(tmp_path.glob("*b.cartoplan*"))


def test_the_last_step_of_what_is_no_study_file_is_told(path: Path) -> None:
    path.write_bytes(b"x" * 999)
    with pytest.raises(StudyFileError):
        backups.last_step(path)


def test_a_backup_that_has_its_name_has_its_checksum(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process killed between the two left a whole backup that nobody could put back."""
    seen: list[bool] = []

    def checked(part: Path) -> None:
        seen.append(any(part.parent.glob("*.sha256")))

    with made(path) as store:
        real = Path.replace

        def replace_by(part: Path, target: Path) -> Path:
            if target.suffix == path.suffix:
                checked(part)
            return real(part, target)

        monkeypatch.setattr(Path, "replace", replace_by)
        verify(store.backups.make())
    assert seen == [True]


def test_a_checksum_whose_backup_never_came_is_swept_after_an_hour(path: Path) -> None:
    with made(path, clock=lambda: datetime.now(UTC)) as store:
        backup = store.backups.make()
        stray = backup.path.with_name("a.20200101T000000Z-1.cartoplan.sha256")
        other = backup.path.with_name("theirs.sha256")
        for file in (stray, other):
            file.write_text("x", encoding="utf-8")
        store.backups.make()
        assert stray.exists()
        os.utime(stray, (0, 0))
        os.utime(other, (0, 0))
        store.backups.make()
    assert not stray.exists()
    assert other.exists()


def test_a_backup_made_twice_in_a_second_is_made_once(path: Path) -> None:
    with made(path) as store:
        first = store.backups.make()
        before = first.path.stat()
        assert store.backups.make() == first
        assert first.path.stat().st_mtime_ns == before.st_mtime_ns
        first.path.write_bytes(b"spoilt")
        verify(store.backups.make())
