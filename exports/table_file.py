"""One table as a file of its own: a workbook of one sheet, or comma-separated values."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING

from openpyxl import Workbook

from exports.sheets.book import Book
from exports.sheets.pages import freeze, set_page
from exports.sheets.pen import Pen
from exports.sheets.plan import Part
from exports.sheets.readme import losses_table
from exports.sheets.tables import write_table
from exports.sheets.values import Values, sheet_columns
from exports.writing import write_atomically
from exports.xlsx_text import CellText
from planner.messages import message

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from exports.sheets.body import Held
    from planner.messages import Message, Speaker
    from planner.tables.table import Table

#: The endings of the files that can be written.
WORKBOOK, VALUES = ".xlsx", ".csv"
#: What parts the values of a line in each language: where a comma is a decimal one, a semicolon.
_BETWEEN = {"fr": ";"}
#: A number below zero of more digits than a spreadsheet keeps: a text, but never a formula.
_LONG_NUMBER = re.compile(r"-[1-9][0-9]{15,}")
_SHORT = 12  # signs of a fingerprint that tell two states apart


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table comes from: told under its title."""

    study: str
    on: date
    fingerprint: str


def write_table_file(
    table: Table, path: Path, speaker: Speaker, origin: Origin, *, totals: int = 0
) -> None:
    """Write ``table`` to ``path``, whole or not at all; its ending says as what.

    Equal arguments give equal bytes. An interval takes two columns, from and to; unknown is a
    word; an empty text leaves its cell empty. ``totals`` is how many of the last rows are totals.

    Raises:
        ExportError: the file cannot be written; the former one is whole.
    """
    if path.suffix.casefold() == VALUES:
        write_atomically(path, partial(_write_values, table, speaker))
    else:
        book = _book(table, speaker, origin, totals)
        write_atomically(path, partial(book.save, on=origin.on))


def _book(table: Table, speaker: Speaker, origin: Origin, totals: int) -> Book:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    book = Book(workbook, speaker)
    pen = Pen(book, book.add_sheet(table.key, "table_file.sheet"))
    pen.title(book.values.say(table.title))
    pen.prose(book.values.say(_said(origin)))
    pen.blank()
    placed = write_table(pen, Part(table, totals=totals, is_home=False))
    if table.notes:
        pen.section(book.values.say("workbook.notes"))
    for note in table.notes:
        pen.prose(book.values.say(note))
    if book.losses:
        pen.section(book.values.say("workbook.section.losses"))
        write_table(pen, Part(losses_table(book)))
    pen.finish()
    freeze(pen, placed)
    set_page(pen)
    workbook.active = 0
    workbook.properties.creator = workbook.properties.lastModifiedBy = "Cartoplan"
    workbook.properties.title = book.values.say(table.title).text
    return book


def _said(origin: Origin) -> Message:
    return message(
        "table_file.origin",
        study=origin.study,
        on=origin.on,
        fingerprint=origin.fingerprint[:_SHORT],
    )


def _write_values(table: Table, speaker: Speaker, stream: BinaryIO) -> None:
    """The headings and the rows, in UTF-8 with the mark by which spreadsheets know it."""
    values, columns = Values(speaker), sheet_columns(table)
    text = TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    between = _BETWEEN.get(speaker.language, ",")
    lines = csv.writer(text, delimiter=between, lineterminator="\r\n")
    lines.writerow(_plain(said, speaker) for column in columns for said in values.headings(column))
    for row in table.rows:
        lines.writerow(_plain(held, speaker) for _, held in values.row(row.values, columns))
    text.detach()


def _plain(held: Held, speaker: Speaker) -> str:
    """A value as a spreadsheet of that language reads it; no text is taken for a formula."""
    if held is None:
        return ""
    if isinstance(held, CellText):
        is_live = held.looks_like_a_formula and not _LONG_NUMBER.fullmatch(held.text)
        return f"'{held.plain}" if is_live else held.plain
    if isinstance(held, float):
        return str(held).replace(".", ",") if speaker.language in _BETWEEN else str(held)
    return str(held)
