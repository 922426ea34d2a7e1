"""Two writers of one study file, each in its own process, who meet at every save.

The lock keeps a second writer out; this one comes in with a copy of it, as where the folder of a
running programme is copied to another machine and back. What then keeps the work of both is the
version of each row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any
from unittest.mock import patch

from db.lock import FileLock, holder_of, lock_path
from db.store import Store
from planner.edits import Batch, Drop, Edit, Put, Set, apply
from planner.errors import ConflictError
from planner.study import Study
from tests.build import training
from tests.db.build import do, reopened, small_study
from tests.reliability.promise import FULL

PATIENCE_S = 60
#: Saves of each writer between two moments at which both read the file again, which costs most.
BURST = 5
#: What is tried in turn; both touch a row in common, so whoever comes second must be refused.
KINDS = ("set", "batch", "put", "drop")
REFUSALS = {"error.row_changed", "error.row_removed", "error.row_added"}


@dataclass(frozen=True, slots=True)
class Save:
    """What became of one save: the step that it made, or the refusal that was told."""

    round: int
    author: str
    seq: int = 0
    refusal: str = ""
    row: str = ""


def copied_lock(path: Path, _: Any = None) -> FileLock:
    """The lock that stands beside the file, as if it were ours."""
    holder = holder_of(path)
    assert holder is not None
    return FileLock(lock_path(path), holder)


def opened(path: Path, author: str) -> Store:
    """The study file, opened past the lock of the other writer."""
    with patch("db.file_keeper.acquire", copied_lock):
        return reopened(path, author=author)


def edit(store: Store, number: int, author: str) -> Edit:
    """What a writer wants in a round; the other wants something else of the same row."""
    level = (("level", 1 + (len(author) + store.study.trainings.get("t1").level) % 8),)
    known = store.study.trainings.find("t2")
    match KINDS[number % len(KINDS)]:
        case "set":
            return Set("trainings", "t1", level)
        case "batch":
            own = Put("trainings", training(f"{author}{number}", "a"))
            there = ("t1", "t3") if author == "Ann" else ("t3", "t1")
            return Batch((own, *(Set("trainings", key, level) for key in there)))
        case "drop" if known is not None and (author == "Ann") == bool(number % 8 // 4):
            return Drop("trainings", "t2")
    comment = f"{author} {number} {store.study.trainings.get('t1').level}"
    row = replace(known or training("t2", "b"), comment=comment)
    return Put("trainings", row)


def saves(store: Store, barrier: Barrier, rounds: int, author: str) -> Iterator[Save]:
    """Save several times a round, from the same moment as the other; both have read the same."""
    for number in range(rounds):
        store.load()
        barrier.wait(PATIENCE_S)
        for _ in range(BURST):
            yield saved(store, number, author)
        barrier.wait(PATIENCE_S)


def saved(store: Store, number: int, author: str) -> Save:
    """One save, done or refused."""
    try:
        return Save(number, author, do(store, edit(store, number, author)).seq)
    except ConflictError as error:
        said = error.message
        return Save(number, author, 0, said.code, str(dict(said.values).get("key", "")))


def work(path: Path, barrier: Barrier, rounds: int, author: str, told: Any) -> None:
    """The second writer's process: it opens a file that is there, and tells all at the end."""
    barrier.wait(PATIENCE_S)
    with opened(path, author) as store:
        barrier.wait(PATIENCE_S)
        told.put(list(saves(store, barrier, rounds, author)))
        barrier.wait(PATIENCE_S)


def replayed(store: Store) -> Study:
    """The study as its journal makes it, each step knowing what it took the place of."""
    study = small_study()
    for entry in reversed(store.history(limit=10**6)[:-1]):
        applied = apply(study, entry.edit)
        assert applied.inverse == entry.inverse, entry.seq
        study = applied.study
    return study


def parted(told: list[Save], rounds: int) -> tuple[list[Save], list[Save]]:
    """The saves done and those refused, of which there is one winner a round, and a cause each."""
    done = [save for save in told if save.seq]
    assert Counter(save.round for save in done) == dict.fromkeys(range(rounds), BURST)
    assert len({(save.round, save.author) for save in done}) == rounds, "both saved in one round"
    refused = [save for save in told if not save.seq]
    assert {save.refusal for save in refused} <= REFUSALS
    assert all(save.row for save in refused)
    if FULL:
        assert {save.refusal for save in refused} == REFUSALS
        assert {save.author for save in done} == {"Ann", "Bob"}
    return done, refused
