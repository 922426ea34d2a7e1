"""Three ways out of a damaged study file; none changes it, none loses sight of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from db.backups import Backup, folder_of, list_backups, put_in_place, restore, verify
from db.failures import file_error
from db.journal import Head
from db.replay import (
    Readable,
    head_of,
    readable,
    write_from_backup,
    write_from_start,
)
from db.salvage import Salvage, salvage
from db.verifying import check_file
from db.wreck import wreck_of
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from db.journal import Record
    from db.writer import Writer
    from planner.messages import Message
    from planner.study import Study
    from planner.watch import Watch

#: Refusals that say that a study file is damaged.
_DAMAGE = frozenset(
    f"error.{code}"
    for code in (
        "file_damaged",
        "file_bad_value",
        "journal_broken",
        "journal_unreadable",
        "content_differs",
    )
)
#: Refusals that say so of a file that has backups: without them it may never have been a study.
_PERHAPS = frozenset({"error.file_empty", "error.file_not_study"})


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be done about a damaged file.

    ``known`` is the last step of which the file still tells, 0 for none; ``reached`` the last
    step that the replay leads to, None where there is nothing to begin it with. ``backup`` is the
    newest backup that holds, None where there is none.
    """

    path: Path
    backup: Backup | None
    known: int
    reached: int | None
    from_start: bool

    @property
    def lost(self) -> int:
        """How many steps the backup lacks, as far as the file still tells."""
        return 0 if self.backup is None else max(0, self.known - self.backup.seq)

    @property
    def lost_by_replay(self) -> int:
        """How many steps the replay lacks, as far as the file still tells."""
        return 0 if self.reached is None else max(0, self.known - self.reached)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a replay is to be done: from the first study, else from a backup."""

    start: Study | None
    backup: Backup | None
    records: tuple[Record, ...]

    @property
    def reached(self) -> int:
        seq = self.backup.seq if self.backup is not None else 0
        return self.records[-1].seq if self.records else seq


def is_damage(path: Path, refusal: Message) -> bool:
    """True where a refusal to open ``path`` means that the file is damaged."""
    if refusal.code in _PERHAPS:
        return folder_of(path).is_dir() and bool(list_backups(path))
    return refusal.code in _DAMAGE


def ways_out(path: Path, folders: Iterable[Path] = ()) -> Ways:
    """What can be done about a damaged file; ``folders`` are other places of its backups."""
    backup = last_good(path, folders)
    journal = _journal(path, backup)
    plan = _plan(journal, backup)
    known = max(journal.last_known, 0 if backup is None else backup.seq)
    return Ways(
        path,
        backup,
        known,
        None if plan is None else plan.reached,
        plan is not None and plan.start is not None,
    )


def last_good(path: Path, folders: Iterable[Path] = ()) -> Backup | None:
    """The newest backup that is, to the bit, what was written, and holds a sound study."""
    found = set(list_backups(path))
    for folder in folders:
        found |= set(list_backups(path, folder))
    for backup in sorted(found, reverse=True):
        try:
            verify(backup)
            check_file(backup.path)
        except StudyFileError:
            continue
        return backup
    return None


def by_backup(path: Path, writer: Writer, folders: Iterable[Path] = ()) -> Path | None:
    """Put the last good backup in the file's place; where the damaged file is kept now.

    Raises :class:`StudyFileError` where there is no good backup.
    """
    backup = last_good(path, folders)
    if backup is None:
        raise StudyFileError("rescue_no_backup", path=str(path))
    return restore(path, backup, writer)


def by_replay(path: Path, writer: Writer, folders: Iterable[Path] = ()) -> tuple[int, Path | None]:
    """Do the journal again and put the result in the file's place.

    Returns the number of the last step done and where the damaged file is kept. Raises
    :class:`StudyFileError` where there is nothing to begin with.
    """
    backup = last_good(path, folders)
    plan = _plan(_journal(path, backup), backup)
    if plan is None:
        raise StudyFileError("rescue_no_start", path=str(path))
    reached: list[int] = []
    try:
        kept = put_in_place(path, writer, lambda fresh: reached.append(_write(fresh, plan)))
    except DBAPIError as error:
        raise file_error(path, error) from error
    return reached[0], kept


def by_salvage(path: Path, folders: Iterable[Path] = (), watch: Watch | None = None) -> Salvage:
    """The study that can be made of what is readable, and the list of what is not."""
    backup = last_good(path, folders)
    return salvage(path, _likes(backup), watch)


def _journal(path: Path, backup: Backup | None) -> Readable:
    if not path.exists():
        return Readable((), None, 0)
    with wreck_of(path, _likes(backup)) as connection:
        return readable(connection)


def _likes(backup: Backup | None) -> Sequence[Path]:
    return () if backup is None else (backup.path,)


def _plan(journal: Readable, backup: Backup | None) -> _Plan | None:
    """The replay that reaches furthest; from a backup where both reach as far."""
    plans = []
    if backup is not None:
        plans.append(_Plan(None, backup, journal.after(head_of(backup.path))))
    if journal.start is not None:
        plans.append(_Plan(journal.start, None, journal.after(Head())))
    return max(plans, key=lambda plan: plan.reached, default=None)


def _write(fresh: Path, plan: _Plan) -> int:
    if plan.start is not None:
        return write_from_start(fresh, plan.start, plan.records)
    if plan.backup is None:
        return 0
    return write_from_backup(fresh, plan.backup.path, plan.records) or plan.backup.seq
