"""T2, T3: every system call of a piece of work made its last, or refused once or for ever.

The calls are counted in a first run; then each is reached by its number, none left to chance. Of
the pages of a copy that nobody sees before it is renamed, and of plain reads, every so many-th.
"""

from __future__ import annotations

import signal
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from db.backups import list_backups, verify
from db.connecting import image_of
from db.creating import empty_tables
from planner.errors import CartoplanError
from tests.db.build import reopened
from tests.reliability import works
from tests.reliability.forked import Line, forked, needs_fork
from tests.reliability.promise import FULL
from tests.reliability.tracing import ALL, CHANGES, attached, counted, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.reliability.forked import Child
    from tests.reliability.promise import Figure
    from tests.reliability.works import Work

pytestmark = [needs_fork, pytest.mark.usefixtures("read_here", "traced")]

#: Of so many calls of a kind one is tried: pages of copies under a passing name, and reads.
EVERY = {
    ("a backup", "pwrite64"): 60, ("a creation", "pwrite64"): 12,
    ("a backup", "pread64"): 100, ("a creation", "pread64"): 50, ("an opening", "pread64"): 16,
    ("a recovery", "pread64"): 16, ("a first creation", "pwrite64"): 200,
    ("a first creation", "pread64"): 200, ("a first creation", "openat"): 90,
    ("a first creation", "fdatasync"): 5, ("a first creation", "unlink"): 5,
}  # fmt: skip


