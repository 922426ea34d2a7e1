"""Backups beside a study file: checked, hashed, thinned out with age; and putting one back.

Kept are all backups of the last day, then the newest of each day for a week, of each week for two
months, and of each month after that.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from db.connecting import connect
from db.failures import file_error
from db.files import (
    check_copy,
    copy_database,
    digest,
    discard,
    look_at,
    recognise,
    sweep,
    sync_folder,
    write_text,
)
from db.lock import acquire
from db.verifying import check_file
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from db.writer import Clock, Writer

FOLDER_SUFFIX = ".sauvegardes"
EVERY = timedelta(minutes=30)
STALE = timedelta(days=7)

_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"\.(\d{8}T\d{6}Z)-(\d+)\.[^.]+$")
_STRAY_S = 3600
_DAY, _WEEK, _TWO_MONTHS = timedelta(days=1), timedelta(days=7), timedelta(days=62)


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A backup: when it was made (UTC), the last step of the journal in it, and where it is."""

    at: datetime
    seq: int
    path: Path


@dataclass(frozen=True, slots=True)
class Backups:
    """The backups of one study file, by a clock whose times bear their offset."""

    path: Path
    clock: Clock

    def all(self) -> tuple[Backup, ...]:
        """The backups in their usual place, newest first."""
        return list_backups(self.path)

    def make(self, folder: Path | None = None) -> Backup:
        """Make a checked backup, in the usual place or in ``folder``, and thin out the others."""
        return back_up(self.path, self.clock(), folder)

    def is_due(self, folder: Path | None = None) -> bool:
        """True where work has been done and the last backup (in ``folder``) is half an hour old."""
        return self._is_older_than(EVERY, max(list_backups(self.path, folder), default=None))

    def is_stale(self) -> bool:
        """True where work has been done and the last good backup is a week old: worth an alert."""
        return self._is_older_than(STALE, self.last_intact())

    def last_intact(self) -> Backup | None:
        """The newest backup whose bytes are those that were written, None where there is none."""
        return next(filter(is_intact, self.all()), None)

    def _is_older_than(self, age: timedelta, newest: Backup | None) -> bool:
        if newest is None:
            return True
        late = self.clock().astimezone(UTC) - newest.at >= age
        return late and newest.seq != last_step(self.path)


def folder_of(path: Path) -> Path:
    """The folder of the backups of a study file."""
    return path.with_name(path.name + FOLDER_SUFFIX)


def back_up(path: Path, now: datetime, folder: Path | None = None) -> Backup:
    """Make a checked backup of a study file, in use or not, then thin out the older ones.

    ``folder`` is another place than the usual one, such as a second disk. Raises
    :class:`StudyFileError`; then no backup was added or removed.
    """
    folder = folder_of(path) if folder is None else folder
    at = now.astimezone(UTC).replace(microsecond=0)
    try:
        folder.mkdir(exist_ok=True)
        sweep(folder, path.stem, now)
        seq = last_step(path)
        target = folder / f"{path.stem}.{at.strftime(_STAMP)}-{seq}{path.suffix}"
        _clear_strays(folder, now)
        if not _is_whole(target):  # already made this very second, of this very step
            copy_database(path, target, partial(_seal, path, target))
    except OSError as error:
        raise file_error(folder, error) from error
    with suppress(OSError):  # the backup is there: too many are no reason to fail
        thin_out(path, now, folder)
    return Backup(at, seq, target)


