"""Sheets as they came: cells, what each holds and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


class CellKind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    FORMULA = "formula"  # one that nobody calculated: it has no value
    FAULT = "fault"  # #N/A and the like, or a moment of the clock


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: what it holds, and its value as Python has it (a formula and a fault as text).

    ``formula`` is what the value was calculated from when the file was saved; empty where it was
    typed.
    """

    kind: CellKind
    value: str | int | float | bool | date | None = None
    formula: str = ""


EMPTY = SheetCell(CellKind.EMPTY)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells merged into one; rows and columns are counted from 1, both ends included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def holds(self, row: int, column: int) -> bool:
        """True for a cell among the merged ones."""
        across = self.first_column <= column <= self.last_column
        return across and self.first_row <= row <= self.last_row


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its name, the cells of its rows from row 1 and column A on, and its merges.

    ``hidden`` are the rows that its author does not see, ``is_hidden`` tells that of the whole
    sheet; both are read like others. ``is_1904`` tells from which year its days are counted.
    """

    name: str
    rows: tuple[tuple[SheetCell, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_1904: bool = False

    def cell(self, row: int, column: int) -> SheetCell:
        """The cell of a row and a column, counted from 1; empty beyond what the sheet holds."""
        if not 1 <= row <= len(self.rows) or not 1 <= column <= len(self.rows[row - 1]):
            return EMPTY
        return self.rows[row - 1][column - 1]

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merge that a cell is part of."""
        return next((merge for merge in self.merges if merge.holds(row, column)), None)

    def filled(self) -> Iterator[tuple[int, tuple[SheetCell, ...]]]:
        """The rows that hold anything, with their numbers from 1."""
        for number, row in enumerate(self.rows, 1):
            if any(cell.kind is not CellKind.EMPTY for cell in row):
                yield number, row


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column: A for 1, Z for 26, AA for 27."""
    letters = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column that a spreadsheet calls by letters; 0 for none."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def a1(row: int, column: int) -> str:
    """What a spreadsheet calls a cell: ``B5`` for row 5 and column 2."""
    return f"{column_letters(column)}{row}"
