"""The first sheet: what this file is, what it counts, how to read it, and what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.sheets.looks import Look
from exports.sheets.pages import set_page
from exports.sheets.pen import Pen
from exports.sheets.plan import Part
from exports.sheets.tables import write_table
from exports.xlsx_text import xlsx_text
from planner.findings import Place
from planner.messages import message
from planner.tables.overview import overview_table
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

    from exports.sheets.body import Held
    from exports.sheets.book import Book
    from exports.sheets.plan import Sheet
    from exports.xlsx_text import CellText
    from planner.messages import Message
    from planner.study import Study

_HOW_TO_READ = (
    "workbook.read.values",
    "workbook.read.unknown",
    "workbook.read.bounds",
    "workbook.read.nature",
    "workbook.read.links",
    "workbook.read.back",
)
#: The collection, in a ``Place``, of the sheets of the workbook.
SHEETS = "sheets"
_TEXT_COLUMN, _TEXT_WIDTH = 3, 60


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one workbook from another.

    ``title`` is the text code of what it is called; ``more`` are further lines, each the text code
    of its heading with its words, and ``figures`` lists what it draws, where it draws.
    """

    edition: str
    on: date
    fingerprint: str
    scenarios: tuple[str, ...]
    title: str = "workbook.title"
    more: tuple[tuple[str, Message | str], ...] = ()
    figures: Part | None = None


def write_readme(
    book: Book, sheet: Worksheet, study: Study, identity: Identity, sheets: Sequence[Sheet]
) -> None:
    """Fill the first sheet, once all others are written."""
    pen = Pen(book, sheet)
    pen.widen(_TEXT_COLUMN, _TEXT_WIDTH)
    _write_identity(pen, study, identity)
    _write_part(pen, "workbook.section.counts", Part(overview_table(study)))
    pen.section(book.values.say("workbook.section.read"))
    for code in _HOW_TO_READ:
        pen.prose(book.values.say(code))
    links = {"sheet": lambda row: row.place.key if row.place else None}
    _write_part(pen, "workbook.section.contents", Part(contents_table(sheets), links))
    if identity.figures is not None:
        _write_part(pen, "report.figures_and_tables", identity.figures)
    if book.losses:
        _write_part(pen, "workbook.section.losses", Part(losses_table(book)))
    pen.finish()
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_page(pen)


def _write_part(pen: Pen, title: str, part: Part) -> None:
    pen.section(pen.book.values.say(title))
    write_table(pen, part)


def _write_identity(pen: Pen, study: Study, identity: Identity) -> None:
    say = pen.book.values.say
    pen.title(say(identity.title))
    pen.prose(_fact(study, "title"))
    pen.prose(_fact(study, "attribution"), Look.MUTED)
    pen.blank()
    lines: tuple[tuple[str, Look, Held], ...] = (
        ("workbook.identity.edition", Look.FACT, xlsx_text(identity.edition)),
        ("workbook.identity.region", Look.FACT, _fact(study, "region")),
        ("workbook.identity.field", Look.FACT, _fact(study, "field")),
        ("workbook.identity.on", Look.DAY_ALONE, identity.on),
        ("workbook.identity.fingerprint", Look.FACT, xlsx_text(identity.fingerprint)),
        ("workbook.identity.scenario", Look.FACT, xlsx_text(" · ".join(identity.scenarios))),
    )
    for code, look, held in lines:
        pen.line([(Look.MUTED, say(code)), (look, held)])
    for code, words in identity.more:
        told = xlsx_text(words) if isinstance(words, str) else say(words)
        pen.line([(Look.MUTED, say(code)), (Look.FACT, told)])


def _fact(study: Study, key: str) -> CellText:
    fact = study.facts.find(key)
    return xlsx_text("" if fact is None else fact.text)


def contents_table(sheets: Sequence[Sheet]) -> Table:
    """The sheets, what each of them shows, and how many lines it has."""
    columns = (
        Column("sheet", message("workbook.contents.sheet"), Format.SAID),
        Column("lines", message("workbook.contents.lines"), Format.INTEGER),
        Column("shows", message("workbook.contents.shows"), Format.SAID, width=_TEXT_WIDTH),
    )
    rows = tuple(
        Row(
            (message(sheet.title_code), sum(len(p.table.rows) for p in sheet.parts), sheet.lead),
            Place(SHEETS, sheet.code),
        )
        for sheet in sheets
    )
    return Table("contents", message("workbook.section.contents"), columns, rows)


def losses_table(book: Book) -> Table:
    """The cells whose text lost something, and what."""
    columns = (
        Column("sheet", message("workbook.contents.sheet")),
        Column("cell", message("workbook.losses.cell")),
        Column("loss", message("workbook.losses.loss"), Format.SAID, width=_TEXT_WIDTH),
    )
    rows = tuple(
        Row((lost.sheet, lost.cell, message(f"workbook.loss.{lost.loss}"))) for lost in book.losses
    )
    return Table("losses", message("workbook.section.losses"), columns, rows)
