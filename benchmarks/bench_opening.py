"""Opening a file of 100 000 trainings beside a bare ``SELECT`` of the same rows."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, peak_megabytes, seconds, shown
from benchmarks.synthetic import synthetic_study
from db.store import create, open_store

COUNT = 100_000


def measure() -> list[Figure]:
    """One figure: the whole opening, checks included, beside the rows alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.cartoplan"
        study = synthetic_study(COUNT)
        making = seconds(lambda: _make(path, study), runs=1)
        before = peak_megabytes()
        theirs = seconds(lambda: _select(path))
        ours = seconds(lambda: _open(path))
        size = path.stat().st_size / 1e6
    return [
        Figure(f"making a file of {COUNT:,} trainings ({size:.0f} MB)", shown(making)),
        Figure(
            f"opening it, checked and read (peak {peak_megabytes():.0f} MB, {before:.0f} before)",
            shown(ours),
            "sqlite3 SELECT of all its rows",
            shown(theirs),
            ours / theirs,
            "at most 5",
        ),
    ]


def _clock() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


def _make(path: Path, study: object) -> None:
    create(path, study, author="bench", machine="bench", clock=_clock).close()  # type: ignore[arg-type]


def _open(path: Path) -> None:
    store = open_store(path, author="bench", machine="bench", clock=_clock, read_only=True)
    loaded = store.load()
    store.close()
    if len(loaded.trainings) != COUNT:
        raise AssertionError(len(loaded.trainings))


def _select(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'journal%'"
        for (table,) in connection.execute(query).fetchall():
            connection.execute(f"SELECT * FROM {table}").fetchall()
