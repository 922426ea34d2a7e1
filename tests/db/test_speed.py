"""Opening a large file costs a few times what reading its rows costs, and saving stays short."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from itertools import combinations, cycle
from pathlib import Path

import pytest

from planner.edits import Set
from tests.build import study, training
from tests.db.build import do, made, reopened

TRAININGS = 20_000
GREATEST_RATIO = 5


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty thousand trainings, each with two or three families."""
    path = tmp_path_factory.mktemp("large") / "a.cartoplan"
    families = cycle([("a", "b", "c"), *combinations("abc", 2)])
    rows = [training(f"x{n:06}", *next(families), rank=n) for n in range(TRAININGS)]
    made(path, study(trainings=rows)).close()
    return path


def shortest(work: Callable[[], object]) -> float:
    """The least processor time of three runs, in seconds."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def bare_reading(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for table in ("trainings", "training_families", "training_modalities"):
            connection.execute(f"SELECT * FROM {table}").fetchall()


def test_opening_costs_at_most_five_times_a_bare_reading(large: Path) -> None:
    opening = shortest(lambda: reopened(large).close())
    assert opening <= GREATEST_RATIO * shortest(lambda: bare_reading(large))


def test_an_edit_of_a_large_file_is_saved_at_once(large: Path) -> None:
    levels = cycle((6, 7, 8))
    with reopened(large) as store:
        saving = shortest(
            lambda: do(store, Set("trainings", "x010000", (("level", next(levels)),)))
        )
    assert saving < 0.05
