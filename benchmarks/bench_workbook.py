"""The workbook export against a bare openpyxl write of the same values, in the same run.

Our time holds everything: computing the tables, their words, styles, links and charts. The bare
write only appends values to sheets and saves them.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.figures import Figure, shown
from benchmarks.synthetic import synthetic_study
from db.samples.reading import read_sample
from exports.workbook import write_workbook
from planner.study import Study
from ui.actions.texts import Texts

ASKED = "at most 1.5"
ON = date(2026, 11, 22)
RUNS = 7
SYNTHETIC = 5_000

Sheets = list[tuple[str, list[tuple[object, ...]]]]


def measure() -> list[Figure]:
    """The shipped study, then one with many more trainings."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            _beside("workbook of the shipped study", read_sample(), Path(folder), RUNS),
            _beside(f"workbook of {SYNTHETIC} trainings", _large(), Path(folder), 3),
        ]


def _large() -> Study:
    return synthetic_study(SYNTHETIC)


def _beside(what: str, study: Study, folder: Path, runs: int) -> Figure:
    texts, path = Texts("fr"), folder / "ours.xlsx"

    def ours() -> None:
        write_workbook(study, path, texts, on=ON, fingerprint="0" * 64)

    ours()
    sheets = _values(path)
    cells = sum(value is not None for _, rows in sheets for row in rows for value in row)
    mine, bare = _alternately(ours, lambda: _bare(sheets, folder / "bare.xlsx"), runs)
    beside = f"openpyxl, the same {cells} values"
    return Figure(what, shown(mine), beside, shown(bare), mine / bare, ASKED)


def _values(path: Path) -> Sheets:
    """The values of the workbook that was written, sheet by sheet."""
    book = load_workbook(path)
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book]


def _bare(sheets: Sheets, path: Path) -> None:
    book = Workbook()
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def _alternately(
    first: Callable[[], None], second: Callable[[], None], runs: int
) -> tuple[float, float]:
    """The median seconds of both, run in turn so that a busy machine disturbs them alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, kept in zip((first, second), times, strict=True):
            start = time.perf_counter()
            work()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])
