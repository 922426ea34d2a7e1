"""T4: the power goes at any moment of a day's work: no file is ruined, nothing told is lost."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from db import pragmas
from db.backups import Backup, list_backups, verify
from planner.errors import StudyFileError
from tests.db.build import FakeClock, made, reopened
from tests.reliability import power, works
from tests.reliability.forked import Line, forked, needs_fork
from tests.reliability.promise import FULL
from tests.reliability.tracing import attached, why_not

if TYPE_CHECKING:
    from tests.reliability.power import Call, Cut, Disk
    from tests.reliability.promise import Figure

pytestmark = [needs_fork, pytest.mark.usefixtures("traced")]

STEPS = 14 if FULL else 5
NAME = "a.cartoplan"


@pytest.fixture(scope="module")
def traced() -> None:
    """Skips with the reason where calls cannot be traced."""
    if why_not():
        pytest.skip(why_not())


def work_on(path: Path, line: Line) -> None:
    """Edit, back up now and then, close; what is done is told to a file that is recorded too."""
    with Path(power.TOLD).open("wb", buffering=0) as told:
        line.tell("ready")
        line.hear()
        clock = FakeClock()
        with reopened(path, clock=clock) as store:
            for seq in range(2, STEPS + 2):
                works.edit_once(store, seq)
                told.write(f"step {seq}".encode())
                if seq in (4, 9):
                    clock.forward(minutes=30)
                    told.write(f"backup {store.backups.make().path.name}".encode())
        line.tell("done")


def recorded(folder: Path) -> tuple[Disk, list[Call]]:
    """The disk before the work, and every call of the work."""
    room, log = folder / "room", folder / "calls"
    room.mkdir()
    path = room / NAME
    made(path).close()
    disk = power.Disk(room)
    with forked(partial(work_on, path)) as child:
        assert child.line.hear() == "ready"
        with attached(child, power.CALLS, *power.WORDS, "-o", str(log)):
            child.line.tell("go")
            assert child.line.hear() == "done"
            child.wait()
    return disk, list(power.calls_in(log))


def found_after(cut: Cut, disk: Disk, folder: Path) -> str:
    """What our own opening finds after a cut: "whole", or in a word what is wrong."""
    shutil.rmtree(folder, ignore_errors=True)
    cut.laid_out(folder, disk.root)
    steps = [int(word.removeprefix("step ")) for word in cut.told if word.startswith("step ")]
    last = max(steps, default=1)
    path = folder / NAME
    try:
        with reopened(path) as store:
            seq = store.history(limit=1)[0].seq
            if works.steps_in(store.study) != works.steps_after(seq):
                return "torn"
    except StudyFileError as error:
        return str(error.message.code)
    if seq not in (last, last + 1):
        return "lost"
    there = {backup.path.name: backup for backup in list_backups(path)}
    kept = [word.removeprefix("backup ") for word in cut.told if word.startswith("backup ")]
    if not set(kept) <= there.keys():
        return "backup lost"
    try:
        for name in kept:
            verified(there[name])
    except StudyFileError:
        return "backup damaged"
    return "whole"


@cache
def _verified(_: bytes, __: bytes, backup: Backup) -> None:
    verify(backup)


def verified(backup: Backup) -> None:
    """:func:`verify`, asked once of the same bytes: most cuts leave a backup as another did."""
    sidecar = backup.path.with_name(f"{backup.path.name}.sha256")
    _verified(*(_digest(path) for path in (backup.path, sidecar)), backup)


def _digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes() if path.exists() else b"").digest()


def outcomes(folder: Path, count: int, seed: int) -> dict[str, list[int]]:
    """What is found after so many cuts, each with the moments after which it was."""
    disk, calls = recorded(folder)
    found: dict[str, list[int]] = {}
    for cut in power.cuts(disk, calls, count, seed):
        found.setdefault(found_after(cut, disk, folder / "after"), []).append(cut.at)
    assert sum(len(moments) for moments in found.values()) == count
    return found


def marked(asked: int, quick: int, weight: int) -> Any:
    return pytest.mark.promise("T4", asked=asked, quick=quick, unit="power cuts", weight=weight)


@marked(750, 4, 45)
def test_a_power_cut_ruins_no_file_and_loses_nothing_that_was_told(
    figure: Figure, tmp_path: Path
) -> None:
    found = outcomes(tmp_path, figure.count, 1)
    assert set(found) == {"whole"}, found
    figure.reached(len(found["whole"]))


@marked(750, 0, 45)
def test_another_750_power_cuts_ruin_no_file_and_lose_nothing(
    figure: Figure, tmp_path: Path
) -> None:
    found = outcomes(tmp_path, figure.count, 2)
    assert set(found) == {"whole"}, found
    figure.reached(len(found["whole"]))


@marked(100, 4, 8)
def test_the_same_cuts_without_syncing_lose_what_was_told(
    figure: Figure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test that proves the test: SQLite is told not to sync, and the cuts must show it."""
    without = [p if p[0] != "synchronous" else ("synchronous", "OFF", 0) for p in pragmas.PRAGMAS]
    monkeypatch.setattr(pragmas, "PRAGMAS", tuple(without))
    found = outcomes(tmp_path, figure.count, 3)
    assert set(found) - {"whole"}, "no loss was found where nothing is synced"
    figure.reached(sum(len(moments) for moments in found.values()))
