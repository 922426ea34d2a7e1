"""The process that reads one file that came from outside, and does nothing else.

It binds its own memory and time where the system lets it, reads, writes what it read as lines,
and ends; whoever started it may end it at any moment. What goes wrong is told as a code.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from db.exchange.bounds import Bounds
from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.exchange.grids import Grid

#: What the one program of a bundle is called with to be this process.
FLAG = "--read-received-file"


def words_for(path: Path, out: Path, name: str, bounds: Bounds) -> list[str]:
    """What the process is called with: the file, where to write, the file's name, the bounds."""
    return [str(path), str(out), name, json.dumps(asdict(bounds))]


def main(words: Sequence[str]) -> int:
    """Read one file and give the exit status: 0 where the lines tell sheets or a refusal."""
    path, out, name, told = words
    bounds = Bounds(**json.loads(told))
    bind(bounds)
    try:
        _write(Path(out), None, read(Path(path), name, bounds))
    except StudyFileError as error:
        _write(Path(out), error, ())
    except MemoryError:
        return 1
    return 0


def read(path: Path, name: str, bounds: Bounds) -> tuple[Grid, ...]:
    """The sheets of a workbook or of a text; its first bytes tell which it is."""
    from db.exchange.csv_file import is_text, read_csv
    from db.exchange.workbook_file import read_workbook

    with path.open("rb") as stream:
        head = stream.read(1 << 12)
    if not head:
        raise StudyFileError("received_empty", path=str(path))
    if head.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return read_workbook(path, bounds)
    if is_text(head):
        return read_csv(path, bounds, Path(name).stem)
    raise StudyFileError("table_unknown", path=str(path))


if sys.platform == "win32":

    def bind(bounds: Bounds) -> None:
        """Nothing binds a process here; who started it ends it after its time."""

else:

    def bind(bounds: Bounds) -> None:
        """Bind the memory and the processor time of this process; it leaves no core behind."""
        import resource

        _bind(resource.RLIMIT_AS, bounds.memory)
        _bind(resource.RLIMIT_CPU, int(bounds.seconds) + 1)
        _bind(resource.RLIMIT_CORE, 0)
        _bind(resource.RLIMIT_FSIZE, bounds.memory)

    def _bind(what: int, most: int) -> None:
        import resource

        _, hard = resource.getrlimit(what)
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(what, (most, hard))


def _write(out: Path, refusal: StudyFileError | None, grids: Sequence[Grid]) -> None:
    from db.exchange.wire import lines_of

    with out.open("w", encoding="utf-8") as stream:
        told: dict[str, object] = {"sheets": len(grids)}
        if refusal is not None:
            said = refusal.message
            told = {"code": said.code.removeprefix("error."), "values": dict(said.values)}
        stream.write(json.dumps(told) + "\n")
        stream.writelines(f"{line}\n" for line in lines_of(grids))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
