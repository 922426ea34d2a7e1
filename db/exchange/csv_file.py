"""A table in a text file that came from outside: comma, semicolon or tab between the cells.

What a cell holds is a text, whatever it looks like: a formula is not one here.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from db.exchange.bounds import TABLE
from planner.errors import StudyFileError
from planner.exchange.grids import EMPTY, CellKind, Grid, SheetCell

if TYPE_CHECKING:
    from pathlib import Path

    from db.exchange.bounds import Bounds

LONGEST = 32_767  # characters of a cell, as in a workbook
_APART = (";", "\t", ",")
_LOOKED_AT = 200  # lines among which the separator is looked for
_CUT = "unexpected end of data"  # what Python says of a quote that is not closed
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_csv(path: Path, bounds: Bounds = TABLE, name: str = "") -> tuple[Grid, ...]:
    """The one sheet that a text tells, bearing ``name``.

    UTF-8, UTF-16 and Windows-1252 are known, with or without a byte order mark; a first line
    ``sep=;`` is believed. Raises :class:`StudyFileError` where it is no such text, where a quote
    is not closed, or beyond the bounds.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("workbook_unreadable", path=str(path), reason=reason) from error
    if len(data) > bounds.bytes:
        raise StudyFileError("workbook_too_large", path=str(path))
    text = _text(data, path)
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"').casefold()
    if told.startswith("sep=") and len(first.strip().strip('"')) == len("sep=;"):
        return (Grid(name, _rows(rest, told[-1], path, bounds, 1)),)
    return (Grid(name, _rows(text, separator(text), path, bounds)),)


def is_text(head: bytes) -> bool:
    """Whether a file that begins with these bytes may be a text of cells."""
    if head.startswith(tuple(mark for mark, _ in _MARKS)):
        return True
    if head.lstrip()[:5].lower() in (b"%pdf-", b"{\\rtf", b"<html", b"<!doc", b"<?xml"):
        return False
    return bool(head.strip()) and not any(byte < 32 and byte not in b"\t\n\r\f" for byte in head)


def separator(text: str) -> str:
    """What parts the cells: the sign that parts most lines into as many cells.

    A sign within quotes does not count. Semicolon where nothing tells, as a French spreadsheet
    writes it; decimal commas part lines unevenly, or stand in fewer of them.
    """
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    best, most = _APART[0], (0, 0)
    for sign in _APART:
        widths = _widths(lines, sign)
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        if width > 1 and (count, width) > most:
            best, most = sign, (count, width)
    return best


def _widths(lines: list[str], sign: str) -> Counter[int]:
    """How many lines have how many cells where ``sign`` parts them; none where it cannot.

    Quotes that close before another sign tell that this is not the one; a cell that goes on past
    the last line looked at tells nothing.
    """
    widths: Counter[int] = Counter()
    reader = csv.reader(lines, delimiter=sign, strict=True)
    try:
        widths.update(len(row) for row in reader if row)
    except csv.Error as error:
        return widths if str(error) == _CUT else Counter()
    return widths


def _text(data: bytes, path: Path) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", path)


def _decoded(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        raise StudyFileError("csv_encoding", path=str(path)) from error


def _rows(
    text: str, apart: str, path: Path, bounds: Bounds, skipped: int = 0
) -> tuple[tuple[SheetCell, ...], ...]:
    """The rows down to the last one that holds anything; those ``skipped`` above are empty."""
    known: dict[str, SheetCell] = {"": EMPTY}
    rows: list[list[SheetCell]] = [[] for _ in range(skipped)]
    csv.field_size_limit(LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=apart, strict=True)
    try:
        for row in reader:
            if len(rows) >= bounds.rows or len(row) > bounds.columns:
                raise _too_large(path, bounds)
            rows.append([known.get(cell) or _cell(cell, known) for cell in row])
    except csv.Error as error:
        raise StudyFileError("csv_damaged", path=str(path), line=reader.line_num) from error
    while rows and all(cell is EMPTY for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if width * len(rows) > bounds.area:
        raise _too_large(path, bounds)
    return tuple(tuple(row + [EMPTY] * (width - len(row))) for row in rows)


def _cell(text: str, known: dict[str, SheetCell]) -> SheetCell:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    cell = known[text] = SheetCell(CellKind.TEXT, plain) if plain.strip() else EMPTY
    return cell


def _too_large(path: Path, bounds: Bounds) -> StudyFileError:
    return StudyFileError("csv_too_large", path=str(path), n=bounds.rows, columns=bounds.columns)
