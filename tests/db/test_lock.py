"""The lock beside a study file: it says who is there, and never lets a second writer in."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.lock import Holder, acquire, holder_of, lock_path, remove_lock
from db.processes import is_running, start_mark
from db.writer import Writer
from planner.edits import Drop
from planner.errors import StudyFileError
from tests.db.build import FakeClock, do, made, reopened

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

ANN = Writer("Ann", "here", FakeClock())
BOB = Writer("Bob", "here", FakeClock())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.cartoplan"


def write(path: Path, holder: Holder) -> None:
    lock_path(path).write_text(json.dumps(asdict(holder)), encoding="utf-8")


def dead_process() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-I", "-S", "-c", ""])
    ended.wait()
    return ended.pid


def test_a_second_writer_is_told_who_is_there(path: Path) -> None:
    with made(path, author="Ann", machine="bureau 12"):
        with pytest.raises(StudyFileError) as caught:
            reopened(path, author="Bob")
        said = caught.value.message
        assert said.code == "error.file_locked"
        assert (said["author"], said["machine"], said["pid"]) == ("Ann", "bureau 12", os.getpid())
        assert (said["day"], said["time"]) == (date(2026, 3, 2), "09:00")
        reopened(path, read_only=True).close()
    reopened(path, author="Bob").close()


def test_a_lock_is_given_back(path: Path) -> None:
    lock = acquire(path, ANN)
    assert lock.is_held()
    assert holder_of(path) == lock.holder
    lock.release()
    assert not lock.is_held()
    assert holder_of(path) is None
    lock.release()


def test_the_lock_of_a_dead_process_of_this_machine_is_taken_over(path: Path) -> None:
    write(path, replace(acquire(path, ANN).holder, pid=dead_process(), mark=""))
    lock = acquire(path, BOB)
    assert holder_of(path) == lock.holder
    assert [p.name for p in path.parent.iterdir()] == [lock_path(path).name]


def test_the_lock_of_a_process_whose_number_was_given_again_is_taken_over(path: Path) -> None:
    lock = acquire(path, ANN)
    if not lock.holder.mark:
        pytest.skip("this system does not tell when a process began")
    write(path, replace(lock.holder, mark="1"))
    assert acquire(path, BOB).is_held()


def test_the_lock_of_another_machine_is_never_taken(path: Path) -> None:
    there = replace(acquire(path, ANN).holder, machine="elsewhere", pid=dead_process(), mark="")
    write(path, replace(there, since="2001-01-01T00:00:00+00:00"))
    os.utime(lock_path(path), (0, 0))
    with pytest.raises(StudyFileError) as caught:
        acquire(path, BOB)
    assert caught.value.message["machine"] == "elsewhere"
    assert holder_of(path) is not None


def test_a_lock_that_cannot_be_read_is_not_taken(path: Path) -> None:
    for content in ("", "{", "[]", '{"pid": 3}', json.dumps({**asdict(_holder()), "pid": "x"})):
        lock_path(path).write_text(content, encoding="utf-8")
        with pytest.raises(StudyFileError) as caught:
            acquire(path, BOB)
        assert caught.value.message.code == "error.file_locked_unknown"
        assert lock_path(path).read_text(encoding="utf-8") == content


def test_a_lock_with_an_impossible_date_still_keeps_others_out(path: Path) -> None:
    write(path, replace(_holder(), since="yesterday"))
    with pytest.raises(StudyFileError) as caught:
        acquire(path, BOB)
    assert caught.value.message.code == "error.file_locked_unknown"


def test_a_stale_lock_replaced_by_a_live_one_meanwhile_is_put_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = replace(_holder(), pid=dead_process(), mark="")
    live = replace(_holder(), author="Zoé")
    write(path, stale)

    def overtaken(pid: int, mark: str) -> bool:
        """Between the look at the stale lock and its removal, somebody else takes it over."""
        monkeypatch.setattr("db.lock.is_running", is_running)
        write(path, live)
        return False

    monkeypatch.setattr("db.lock.is_running", overtaken)
    with pytest.raises(StudyFileError) as caught:
        acquire(path, BOB)
    assert caught.value.message["author"] == "Zoé"
    assert holder_of(path) == live


def test_a_person_may_remove_a_lock_unless_another_holds_it_now(path: Path) -> None:
    lock = acquire(path, ANN)
    assert not remove_lock(path, replace(lock.holder, token="other"))
    assert lock.is_held()
    assert remove_lock(path, lock.holder)
    assert not lock.is_held()


def test_a_lock_that_is_no_longer_ours_is_left_to_its_holder(path: Path) -> None:
    lock = acquire(path, ANN)
    write(path, replace(lock.holder, token="other"))
    lock.release()
    assert holder_of(path) is not None


def hold(path: Path, told: Connection) -> None:
    """Have the file open until the process is killed."""
    with reopened(path, author="Ann"):
        told.send("open")
        time.sleep(60)


def test_a_killed_writer_does_not_keep_the_file(path: Path) -> None:
    made(path).close()
    processes = get_context("fork" if hasattr(os, "fork") else "spawn")
    heard, told = processes.Pipe(duplex=False)
    holder = processes.Process(target=hold, args=(path, told))
    holder.start()
    told.close()
    assert heard.recv() == "open"
    with pytest.raises(StudyFileError) as caught:
        reopened(path, author="Bob")
    assert caught.value.message["pid"] == holder.pid
    holder.kill()
    holder.join()
    reopened(path, author="Bob").close()


def test_a_process_is_known_by_its_number_and_its_start() -> None:
    here = os.getpid()
    assert is_running(here, start_mark(here))
    assert is_running(here, "")
    assert is_running(1, "")  # somebody else's process is there all the same
    assert not is_running(dead_process(), "")
    if start_mark(here):
        assert not is_running(here, "1")


def _holder() -> Holder:
    """A process of this machine that runs: the one that started the tests."""
    pid = os.getppid()
    return Holder("Ann", "here", pid, start_mark(pid), "2026-03-02T09:00:00+00:00", "t")


def _refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_lock_is_never_seen_without_the_name_of_its_holder(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process killed between making the lock and writing its name kept everybody out."""
    seen: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: seen.append(lock_path(path).exists()))
    assert acquire(path, ANN).is_held()
    assert seen == [False]
    assert [p.name for p in path.parent.iterdir()] == [lock_path(path).name]


