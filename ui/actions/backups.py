"""Backups: listed, checked, put back; in the usual place and in a second one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import CartoplanError, StudyFileError, UsageError
from planner.messages import Message, message
from planner.tables.table import Column, Format, Row, Table
from ui.actions.desk import Desk
from ui.actions.files import back_up_if_due
from ui.actions.outcome import Outcome
from ui.actions.registry import verb
from ui.actions.rescue import file_named, moment_of, said_kept, writer_of
from ui.actions.settings import (
    read_settings,
    second_folders,
    settings_path,
    write_settings,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.backups import Backup, Backups
    from ui.actions.document import Document


#: What ends the name of a study's place in a second folder.
_NAMED = re.compile(r"\.[0-9a-f]{8}\.sauvegardes$")


def keep_safe(document: Document, second: str = "") -> tuple[Message, ...]:
    """Back the file up where that is due, also in the ``second`` folder; what went wrong.

    A folder that is missing or full is told in a sentence and stops neither the work nor the
    backup of the other place. Told too is a last good backup that is older than seven days.
    """
    store = document.store
    backups = None if store is None or document.is_read_only else store.backups
    if backups is None:
        return ()
    places = second_folders(backups.path, second)
    said = (
        back_up_if_due(document),
        *(_second_time(backups, place) for place in places),
        _warning(backups),
    )
    return tuple(each for each in said if each is not None)


def _second_time(backups: Backups, folder: Path) -> Message | None:
    if not backups.is_due(folder):
        return None
    if not folder.parent.is_dir():
        return message("backups.second_missing", folder=str(folder.parent))
    try:
        backups.make(folder)
    except CartoplanError as error:
        return message("backups.second_failed", folder=str(folder.parent), why=error.message)
    return None


def _warning(backups: Backups) -> Message | None:
    """That the last good backup is too old, with its day; None where all is well."""
    try:
        if not backups.is_stale():
            return None
        newest = backups.last_intact()
    except CartoplanError:  # told where the backup itself was tried
        return None
    if newest is None:
        return message("backups.none_good")
    return message("backups.stale", at=moment_of(newest.at))


def all_backups(path: Path, folder: Path | None = None) -> tuple[Backup, ...]:
    """The backups of a file, newest first: in ``folder``, else in every place that is known."""
    from db.backups import list_backups

    if folder is not None:
        return list_backups(path, folder) or list_backups(path, _within(path, folder))
    places = (None, *second_folders(path, read_settings(settings_path()).backup_folder))
    found = {backup for place in places for backup in list_backups(path, place)}
    return tuple(sorted(found, reverse=True))


def fault_of(backup: Backup) -> Message | None:
    """What is wrong with a backup, None where it is what was written and holds a sound study."""
    from db.backups import verify
    from db.verifying import check_file

    try:
        verify(backup)
        check_file(backup.path)
    except StudyFileError as error:
        return error.message
    return None


def backups_table(
    backups: Sequence[Backup], desk: Desk, faults: dict[Path, Message | None] | None = None
) -> Table:
    """Backups with their time, age, steps and place; ``faults`` of those that were checked."""
    columns = (
        Column("at", message("column.backup_at"), width=20),
        Column("age", message("column.backup_age"), Format.SAID, width=10),
        Column("steps", message("column.backup_steps"), Format.INTEGER, width=8),
        Column("state", message("column.backup_state"), Format.SAID, width=14),
        Column("place", message("column.backup_place"), Format.SAID, width=16),
        Column("name", message("column.backup_name"), width=44),
    )
    checked = faults or {}
    rows = tuple(
        Row(
            (
                moment_of(backup.at),
                age_of(backup, desk),
                backup.seq,
                _state(backup, checked),
                message("backups.usual" if _is_usual(backup) else "backups.elsewhere"),
                backup.path.name,
            )
        )
        for backup in backups
    )
    return Table("backups", message("table.backups"), columns, rows)


def age_of(backup: Backup, desk: Desk) -> Message:
    """How old a backup is: in days, in hours on its first day."""
    age = desk.now() - backup.at
    if age.days >= 1:
        return message("backups.days", n=age.days)
    return message("backups.hours", n=max(0, age.seconds // 3600))


def _is_usual(backup: Backup) -> bool:
    """True where a backup stands beside the study, False in the second folder."""
    return _NAMED.search(backup.path.parent.name) is None


def _state(backup: Backup, checked: dict[Path, Message | None]) -> Message:
    if backup.path not in checked:
        return message("backups.unchecked")
    return message("backups.good" if checked[backup.path] is None else "backups.bad")


@verb("backups.list", opens=False)
def list_them(desk: Desk, folder: Path | None = None) -> Outcome:
    """The backups of the study file, newest first."""
    return Outcome(tables=(backups_table(all_backups(file_named(desk), folder), desk),))


@verb("backups.verify", opens=False)
def verify_them(desk: Desk, folder: Path | None = None) -> Outcome:
    """Check each backup: its checksum, its tables, and that it holds what its journal wrote."""
    backups = all_backups(file_named(desk), folder)
    faults = {backup.path: fault_of(backup) for backup in backups}
    good = sum(fault is None for fault in faults.values())
    said = message("done.backups_verified", n=len(backups), good=good)
    return Outcome(said=(said,), tables=(backups_table(backups, desk, faults),))


@verb("backups.make", opens=False)
def make(desk: Desk, folder: Path | None = None) -> Outcome:
    """Make a checked backup now, in the usual place or in a folder."""
    from db.backups import back_up

    path = file_named(desk)
    backup = back_up(path, desk.now(), None if folder is None else _within(path, folder))
    return Outcome(said=(message("done.backed_up", path=str(backup.path)),), written=(backup.path,))


@verb("backups.restore", opens=False)
def restore(desk: Desk, folder: Path | None = None, name: str = "") -> Outcome:
    """Put a backup in the place of the study file, which is kept: a named or the newest one."""
    from db import backups

    path = file_named(desk)
    backup = chosen(all_backups(path, folder), path, name)
    lost = steps_since(path, backup)
    kept = backups.restore(path, backup, writer_of(desk))
    said = message("done.backup_restored", at=moment_of(backup.at), n=lost or 0)
    return Outcome(said=(said, *said_kept(kept)), written=(path,))


def chosen(backups: Sequence[Backup], path: Path, name: str) -> Backup:
    """The backup of that file name, else the newest good one."""
    if name:
        found = [backup for backup in backups if backup.path.name == name]
        if not found:
            raise UsageError("backup_unknown", name=name, path=str(path))
        return found[0]
    for backup in backups:
        if fault_of(backup) is None:
            return backup
    raise StudyFileError("rescue_no_backup", path=str(path))


def steps_since(path: Path, backup: Backup) -> int | None:
    """How many steps the file has that a backup lacks; None where the file cannot say."""
    from db.backups import last_step

    try:
        return max(0, last_step(path) - backup.seq)
    except StudyFileError:
        return None


@verb("backups.second")
def second(desk: Desk, folder: str = "") -> Outcome:
    """Name a second folder for backups, such as one on another disk; without one, none is kept."""
    if folder and not Path(folder).is_dir():
        raise UsageError("second_folder_missing", folder=folder)
    place = str(Path(folder).absolute()) if folder else ""
    settings = read_settings(settings_path())
    write_settings(settings_path(), replace(settings, backup_folder=place))
    code = "done.second_folder" if place else "done.no_second_folder"
    return Outcome(said=(message(code, folder=place),))


def _within(path: Path, folder: Path) -> Path:
    """The place of a file's backups in another folder."""
    (place,) = second_folders(path, str(folder))
    return place
