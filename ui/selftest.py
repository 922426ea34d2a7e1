"""Whether this installation has all that it needs: asked of each bundle before it is given away.

Each part is used once, for real, in a folder of its own: what was forgotten on the way into a
bundle (a migration, a catalogue, a template, a plugin, a compiled library) is named.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from db.connecting import connect
from db.pragmas import prepare
from ui import cli
from ui.actions.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.server.address import Address

#: Before this version SQLite's WAL could lose what was written (sqlite.org/wal.html, §11).
SOUND_WAL = (3, 51, 3)
#: A certification of the shipped study, and the ways in which its dossier is written.
CERTIFICATION, ENDINGS = "drh", ("pdf", "docx", "xlsx", "txt", "json")


class Lacking(Exception):
    """A part that is there but does not do what it is there for."""


def main() -> int:
    """Try every part, print a line for each, and give 0 where all are sound."""
    cli.give_streams()
    with TemporaryDirectory() as folder:
        faults = {name: _fault(part, Path(folder)) for name, part in PARTS.items()}
    for name, fault in faults.items():
        sys.stdout.write(f"{name}: {fault or 'ok'}\n")
    return 1 if any(faults.values()) else 0


def _fault(part: Callable[[Path], None], folder: Path) -> str:
    try:
        part(folder)
    except Exception as error:  # whatever a part lacks is to be named beside the others
        return f"{type(error).__name__}: {error}"
    return ""


def texts(folder: Path) -> None:
    """Both languages speak, by their catalogues and by Babel's own data."""
    for language in LANGUAGES:
        said = Texts(language)
        if not said.say("cli.help") or not said.show(1234.5):
            raise Lacking(language)


def study_file(folder: Path) -> None:
    """A study file is made by the migrations, changed, undone, and kept as safely as promised."""
    path = folder / "study.cartoplan"
    _command("new", str(path))
    _command("--file", str(path), "trainings", "set", "t001", "hours=400")
    _command("--file", str(path), "undo")
    with closing(connect(path, "rw")) as connection:
        prepare(connection, read_only=False)
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal" and sqlite3.sqlite_version_info < SOUND_WAL:
        raise Lacking(f"SQLite {sqlite3.sqlite_version} in {mode}")


def documents(folder: Path) -> None:
    """Every kind of document is written: workbook, PDF, Word, web page, exchange formats."""
    outputs: list[tuple[str, ...]] = [("export", "all", str(folder))]
    outputs += [("export", "web", str(folder / "page.html"))]
    outputs += [("export", "symposium", str(folder / "symposium.pdf"))]
    outputs += [("export", "lheo", str(folder / "lheo.xml"))]
    outputs += [
        ("export", "dossier", CERTIFICATION, str(folder / f"dossier.{ending}"))
        for ending in ENDINGS
    ]
    for words in outputs:
        _command(*words)
    for path in folder.iterdir():
        if path.is_file() and not path.stat().st_size:
            raise Lacking(path.name)


def received_file(folder: Path) -> None:
    """A workbook that came is read by a process of its own, which this program starts."""
    from db.exchange.received import receive

    received = receive(folder / f"dossier.{ENDINGS[2]}")
    if not any(grid.rows for grid in received.grids):
        raise Lacking(received.name)


def printed_pages(folder: Path) -> None:
    """The pages of a PDF are made into pictures, with ink on them."""
    from ui.desktop.selftest import has_ink

    if not has_ink((folder / "feuille-de-route.pdf").read_bytes()):
        raise Lacking("feuille-de-route.pdf")


def window(folder: Path) -> None:
    """The window is built with every page, its pictures, its typefaces and Qt's own words."""
    from ui.desktop.selftest import lacking

    if found := lacking():
        raise Lacking(", ".join(found))


def no_console(folder: Path) -> None:
    """A refusal does not end the program where there is no console to say it on."""
    with _without_streams():
        status = cli.main(["--file", str(folder / "nowhere.cartoplan"), "info"], _no_window)
    if status != cli.REFUSED:
        raise Lacking(str(status))


#: Every part by its name; later ones use what earlier ones left in the folder.
PARTS: dict[str, Callable[[Path], None]] = {
    "texts": texts,
    "study file": study_file,
    "documents": documents,
    "received file": received_file,
    "printed pages": printed_pages,
    "window": window,
    "no console": no_console,
}


def _command(*words: str) -> None:
    """Run a command, its words kept back; :class:`Lacking` tells them where it was not done."""
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = cli.main(words, _no_window)
    if status != cli.DONE:
        raise Lacking(f"{' '.join(words[:2])}: {said.getvalue().strip()}")


def _no_window(file: Path | Address | None, texts: Texts) -> int:
    return cli.WRONG_USE


@contextmanager
def _without_streams() -> Iterator[None]:
    """No standard output and no standard error, as in a program without a console."""
    kept = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = None  # as Python has it on Windows
    try:
        yield
    finally:
        made = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = kept
        for stream in made:
            if stream is not None:
                stream.close()
