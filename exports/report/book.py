"""A report as a workbook: a sheet a section, with the figures and tables of the printed one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl import Workbook

from exports.png_canvas import png
from exports.report.parts import Drawn, Listed, Said, Sheets, Title, Tone, caption
from exports.sheets.book import Book
from exports.sheets.looks import Look
from exports.sheets.pages import README, set_page
from exports.sheets.pen import Pen
from exports.sheets.pictures import Picture, write_picture
from exports.sheets.plan import Part as TablePart
from exports.sheets.plan import sheet_of
from exports.sheets.readme import SHEETS, Identity, write_readme
from exports.sheets.tables import write_table
from exports.xlsx_text import xlsx_text
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.tables.trainings import trainings_table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from exports.report.parts import Part, Section
    from exports.report.subject import Reported
    from exports.sheets.plan import Sheet
    from planner.messages import Message, Speaker
    from planner.watch import Watch

_FIRST_WIDTH = 34  # characters of the first column of a sheet that begins with prose


def report_book(
    told: Reported, sections: Sequence[Section], speaker: Speaker, watch: Watch, start: float
) -> Book:
    """The workbook with all its sheets; the first one is filled last, when losses are known."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    book = Book(workbook, speaker)
    first = book.add_sheet(README, f"workbook.sheet.{README}")
    planned = [_planned(told, section) for section in sections]
    sheets = [book.add_sheet(one.code, one.title_code) for one in planned]
    for place, (section, sheet) in enumerate(zip(sections, sheets, strict=True)):
        watch.step(start + 0.5 * place / len(sections), "workbook.step.sheets")
        _write_section(told, book, sheet, section)
    write_readme(book, first, told.study, _identity(told, sections), planned)
    book.tie_links()
    workbook.active = 0
    properties = workbook.properties
    properties.title = xlsx_text(speaker.say("report.title")).text
    properties.subject = xlsx_text(told.subject.fact("title")).text
    properties.creator = properties.lastModifiedBy = "Cartoplan"
    properties.language = speaker.language
    return book


def _identity(told: Reported, sections: Sequence[Section]) -> Identity:
    subject = told.subject
    since = told.previous or message("report.no_previous")
    return Identity(
        edition=subject.edition,
        on=subject.on,
        fingerprint=subject.fingerprint,
        scenarios=tuple(report.name for report in subject.reports),
        title="report.title",
        more=(
            ("report.identity.previous", since),
            ("report.identity.audience", word(told.choice.audience)),
        ),
        figures=_figures(sections),
    )


def _code(section: Section) -> str:
    return f"report_{section.kind}"


def _planned(told: Reported, section: Section) -> Sheet:
    """What the table of contents tells of a section: its tables and how many lines they have."""
    return sheet_of(_code(section), *(TablePart(one) for one in _tables(told, section)))


def _tables(told: Reported, section: Section) -> Iterator[Table]:
    for part in section.parts:
        table = _table(told, part)
        if table is not None:
            yield table


def _table(told: Reported, part: Part) -> Table | None:
    """The table of a part: its own, the twin of its figure, or a line a training."""
    match part:
        case Drawn():
            return replace(part.figure.table, title=caption(part))
        case Listed():
            return replace(part.table, title=caption(part))
        case Sheets():
            return trainings_table(told.study, [row.key for row in part.trainings])
    return None


def _figures(sections: Sequence[Section]) -> TablePart:
    """The figures and the tables in their order, each leading to its sheet."""
    columns = (
        Column("figure", message("report.figures_and_tables"), Format.SAID, width=60),
        Column("sheet", message("workbook.contents.sheet"), Format.SAID, width=24),
    )
    rows = tuple(
        Row(
            (caption(part), message(f"workbook.sheet.{_code(section)}")),
            Place(SHEETS, _anchor(part)),
        )
        for section in sections
        for part in section.parts
        if isinstance(part, Drawn | Listed)
    )
    table = Table("figures", message("report.figures_and_tables"), columns, rows)
    links = {"figure": lambda row: row.place.key if row.place else None}
    return TablePart(table, links, is_home=False)


def _anchor(part: Drawn | Listed) -> str:
    return f"{type(part).__name__.lower()}-{part.number}"


def _write_section(told: Reported, book: Book, sheet: Worksheet, section: Section) -> None:
    pen = Pen(book, sheet)
    pen.widen(1, _FIRST_WIDTH)
    pen.title(book.values.say(section.title))
    pen.link(book.values.say("workbook.back"), README)
    for part in section.parts:
        _write(told, pen, part)
    pen.finish()
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_page(pen)


def _write(told: Reported, pen: Pen, part: Part) -> None:
    values = pen.book.values
    match part:
        case Title():
            pen.section(values.say(part.said))
        case Said():
            _write_said(pen, part)
        case Drawn() | Listed():
            pen.section(values.say(caption(part)))
            pen.book.anchor(_anchor(part), pen.sheet, f"A{pen.row}")
            if isinstance(part, Drawn):
                write_picture(pen, _picture(pen, part))
    table = _table(told, part)
    if table is None:
        return
    if isinstance(part, Sheets):
        pen.blank()
    write_table(pen, TablePart(table, is_home=isinstance(part, Sheets)))
    _write_below(pen, part, table)


def _write_said(pen: Pen, part: Said) -> None:
    say = pen.book.speaker.say
    said = part.said if isinstance(part.said, str) else say(part.said)
    if part.name:
        said = f"{part.name}\n{said}"
    mark = "• " if part.tone is Tone.ITEM else ""
    pen.prose(xlsx_text(mark + said), Look.MUTED if part.tone is Tone.LEAD else Look.PROSE)


def _write_below(pen: Pen, part: Part, table: Table) -> None:
    """What belongs to a figure or table: its source or notes, then the breaks in series."""
    say = pen.book.values.say
    below: list[Message] = []
    if isinstance(part, Drawn):
        below += [part.figure.sentence, part.figure.source]
    elif isinstance(part, Listed) and part.has_notes:
        below += table.notes
    for said in dict.fromkeys(below):
        pen.prose(say(said), Look.MUTED)
    for said in part.remarks if isinstance(part, Drawn | Listed) else ():
        pen.prose(say(said))


def _picture(pen: Pen, part: Drawn) -> Picture:
    figure = part.figure
    data = png(figure, pen.book.speaker)
    return Picture(data, figure.width, figure.height, caption(part), figure.sentence)
