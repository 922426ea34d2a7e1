"""Hand-made tables, and what becomes of them in a workbook that is read again."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook, load_workbook

from exports.sheets.book import Book
from exports.sheets.pages import write_sheet
from exports.sheets.plan import Part, sheet_of
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from ui.actions.texts import Texts

HEADING_ROW = 5  # of the first table of a sheet with a single one
FIRST_ROW = HEADING_ROW + 1
ON = date(2026, 11, 22)


def said(text):
    return message("name.as_written", name=text)


def column(heading, format=Format.TEXT, **more):
    return Column(more.pop("key", heading), said(heading), format, **more)


def table(columns, *rows, key="hand", **more):
    made = tuple(row if isinstance(row, Row) else Row(row) for row in rows)
    return Table(key, said("Table"), tuple(columns), made, **more)


def page(*parts, language="fr", code="glossary"):
    """The sheet that the parts make, alone in a workbook, as openpyxl reads it."""
    return book(sheet_of(code, *parts), language=language)[0].worksheets[0]


def book(*sheets, language="fr"):
    """The sheets in a workbook, as openpyxl reads it; and the book, for what it kept."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    kept = Book(workbook, Texts(language))
    pages = [(sheet, kept.add_sheet(sheet.code, sheet.title_code)) for sheet in sheets]
    for planned, target in pages:
        write_sheet(kept, target, planned, lambda: None)
    kept.tie_links()
    stream = io.BytesIO()
    kept.save(stream, ON)
    return load_workbook(stream), kept


def one_value(value, format=Format.TEXT, language="fr", **more):
    """The cell or cells that a value takes in a table of one column and one row."""
    made = page(Part(table([column("Titre", format, **more)], (value,))), language=language)
    cells = [cell for cell in made[FIRST_ROW] if cell.value is not None]
    return cells[0] if len(cells) == 1 else cells


def column_of(*values, format=Format.TEXT):
    """The cells that values take in a table of one column: the cells of a row for each of them."""
    made = page(Part(table([column("Titre", format)], *((value,) for value in values))))
    rows = range(FIRST_ROW, FIRST_ROW + len(values))
    return [[cell for cell in made[row] if cell.value is not None] for row in rows]


def row_of(*cells):
    """The cells that values take beside one another: each told with its format."""
    columns = [column(f"Titre {n}", format) for n, (_, format) in enumerate(cells)]
    return page(Part(table(columns, [value for value, _ in cells])))[FIRST_ROW]


def headings(sheet, row=HEADING_ROW):
    return [cell.value for cell in sheet[row] if cell.value is not None]
