"""T13: a disk that is full, read-only, gone or held: the old file whole, a sentence, no leftovers.

For the study, the workbook, the PDF and a backup. As root a small disk of memory is filled to the
last byte; elsewhere the system refuses larger files, which is as near as one comes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

import pytest

from db.backups import list_backups, verify
from planner.errors import CartoplanError
from tests.db.build import START, do, reopened
from tests.reliability import works
from tests.reliability.forked import Line, forked, needs_fork
from ui.actions.exporting import export_roadmap, export_workbook
from ui.actions.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from db.store import Store
    from tests.reliability.promise import Figure

STUDY, BOOK, PAPER = "a.cartoplan", "carte.xlsx", "feuille.pdf"
IS_ROOT = hasattr(os, "getuid") and os.getuid() == 0
NOBODY = 65534

ACTS: dict[str, Callable[[Store], Any]] = {
    "study": lambda store: do(store, works.step(2)),
    "workbook": lambda store: export_workbook(works.desk_on(store), store.path.with_name(BOOK)),
    "PDF": lambda store: export_roadmap(works.desk_on(store), store.path.with_name(PAPER)),
    "backup": lambda store: store.backups.make(),
}
#: For each trouble, the codes of the sentences that may be said.
TROUBLES = {
    "full": {"file_disk_full", "export_no_room"},
    "limited": {"file_failed", "file_disk_full", "export_no_room"},
    "read-only": {"folder_read_only", "export_not_allowed", "file_not_allowed"},
    "unplugged": {"file_missing", "export_no_folder", "file_not_allowed", "copy_no_folder"},
    "held": {"file_busy", "export_in_use", "file_not_allowed"},
}


@contextmanager
def disk() -> Iterator[tuple[Path, bool]]:
    """A folder that anybody may enter, and whether it is a small disk of its own."""
    folder = Path(mkdtemp(prefix="cartoplan-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)]
    is_small = IS_ROOT and shutil.which("mount") is not None
    is_small = is_small and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    folder.chmod(0o755)
    try:
        yield folder, is_small
    finally:
        if is_small:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        shutil.rmtree(folder)


def fill(folder: Path) -> None:
    """Take the last byte of a disk."""
    with (folder.parent / "filler").open("wb", buffering=0) as stream:
        for size in (1 << 16, 1 << 9, 1):
            try:
                while stream.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


def limit(folder: Path) -> None:
    """Let no file of this process grow, nor a new one begin."""
    import resource

    assert folder.is_dir()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def hold(folder: Path) -> None:
    """Another program holds the study for writing, and every file that would be replaced."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file", "x", 32)

    os.replace = refuse
    os.rename = refuse
    other = sqlite3.connect(folder / STUDY, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    HELD.append(other)


HELD: list[sqlite3.Connection] = []


def try_it(folder: Path, thing: str, trouble: str, line: Line) -> None:
    """Open, let the trouble come, act, and tell what was said; as nobody where that matters."""
    import db.connecting
    import db.files
    import db.pragmas
    import exports.writing

    db.connecting.BUSY_MS = 50
    db.pragmas.PRAGMAS = (("busy_timeout", "50", 50), *db.pragmas.PRAGMAS[1:])
    exports.writing.PAUSES = db.files.PAUSES = (0.0,)
    if trouble == "read-only" and IS_ROOT:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    is_reading = trouble == "read-only" and thing != "study"
    try:
        later = START + timedelta(hours=1)
        with reopened(folder / STUDY, read_only=is_reading, clock=lambda: later) as store:
            if trouble in COMES:
                COMES[trouble](folder)
            ACTS[thing](store)
    except CartoplanError as error:
        said = {language: Texts(language).say(error.message) for language in LANGUAGES}
        assert all(said.values())
        line.tell(f"{error.message.code} {' '.join(said['fr'].split())}")
    else:
        line.tell("done")


def unplug(folder: Path) -> None:
    folder.rename(folder.with_name("away"))


COMES: dict[str, Callable[[Path], None]] = {
    "full": fill, "limited": limit, "unplugged": unplug, "held": hold,
}  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    """Every file beneath a folder by its name, but for the lock and SQLite's own journal."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock" and not path.name.endswith("-journal")
    }


def clear_up(folder: Path) -> None:
    """The trouble is over: the disk is back, has room, may be written."""
    (folder.parent / "filler").unlink(missing_ok=True)
    if folder.with_name("away").exists():
        folder.with_name("away").rename(folder)
    for path in (folder, folder / f"{STUDY}.sauvegardes"):
        path.chmod(0o777 if IS_ROOT else 0o755)


def lay_out(folder: Path, thing: str) -> None:
    """A study with a backup, and what was exported of it before.

    What is going to be done is done once: nobody may not read the modules that it loads.
    """
    folder.mkdir()
    shutil.copyfile(works.small_room() / works.NAME, folder / STUDY)
    with reopened(folder / STUDY) as store:
        store.backups.make()
        if thing in ("workbook", "PDF"):
            ACTS[thing](store)
    (folder / BOOK).write_bytes(b"the old workbook")
    (folder / PAPER).write_bytes(b"the old paper")
    for path in folder.rglob("*"):
        path.chmod(0o777 if path.is_dir() else 0o666)


def tried(room: Path, thing: str, trouble: str) -> None:
    """One case: the sentence, the files as they were, and nothing left after a new start."""
    folder = room / f"{thing}-{trouble}"
    lay_out(folder, thing)
    before = digests(folder)
    if trouble == "read-only":
        (folder / f"{STUDY}.sauvegardes").chmod(0o555)
        folder.chmod(0o555)
    with forked(partial(try_it, folder, thing, trouble)) as child:
        told = child.line.hear()
        child.wait()
    clear_up(folder)
    code, _, sentence = told.partition(" ")
    assert code.removeprefix("error.") in TROUBLES[trouble], (thing, trouble, told)
    assert sentence.endswith("."), sentence
    kept = {name: digest for name, digest in digests(folder).items() if not _is_passing(name)}
    assert kept == before, (thing, trouble)
    for passing in folder.rglob(".*"):
        os.utime(passing, (0, 0))
    later = datetime.now(UTC) + timedelta(hours=2)
    with reopened(folder / STUDY, clock=lambda: later) as store:
        assert works.steps_in(store.study) == {1: works.ROWS}
        ACTS[thing](store)
    assert [path.name for path in folder.rglob("*") if _is_passing(path.name)] == []
    for backup in list_backups(folder / STUDY):
        verify(backup)
    shutil.rmtree(folder)


def _is_passing(name: str) -> bool:
    return Path(name).name.startswith(".")


@needs_fork
@pytest.mark.promise("T13", asked=16, quick=2, unit="cases", weight=30)
def test_a_disk_that_refuses_leaves_the_old_file_and_says_so(figure: Figure) -> None:
    with ExitStack() as stack:
        room, is_small = stack.enter_context(disk())
        stack.callback(works.clear_away)
        full = "full" if is_small else "limited"
        troubles = [full, "read-only", "unplugged", "held"]
        cases = [
            (thing, troubles[(number + turn) % 4])
            for turn in range(4)
            for number, thing in enumerate(ACTS)
        ]
        for number, (thing, trouble) in enumerate(cases[: figure.count]):
            tried(room, thing, trouble)
            figure.reached(number + 1)
