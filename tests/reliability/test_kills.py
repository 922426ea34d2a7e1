"""T1: killed at any moment: the former state or the new one, and what was told is there."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from db.backups import list_backups, verify
from db.files import digest
from planner.errors import StudyFileError
from tests.db.build import created, made, reopened, small_study, sql, undo
from tests.reliability import works
from tests.reliability.forked import Line, forked, needs_fork

if TYPE_CHECKING:
    from tests.reliability.forked import Act
    from tests.reliability.promise import Figure

pytestmark = [needs_fork, pytest.mark.usefixtures("read_here")]

#: Kills on one file before a fresh one is taken: a long journal takes long to read.
ON_ONE_FILE = 20
LONGEST_S = 0.05


@pytest.fixture(scope="module", autouse=True)
def rooms() -> Iterator[None]:
    yield
    works.clear_away()


def killed(act: Act, chance: random.Random, number: int, longest: float = LONGEST_S) -> list[str]:
    """What a process had told when it was killed some time after it was ready.

    Every other one is killed only after it has told something, however slow the machine is.
    """
    with forked(act) as child:
        said = child.line.hear()
        assert said == "ready", said
        words = [] if number % 2 else [child.line.hear()]
        time.sleep(chance.uniform(0.0, longest))
        words += child.kill()
        assert child.status == -signal.SIGKILL, words
        return words


def edit_on(path: Path, line: Line) -> None:
    """Do, do, undo, redo, undo and so on, telling the number of each step that is on the disk."""
    with reopened(path) as store:
        line.tell("ready")
        for seq in count(store.check_journal() + 1):
            works.edit_once(store, seq)
            line.tell(str(seq))


@pytest.mark.promise("T1", asked=450, quick=3, unit="kills", weight=88)
def test_a_kill_loses_no_step_undone_or_done_that_was_told_and_tears_none(
    figure: Figure, tmp_path: Path
) -> None:
    chance = random.Random(figure.count)
    told = 0
    for number in range(figure.count):
        if number % ON_ONE_FILE == 0:
            path, last = tmp_path / f"{number}.cartoplan", 1
            made(path).close()
        words = killed(partial(edit_on, path), chance, number)
        told += len(words)
        with reopened(path) as store:  # takes the dead process's lock, plays its journal back
            seq = store.history(limit=1)[0].seq
            last = int(words[-1]) if words else last
            assert seq in (last, last + 1)  # written, and perhaps not yet told
            assert works.steps_in(store.study) == works.steps_after(seq)
            last = seq
        if number % ON_ONE_FILE == ON_ONE_FILE - 1 or number == figure.count - 1:
            with reopened(path, read_only=True) as store:
                assert store.check_journal() == last
            assert sql(path, "PRAGMA integrity_check") == [("ok",)]
            assert sql(path, "PRAGMA foreign_key_check") == []
        figure.reached(number + 1)
    assert told


def reply_on(path: Path, line: Line) -> None:
    """Take the reply, undo it, take it again and so on, telling each time."""
    with reopened(path) as store:
        line.tell("ready")
        while True:
            if store.study == works.study_of(works.sent_room()):
                works.take_reply(store)
            else:
                undo(store)
            line.tell("took" if store.study == works.after_reply() else "undid")


@pytest.mark.promise("T1", asked=250, quick=2, unit="kills", weight=45)
def test_a_kill_takes_a_reply_whole_or_not_at_all(figure: Figure, tmp_path: Path) -> None:
    chance = random.Random(figure.count)
    states = {"undid": works.study_of(works.sent_room()), "took": works.after_reply()}
    assert states["undid"] != states["took"]
    work, seen = works.work("an import"), set()
    for number in range(figure.count):
        if number % ON_ONE_FILE == 0:
            path, steps = work.laid_out(tmp_path / str(number)), 2
        words = killed(partial(reply_on, path), chance, number)
        with reopened(path) as store:
            now = store.history(limit=1)[0].seq
            assert now - steps in (len(words), len(words) + 1)
            there = "took" if now % 2 else "undid"
            assert store.study == states[there]
            if now - steps == len(words) and words:
                assert there == words[-1]
            steps = now
            seen.add(there)
        figure.reached(number + 1)
    assert seen


def backup_on(path: Path, began: float, line: Line) -> None:
    """Back up again and again, an hour apart by the clock, telling the name of each backup."""
    now = datetime.fromtimestamp(began, UTC)
    with reopened(path, clock=lambda: now) as store:
        line.tell("ready")
        while True:
            now += timedelta(seconds=1)
            line.tell(store.backups.make().path.name)


@pytest.mark.promise("T1", asked=200, quick=2, unit="kills", weight=40)
def test_a_kill_leaves_whole_backups_and_every_one_that_was_told(
    figure: Figure, tmp_path: Path
) -> None:
    chance = random.Random(figure.count)
    work = works.work("a backup")
    path = work.laid_out(tmp_path / "room")
    for number in range(figure.count):
        began = time.time() + 1000 * number
        words = killed(partial(backup_on, path, began), chance, number, 0.2)
        assert set(words) <= {backup.path.name for backup in list_backups(path)}
        figure.reached(number + 1)
    assert list_backups(path)
    for backup in list_backups(path):
        verify(backup)


_UNTIL_KILLED_S = 60  # one that was quick sleeps until it is killed


def create_at(path: Path, line: Line) -> None:
    line.tell("ready")
    created(path).close()
    line.tell("made")
    time.sleep(_UNTIL_KILLED_S)


@pytest.mark.promise("T1", asked=100, quick=2, unit="kills", weight=12)
def test_a_kill_leaves_a_new_file_whole_or_not_there(figure: Figure, tmp_path: Path) -> None:
    chance = random.Random(7)
    created(tmp_path / "warm.cartoplan").close()
    seen = set()
    for number in range(figure.count):
        path = tmp_path / f"{number}.cartoplan"
        words = killed(partial(create_at, path), chance, 1, 0.2)
        seen.add(path.exists())
        if path.exists():
            with reopened(path) as store:
                assert store.study == small_study()
        else:
            assert not words
        figure.reached(number + 1)
    assert seen == {True, False} or figure.count < figure.asked


@pytest.mark.parametrize("pages", [None, 100_000])
def test_a_half_written_transaction_is_taken_back_on_writing_and_told_on_reading(
    tmp_path: Path, pages: int | None
) -> None:
    """Also where the header was written already, and not yet the pages that it counts."""
    work = works.work("a recovery")
    path = work.laid_out(tmp_path / "room")
    journal = path.with_name(f"{path.name}-journal")
    if pages is not None:
        with path.open("rb+") as stream:
            stream.seek(28)
            stream.write(pages.to_bytes(4, "big"))
    before = digest(path), digest(journal)
    with pytest.raises(StudyFileError) as caught:
        reopened(path, read_only=True)
    assert caught.value.message.code == "error.file_needs_recovery"
    assert (digest(path), digest(journal)) == before
    with reopened(path) as store:
        assert store.study == work.before
    assert not journal.exists()
