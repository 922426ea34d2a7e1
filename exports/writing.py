"""Writes an output whole or not at all: whoever reads it sees the old file or the new one."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import time
from typing import TYPE_CHECKING, BinaryIO

from planner.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Seconds between attempts while an antivirus or a spreadsheet holds the old file (2.5 s in all).
PAUSES = (0.1, 0.2, 0.3, 0.4, 0.5, 1.0)
LEFTOVER = ".cartoplan-tmp"
#: Age, in seconds, from which a temporary file was surely left by a writer that was killed.
ABANDONED_AFTER = 600

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_log = logging.getLogger(__name__)


def write_atomically(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Give ``path`` the bytes that ``write`` puts into a stream, or leave it as it was.

    The bytes go to a temporary file of the same folder, are forced to the disk, and take the place
    of the old file in one step; a link is followed and its target replaced. Old temporary files of
    ours in that folder are swept.

    Args:
        path: the file to create or to replace; its folder must exist.
        write: fills the binary, seekable stream that it is given.

    Raises:
        ExportError: no such folder, no right to write, no room, or a file that another programme
            holds for more than 2.5 s. Whatever ``write`` raises goes through, after a clean-up.
    """
    target = _target(path)
    draft = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}{LEFTOVER}")
    try:
        _fill(draft, write)
        _keep_mode(target, draft)
        _sweep(draft)
        _replace(draft, target)
    except OSError as error:
        raise _refusal(error, target) from error
    finally:
        _discard(draft)
    _settle(target.parent)


def _target(path: Path) -> Path:
    """The file itself, links followed; refused where no file can stand there."""
    target = path.expanduser().resolve()
    if not target.parent.is_dir():
        raise ExportError("export_no_folder", folder=str(target.parent), file=target.name)
    if target.is_dir():
        raise ExportError("export_is_a_folder", file=str(target))
    return target


def _fill(draft: Path, write: Callable[[BinaryIO], None]) -> None:
    """The bytes, on the disk and not merely in the cache."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(draft, flags, 0o666), "w+b") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def _keep_mode(target: Path, draft: Path) -> None:
    """A file that is replaced keeps its rights."""
    if target.exists():
        draft.chmod(target.stat().st_mode & 0o777)


def _replace(draft: Path, target: Path) -> None:
    """Put the draft in place; on Windows an open file is refused for a while, so try again."""
    for pause in PAUSES:
        try:
            os.replace(draft, target)  # noqa: PTH105 - the very call that must be atomic
        except PermissionError:
            time.sleep(pause)
        else:
            return
    try:
        os.replace(draft, target)  # noqa: PTH105
    except PermissionError as error:
        raise ExportError("export_in_use", file=str(target)) from error


def _settle(folder: Path) -> None:
    """Force the new name to the disk, where the system knows how to (Windows does not)."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        _log.info("the folder of an output could not be synchronised: %s", error)


def _sweep(draft: Path) -> None:
    """Remove what killed writers left; ages are told by the folder's own clock."""
    now = draft.stat().st_mtime
    for leftover in draft.parent.glob(f".*{LEFTOVER}"):
        try:
            if now - leftover.stat().st_mtime > ABANDONED_AFTER:
                leftover.unlink()
        except OSError as error:
            _log.info("a leftover could not be removed: %s", error)


def _discard(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError as error:
        _log.info("a temporary file could not be removed: %s", error)


def _refusal(error: OSError, target: Path) -> ExportError:
    if error.errno in _NO_ROOM:
        return ExportError("export_no_room", file=str(target))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return ExportError("export_not_allowed", folder=str(target.parent), file=target.name)
    return ExportError("export_failed", file=str(target), reason=os.strerror(error.errno or 0))
