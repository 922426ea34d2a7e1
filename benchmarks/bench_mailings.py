"""Thirty institutions sent and received in one run, beside a bare openpyxl read of their files."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from openpyxl import load_workbook

from benchmarks.figures import Figure, seconds, shown
from benchmarks.synthetic import synthetic_study
from planner.rows import Rows
from planner.study import Institution, Study
from ui.actions import exchange
from ui.actions.desk import Desk
from ui.actions.files import create_document
from ui.actions.texts import Texts

INSTITUTIONS, TRAININGS = 30, 450
AT = datetime(2026, 1, 15, 9, tzinfo=UTC)


def measure() -> list[Figure]:
    """Every institution's workbook written, filled in by a hand, received and taken."""
    with tempfile.TemporaryDirectory() as folder:
        document = create_document(Path(folder) / "map.cartoplan", _study(), "Bench", lambda: AT)
        number = count()
        desk = Desk(document, Texts("fr"), "Bench", lambda: AT, lambda: f"k{next(number)}")
        start = time.perf_counter()
        paths = exchange.send(desk, Path(folder) / "out").written
        sent = time.perf_counter() - start
        for path in paths:
            _fill_in(path)
        bare = seconds(lambda: [_read(path) for path in paths], runs=1)
        start = time.perf_counter()
        outcome = exchange.receive(desk, list(paths))
        received = time.perf_counter() - start
        assert isinstance(outcome.data, list)
        assert len(document.study.seats) == TRAININGS
        document.close()
    what = f"{INSTITUTIONS} workbooks of {TRAININGS // INSTITUTIONS} trainings"
    beside = f"openpyxl, {what} loaded"
    return [
        Figure(f"{what} sent", shown(sent), beside, shown(bare), sent / bare),
        Figure(
            f"{what} received, merged and taken, a reading process each",
            shown(received), beside, shown(bare), received / bare,
        ),
    ]  # fmt: skip


def _study() -> Study:
    """A study whose trainings are shared evenly among thirty institutions."""
    made = synthetic_study(TRAININGS)
    rows = [Institution(key=f"i{n:02}", name=f"École {n}", rank=n) for n in range(INSTITUTIONS)]
    trainings = [
        replace(row, institution=f"i{n % INSTITUTIONS:02}") for n, row in enumerate(made.trainings)
    ]
    return replace(made, institutions=Rows(rows), trainings=Rows(trainings))


def _fill_in(path: Path) -> None:
    """Tell the places of every training, as an institution does."""
    book = load_workbook(path)
    sheet = book["Formations"]
    codes = [str(cell.value) for cell in sheet[3]]
    place = codes.index("seats:2026") + 1
    for row in range(6, sheet.max_row + 1):
        sheet.cell(row, place).value = 24
    book.save(path)


def _read(path: Path) -> None:
    """Every cell of a workbook, kept nowhere."""
    for sheet in load_workbook(path).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
