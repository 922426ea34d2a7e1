"""A workbook (.xlsx) that came from outside, read within bounds: cells as they stand, and merges.

It is an archive of XML and hostile until read: its entries are counted and unpacked into nothing
first, document types and entities are refused, and openpyxl then reads rows one by one up to a
bound. Formulas are not computed and links are not followed.
"""

from __future__ import annotations

import math
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import IO, TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from planner.errors import StudyFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 32 << 20  # bytes of the file
MOST_ENTRIES = 2_000
LARGEST_PART, LARGEST_WHOLE = 24 << 20, 64 << 20  # unpacked
MOST_RATIO = 300  # unpacked to packed, of parts beyond a megabyte
MOST_MARKS = 1_000_000  # "<" of one part: a cell has about eight
MOST_SHEETS = 60
MOST_ROWS, MOST_COLUMNS = 5_000, 60
MOST_MERGES = 10_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_BANNED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LOCKED = b"\xd0\xcf\x11\xe0"  # a compound file: an .xls, or a workbook under a password
_STEP = 1 << 16


class CellKind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    FORMULA = "formula"
    FAULT = "fault"  # #N/A and the like, or a moment of the clock


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: what it holds, and its value as Python has it (a formula and a fault as text)."""

    kind: CellKind
    value: str | int | float | bool | date | None = None


EMPTY = SheetCell(CellKind.EMPTY)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one; rows and columns are counted from 1, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its name, the cells of its rows from row 1 and column A on, and its merges."""

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    merges: tuple[Merge, ...] = ()


def read_workbook(path: Path) -> tuple[Grid, ...]:
    """The sheets of a workbook in its order, hidden ones too.

    Raises :class:`StudyFileError` where the file cannot be read, is no workbook, is under a
    password, is damaged, hostile or larger than any referential.
    """
    try:
        with path.open("rb") as stream:
            _check(stream, path)
            return tuple(_grids(stream, path))
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("workbook_unreadable", path=str(path), reason=reason) from error


def _check(stream: IO[bytes], path: Path) -> None:
    """Refuse what is no workbook, or what would not be read in reasonable time and memory."""
    head = stream.read(len(_LOCKED))
    if head == _LOCKED:
        raise StudyFileError("workbook_locked", path=str(path))
    if stream.seek(0, 2) > LARGEST:
        raise StudyFileError("workbook_too_large", path=str(path))
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_archive(archive, path)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise StudyFileError("workbook_not_excel", path=str(path)) from error
    except Exception as error:
        if isinstance(error, StudyFileError | OSError):
            raise
        raise StudyFileError("workbook_damaged", path=str(path)) from error


def _check_archive(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    names = {part.filename.casefold() for part in parts}
    if "xl/workbook.xml" not in names or len(names) != len(parts):
        raise StudyFileError("workbook_not_excel", path=str(path))
    if any(part.flag_bits & 1 for part in parts):
        raise StudyFileError("workbook_locked", path=str(path))
    if len(parts) > MOST_ENTRIES:
        raise StudyFileError("workbook_too_large", path=str(path))
    whole = 0
    for part in parts:
        whole += _unpacked(archive, part, path)
        if whole > LARGEST_WHOLE:
            raise StudyFileError("workbook_too_large", path=str(path))


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> int:
    """How many bytes a part really unpacks to, read through once."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    allowed = max(1 << 20, min(LARGEST_PART, part.compress_size * MOST_RATIO))
    size = marks = 0
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(_STEP):
            size += len(block)
            marks += block.count(b"<") if is_xml else 0
            if size > allowed or marks > MOST_MARKS:
                raise StudyFileError("workbook_too_large", path=str(path))
            if is_xml and (_BANNED.search(tail + block) or b"\x00" in block):
                raise StudyFileError("workbook_hostile", path=str(path))
            tail = block[-16:]
    return size


def _grids(stream: IO[bytes], path: Path) -> Iterator[Grid]:
    """The sheets; whatever openpyxl stumbles over, the file is damaged.

    Mutated files made it raise thirteen kinds of exceptions, so all are caught here.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it leaves out: validations, pictures
            workbook = load_workbook(stream, read_only=True, data_only=False, keep_links=False)
            found = [_grid(sheet, stream, path) for sheet in workbook.worksheets[:MOST_SHEETS]]
    except StudyFileError:
        raise
    except Exception as error:
        raise StudyFileError("workbook_damaged", path=str(path)) from error
    yield from found


def _grid(sheet: Any, stream: IO[bytes], path: Path) -> Grid:
    sheet.reset_dimensions()  # what a sheet says of its size need not be true
    read = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    rows = [tuple(map(_cell, row)) for row in read]
    while rows and all(cell.kind is CellKind.EMPTY for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise StudyFileError("workbook_too_many_rows", path=str(path), sheet=sheet.title)
    part = sheet._worksheet_path  # noqa: SLF001 - read-only sheets tell no merges
    return Grid(sheet.title, tuple(rows), tuple(_merges(stream, part)))


def _merges(stream: IO[bytes], part: str) -> Iterator[Merge]:
    """The merges that the XML of a sheet tells; their cells are nowhere made."""
    with zipfile.ZipFile(stream) as archive:
        told = _MERGE.findall(archive.read(part))
    for reference in told[:MOST_MERGES]:
        left, top, right, bottom = range_boundaries(reference.decode())
        yield Merge(int(top or 1), int(bottom or 1), int(left or 1), int(right or 1))


def _cell(cell: Any) -> SheetCell:
    value, kind = cell.value, cell.data_type
    if value is None or value == "":
        return EMPTY
    if kind == "f":
        return SheetCell(CellKind.FORMULA, str(getattr(value, "text", value)))
    if kind == "e":
        return SheetCell(CellKind.FAULT, str(value))
    if isinstance(value, bool):
        return SheetCell(CellKind.FLAG, value)
    if isinstance(value, int | float):
        return SheetCell(CellKind.NUMBER, value) if math.isfinite(value) else _fault(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return SheetCell(CellKind.DAY, value.date()) if is_day else _fault(value)
    if isinstance(value, date):
        return SheetCell(CellKind.DAY, value)
    return SheetCell(CellKind.TEXT, _plain(value)) if isinstance(value, str) else _fault(value)


def _fault(value: object) -> SheetCell:
    return SheetCell(CellKind.FAULT, str(value))


def _plain(text: str) -> str:
    """The text as it was typed: what a workbook escapes in it stands for itself again."""
    return text.replace("_x000D_", "").replace("_x005F_", "_")