@pytest.fixture(scope="module")
def traced() -> Iterator[None]:
    """Skips with the reason where calls cannot be traced; clears away what was made."""
    if why_not():
        pytest.skip(why_not())
    yield
    works.clear_away()


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call: its name, the number of the call, and what strace is told."""

    call: str
    number: str
    how: str

    @property
    def words(self) -> tuple[str, str]:
        return "-e", f"inject={self.call}:{self.how}:when={self.number}"


def points(work: Work, calls: tuple[str, ...], folder: Path) -> list[tuple[str, int]]:
    """Each call of a piece of work, by its name and number."""
    log = folder / "calls"
    path = work.laid_out(folder / "counted")
    with forked(partial(_once, work, path)) as child:
        with _from_here(child, calls, "-o", str(log)):
            assert child.line.hear() == "done"
        child.wait()
    found = []
    for call, number in counted(log).items():
        every = EVERY.get((work.name, call), 1)
        found += [(call, n) for n in range(1, number + 1) if n % every == 0 or n in (1, number)]
    return found


def some(found: list[Any], count: int) -> list[Any]:
    """All of them in full; else so many, spread from the first to the last."""
    if FULL or count >= len(found):
        return found
    return [found[(2 * n + 1) * len(found) // (2 * count)] for n in range(count)]


@contextmanager
def _from_here(child: Child, calls: tuple[str, ...], *words: str) -> Iterator[None]:
    """Attached once the process is ready, which then goes on."""
    said = child.line.hear()
    assert said == "ready", said
    with attached(child, calls, *words):
        child.line.tell("go")
        yield


def _once(work: Work, path: Path, line: Line) -> None:
    begun = work.begin(path)
    line.tell("ready")
    line.hear()
    work.act(begun)
    line.tell("done")


def case(key: str, name: str, asked: int, quick: int, weight: int) -> Any:
    marker = pytest.mark.promise(
        key, asked=asked, quick=quick, unit="calls" if key == "T2" else "faults", weight=weight
    )
    return pytest.param(name, marks=marker, id=name)


@pytest.mark.parametrize(
    "name",
    [
        case("T2", "an import", 44, 3, 9),
        case("T2", "a save", 50, 0, 9),
        case("T2", "an undo", 50, 0, 9),
        case("T2", "a backup", 38, 0, 11),
        case("T2", "a closing", 2, 0, 1),
        case("T2", "an opening", 9, 1, 3),
        case("T2", "a recovery", 22, 2, 6),
        case("T2", "a creation", 46, 0, 9),
    ],
)
def test_a_kill_at_any_call_leaves_the_former_state_or_the_new_one(
    figure: Figure, name: str, tmp_path: Path
) -> None:
    work = works.work(name)
    tried = some(points(work, CHANGES, tmp_path), figure.count)
    for call, number in tried:
        path = work.laid_out(tmp_path / "case")
        fault = Fault(call, str(number), "signal=KILL")
        with forked(partial(_once, work, path)) as child:
            with _from_here(child, CHANGES, *fault.words):
                child.wait()
            assert child.status == -signal.SIGKILL, fault
            told = child.line.rest()
        assert not told
        if path.exists():
            with reopened(path) as store:
                assert store.study in (work.before, work.after), fault
            for backup in list_backups(path):
                verify(backup)
        else:
            assert work.before is None
    figure.reached(len(tried))


def _again_and_again(work: Work, path: Path, line: Line) -> None:
    """Try while calls are refused, then once more when they are not; each outcome is told."""
    begun = work.begin(path)
    line.tell("ready")
    for _ in range(2):
        line.hear()
        try:
            work.act(begun)
        except CartoplanError as error:
            line.tell(error.message.code)
        else:
            line.tell("done")
            return


@pytest.mark.parametrize(
    "name",
    [
        case("T3", "an import", 185, 0, 50),
        case("T3", "a save", 215, 3, 54),
        case("T3", "a backup", 210, 0, 90),
        case("T3", "a closing", 12, 0, 4),
        case("T3", "an opening", 92, 0, 20),
        case("T3", "a recovery", 170, 2, 40),
        case("T3", "a creation", 250, 0, 75),
        case("T3", "a first creation", 80, 0, 100),
    ],
)
def test_a_call_refused_once_or_for_ever_is_told_and_the_next_try_works(
    figure: Figure, name: str, tmp_path: Path
) -> None:
    work = works.work(name)
    found = points(work, ALL, tmp_path)
    faults = [
        Fault(call, f"{number}{ever}", f"error={error}")
        for call, number in found
        for error in ("EIO", "ENOSPC")
        for ever in ("", "+")
        if not (error == "ENOSPC" and call in ("pread64", "fsync", "fdatasync"))
    ]
    tried = some(faults, figure.count)
    outcomes = {try_with(work, fault, tmp_path / "case") for fault in tried}
    assert outcomes != {"done"} or not FULL or name == "a closing"
    figure.reached(len(tried))


def try_with(work: Work, fault: Fault, folder: Path) -> str:
    """What the first try said; the second must work, and the file then holds what it should."""
    path = work.laid_out(folder)
    with forked(partial(_again_and_again, work, path)) as child:
        with _from_here(child, ALL, *fault.words):
            first = last = child.line.hear()
        assert not first.startswith("failed"), (fault, first)
        if first != "done":
            child.line.tell("again")
            last = child.line.hear()
        status = child.wait()
    # a new file that was whole when its opening failed is there: it is not made twice
    assert last == "done" or (last == "error.file_exists" and work.before is None), (fault, last)
    assert status == 0
    with reopened(path) as store:
        assert store.study == work.after
        assert store.check_journal() == len(store.history())
    for backup in list_backups(path):
        verify(backup)
    return first


def _imaged(path: Path, line: Line) -> None:
    line.tell("ready")
    line.hear()
    try:
        line.tell(sha256(image_of(path)).hexdigest())
    except sqlite3.Error:
        line.tell("refused")


@pytest.mark.promise("T3", asked=240, quick=3, unit="pages", weight=12)
def test_a_page_that_is_not_read_is_told_and_never_taken_for_noughts(
    figure: Figure, tmp_path: Path
) -> None:
    path = tmp_path / "empty"
    path.write_bytes(empty_tables())
    with forked(partial(_imaged, path)) as child:
        with _from_here(child, ("pread64",), "-o", str(tmp_path / "calls")):
            whole = child.line.hear()
        child.wait()
    assert whole == sha256(image_of(path)).hexdigest()
    reads = counted(tmp_path / "calls")["pread64"]
    tried = some(list(range(1, reads + 1)), figure.count)
    said = {_imaged_but_for(path, number) for number in tried}
    assert said <= {"refused", whole}
    assert "refused" in said
    figure.reached(len(tried))


def _imaged_but_for(path: Path, number: int) -> str:
    """What is said of a file of which one page could not be read once."""
    fault = Fault("pread64", str(number), "error=EIO")
    with forked(partial(_imaged, path)) as child:
        with _from_here(child, ("pread64",), *fault.words):
            said = child.line.hear()
        child.wait()
    return said
