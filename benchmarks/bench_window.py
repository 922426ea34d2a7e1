"""The window's start, to its first painted page, beside a bare Qt window with an empty table."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, shown
from db.samples.reading import read_sample
from db.store import create

RUNS = 5


def measure() -> list[Figure]:
    """The whole start beside the bare one, then each stage of ours."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.cartoplan"
        clock = lambda: datetime(2026, 1, 1, tzinfo=UTC)  # noqa: E731
        create(path, read_sample(), author="bench", machine="bench", clock=clock).close()
        theirs = _stages("bare")
        ours = _stages("ours", str(path))
    total, bare = _last(ours), _last(theirs)
    whole = Figure(
        "window to first painted page", shown(total), "bare Qt window, empty table", shown(bare),
        total / bare, "told",
    )  # fmt: skip
    return [whole, *_steps(ours)]


def _steps(stages: dict[str, float]) -> list[Figure]:
    """How long each stage took of itself."""
    figures, before = [], 0.0
    for name, until in stages.items():
        figures.append(Figure(f"… of which: {name}", shown(until - before)))
        before = until
    return figures


def _last(stages: dict[str, float]) -> float:
    return list(stages.values())[-1]


def _stages(*words: str) -> dict[str, float]:
    """The median of each stage over several processes, in seconds since their start."""
    runs = [_run(words) for _ in range(RUNS)]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _run(words: tuple[str, ...]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.window_process", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))
