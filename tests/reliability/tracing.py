"""System calls of a process seen, refused or made its last by ``strace``.

A case attaches to a process that waits, lets it go on, and so reaches any one call by its number.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from tests.reliability.forked import Line, forked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reliability.forked import Child

#: Every call that changes a file or a folder, as SQLite and Python make them.
CHANGES = (
    "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "rename",
    "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat",
)  # fmt: skip
#: Those and what a file is read with.
ALL = (*CHANGES, "pread64", "openat")


@cache
def why_not() -> str:
    """Why calls cannot be traced here; empty where they can."""
    if not sys.platform.startswith("linux") or shutil.which("strace") is None:
        return "strace is not on this machine"

    def wait(line: Line) -> None:
        line.hear()

    with forked(wait) as child:
        try:
            with attached(child, ("write",)):
                child.line.tell("go")
        except OSError as error:
            return f"strace may not look at a process here: {error}"
    return ""


@contextmanager
def attached(child: Child, calls: tuple[str, ...], *words: str) -> Iterator[None]:
    """``strace`` on a waiting process until it ends or the block does; ``OSError`` if refused."""
    command = ["strace", "-f", "-e", f"trace={','.join(calls)}", "-e", "signal=none", *words]
    if "-o" not in words:
        command += ["-o", "/dev/null"]
    tracer = subprocess.Popen([*command, "-p", str(child.pid)], stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    with tracer.stderr as said:
        word = said.readline()
        if "attached" not in word:
            tracer.wait()
            raise OSError(word.strip())
        try:
            yield
        finally:
            tracer.terminate()
            tracer.wait()


def counted(log: Path) -> Counter[str]:
    """How often each call was made by the process that was traced."""
    named = re.compile(r"^\d+\s+(\w+)\(")
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return Counter(found[1] for line in lines if (found := named.match(line)))
