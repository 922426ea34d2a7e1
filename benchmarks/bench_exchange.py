"""Tables that came by mail, beside a bare openpyxl read of the same file in the same run.

Ours holds everything: the private copy with its digest, the checks of the archive and of each
sheet, the process of its own, the cells. The bare read goes through the rows and keeps nothing.
"""

from __future__ import annotations

import resource
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.figures import Figure, peak_megabytes, seconds, shown
from db.exchange.received import receive
from db.samples.reading import read_sample
from ui.actions.desk import Desk
from ui.actions.files import create_document
from ui.actions.incoming import held_against
from ui.actions.texts import Texts

ROWS, COLUMNS = 20_000, 20
ASKED = "below 1"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
OWNER = "universite-lille"
HEADINGS = ("Intitulé", "Ville", "Niveau", "Durée en mois", "Places 2026", "Ouverte le")


def measure() -> list[Figure]:
    """A large table read, then held against the shipped study."""
    with tempfile.TemporaryDirectory() as folder:
        path = _written(Path(folder) / "table.xlsx")
        beside = f"openpyxl (read-only), {ROWS} rows of {COLUMNS} cells"
        bare, bare_memory = _apart(bare_read, path)
        ours, memory = _apart(our_read, path)
        whole, _ = _apart(our_import, path, Path(folder) / "map.cartoplan")
        return [
            Figure("file received", shown(ours), beside, shown(bare), ours / bare, ASKED),
            Figure(
                "its memory, the reading process and ours", f"{memory:.0f} MB", beside,
                f"{bare_memory:.0f} MB", memory / bare_memory,
            ),
            Figure(
                "file received, mapped, matched and compared", shown(whole), beside, shown(bare),
                whole / bare, ASKED,
            ),
        ]  # fmt: skip


def _written(path: Path) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Offre")
    sheet.append([*HEADINGS, *(f"Autre {n}" for n in range(COLUMNS - len(HEADINGS)))])
    day = date(2026, 9, 1)
    for row in range(ROWS):
        title = f"Parcours {row} en intelligence artificielle"
        others = [None if (row + n) % 3 else "x" for n in range(COLUMNS - len(HEADINGS))]
        sheet.append([title, "Lille", row % 8 + 1, row % 36, row % 200, day, *others])
    book.save(path)
    return path


def _apart(work: object, *paths: Path) -> tuple[float, float]:
    """What a piece of work gives in a process of its own, where its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work, *paths).result()  # type: ignore[arg-type]


def bare_read(path: Path) -> tuple[float, float]:
    """Seconds and MB of a bare read."""

    def read() -> None:
        book = load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            for _ in sheet.iter_rows(values_only=True):
                pass

    return seconds(read), peak_megabytes()


def our_read(path: Path) -> tuple[float, float]:
    """Seconds and MB of a table received, the memory of both processes together."""
    best = seconds(lambda: receive(path))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return best, child + peak_megabytes()


def our_import(path: Path, file: Path) -> tuple[float, float]:
    """Seconds and MB from the file to the comparison that a person decides upon."""
    document = create_document(file, read_sample(), "Bench", lambda: AT)
    number = count()
    desk = Desk(document, Texts("fr"), "Bench", lambda: AT, lambda: f"k{next(number)}")

    def whole() -> None:
        incoming = held_against(desk, receive(path), OWNER)
        assert len(incoming.comparison.rows) >= ROWS

    best = seconds(whole, runs=2)
    document.close()
    return best, peak_megabytes()
