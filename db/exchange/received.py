"""A file that came by mail: a private copy with its fingerprint, read in a process of its own.

Everything that comes by mail is hostile until read. The process that reads is bound in memory and
time, and ended when it takes too long or when the user no longer wants it, so that nothing in a
file can harm the window or the study; its result is believed only when it is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from db.exchange import reader_process
from db.exchange.bounds import TABLE
from db.exchange.wire import grids_of
from db.on_disk import on_disk
from planner.errors import StudyFileError
from planner.watch import Watch

if TYPE_CHECKING:
    from db.exchange.bounds import Bounds
    from planner.exchange.grids import Grid

_PAUSE = 0.05  # seconds between two looks at the process
_STEP = 1 << 20
_NO_WINDOW = 0x08000000  # of a process on Windows


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came: where from, its name, the SHA-256 of its bytes, and its sheets."""

    path: Path
    name: str
    digest: str
    grids: tuple[Grid, ...]


def receive(path: Path, watch: Watch | None = None, bounds: Bounds = TABLE) -> Received:
    """The sheets of a workbook (.xlsx, .xlsm) or of a text (.csv, .tsv) that came by mail.

    The file itself is only copied. Raises :class:`StudyFileError`, one sentence, where it cannot
    be read whole within the bounds; :class:`~planner.watch.Cancelled` where the user stops it.
    """
    watch = watch or Watch()
    watch.step(0.0, "receive.reading")
    with tempfile.TemporaryDirectory(prefix="cartoplan-", ignore_cleanup_errors=True) as room:
        copy, out = Path(room) / "received", Path(room) / "lines"
        digest = _copied(path, copy, bounds)
        _run(path, reader_process.words_for(copy, out, path.name, bounds), watch, bounds)
        return Received(path, path.name, digest, _sheets(path, out, bounds))


def _copied(path: Path, copy: Path, bounds: Bounds) -> str:
    """Copy a file and give the SHA-256 of exactly what was copied."""
    digest, size = hashlib.sha256(), 0
    try:
        with on_disk(path).open("rb") as source, copy.open("xb") as target:
            while block := source.read(_STEP):
                size += len(block)
                if size > bounds.bytes:
                    raise StudyFileError("workbook_too_large", path=str(path))
                digest.update(block)
                target.write(block)
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("workbook_unreadable", path=str(path), reason=reason) from error
    return digest.hexdigest()


def _run(path: Path, words: list[str], watch: Watch, bounds: Bounds) -> None:
    """Let the process read, and end it at the latest when its time is over."""
    until = time.monotonic() + bounds.seconds
    process = _started(path, words)
    try:
        while (status := _ended(process)) is None:
            left = until - time.monotonic()
            if left <= 0:
                raise StudyFileError("received_slow", path=str(path), n=int(bounds.seconds))
            watch.step(1 - left / bounds.seconds, "receive.reading")
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if status != 0:
        _refuse(path, status, bounds)


def _started(path: Path, words: list[str]) -> subprocess.Popen[bytes]:
    """The process: Python with our module, or the one program of a bundle under a flag."""
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    if getattr(sys, "frozen", False):
        command = [sys.executable, reader_process.FLAG]
    else:
        command = [sys.executable, "-P", "-m", reader_process.__name__]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        return subprocess.Popen(
            [*command, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("workbook_unreadable", path=str(path), reason=reason) from error


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    try:
        return process.wait(_PAUSE)
    except subprocess.TimeoutExpired:
        return None


def _refuse(path: Path, status: int, bounds: Bounds) -> NoReturn:
    """Say why a process ended without a word: its time, or its memory."""
    if status == -getattr(signal, "SIGXCPU", 0) and status:
        raise StudyFileError("received_slow", path=str(path), n=int(bounds.seconds))
    raise StudyFileError("received_heavy", path=str(path), n=bounds.memory >> 20)


def _sheets(path: Path, out: Path, bounds: Bounds) -> tuple[Grid, ...]:
    """What the process read, or what it refused; lines that are not whole are not believed."""
    try:
        with out.open(encoding="utf-8") as lines:
            told: dict[str, Any] = json.loads(next(lines))
            if "sheets" in told:
                grids = tuple(grids_of(lines))
                if len(grids) != told["sheets"]:
                    raise ValueError(told)
                return grids
        refusal = StudyFileError(str(told["code"]), **{**told["values"], "path": str(path)})
    except (OSError, StopIteration, RuntimeError, ValueError, TypeError, LookupError) as error:
        n = bounds.memory >> 20
        raise StudyFileError("received_heavy", path=str(path), n=n) from error
    raise refusal
