"""Writes one sheet from top to bottom: title, how to read it, tables, charts, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from exports.sheets.book import Lost
from exports.sheets.looks import Look
from exports.xlsx_text import CellText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from exports.sheets.body import Spot
    from exports.sheets.book import Book
    from exports.sheets.plan import Target

#: Widths are in characters, heights in points.
NARROWEST, WIDEST = 8, 66
PROSE_WIDTH = 110
LINE_HEIGHT = 13.5
TITLE_HEIGHT, SECTION_HEIGHT = 26.0, 20.0
#: Signs of running text that stand in the width of one digit of the default font.
SIGNS_PER_WIDTH = 1.25
#: The greatest height that a spreadsheet gives a row.
HIGHEST = 409.0


class Pen:
    """Adds rows to a sheet; knows the row it is at and how wide the texts of a column are."""

    def __init__(self, book: Book, sheet: Worksheet) -> None:
        """Write to ``sheet`` of ``book``, which is still empty."""
        self.book = book
        self.sheet = sheet
        self.body = book.bodies[sheet.title]
        self.widths: dict[int, int] = {}
        self._prose: list[tuple[int, CellText]] = []

    @property
    def row(self) -> int:
        """The row that was written last, counted from 1."""
        return len(self.body.rows)

    def line(self, cells: Iterable[Spot]) -> None:
        """Add a row of cells; the first stands in column A."""
        row = list(cells)
        self.body.rows.append(row)
        for column, (_, held) in enumerate(row, 1):
            if isinstance(held, CellText) and held.losses:
                self._tell_losses(column, held)

    def _tell_losses(self, column: int, text: CellText) -> None:
        cell = f"{get_column_letter(column)}{self.row}"
        self.book.losses += [Lost(self.sheet.title, cell, loss) for loss in text.losses]

    def blank(self, rows: int = 1) -> None:
        """Leave rows empty."""
        for _ in range(rows):
            self.line(())

    def title(self, text: CellText) -> None:
        """The title of the sheet."""
        self.line([(Look.TITLE, text)])
        self.body.heights[self.row] = TITLE_HEIGHT

    def section(self, text: CellText) -> None:
        """The title of a part of the sheet, after an empty row."""
        self.blank()
        self.line([(Look.SECTION, text)])
        self.body.heights[self.row] = SECTION_HEIGHT

    def prose(self, text: CellText, look: Look = Look.PROSE) -> None:
        """A paragraph over as many columns as a comfortable line needs."""
        self.line([(look, text)])
        self._prose.append((self.row, text))

    def link(self, text: CellText, target: Target) -> None:
        """A row that leads elsewhere in the workbook."""
        self.line([(Look.PROSE, text)])
        self.wish(1, target, Look.LINK_ALONE)

    def wish(self, column: int, target: Target, look: Look) -> None:
        """Ask that a cell of the last row lead to ``target``, and look so."""
        self.book.wish(self.sheet, self.row, column, target, look)

    def widen(self, column: int, width: int) -> None:
        """Give a column at least ``width`` characters, between the narrowest and the widest."""
        wanted = min(max(width, NARROWEST), WIDEST)
        self.widths[column] = max(self.widths.get(column, NARROWEST), wanted)

    def finish(self) -> None:
        """Set the widths of the columns, then merge and measure the paragraphs."""
        for column, width in self.widths.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        last, width = self._prose_span()
        for row, text in self._prose:
            self.body.heights[row] = height_of(lines(text.text, width))
            if last > 1:
                self.sheet.merged_cells.add(f"A{row}:{get_column_letter(last)}{row}")

    def _prose_span(self) -> tuple[int, int]:
        """The last column that paragraphs run over, and their width."""
        width, column = 0, 0
        while width < PROSE_WIDTH and column < max(self.widths, default=1):
            column += 1
            width += self.widths.get(column, NARROWEST)
        return column, min(width, PROSE_WIDTH + WIDEST)


def height_of(rows: int) -> float:
    """The height of a row of the sheet, in points, that holds so many lines of text."""
    return min(LINE_HEIGHT * rows + 2.5, HIGHEST)


def lines(text: str, width: int) -> int:
    """How many lines a text takes, broken between words, at a width in characters."""
    return sum(_wrapped(part, width) for part in text.split("\n"))


def _wrapped(part: str, width: int) -> int:
    width = int(width * SIGNS_PER_WIDTH)
    if len(part) <= width:
        return 1
    rows, room = 1, width
    for word in part.split(" "):
        if len(word) > room and room < width:
            rows, room = rows + 1, width
        rows += (len(word) - 1) // width if len(word) > width else 0
        room -= len(word) % width + 1
    return rows
