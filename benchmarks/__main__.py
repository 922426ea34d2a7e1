"""Run every benchmark, print the table, and keep it in docs/performance.md (``--keep``)."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.figures import Figure, measured

BENCHES = (
    "bench_coverage",
    "bench_workbook",
    "bench_opening",
    "bench_window",
    "bench_table",
    "bench_search",
    "bench_fiches",
    "bench_batches",
    "bench_editions",
    "bench_exchange",
    "bench_mailings",
    "bench_report",
)
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
HEADS = ("what", "Cartoplan", "beside", "its time", "ratio", "asked")


def main() -> int:
    """Run the benches named on the command line, or all."""
    named = [word for word in sys.argv[1:] if not word.startswith("-")]
    figures: list[Figure] = []
    loads: list[float] = []
    for name in named or BENCHES:
        loads.append(load())
        sys.stderr.write(f"{name}… (load {loads[-1]:.1f})\n")
        figures += measured_apart(name)
    loads.append(load())
    show(figures)
    if "--keep" in sys.argv:
        PAGE.write_text(page(figures, loads), encoding="utf-8")
    return 0


def measured_apart(name: str) -> list[Figure]:
    """The figures of one bench, run in a process of its own: no bench weighs on another."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measured, name).result()


def load() -> float:
    """How many programmes have wanted a core in the last minute, ours among them."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")


def cells(figure: Figure) -> tuple[str, ...]:
    """A figure as the cells of a line; a ratio is told as x times."""
    ratio = "" if figure.ratio is None else f"{figure.ratio:.3g}"
    return (figure.what, figure.ours, figure.beside, figure.theirs, ratio, figure.asked)


def show(figures: list[Figure]) -> None:
    """The table on the terminal."""
    table = Table(*HEADS)
    for figure in figures:
        table.add_row(*cells(figure))
    Console(width=150).print(table)


def page(figures: list[Figure], loads: list[float]) -> str:
    """The kept page: the machine, its load before each bench and at the end, the table."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`. Each figure stands beside a peer or a bare lower bound of the",
        "same run on the same machine; only the ratios, ours to theirs, travel: below 1 we are",
        "quicker. Nothing here is asserted by a test.",
        "",
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        f"- {platform.system()} {platform.machine()}, {os.cpu_count()} cores, virtual disk",
        f"- load of the machine, before each bench and after the last: {min(loads):.1f} to "
        f"{max(loads):.1f}{LOADED if max(loads) > QUIET else ''}",
        "",
        "| " + " | ".join(HEADS) + " |",
        "|" + "---|" * len(HEADS),
        *("| " + " | ".join(cells(figure)) + " |" for figure in figures),
        "",
    ]
    return "\n".join(lines)


PACKAGES = (
    "networkx",
    "openpyxl",
    "sqlalchemy",
    "pyside6-essentials",
    "rapidfuzz",
)
#: Load of two cores up to which nothing else has slowed a bench.
QUIET = 1.5
LOADED = " (other work ran meanwhile: times are longer than alone, ratios hold less well)"

if __name__ == "__main__":
    sys.exit(main())
