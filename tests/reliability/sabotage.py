"""Each safeguard taken away in turn from a copy of the programme: some test must turn red.

``python -m tests.reliability.sabotage [NAME…]`` tries all sabotages, or those named, and prints
one line each. A sabotage whose text is no longer found is an error: the safeguard has moved, and
its sabotage must follow.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.reliability.sabotages import SABOTAGES, Sabotage
from tests.warm import Warm

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
TREE = ("planner", "db", "exports", "ui", "tests", "benchmarks", "pyproject.toml")
#: What is loaded once for all of its tests: libraries, of which no sabotage changes anything.
LIBRARIES = (
    "alembic.command", "babel.messages.pofile", "hypothesis.stateful", "networkx", "numpy",
    "openpyxl", "psycopg", "pypdf", "pypdfium2", "pytest", "pytestqt.plugin", "PySide6.QtSvg",
    "PySide6.QtTest", "PySide6.QtWidgets", "python_calamine", "rapidfuzz",
    "reportlab.pdfgen.canvas", "reportlab.platypus", "rich.table", "sqlalchemy.dialects.sqlite",
    "sqlmodel", "typer", "xdist.plugin",
)  # fmt: skip
GREEN, RED = 10, 11  # ten more than pytest's own: what breaks by itself ends with 1
_QUIET = "ignore::pytest.PytestAssertRewriteWarning"  # of plugins that were loaded before


class Copy:
    """A copy of the programme and its tests, in which one safeguard at a time is missing."""

    def __init__(self, folder: Path, libraries: Iterable[str] = LIBRARIES) -> None:
        """Copy the tree into ``folder``, with the times of its files: what was compiled holds."""
        self.folder = folder
        folder.mkdir(exist_ok=True)
        for name in TREE:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, folder / name)
        self._warm = Warm(f"import {', '.join(libraries)}", folder, self._environment())

    def __enter__(self) -> Copy:
        """The copy itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """No more tests are to be run in it."""
        self._warm.__exit__()

    @contextmanager
    def without(self, sabotage: Sabotage) -> Iterator[None]:
        """The copy with the sabotage; ``LookupError`` where its text does not stand there once."""
        path = self.folder / sabotage.file
        whole = path.read_text(encoding="utf-8")
        if whole.count(sabotage.before) != 1:
            raise LookupError(f"{sabotage.name}: its text is not found once in {sabotage.file}")
        times = path.stat()
        path.write_text(whole.replace(sabotage.before, sabotage.after), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(whole, encoding="utf-8")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    def status(self, tests: Iterable[str]) -> tuple[int, str]:
        """What pytest says of tests in the copy: its status, and its last words."""
        words = ["-q", "-x", "--tb=line", "-W", _QUIET, *tests]
        ran = self._warm.run(f"import pytest; raise SystemExit(10 + pytest.main({words!r}))")
        return ran.returncode, (ran.stdout + ran.stderr)[-1500:]

    def _environment(self) -> dict[str, str]:
        """Quick figures, in a run of its own; what was compiled is read, and nothing is added."""
        given = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTEST_", "CARTOPLAN_"))
        }
        return given | {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}


def refused(copy: Copy, sabotage: Sabotage) -> None:
    """Raise :class:`AssertionError` where a sabotage turns no test red."""
    with copy.without(sabotage):
        status, said = copy.status(sabotage.tests)
    assert status != GREEN, f"{sabotage.name}: survives {', '.join(sabotage.tests)}"
    assert status == RED, f"{sabotage.name}: its tests were not run\n{said}"


def sound(copy: Copy, sabotages: Iterable[Sabotage]) -> None:
    """Raise :class:`AssertionError` where the tests are not green without any sabotage."""
    tests = dict.fromkeys(test for sabotage in sabotages for test in sabotage.tests)
    status, said = copy.status(tests)
    assert status == GREEN, said


def main(names: list[str]) -> int:
    """Try the sabotages, tell each, and give 1 where one survived."""
    chosen = [one for one in SABOTAGES if not names or one.name in names]
    faults = 0
    with tempfile.TemporaryDirectory() as folder, Copy(Path(folder)) as copy:
        for sabotage in chosen:
            began = time.monotonic()
            try:
                refused(copy, sabotage)
                told = "red"
            except (AssertionError, LookupError) as fault:
                faults, told = faults + 1, f"SURVIVES: {fault}"
            print(f"{sabotage.name}: {told} ({time.monotonic() - began:.1f} s)", flush=True)
        sound(copy, chosen)
    print(f"{len(chosen)} tried, {faults} survived; all green without them")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
