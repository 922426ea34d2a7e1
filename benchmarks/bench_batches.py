"""Large batches: applied, kept and undone, beside the bare cost of making the rows anew."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, seconds, shown
from benchmarks.synthetic import synthetic_study
from db.store import create
from planner.edits import Batch, Put, Set, apply
from planner.messages import message

if TYPE_CHECKING:
    from planner.edits import Edit
    from planner.study import Study, Training

COUNT = 20_000
LABEL = message("step.changed")


def measure() -> list[Figure]:
    """A batch of sets, of puts that change and of puts that add; then to the disk and back."""
    study = synthetic_study(COUNT)
    rows = tuple(study.trainings)
    again = seconds(lambda: [replace(row, hours=7) for row in rows])
    added = [replace(row, key=f"y{row.key}") for row in rows]
    batches = {
        "sets": Batch(tuple(Set("trainings", row.key, (("hours", 7),)) for row in rows)),
        "puts that change": Batch(tuple(_put(replace(row, hours=7)) for row in rows)),
        "puts that add": Batch(tuple(_put(row) for row in added)),
    }
    figures = [_applied(study, name, batch, again) for name, batch in batches.items()]
    figures.append(_undone(study, batches["puts that add"], again))
    return [*figures, *_kept(study, batches)]


def _put(row: Training) -> Put:
    return Put("trainings", row)


def _applied(study: Study, name: str, batch: Edit, again: float) -> Figure:
    ours = seconds(lambda: apply(study, batch))
    return Figure(
        f"batch of {COUNT:,} {name}, every value checked, with its inverse",
        shown(ours),
        "dataclasses.replace of each row",
        shown(again),
        ours / again,
    )


def _undone(study: Study, batch: Edit, again: float) -> Figure:
    applied = apply(study, batch)
    ours = seconds(lambda: apply(applied.study, applied.inverse))
    return Figure(
        f"its undo: {COUNT:,} drops, each looked for who refers to it",
        shown(ours),
        "dataclasses.replace of each row",
        shown(again),
        ours / again,
    )


def _kept(study: Study, batches: dict[str, Batch]) -> list[Figure]:
    """Each batch written to the study file with its journal entry."""
    return [_written(study, name, batch) for name, batch in batches.items()]


def _written(study: Study, name: str, batch: Batch) -> Figure:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.cartoplan"
        start = time.perf_counter()
        store = create(path, study, author="b", machine="b", clock=lambda: datetime.now(UTC))
        made = time.perf_counter() - start
        with store:
            applied = apply(store.study, batch)
            start = time.perf_counter()
            store.save(applied, batch, label=LABEL)
            saved = time.perf_counter() - start
    return Figure(
        f"{COUNT:,} {name} saved with their journal entry",
        shown(saved),
        f"a new file of {COUNT:,} trainings, read again",
        shown(made),
        saved / made,
    )
