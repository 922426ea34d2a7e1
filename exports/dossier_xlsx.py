"""The file of a certification in Excel: sheets that can come back, then sheets to read."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from exports.sheets.book import Book
from exports.sheets.looks import Look
from exports.sheets.pages import README, WIDE_SHEET, set_page, write_sheet
from exports.sheets.pen import Pen
from exports.sheets.plan import Part, Sheet, sheet_of
from exports.sheets.readme import contents_table, losses_table
from exports.sheets.tables import write_table
from exports.writing import write_atomically
from exports.xlsx_text import xlsx_text
from planner.compute.dossier import Dossier, dossier
from planner.compute.extracts import extract
from planner.messages import message
from planner.tables.dossier import Chapter, chapters, cover_lines
from planner.tables.exchange import exchange_tables, is_hidden
from planner.tables.table import Format
from planner.watch import Watch

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from planner.messages import Message, Speaker, Value
    from planner.study import Study
    from planner.tables.table import Row, Table

_HOW_TO_READ = ("dossier.read.back", "dossier.read.rows", "dossier.read.names", "dossier.read.rest")
#: Chapters whose content stands on the sheets that come back.
_TOLD_ALREADY = frozenset({"identity", "correspondences"})


def write_dossier_workbook(
    study: Study,
    certification: str,
    path: Path,
    speaker: Speaker,
    *,
    on: date,
    fingerprint: str,
    with_comments: bool = True,
    watch: Watch | None = None,
) -> None:
    """Write the file of a certification to ``path`` as a workbook, whole or not at all.

    Its first sheets are read back by :mod:`db.exchange.referential_workbook` without loss. Equal
    arguments give equal bytes; there is no formula. Arguments and errors are those of
    :func:`exports.dossier.write_dossier`.
    """
    watch = watch or Watch()
    told = dossier(study, certification, on, with_comments=with_comments)
    watch.step(0.1, "workbook.step.sheets")
    exchanged = exchange_tables(study, extract(study, certification))
    tables = [_in_lines(table, speaker) for table in exchanged]
    back = [sheet_of(f"dossier_{table.key}", Part(table, is_home=False)) for table in tables]
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    book = Book(workbook, speaker)
    sheets = [*back, *_to_read(chapters(study, told), speaker)]
    first = book.add_sheet(README, f"workbook.sheet.{README}")
    pages = [(sheet, book.add_sheet(sheet.code, sheet.title_code)) for sheet in sheets]
    for planned, page in pages:
        write_sheet(book, page, planned, lambda: None)
    for (_, page), table in zip(pages, tables, strict=False):
        _hide_keys(page, table)
    _write_readme(book, first, told, cover_lines(told, on, fingerprint), sheets)
    book.tie_links()
    workbook.active = 0
    _set_properties(workbook, told, speaker)
    watch.step(0.8, "workbook.step.saving")
    write_atomically(path, partial(book.save, on=on))


def _to_read(parts: tuple[Chapter, ...], speaker: Speaker) -> list[Sheet]:
    return [
        sheet_of(
            f"dossier_{chapter.key}",
            *(Part(_in_lines(table, speaker), is_home=False) for table in chapter.tables),
            sentences=() if chapter.lead is None else (chapter.lead,),
        )
        for chapter in parts
        if chapter.key not in _TOLD_ALREADY
    ]


def _in_lines(table: Table, speaker: Speaker) -> Table:
    """The same table, the several things of a cell told a line each."""
    columns = tuple(
        replace(column, format=Format.TEXT) if column.format is Format.SAID else column
        for column in table.columns
    )
    rows = tuple(_row_in_lines(row, speaker) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


def _row_in_lines(row: Row, speaker: Speaker) -> Row:
    values: tuple[Value, ...] = tuple(
        "\n".join(map(speaker.show, value)) if isinstance(value, tuple) else value
        for value in row.values
    )
    return replace(row, values=values)


def _hide_keys(sheet: Worksheet, table: Table) -> None:
    """Hide the columns of keys, and print on A4 what then holds there."""
    for place, column in enumerate(table.columns, 1):
        if is_hidden(column):
            sheet.column_dimensions[get_column_letter(place)].hidden = True
    shown = (each.width for each in sheet.column_dimensions.values() if not each.hidden)
    if sum(shown) <= WIDE_SHEET:
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4


def _write_readme(
    book: Book,
    sheet: Worksheet,
    told: Dossier,
    lines: tuple[tuple[Message, Message | str], ...],
    sheets: list[Sheet],
) -> None:
    """What the workbook is, how it comes back, and what is in it."""
    pen, say = Pen(book, sheet), book.values.say
    pen.widen(3, 60)
    pen.title(xlsx_text(told.certification.title))
    pen.prose(say("dossier.title"), Look.MUTED)
    pen.blank()
    for heading, words in lines:
        held = xlsx_text(words) if isinstance(words, str) else say(words)
        pen.line([(Look.MUTED, say(heading)), (Look.FACT, held)])
    pen.section(say("workbook.section.read"))
    for code in _HOW_TO_READ:
        pen.prose(say(code))
    pen.section(say("workbook.section.contents"))
    links = {"sheet": lambda row: row.place.key if row.place else None}
    write_table(pen, Part(contents_table(sheets), links))
    if book.losses:
        pen.section(say("workbook.section.losses"))
        write_table(pen, Part(losses_table(book)))
    pen.finish()
    sheet.freeze_panes = "A2"
    set_page(pen)


def _set_properties(workbook: Workbook, told: Dossier, speaker: Speaker) -> None:
    title = speaker.say(message("dossier.named", title=told.certification.title))
    properties = workbook.properties
    properties.title = xlsx_text(title).text
    properties.subject = xlsx_text(speaker.say("dossier.subject")).text
    properties.creator = properties.lastModifiedBy = "Cartoplan"
    properties.language = speaker.language
