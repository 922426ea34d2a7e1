"""What a benchmark reports: a figure beside a peer or a bare lower bound of the same run."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was done, in how long, beside what, and the ratio asked."""

    what: str
    ours: str
    beside: str = ""
    theirs: str = ""
    ratio: float | None = None
    asked: str = ""


def seconds(work: Callable[[], object], *, runs: int = 3) -> float:
    """The best time of ``runs`` runs, in seconds: what the machine's other work leaves alone."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def shown(duration: float) -> str:
    """A duration in ms or s with three digits."""
    return f"{duration * 1000:.3g} ms" if duration < 1 else f"{duration:.3g} s"


def peak_megabytes() -> float:
    """The greatest memory that this process has held so far, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(name: str) -> list[Figure]:
    """The figures of one bench."""
    return list(import_module(f"benchmarks.{name}").measure())
