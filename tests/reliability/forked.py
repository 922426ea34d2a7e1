"""A process of its own for each case, forked from this one, which is warm.

A script that starts costs seconds of imports, a fork a few milliseconds. What is told travels by
a socket: its calls (``sendto``) are none of those that a case may have refused or killed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Act = Callable[["Line"], None]

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")

_PR_SET_PTRACER, _ANY = 0x59616D61, -1
_PATIENCE_S = 60


class Line:
    """One end of the talk between a test and its process: words, one a line."""

    def __init__(self, end: socket.socket) -> None:
        """Talk over ``end``."""
        end.settimeout(_PATIENCE_S)
        self._end = end
        self._rest = b""

    def tell(self, word: str) -> None:
        """Say one line to the other side."""
        self._end.sendall(word.encode() + b"\n")

    def hear(self) -> str:
        """The next line of the other side; ``EOFError`` where it has ended."""
        while b"\n" not in self._rest:
            with suppress(ConnectionResetError):
                more = self._end.recv(4096)
                if more:
                    self._rest += more
                    continue
            raise EOFError("the process has ended")
        word, _, self._rest = self._rest.partition(b"\n")
        return word.decode()

    def rest(self) -> list[str]:
        """Every line until the other side ends."""
        words = []
        with suppress(EOFError):
            while True:
                words.append(self.hear())
        return words


@dataclass
class Child:
    """A process at work, and what it tells."""

    pid: int
    line: Line
    end: socket.socket
    status: int | None = field(default=None)

    def __enter__(self) -> Child:
        """The process itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it, whatever became of it."""
        self.kill()
        self.end.close()

    def kill(self) -> list[str]:
        """What it had told when it was killed, the lines heard already left out."""
        if self.status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        words = self.line.rest()
        self.wait()
        return words

    def wait(self) -> int:
        """Its exit status, negative for a signal, once it has ended."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.status


def forked(act: Act) -> Child:
    """A process that does ``act`` and ends; an error in it is told and ends it with status 1."""
    here, there = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        here.close()
        _be_child(act, Line(there))
    there.close()
    return Child(pid, Line(here), here)


def _be_child(act: Act, line: Line) -> None:
    """Never return to the test: its files, its fixtures and its report are not ours."""
    status = 1
    try:
        if sys.platform == "linux":  # a debugger that is not our parent may look at us
            ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(_ANY), 0, 0, 0)
        act(line)
        status = 0
    except BaseException:
        with suppress(OSError):
            line.tell("failed " + traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(status)
