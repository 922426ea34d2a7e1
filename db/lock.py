"""The lock beside a study file: it tells a second writer who is there.

A lock left by a process of this machine that has died is taken over. A lock of another machine
is never taken: nobody here can know whether its holder is alive, so a person decides.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from db.failures import file_error
from db.processes import is_running, start_mark
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from pathlib import Path

    from db.writer import Writer
    from planner.messages import Value

_TRIES = 5
#: The locks of this process that are in use; another one that bears its name was left behind.
_HELD: set[str] = set()
_PAUSE_S = 0.05  # for a holder that has made the file and is about to write its name


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a study file: a person, a machine, a process, and since when (ISO 8601)."""

    author: str
    machine: str
    pid: int
    mark: str
    since: str
    token: str


class FileLock:
    """The right to write a study file, held until :meth:`release`."""

    def __init__(self, path: Path, holder: Holder) -> None:
        """The lock of ``path`` as written by :func:`acquire`."""
        self.path = path
        self.holder = holder

    def is_held(self) -> bool:
        """True while the lock beside the file is still ours; ``OSError`` where nobody can tell."""
        return _read(self.path) == self.holder

    def release(self) -> None:
        """Let the file go; a lock that is no longer ours, or cannot be read, is left alone."""
        _HELD.discard(self.holder.token)
        with suppress(OSError):
            if self.is_held():
                self.path.unlink(missing_ok=True)


def lock_path(path: Path) -> Path:
    """Where the lock of a study file stands."""
    return path.with_name(f"{path.name}.lock")


def acquire(path: Path, writer: Writer) -> FileLock:
    """Lock a study file for writing; a :class:`StudyFileError` names who holds it."""
    lock = lock_path(path)
    mine = _myself(writer)
    for _ in range(_TRIES):
        try:
            try:
                _write(lock, mine)
            except FileExistsError:
                _clear_stale(path, lock, mine)
            else:
                _HELD.add(mine.token)
                return FileLock(lock, mine)
        except OSError as error:
            raise _refused(path, error) from error
    raise StudyFileError("file_locked_unknown", path=str(path), lock=str(lock))


def holder_of(path: Path) -> Holder | None:
    """Who holds a study file, or None where nobody does or the lock cannot be read."""
    with suppress(OSError):
        return _read(lock_path(path))
    return None


def is_locked(path: Path) -> bool:
    """True where a lock lies beside a study file, whoever left it."""
    return lock_path(path).exists()


def is_alive(holder: Holder, machine: str) -> bool:
    """True where the holder surely runs, here on ``machine``: its lock must not be removed."""
    is_known = bool(holder.mark) and holder.machine == machine
    return is_known and is_running(holder.pid, holder.mark)


def remove_lock(path: Path, holder: Holder | None) -> bool:
    """Remove the lock of ``holder`` because a person says so; False where another holds it now.

    None stands for a lock that cannot be read. Raises :class:`StudyFileError` where the system
    does not let the lock go.
    """
    lock = lock_path(path)
    try:
        if not lock.exists() or _read(lock) != holder:
            return False
        lock.unlink(missing_ok=True)
    except OSError as error:
        raise file_error(lock, error) from error
    return True


def _myself(writer: Writer) -> Holder:
    pid = os.getpid()
    return Holder(
        author=writer.author,
        machine=writer.machine,
        pid=pid,
        mark=start_mark(pid),
        since=writer.clock().isoformat(timespec="seconds"),
        token=uuid4().hex,
    )


def _write(lock: Path, holder: Holder) -> None:
    """Lay down the lock with its holder's name in it; ``FileExistsError`` where one lies there.

    It is written under another name first: a writer killed in between would leave a lock without
    a name, which nobody may take over.
    """
    part = _aside(lock, holder.token)
    try:
        _write_new(part, holder)
        try:
            os.link(part, lock)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            _write_new(lock, holder)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write_new(file: Path, holder: Holder) -> None:
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    try:
        os.write(handle, json.dumps(asdict(holder)).encode())
        os.fsync(handle)
    except OSError:
        with suppress(OSError):
            file.unlink()
        raise
    finally:
        os.close(handle)


def _aside(lock: Path, token: str) -> Path:
    """A passing name beside the lock: what a killed process leaves there is swept later."""
    return lock.with_name(f".{lock.name}.{token}.part")


def _read(lock: Path) -> Holder | None:
    try:
        there = Holder(**json.loads(lock.read_bytes()))
    except (FileNotFoundError, TypeError, ValueError):
        return None
    return there if type(there.pid) is int and isinstance(there.machine, str) else None


def _clear_stale(path: Path, lock: Path, mine: Holder) -> None:
    """Move a dead process's lock out of the way; raise where the holder may be alive."""
    there = _read(lock)
    if there is None:
        time.sleep(_PAUSE_S)
    elif there.machine != mine.machine or _is_at_work(there, mine):
        raise _locked(path, there)
    else:
        _move_aside(lock, there, mine.token)


def _is_at_work(there: Holder, mine: Holder) -> bool:
    """True where a process of this machine runs; our own must know of the lock as well.

    It does not where the disk failed, or was unplugged, while the lock was given back.
    """
    if (there.pid, there.mark) == (mine.pid, mine.mark):
        return there.token in _HELD
    return is_running(there.pid, there.mark)


def _move_aside(lock: Path, stale: Holder, token: str) -> None:
    """Remove the stale lock, unless somebody has just replaced it: then put it back."""
    aside = _aside(lock, token)
    with suppress(FileNotFoundError):
        lock.rename(aside)
        if _read(aside) != stale:
            with suppress(OSError):
                os.link(aside, lock)
        aside.unlink()


def told_of(there: Holder) -> dict[str, Value] | None:
    """Who holds a file, where and since when, as sentences name it; None where it tells no time."""
    try:
        since = datetime.fromisoformat(there.since)
    except (TypeError, ValueError):
        return None
    return {
        "author": there.author,
        "machine": there.machine,
        "pid": there.pid,
        "day": since.date(),
        "time": since.strftime("%H:%M"),
    }


def _locked(path: Path, there: Holder) -> StudyFileError:
    told = told_of(there)
    if told is None:
        return StudyFileError("file_locked_unknown", path=str(path), lock=str(lock_path(path)))
    return StudyFileError("file_locked", path=str(path), **told)


def _refused(path: Path, error: OSError) -> StudyFileError:
    said = file_error(path, error)
    if said.message.code == "error.file_not_allowed":
        return StudyFileError("folder_read_only", path=str(path), folder=str(path.parent))
    return said
