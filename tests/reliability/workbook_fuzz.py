"""Reads mutated workbooks one after the other, bound as the reader's process is.

``python -m tests.reliability.workbook_fuzz SEED COUNT`` ends with status 0 and the outcomes as
JSON where each workbook was read or refused; an uncaught error, the end of the process by the
reader, or a file that takes five seconds end it otherwise.
"""

from __future__ import annotations

import faulthandler
import json
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from db.exchange import reader_process
from db.exchange.bounds import TABLE
from db.exchange.wire import grids_of, lines_of
from db.exchange.workbook_file import read_workbook
from planner.errors import StudyFileError
from tests.reliability.mutations import Mutator
from ui.actions.texts import Texts

BOUNDS = replace(TABLE, area=200_000, memory=512 << 20, seconds=600)
_FRENCH = Texts("fr")


def rich(path: Path) -> Path:
    """A workbook with a bit of everything that cells can be."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Intitulé", "Ville", "Niveau", "Ouverte", "Le", "À"])
    for row in range(6):
        day = date(2026, 9, row + 1)
        sheet.append([f"Licence {row}", "Lille", row, row % 2 == 0, day, datetime(2026, 1, 1, 8)])
    sheet["A9"], sheet["B9"], sheet["C9"] = "=SUM(C2:C7)", "#N/A", 1.5
    sheet["B9"].data_type = "e"
    sheet.merge_cells("A10:B11")
    sheet.row_dimensions[3].hidden = True
    hidden = book.create_sheet("Cachée")
    hidden.sheet_state = "hidden"
    hidden["C3"] = "ici"
    book.save(path)
    return path


def outcome(path: Path) -> str:
    """What reading gives: "read", or the code of a refusal; anything else is an error."""
    try:
        grids = read_workbook(path, BOUNDS)
    except StudyFileError as error:
        return error.message.code if _FRENCH.say(error.message) else "silent"
    is_whole = tuple(grids_of(lines_of(grids))) == grids
    return "read" if is_whole else "handed over in part"


def outcomes(room: Path, seed: int, count: int) -> Counter[str]:
    """How often each outcome came of so many mutated workbooks."""
    mutator = Mutator(rich(room / "rich.xlsx"), seed)
    path, found = room / "mutated.xlsx", Counter()
    try:
        for _ in range(count):
            path.write_bytes(mutator.next())
            faulthandler.dump_traceback_later(5, exit=True)
            found[outcome(path)] += 1
    finally:
        faulthandler.cancel_dump_traceback_later()
    return found


if __name__ == "__main__":
    reader_process.bind(BOUNDS)
    with tempfile.TemporaryDirectory() as room:
        sys.stdout.write(json.dumps(outcomes(Path(room), int(sys.argv[1]), int(sys.argv[2]))))
