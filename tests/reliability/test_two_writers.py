"""Two writers of one file at the same moment: every overwrite is refused and told."""

from __future__ import annotations

import os
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from tests.db.build import made, reopened, sql
from tests.reliability.second_writer import BURST, PATIENCE_S, Save, parted, replayed, saves, work


def both(path: Path, rounds: int) -> list[Save]:
    """The saves of this process and of a second one, which meet at every round."""
    context = get_context("fork" if hasattr(os, "fork") else "spawn")
    barrier, told = context.Barrier(2), context.Queue()
    other = context.Process(target=work, args=(path, barrier, rounds, "Bob", told))
    other.start()  # before any file is open: no connection may be taken along
    with made(path, author="Ann") as store:
        barrier.wait(PATIENCE_S)
        barrier.wait(PATIENCE_S)
        mine = list(saves(store, barrier, rounds, "Ann"))
        theirs = told.get(timeout=PATIENCE_S)
        barrier.wait(PATIENCE_S)
        other.join(PATIENCE_S)
        assert other.exitcode == 0
        return [*mine, *theirs]


@pytest.mark.promise("T11", asked=10_000, quick=80, unit="saves", weight=80)
def test_of_two_writers_at_once_one_is_told_and_nothing_is_lost(
    tmp_path: Path, figure: Any
) -> None:
    path, rounds = tmp_path / "a.cartoplan", figure.count // (2 * BURST)
    told = both(path, rounds)
    done, _ = parted(told, rounds)
    authors = sql(path, "SELECT seq, author FROM journal WHERE seq > 1 ORDER BY seq")
    assert authors == sorted((save.seq, save.author) for save in done)
    with reopened(path) as store:
        assert replayed(store) == store.study
    assert sql(path, "PRAGMA integrity_check") == [("ok",)]
    assert sql(path, "PRAGMA foreign_key_check") == []
    figure.reached(len(told))
