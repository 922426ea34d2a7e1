"""What no test may do, seen by an audit hook of this process: reach an address, ask a shell.

The product may not do it either, so a test that drives it there fails, whoever swallows the error.
What a test opens can be listed as well. Programs that a test starts are their own masters.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ROOMS = tuple(str(ROOT / room) + os.sep for room in ("planner", "db", "exports", "ui"))
_SHELLS = {"sh", "bash", "dash", "zsh", "cmd", "cmd.exe", "powershell", "powershell.exe"}
_LOCAL = {"127.0.0.1", "::1", "localhost"}
_NEVER = {
    "os.system", "webbrowser.open", "urllib.Request", "ftplib.connect", "http.client.connect",
    "smtplib.connect", "poplib.connect", "imaplib.open", "telnetlib.Telnet.open",
}  # fmt: skip
_REACHES = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
_NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
#: What the product itself may not do, though a library of the tests may.
_NOT_OURS = {"pickle.find_class"}
#: Babel keeps the CLDR in its own package as pickles: part of the library, never of a study.
_BABEL = str(Path("babel", "localedata.py"))
_WATCHED = _NEVER | _REACHES | _NAMES | _NOT_OURS | {"subprocess.Popen"}


class Forbidden(RuntimeError):
    """Raised where something forbidden was about to be done."""


@dataclass(slots=True)
class _Watch:
    faults: list[str] = field(default_factory=list)
    opened: list[str] | None = None
    may_use_loopback: bool = False


_WATCH = _Watch()


def install() -> None:
    """Watch this process until it ends; a hook cannot be taken away again."""
    sys.addaudithook(_hook)


@contextmanager
def watched(*, loopback: bool = False) -> Iterator[None]:
    """Fail at the end of what did anything forbidden; ``loopback`` allows this machine."""
    _WATCH.faults, _WATCH.may_use_loopback = [], loopback
    yield
    found, _WATCH.faults, _WATCH.may_use_loopback = _WATCH.faults, [], False
    assert found == [], f"forbidden: {found}"


@contextmanager
def files_opened() -> Iterator[list[str]]:
    """The paths of all files that Python opens inside."""
    _WATCH.opened = found = []
    try:
        yield found
    finally:
        _WATCH.opened = None


def faults_so_far() -> list[str]:
    """What was caught in this test, taken off the list: for the tests of the watch itself."""
    found, _WATCH.faults = _WATCH.faults, []
    return found


def _hook(event: str, told: tuple[object, ...]) -> None:
    if event == "open":
        if _WATCH.opened is not None and isinstance(told[0], str | bytes | os.PathLike):
            _WATCH.opened.append(os.fsdecode(told[0]))
        return
    if event in _WATCHED and _is_fault(event, told):
        _WATCH.faults.append(f"{event} {told[-1] if event in _REACHES else told[:2]!r}"[:300])
        raise Forbidden(_WATCH.faults[-1])


def _is_fault(event: str, told: tuple[object, ...]) -> bool:
    if event in _REACHES:
        is_unix = getattr(told[0], "family", None) == getattr(socket, "AF_UNIX", -1)
        address = told[1] if len(told) > 1 else None
        return not is_unix and not _is_allowed(address[0] if isinstance(address, tuple) else "")
    if event in _NAMES:
        return not _is_allowed(told[0])
    if event == "subprocess.Popen":
        return _is_shell(told[0], told[1])
    return event in _NEVER or _from_the_product()


def _is_allowed(host: object) -> bool:
    return _WATCH.may_use_loopback and (host is None or str(host) in _LOCAL)


def _is_shell(program: object, words: object) -> bool:
    """Whether a shell is handed a line to make sense of."""
    line = [os.fsdecode(word) for word in words] if isinstance(words, list | tuple) else []
    name = Path(str(program or (line[0] if line else words))).name.casefold()
    return name in _SHELLS and any(word in ("-c", "/c", "-Command") for word in line[1:])


def _from_the_product() -> bool:
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename.endswith(_BABEL):
            return False
        if frame.f_code.co_filename.startswith(_ROOMS):
            return True
        frame = frame.f_back
    return False
