"""A process that has loaded what takes long to load, and forks for each script it is told.

A fork runs to the very end of its interpreter, as a start of its own does.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_PATIENCE_S = 120

#: What is loaded is never looked through again for garbage: its pages stay shared.
_LOOP = """
import gc, json, os, sys
{load}
gc.freeze()

def take(out):
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(os.open(out + ".out", os.O_WRONLY | os.O_CREAT), 1)
    os.dup2(os.open(out + ".err", os.O_WRONLY | os.O_CREAT), 2)

for told in iter(sys.stdin.readline, ""):
    script, out = json.loads(told)
    pid = os.fork()
    if pid == 0:
        take(out)
        exec(script, {{"__name__": "__main__"}})
        raise SystemExit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


class Warm:
    """Runs script after script, each in a process of its own; to be used in a ``with``."""

    def __init__(self, load: str, folder: Path, environment: Mapping[str, str]) -> None:
        """Begin with the statements ``load``, in ``folder`` and with that environment alone."""
        self._room = TemporaryDirectory()
        self._number = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LOOP.format(load=load)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            env=environment,
        )

    def __enter__(self) -> Warm:
        """The process itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let it end, and forget what was said."""
        self._process.communicate(timeout=_PATIENCE_S)
        self._room.cleanup()

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """The script run to its end: its status and what it said."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._number += 1
        out = f"{self._room.name}/{self._number}"
        self._process.stdin.write(json.dumps([script, out]) + "\n")
        self._process.stdin.flush()
        status = self._process.stdout.readline()
        said = (Path(f"{out}.{end}").read_text(encoding="utf-8") for end in ("out", "err"))
        return subprocess.CompletedProcess(script, int(status or -1), *said)
