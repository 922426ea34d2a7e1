"""What python-calamine does not tell of a sheet, read from its XML.

It gives the value of each cell and no more: whether a formula made it, which error stands there
(it gives nothing for one), which rows are hidden. It also takes memory for the whole rectangle
that a sheet spans, and ends the process where a row bears an endless number; so a sheet is
surveyed first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from planner.errors import StudyFileError
from planner.exchange.grids import column_number

if TYPE_CHECKING:
    from pathlib import Path

    from db.exchange.bounds import Bounds

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,12})")
_SIMPLE = re.compile(rb'<(?:c|row) r="([A-Z]{0,3}[0-9]{1,12})"')
_ANY = re.compile(rb"<(?:c|row)[\s/>]")
#: What a sheet holds where it is more than values in plain cells, each looked for on its own.
_MORE = tuple(
    re.compile(mark)
    for mark in (
        rb"<f[\s/>]",
        rb"[\"']e[\"']",
        rb"<!",
        rb"hidden\s*=\s*.[1t]",
        rb":(?:c|row|f)[\s/>]",
    )
)
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TRUE = ("1", "true")


@dataclass(slots=True)
class Survey:
    """A sheet surveyed: cells by row and column, both counted from 1.

    ``formulas`` come with their text, and ``texts`` are those of them whose result is a text, be
    it an empty one; ``faults`` are the errors with their names. ``rows`` and ``columns`` are how
    far cells reach.
    """

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    texts: set[tuple[int, int]] = field(default_factory=set)
    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    rows: int = 0
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Whose:
    """The sheet that is surveyed, as a refusal names it."""

    path: Path
    sheet: str


def survey(data: bytes, bounds: Bounds, whose: Whose) -> Survey:
    """Survey the XML of a sheet that is well formed.

    Raises :class:`StudyFileError` where it reaches beyond the bounds; rows and columns that are
    only formatted do not count.
    """
    found = _plain(data, bounds)
    if found is None:
        found = _Reading(bounds, whose).survey(data)
    if found.rows * found.columns > bounds.area:
        raise StudyFileError("workbook_too_large", path=str(whose.path))
    return found


def _plain(data: bytes, bounds: Bounds) -> Survey | None:
    """The survey of a sheet of plain values, five times as quick; None for any other.

    Plain is a sheet without formulas, errors, hidden rows and comments, all of whose rows and
    cells say where they stand in the way that every spreadsheet writes.
    """
    if any(mark.search(data) for mark in _MORE):
        return None
    told = _SIMPLE.findall(data)
    if len(told) != len(_ANY.findall(data)):
        return None
    names = {place.rstrip(_DIGITS) for place in told}
    columns = max((column_number(name.decode()) for name in names), default=0)
    rows = max(map(int, {place.lstrip(_LETTERS) for place in told}), default=0)
    if rows > bounds.rows or columns > bounds.columns:
        return None
    return Survey(rows=rows, columns=columns)


class _Reading:
    """A sheet being read: where it stands, and what it has told so far."""

    def __init__(self, bounds: Bounds, whose: Whose) -> None:
        self._bounds = bounds
        self._whose = whose
        self._found = Survey()
        self._row = self._column = 0
        self._type = ""
        self._told: list[str] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def survey(self, data: bytes) -> Survey:
        """All that the sheet tells."""
        self._parser.Parse(data, True)
        return self._found

    def _start(self, name: str, values: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self._cell(values)
            case "v" | "is" | "f" as part:
                self._content(part)
            case "row":
                self._row = int(values["r"]) if "r" in values else self._row + 1
                self._column = 0
                if values.get("hidden") in _TRUE:
                    self._found.hidden.add(self._row)

    def _cell(self, values: dict[str, str]) -> None:
        place = values.get("r")
        if place is None:
            self._column += 1
        else:
            parted = _REFERENCE.fullmatch(place)
            if parted is None:
                raise ValueError(place)
            self._row, self._column = int(parted[2]), column_number(parted[1])
        self._type = values.get("t", "")

    def _content(self, part: str) -> None:
        """A cell that holds something: it must stand within the bounds."""
        found, bounds = self._found, self._bounds
        if self._row > bounds.rows:
            self._refuse("workbook_too_many_rows", bounds.rows)
        if self._column > bounds.columns:
            self._refuse("workbook_too_many_columns", bounds.columns)
        found.rows, found.columns = max(found.rows, self._row), max(found.columns, self._column)
        place = self._row, self._column
        if part == "v" and self._type == "str" and place in found.formulas:
            found.texts.add(place)
        if part == "f" or self._type == "e":
            self._told = []
            self._parser.CharacterDataHandler = self._told.append

    def _end(self, name: str) -> None:
        place = self._row, self._column
        match name.rpartition(":")[2]:
            case "f":
                self._found.formulas[place] = "=" + "".join(self._told)
                self._parser.CharacterDataHandler = None
            case "v" if self._type == "e":
                self._found.faults[place] = "".join(self._told)
                self._parser.CharacterDataHandler = None

    def _refuse(self, code: str, most: int) -> None:
        raise StudyFileError(code, path=str(self._whose.path), sheet=self._whose.sheet, n=most)