def list_backups(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a study file, newest first."""
    folder = folder_of(path) if folder is None else folder
    if not folder.is_dir():
        return ()
    found = (_backup(path, each) for each in folder.iterdir())
    return tuple(sorted((backup for backup in found if backup is not None), reverse=True))


def is_intact(backup: Backup) -> bool:
    """True where the bytes of a backup are those that were written; :func:`verify` looks deeper."""
    try:
        return digest(backup.path) == _sidecar(backup.path).read_text(encoding="utf-8").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        return False


def verify(backup: Backup) -> None:
    """Raise :class:`StudyFileError` where a backup is not, to the bit, what was written."""
    try:
        written = _sidecar(backup.path).read_text(encoding="utf-8").split()[0]
        if digest(backup.path) != written:
            raise StudyFileError("backup_damaged", path=str(backup.path))
        check_copy(backup.path)
    except (OSError, IndexError, UnicodeDecodeError, sqlite3.Error) as error:
        raise StudyFileError("backup_damaged", path=str(backup.path)) from error


def _is_whole(path: Path) -> bool:
    """True where a backup of that name is there, to the bit what was written."""
    try:
        verify(Backup(datetime.min, 0, path))
    except StudyFileError:
        return False
    return True


def _seal(path: Path, target: Path, part: Path) -> None:
    """Write the checksum first: a backup that has its name can always be verified.

    A file that no longer holds what its journal wrote is not backed up: the backups of before
    are worth more.
    """
    check_file(part, path)
    write_text(_sidecar(target), f"{digest(part)}  {target.name}\n")


def _clear_strays(folder: Path, now: datetime) -> None:
    """Remove checksums whose backup never came, or is gone, an hour ago or more."""
    with suppress(OSError):
        for sidecar in folder.glob("*.sha256"):
            backup = sidecar.with_suffix("")
            is_old = now.timestamp() - sidecar.stat().st_mtime >= _STRAY_S
            if is_old and _NAME.search(backup.name) and not backup.exists():
                sidecar.unlink()


def kept(backups: Iterable[Backup], now: datetime) -> frozenset[Backup]:
    """The backups worth keeping at ``now``; the newest is always among them."""
    newest: dict[tuple[object, ...], Backup] = {}
    for backup in sorted(backups):
        newest[_period(backup, now.astimezone(UTC))] = backup
    return frozenset(newest.values())


def thin_out(path: Path, now: datetime, folder: Path | None = None) -> tuple[Backup, ...]:
    """Remove the backups that are not worth keeping, and return them."""
    backups = list_backups(path, folder)
    gone = tuple(sorted(set(backups) - kept(backups, now)))
    for backup in gone:
        with suppress(OSError):  # one that cannot be removed is no reason to fail
            backup.path.unlink(missing_ok=True)
            _sidecar(backup.path).unlink(missing_ok=True)
    return gone


def restore(path: Path, backup: Backup, writer: Writer) -> Path | None:
    """Put a backup in the place of a study file and return where the replaced file is now.

    The backup is verified first and the file must not be in use. None where there was no file.
    """
    verify(backup)
    return put_in_place(path, writer, lambda fresh: copy_database(backup.path, fresh))


def put_in_place(path: Path, writer: Writer, make: Callable[[Path], object]) -> Path | None:
    """Have ``make`` write a study file elsewhere, then let it take the place of ``path``.

    Returns where the replaced file is kept, None where there was none. The file must not be in
    use. Raises :class:`StudyFileError`; then the file is where and what it was.
    """
    lock = acquire(path, writer)
    stamp = writer.clock().astimezone(UTC).strftime(_STAMP)
    fresh = path.with_name(f".{path.name}.{stamp}.part")
    try:
        make(fresh)
        return _exchange(path, fresh, _free_name(path, stamp))
    except OSError as error:
        raise file_error(path, error) from error
    finally:
        discard(fresh)
        lock.release()


def _free_name(path: Path, stamp: str) -> Path:
    """Where a replaced file is kept: never under the name of one that was replaced before."""
    folder = folder_of(path)
    names = (f"{path.stem}.remplacé.{stamp}{more}{path.suffix}" for more in _more())
    return next(folder / name for name in names if not (folder / name).exists())


def _more() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _exchange(path: Path, fresh: Path, aside: Path) -> Path | None:
    """Give ``fresh`` the name of ``path``, whose file goes to ``aside`` with its journal."""
    if not path.exists():
        fresh.rename(path)
        return None
    aside.parent.mkdir(exist_ok=True)
    _move(path, aside)
    try:
        fresh.rename(path)
    except OSError:
        _move(aside, path)
        raise
    sync_folder(path.parent)
    return aside


def _move(path: Path, target: Path) -> None:
    """Move a file with the journal that a killed writer left: played into another it would ruin."""
    path.rename(target)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.rename(target.with_name(f"{target.name}-journal"))


def send_copy(path: Path, target: Path) -> None:
    """Write a whole, compact copy of a study file that can be mailed, even while it is in use.

    An existing study file called ``target`` is replaced; anything else, or the file itself, is
    refused with :class:`StudyFileError`.
    """
    if target.exists() and target.samefile(path):
        raise StudyFileError("copy_onto_itself", path=str(path))
    if target.exists():
        look_at(target)
        recognise(target)
    copy_database(path, target)


def last_step(path: Path) -> int:
    """The number of the last step in the journal of a study file."""
    try:
        with closing(connect(path, "ro")) as connection:
            found = connection.execute("SELECT max(seq) FROM journal").fetchone()[0]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise file_error(path, error) from error
    return int(found or 0)


def _period(backup: Backup, now: datetime) -> tuple[object, ...]:
    """The stretch of calendar of which one backup, the newest, is enough at this age."""
    age = now - backup.at
    if age < _DAY:
        return (backup.path,)
    if age < _WEEK:
        return (backup.at.date(),)
    if age < _TWO_MONTHS:
        return backup.at.isocalendar()[:2]
    return ("month", backup.at.year, backup.at.month)


def _backup(path: Path, file: Path) -> Backup | None:
    """The backup of ``path`` that a file name tells of, or None."""
    found = _NAME.search(file.name)
    if found is None or file.name[: found.start()] != path.stem or file.suffix != path.suffix:
        return None
    at = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    return Backup(at, int(found[2]), file)


def _sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")