@pytest.mark.parametrize("links", [True, False])
def test_a_lock_that_cannot_be_written_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _refusing(errno.EPERM))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", _refusing(errno.ENOSPC))
        with pytest.raises(StudyFileError) as caught:
            acquire(path, ANN)
    assert caught.value.message.code == "error.file_disk_full"
    assert list(path.parent.iterdir()) == []
    assert acquire(path, ANN).is_held()
    with pytest.raises(StudyFileError):
        acquire(path, BOB)


def test_a_lock_that_the_disk_does_not_show_is_told_as_the_disk_s_fault(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with made(path) as store:
        monkeypatch.setattr(Path, "read_bytes", _refusing(errno.EIO))
        with pytest.raises(StudyFileError) as caught:
            do(store, Drop("trainings", "t1"))
        assert caught.value.message.code == "error.file_failed"
        monkeypatch.undo()
        do(store, Drop("trainings", "t1"))


def test_a_lock_that_could_not_be_given_back_does_not_keep_its_own_process_out(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        lock = acquire(path, ANN)
        patch.setattr(Path, "read_bytes", _refusing(errno.EIO))
        lock.release()
    assert lock.is_held()
    again = acquire(path, ANN)
    assert again.is_held()
    with pytest.raises(StudyFileError):
        acquire(path, ANN)


def test_a_file_whose_disk_was_unplugged_is_told_as_missing(path: Path) -> None:
    with made(path) as store:
        away = path.parent.rename(path.parent.with_name("away"))
        with pytest.raises(StudyFileError) as caught:
            do(store, Drop("trainings", "t1"))
        assert caught.value.message.code == "error.file_missing"
        away.rename(path.parent)
        do(store, Drop("trainings", "t1"))
