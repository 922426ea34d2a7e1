"""``make reliability``: the catalogue with its full figures, as one table.

Files or options of pytest may follow ``python -m tests.reliability``: then the lines of what was
run replace those of the table, and the others stay.
"""

from __future__ import annotations

import compileall
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import PySide6

from tests.reliability.promise import Line

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "reliability.md"
#: A disk in memory where there is one: what a real one does in a power cut is recorded by T4.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
COMPILED = ("planner", "db", "exports", "ui", "tests", "benchmarks")
#: Whoever is free takes the next test, the longest first.
IN_TURN = ("--dist", "load", "--maxschedchunk", "1")
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"

#: T23 is a script of its own: two hours of editing with kills.
CATALOGUE = tuple(f"T{number}" for number in range(1, 26) if number != 23)


def main() -> int:
    """Run the catalogue, print its table and keep it; 0 where every figure was reached."""
    began = time.monotonic()
    chosen = sys.argv[1:]
    lines, status = run(chosen)
    print(told([row_of(line) for line in lines]))
    missing = [key for key in CATALOGUE if key not in {line.key for line in lines}]
    if missing and not chosen:
        print("not tried:", ", ".join(missing))
    keep([row_of(line) for line in lines], time.monotonic() - began, is_whole=not chosen)
    held = all(line.held for line in lines)
    return status or (0 if held and (chosen or not missing) else 1)


def run(arguments: list[str]) -> tuple[list[Line], int]:
    """The lines of one run, in the order of the catalogue, and pytest's status."""
    with tempfile.TemporaryDirectory(prefix="cartoplan-", dir=MEMORY) as folder:
        path = Path(folder) / "lines.jsonl"
        path.touch()
        Path(folder).chmod(0o755)  # a server and nobody work in folders beneath
        environment = os.environ | {
            "CARTOPLAN_RELIABILITY": "full",
            "CARTOPLAN_RELIABILITY_LINES": str(path),
            "TMPDIR": folder,
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for room in COMPILED:  # every process that a test starts would do it again
            compileall.compile_dir(ROOT / room, quiet=2)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *IN_TURN]
        chosen = arguments or ["tests/reliability"]
        status = subprocess.run([*command, *chosen], cwd=ROOT, env=environment, check=False)
        rows = path.read_text(encoding="utf-8").splitlines()
    lines = [Line(**json.loads(row)) for row in rows]
    return sorted(lines, key=lambda line: line.order), status.returncode


def told(rows: list[str]) -> str:
    """The table, in Markdown: promise, test, figure reached, figure asked, time."""
    head = "| # | test | reached | asked | | time |\n|---|---|---:|---:|---|---:|"
    return "\n".join([head, *rows])


def row_of(line: Line) -> str:
    """A line of the table."""
    mark = "held" if line.held else f"**{'short' if line.outcome == 'passed' else line.outcome}**"
    figures = f"{line.reached:,} | {line.asked:,} {line.unit}".replace(",", " ")
    return f"| {line.key} | {line.test} | {figures} | {mark} | {line.seconds:.1f} s |"


def keep(rows: list[str], seconds: float, *, is_whole: bool) -> None:
    """Put the table, the machine and the versions between the marks of the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    former, _, after = rest.partition(END)
    kept = {} if is_whole else _by_test(former.splitlines())
    table = told(sorted((kept | _by_test(rows)).values(), key=_place))
    made = f"{BEGIN}\n{_machine(seconds, is_whole=is_whole)}\n\n{table}\n{END}"
    DOCUMENT.write_text(before + made + after, encoding="utf-8")


def _by_test(rows: list[str]) -> dict[tuple[str, ...], str]:
    """The lines of a table by promise and test."""
    return {tuple(row.split(" | ")[:2]): row for row in rows if row.startswith("| T")}


def _place(row: str) -> tuple[int, str]:
    promise, test = row.removeprefix("| T").split(" | ")[:2]
    return int(promise), test


def _machine(seconds: float, *, is_whole: bool) -> str:
    how = f"in {seconds / 60:.0f} min" if is_whole else "in several runs"
    return (
        f"Taken on {datetime.now(UTC):%Y-%m-%d} {how} on {os.cpu_count()} "
        f"cores: {platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, PySide6 {PySide6.__version__}."
    )


if __name__ == "__main__":
    sys.exit(main())
