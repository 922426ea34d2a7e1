"""A workbook (.xlsx, .xlsm) that came from outside, read within bounds: cells as they stand.

It is checked first (:mod:`db.exchange.workbook_check`), each sheet is then surveyed
(:mod:`db.exchange.sheet_survey`), and python-calamine reads the values. Formulas are not computed,
links are not followed, macros are not looked at.

Here a hostile file can still end the process or fill its memory: what comes by mail is read in a
process of its own (:mod:`db.exchange.received`).
"""

from __future__ import annotations

import math
import posixpath
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from defusedxml import ElementTree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from db.exchange.bounds import REFERENTIAL
from db.exchange.sheet_survey import Survey, Whose, survey
from db.exchange.workbook_check import checked_parts, packed
from planner.errors import StudyFileError
from planner.exchange.grids import EMPTY, CellKind, Grid, Merge, SheetCell, column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from db.exchange.bounds import Bounds

_REFERENCE = rb'ref=["\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["\']'
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?" + _REFERENCE)
_WHOLE = 10**15  # beyond, a floating number no longer tells one whole number from the next


def read_workbook(path: Path, bounds: Bounds = REFERENTIAL) -> tuple[Grid, ...]:
    """The sheets of a workbook in its order, hidden ones too.

    Raises :class:`StudyFileError` where the file cannot be read, is no workbook, is under a
    password, is damaged, hostile or beyond the bounds.
    """
    try:
        with path.open("rb") as stream:
            parts = checked_parts(stream, path, bounds)
    except OSError as error:
        reason = error.strerror or ""
        raise StudyFileError("workbook_unreadable", path=str(path), reason=reason) from error
    return tuple(_grids(parts, path, bounds))


