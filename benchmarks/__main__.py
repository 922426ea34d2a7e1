"""Run every benchmark, print the table, and keep it in docs/performance.md (``--keep``)."""

from __future__ import annotations

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
)
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
HEADS = ("what", "Cartoplan", "beside", "its time", "ratio", "asked")


def main() -> int:
    """Run the benches named on the command line, or all."""
    named = [word for word in sys.argv[1:] if not word.startswith("-")]
    figures: list[Figure] = []
    for name in named or BENCHES:
        sys.stderr.write(f"{name}…\n")
        figures += measured_apart(name)
    show(figures)
    if "--keep" in sys.argv:
        PAGE.write_text(page(figures), encoding="utf-8")
    return 0


def measured_apart(name: str) -> list[Figure]:
    """The figures of one bench, run in a process of its own: no bench weighs on another."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measured, name).result()


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


def page(figures: list[Figure]) -> str:
    """The kept page: the machine, the versions, the table."""
    lines = [
        "# Performance",
        "",
        "Written by `make bench`. Each figure stands beside a peer or a bare lower bound of the",
        "same run on the same machine; only the ratios travel. Nothing here is asserted by a test.",
        "",
        f"- Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        f"- {platform.system()} {platform.machine()}, two cores, virtual disk",
        "",
        "| " + " | ".join(HEADS) + " |",
        "|" + "---|" * len(HEADS),
        *("| " + " | ".join(cells(figure)) + " |" for figure in figures),
        "",
    ]
    return "\n".join(lines)


PACKAGES = ("networkx", "openpyxl", "sqlalchemy", "pyside6-essentials")

if __name__ == "__main__":
    sys.exit(main())
