"""Where a study file lies: a place that others copy or share is worth a warning.

A folder that a service synchronises may copy the file in the middle of a save; the locks of a
network share cannot be trusted (sqlite.org/howtocorrupt.html, section 2).
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Services that synchronise folders, and how they name theirs.
_SERVICES = (
    ("OneDrive", re.compile(r"onedrive( - .+)?|skydrive", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.+\))?|.+ dropbox", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud\d*", re.IGNORECASE)),
    ("ownCloud", re.compile(r"owncloud\d*", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive(-.+)?|mon drive|my drive", re.IGNORECASE)),
    ("iCloud", re.compile(r"iclouddrive|com~apple~clouddocs", re.IGNORECASE)),
    ("kDrive", re.compile(r"kdrive\d*", re.IGNORECASE)),
    ("Box", re.compile(r"box( sync)?|box-box", re.IGNORECASE)),
    ("Syncthing", re.compile(r"syncthing|sync", re.IGNORECASE)),
)
#: What Windows says to each program of the folders that OneDrive synchronises.
_ONEDRIVE = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_SHARES = {
    "cifs",
    "smb3",
    "smbfs",
    "nfs",
    "nfs4",
    "afs",
    "9p",
    "fuse.sshfs",
    "davfs",
    "fuse.rclone",
}
_REMOTE = 4  # what Windows answers for a drive that stands for a share


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a place is not safe: the name of the service that synchronises it, or a share."""

    service: str = ""

    @property
    def is_share(self) -> bool:
        """True where the file lies on another machine."""
        return not self.service


def doubt_of(
    path: Path,
    environment: Mapping[str, str] = os.environ,
    mounts: str | None = None,
) -> Doubt | None:
    """Why ``path`` is no safe place for a study file; None for a disk of this machine.

    ``environment`` and ``mounts`` (the text of ``/proc/mounts``) are those of the machine unless
    given. Only names are looked at: nothing is opened.
    """
    plain = os.path.abspath(path) if not _is_unc(str(path)) else str(path)  # noqa: PTH100 - links stay
    for service in _services(plain, environment):
        return Doubt(service)
    if _is_unc(plain) or _is_mapped(plain) or _kind(plain, _mounts(mounts)) in _SHARES:
        return Doubt()
    return None


def _services(plain: str, environment: Mapping[str, str]) -> list[str]:
    folders = re.split(r"[\\/]+", plain)[:-1]
    found = [name for name, named in _SERVICES if any(named.fullmatch(part) for part in folders)]
    for name in _ONEDRIVE:
        root = environment.get(name, "")
        if root and _lower(plain).startswith(_lower(root).rstrip("/") + "/"):
            found.append("OneDrive")
    return found


def _lower(path: str) -> str:
    return path.replace("\\", "/").casefold()


def _is_unc(path: str) -> bool:
    return path.startswith(("\\\\", "//")) and not path.startswith(("\\\\?\\", "\\\\.\\"))


def _is_mapped(path: str) -> bool:
    """True where Windows says that the drive of ``path`` stands for a share."""
    if sys.platform != "win32":
        return False
    import ctypes

    drive = path[:2] + "\\"
    return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == _REMOTE)


def _mounts(given: str | None) -> str:
    if given is not None:
        return given
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _kind(path: str, mounts: str) -> str:
    """The kind of the file system that ``path`` lies on, where the system lists them."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, where, named, *_ = [*line.split(" "), "", ""]
        where = where.replace("\\040", " ")
        is_above = path == where or path.startswith(where.rstrip("/") + "/")
        if is_above and len(where) >= len(best):
            best, kind = where, named
    return kind
