"""Outputs are written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from exports import writing
from exports.writing import LEFTOVER, write_atomically
from planner.errors import ExportError
from planner.watch import Cancelled
from ui.actions.texts import LANGUAGES, Texts

OLD, NEW = b"the former file", b"the new file"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "cartographie.xlsx"
    path.write_bytes(OLD)
    return path


def put(data: bytes):
    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return write


def refusing(failure: BaseException):
    def write(stream: BinaryIO) -> None:
        stream.write(NEW)
        raise failure

    return write


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def refused(path: Path, write) -> str:
    with pytest.raises(ExportError) as caught:
        write_atomically(path, write)
    for language in LANGUAGES:
        assert path.parent.name in Texts(language).say(caught.value.message)
    return caught.value.message.code


def test_a_new_file_holds_what_was_written(tmp_path: Path):
    write_atomically(tmp_path / "out.pdf", put(NEW))
    assert (tmp_path / "out.pdf").read_bytes() == NEW
    assert names(tmp_path) == ["out.pdf"]


def test_a_new_file_has_the_rights_that_any_new_file_has(tmp_path: Path):
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "out.pdf", put(NEW))
    assert (tmp_path / "out.pdf").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_replaced_file_keeps_its_rights(old: Path):
    old.chmod(0o640)
    write_atomically(old, put(NEW))
    assert old.stat().st_mode & 0o777 == 0o640
    assert old.read_bytes() == NEW


def test_a_link_is_followed_and_stays_a_link(old: Path, tmp_path: Path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(old)
    write_atomically(link, put(NEW))
    assert link.is_symlink()
    assert old.read_bytes() == NEW


@pytest.mark.parametrize("failure", [ValueError("ours"), Cancelled(), KeyboardInterrupt()])
def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(old: Path, failure):
    with pytest.raises(type(failure)):
        write_atomically(old, refusing(failure))
    assert old.read_bytes() == OLD
    assert names(old.parent) == [old.name]


def test_a_full_disk_leaves_the_old_file_and_says_so(old: Path):
    assert refused(old, refusing(OSError(errno.ENOSPC, "full"))) == "error.export_no_room"
    assert old.read_bytes() == OLD
    assert names(old.parent) == [old.name]


def test_a_broken_disk_leaves_the_old_file_and_says_so(old: Path):
    assert refused(old, refusing(OSError(errno.EIO, "broken"))) == "error.export_failed"
    assert old.read_bytes() == OLD


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_really_full_device_is_told_as_no_room(old: Path, monkeypatch: pytest.MonkeyPatch):
    real = os.open

    def opened(path, flags, mode=0o777):
        is_draft = str(path).endswith(LEFTOVER)
        return real("/dev/full", os.O_RDWR) if is_draft else real(path, flags, mode)

    monkeypatch.setattr(writing.os, "open", opened)
    assert refused(old, put(NEW)) == "error.export_no_room"
    assert old.read_bytes() == OLD


def test_a_folder_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(ExportError) as caught:
        write_atomically(tmp_path / "none" / "out.pdf", put(NEW))
    assert caught.value.message.code == "error.export_no_folder"
    assert caught.value.message["folder"] == str(tmp_path.resolve() / "none")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path):
    (tmp_path / "out.pdf").mkdir()
    assert refused(tmp_path / "out.pdf", put(NEW)) == "error.export_is_a_folder"
    assert names(tmp_path) == ["out.pdf"]


def test_a_folder_without_the_right_to_write_is_told(old: Path, monkeypatch: pytest.MonkeyPatch):
    def denied(*_args: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(writing.os, "open", denied)
    assert refused(old, put(NEW)) == "error.export_not_allowed"
    assert old.read_bytes() == OLD


class Held:
    """Stands for a file that another programme holds for a number of attempts."""

    def __init__(self, attempts: int) -> None:
        self.left = attempts
        self.real = os.replace

    def __call__(self, draft: Path, target: Path) -> None:
        self.left -= 1
        if self.left >= 0:
            raise PermissionError(errno.EACCES, "held", str(target))
        self.real(draft, target)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    taken: list[float] = []
    monkeypatch.setattr(writing.time, "sleep", taken.append)
    return taken


def test_a_file_held_for_a_moment_is_replaced_in_the_end(old: Path, pauses, monkeypatch):
    monkeypatch.setattr(writing.os, "replace", Held(3))
    write_atomically(old, put(NEW))
    assert old.read_bytes() == NEW
    assert len(pauses) == 3


def test_a_file_held_for_ever_is_given_up_after_two_seconds_and_a_half(old, pauses, monkeypatch):
    monkeypatch.setattr(writing.os, "replace", Held(1000))
    assert refused(old, put(NEW)) == "error.export_in_use"
    assert sum(pauses) == pytest.approx(2.5)
    assert old.read_bytes() == OLD
    assert names(old.parent) == [old.name]


def test_the_bytes_are_on_the_disk_before_they_take_the_place(old: Path, monkeypatch):
    calls: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(writing.os, "fsync", lambda n: (calls.append("sync"), sync(n))[1])
    monkeypatch.setattr(
        writing.os, "replace", lambda a, b: (calls.append("replace"), replace(a, b))[1]
    )
    write_atomically(old, put(NEW))
    assert calls == ["sync", "replace", "sync"]


def test_leftovers_of_killed_writers_are_swept_but_not_those_of_a_running_one(old: Path):
    folder = old.parent
    killed, running = folder / f".a.xlsx.0011{LEFTOVER}", folder / f".b.xlsx.0022{LEFTOVER}"
    mine = folder / "notes.cartoplan-tmp.txt"
    for path in (killed, running, mine):
        path.write_bytes(b"half")
    long_ago = time.time() - 2 * writing.ABANDONED_AFTER
    os.utime(killed, (long_ago, long_ago))
    os.utime(mine, (long_ago, long_ago))
    write_atomically(old, put(NEW))
    assert names(folder) == sorted([running.name, old.name, mine.name])


KILLED_IN_MID_WRITE = """
import os, signal, sys
from pathlib import Path
from exports.writing import write_atomically
def write(stream):
    stream.write(b"half" * 100_000); stream.flush()
    os.kill(os.getpid(), signal.SIGKILL)
write_atomically(Path(sys.argv[1]), write)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is not known to Windows")
def test_a_writer_killed_half_way_leaves_the_old_file_identical(old: Path):
    before = hashlib.sha256(old.read_bytes()).hexdigest()
    done = subprocess.run([sys.executable, "-c", KILLED_IN_MID_WRITE, str(old)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert hashlib.sha256(old.read_bytes()).hexdigest() == before
    assert [name for name in names(old.parent) if name != old.name]
    for leftover in old.parent.glob(f".*{LEFTOVER}"):
        os.utime(leftover, (0, 0))
    write_atomically(old, put(NEW))
    assert names(old.parent) == [old.name]
