"""Locks that somebody left: who holds a study file, and a person's decision to take it back."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from db.lock import holder_of, is_alive, is_locked, lock_path, remove_lock, told_of
from db.places import doubt_of
from planner.errors import StudyFileError, UsageError
from planner.messages import message
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

if TYPE_CHECKING:
    from pathlib import Path

    from db.lock import Holder
    from planner.messages import Message
    from ui.actions.document import Document

#: The refusals to open a file that a person may do something about.
LOCKED = ("error.file_locked", "error.file_locked_unknown")


def who_holds(path: Path) -> Message:
    """Who holds a study file, on which machine, as which process and since when."""
    if not is_locked(path):
        return message("lock.nobody", path=str(path))
    there = holder_of(path)
    told = None if there is None else told_of(there)
    if told is None:
        return message("lock.unreadable", path=str(path), lock=str(lock_path(path)))
    return message("lock.holder", path=str(path), **told)


def is_certain(path: Path) -> bool:
    """True where the holder is a process of this machine that runs: nothing is to be decided."""
    there = holder_of(path)
    return there is not None and is_alive(there, platform.node())


def take_back(path: Path, seen: Message) -> bool:
    """Remove the lock of a study file because a person says that ``seen`` has left it: True.

    Raises :class:`StudyFileError` where the holder runs on this machine, or where the lock is no
    longer the one that was seen; then nothing is removed.
    """
    there = holder_of(path)
    if is_certain(path):
        raise StudyFileError("lock_alive", path=str(path), **_process(there))
    if who_holds(path) != seen or not remove_lock(path, there):
        raise StudyFileError("lock_changed", path=str(path))
    return True


@verb("unlock", opens=False)
def unlock(desk: Desk, remove: bool = False) -> Outcome:
    """Say who holds a study file; with ``remove``, take away the lock that was left there."""
    path = desk.file
    if path is None:
        raise UsageError("unlock_which")
    seen = who_holds(path)
    if seen.code == "lock.nobody":
        return Outcome(said=(seen,))
    if not remove:
        hint = "lock.runs_here" if is_certain(path) else "lock.may_be_removed"
        return Outcome(said=(seen, message(hint)))
    take_back(path, seen)
    return Outcome(said=(seen, message("done.unlocked", path=str(path))))


def _process(there: Holder | None) -> dict[str, int]:
    return {"pid": 0 if there is None else there.pid}


def place_warnings(document: Document) -> tuple[Message, ...]:
    """A sentence where a file is open to be written in a synchronised folder or on a share."""
    store = document.today.store
    path = None if store is None or store.read_only else store.path
    doubt = None if path is None else doubt_of(path)
    if doubt is None:
        return ()
    if doubt.is_share:
        return (message("place.shared", path=str(path)),)
    return (message("place.synced", path=str(path), service=doubt.service),)
