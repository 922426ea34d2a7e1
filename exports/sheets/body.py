"""The rows of a sheet, and their XML.

openpyxl writes everything in the workbook but the rows: its cell writer would take most of the
time of an export (see ``docs/performance.md``). Only values are ever written here: no formula, no
error, and text only as :class:`~exports.xlsx_text.CellText`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from exports.xlsx_text import CellText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from enum import StrEnum

#: What a cell holds; None leaves it empty.
Held = CellText | int | float | date | None
#: A cell: how it looks and what it holds.
Spot = tuple["StrEnum", Held]


class Styles(Protocol):
    """The numbers of a workbook's styles by their looks, plain and for texts to be quoted."""

    @property
    def styles(self) -> Mapping[Any, int]:
        """The styles of numbers and plain texts."""

    @property
    def quoted_styles(self) -> Mapping[Any, int]:
        """The styles of texts that must not become formulas."""


#: The day before the first of a workbook, told so that days from March 1900 on count right.
_DAY_ZERO = date(1899, 12, 30)


@dataclass(slots=True)
class Body:
    """The rows of a sheet, from row 1 and column A on, and the heights that were set (points).

    ``hidden`` are the rows that nobody sees.
    """

    rows: list[list[Spot]] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    @property
    def width(self) -> int:
        """How many columns its widest row has."""
        return max(map(len, self.rows), default=1)

    def held(self, row: int, column: int) -> Held:
        """What a cell holds; rows and columns are counted from 1."""
        return self.rows[row - 1][column - 1][1]

    def look_again(self, row: int, column: int, look: StrEnum) -> None:
        """Give a cell that was written another look."""
        cells = self.rows[row - 1]
        cells[column - 1] = (look, cells[column - 1][1])

    def xml(self, looks: Styles) -> str:
        """The element ``sheetData`` of the sheet."""
        return f"<sheetData>{''.join(self._parts(looks))}</sheetData>"

    def _parts(self, looks: Styles) -> Iterator[str]:
        for number, cells in enumerate(self.rows, 1):
            height = self.heights.get(number)
            tall = "" if height is None else f' ht="{height}" customHeight="1"'
            hidden = ' hidden="1"' if number in self.hidden else ""
            yield f'<row r="{number}"{tall}{hidden}>'
            for column, (look, held) in enumerate(cells, 1):
                yield _cell(f"{_letter(column)}{number}", look, held, looks)
            yield "</row>"


def _cell(place: str, look: StrEnum, held: Held, looks: Styles) -> str:
    if isinstance(held, CellText):
        text = held.text
        style = (looks.quoted_styles if held.looks_like_a_formula else looks.styles)[look]
        if "&" in text or "<" in text or ">" in text:
            text = escape(text)
        return (
            f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
            f"{text}</t></is></c>"
        )
    if held is None:
        return f'<c r="{place}" s="{looks.styles[look]}"/>'
    return f'<c r="{place}" s="{looks.styles[look]}"><v>{_number(held)}</v></c>'


def _number(held: float | date) -> str:
    if isinstance(held, date):
        return str((held - _DAY_ZERO).days)
    if isinstance(held, int | float):
        return repr(held)
    raise TypeError(f"a cell takes xlsx_text(…), a number or a day, not {type(held).__name__}")


_letter = cache(get_column_letter)