def _grids(parts: Mapping[str, bytes], path: Path, bounds: Bounds) -> list[Grid]:
    """The sheets; whatever a reader stumbles over, the file is damaged.

    A panic of the compiled reader is no :class:`Exception`, so all but the wish to stop is caught.
    """
    try:
        with CalamineWorkbook.from_filelike(packed(parts)) as workbook:
            return list(_sheets(parts, workbook, path, bounds))
    except (StudyFileError, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise StudyFileError("workbook_damaged", path=str(path)) from error


def _sheets(
    parts: Mapping[str, bytes], workbook: CalamineWorkbook, path: Path, bounds: Bounds
) -> Iterator[Grid]:
    named = {name.casefold(): data for name, data in parts.items()}
    told, is_1904 = _told(named)
    known = workbook.sheets_metadata
    if [sheet.name for sheet in known] != [name for name, _ in told]:
        raise ValueError(told)
    if len(known) > bounds.sheets:
        raise StudyFileError("workbook_too_large", path=str(path))
    for place, (sheet, (name, part)) in enumerate(zip(known, told, strict=True)):
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        data = named[part]
        surveyed = survey(data, bounds, Whose(path, name))
        merges = tuple(_merges(data, bounds, path))
        _check_apart(merges, surveyed)
        yield Grid(
            name,
            _rows(workbook, place, surveyed),
            merges,
            frozenset(surveyed.hidden),
            sheet.visible is not SheetVisibleEnum.Visible,
            is_1904,
        )


def _told(parts: Mapping[str, bytes]) -> tuple[list[tuple[str, str]], bool]:
    """The names of the sheets, each with its part, and whether days are counted from 1904."""
    book = ElementTree.fromstring(parts["xl/workbook.xml"])
    links = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    told, is_1904 = [], False
    for element in book.iter():
        match str(element.tag).rpartition("}")[2]:
            case "sheet":
                link = next(value for key, value in element.items() if key.endswith("}id"))
                told.append((element.get("name", ""), _part(targets[link])))
            case "workbookPr":
                is_1904 = element.get("date1904") in ("1", "true")
    return told, is_1904


def _part(target: str) -> str:
    """The part that a link of the workbook leads to."""
    return posixpath.normpath(posixpath.join("/xl", target))[1:].casefold()


def _rows(
    workbook: CalamineWorkbook, place: int, surveyed: Survey
) -> tuple[tuple[SheetCell, ...], ...]:
    """The rows down to the last one that holds anything."""
    if not surveyed.rows:
        return ()
    read = workbook.get_sheet_by_index(place).to_python(skip_empty_area=False)
    cells = _Cells()
    rows = [[cells[type(value), value] for value in row] for row in read]
    _tell(rows, surveyed)
    while rows and all(cell is EMPTY for cell in rows[-1]):
        rows.pop()
    return tuple(map(tuple, rows))


def _tell(rows: list[list[SheetCell]], surveyed: Survey) -> None:
    """Put in what was surveyed: errors, and formulas with or without a value."""
    _widen(rows, surveyed)
    for (row, column), name in surveyed.faults.items():
        rows[row - 1][column - 1] = SheetCell(CellKind.FAULT, name)
    for (row, column), text in surveyed.formulas.items():
        cell = rows[row - 1][column - 1]
        if cell is not EMPTY:
            rows[row - 1][column - 1] = SheetCell(cell.kind, cell.value, text)
        elif (row, column) not in surveyed.texts:
            rows[row - 1][column - 1] = SheetCell(CellKind.FORMULA, text, text)


def _widen(rows: list[list[SheetCell]], surveyed: Survey) -> None:
    """Make room for the cells that have no value."""
    places = (*surveyed.faults, *surveyed.formulas)
    width = max([*map(len, rows[:1]), *(column for _, column in places)], default=0)
    rows += [[] for _ in range(max((row for row, _ in places), default=0) - len(rows))]
    for row in rows:
        row += [EMPTY] * (width - len(row))


def _merges(data: bytes, bounds: Bounds, path: Path) -> Iterator[Merge]:
    """The merges that the XML of a sheet tells; their cells are nowhere made."""
    if b"mergeCell" not in data:
        return
    for number, told in enumerate(_MERGE.finditer(data)):
        if number >= bounds.merges:
            raise StudyFileError("workbook_too_large", path=str(path))
        left, top, right, bottom = (part.decode() for part in told.groups())
        yield Merge(int(top), int(bottom), column_number(left), column_number(right))


def _check_apart(merges: Sequence[Merge], surveyed: Survey) -> None:
    """``ValueError`` where merges overlap so much that going through them would take for ever."""
    held = 0
    for merge in merges:
        rows = min(merge.last_row, surveyed.rows) - merge.first_row + 1
        columns = min(merge.last_column, surveyed.columns) - merge.first_column + 1
        held += max(rows, 0) * max(columns, 0)
    if held > surveyed.rows * surveyed.columns:
        raise ValueError(held)


class _Cells(dict[tuple[type, Any], SheetCell]):
    """The cells by type and value: those that say the same are one and the same."""

    def __missing__(self, key: tuple[type, Any]) -> SheetCell:
        """Make a cell when it is met first."""
        cell = self[key] = _cell(key[1])
        return cell


def _cell(value: Any) -> SheetCell:
    if isinstance(value, str):
        return SheetCell(CellKind.TEXT, _plain(value)) if value else EMPTY
    if isinstance(value, bool):
        return SheetCell(CellKind.FLAG, value)
    if isinstance(value, int | float):
        return _counted(value)
    if isinstance(value, datetime):
        is_day = value.time() == time()
        return SheetCell(CellKind.DAY, value.date()) if is_day else _fault(value)
    return SheetCell(CellKind.DAY, value) if isinstance(value, date) else _fault(value)


def _counted(value: float) -> SheetCell:
    if not math.isfinite(value):
        return _fault(value)
    is_whole = value == int(value) and abs(value) < _WHOLE
    return SheetCell(CellKind.NUMBER, int(value) if is_whole else value)


def _fault(value: object) -> SheetCell:
    return SheetCell(CellKind.FAULT, str(value))


def _plain(text: str) -> str:
    """The text with its lines parted in one way."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
