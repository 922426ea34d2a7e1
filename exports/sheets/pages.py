"""A planned sheet from its title to its notes, and how it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from exports.sheets.charts import write_charts
from exports.sheets.pen import Pen
from exports.sheets.tables import Placed, write_table
from exports.xlsx_text import xlsx_text
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from exports.sheets.book import Book
    from exports.sheets.plan import Part, Sheet
    from planner.messages import Message

README = "readme"
#: Widths, in characters: from which a sheet prints on A3, and up to which a first column is frozen.
WIDE_SHEET = 190
WIDEST_FROZEN = 45
#: Points: what a page holds within its margins, a default row, a sign of the default font.
PAGE_A4, PAGE_A3 = (784.0, 508.0), (1132.0, 755.0)
ROW_HEIGHT, SIGN_WIDTH = 15.0, 5.25
#: Pages that are shrunk to one.
MOST_SHRUNK = 1.35


def write_sheet(book: Book, sheet: Worksheet, planned: Sheet, step: Callable[[], None]) -> None:
    """Fill ``sheet`` with what was planned for it; ``step`` is called at each row of a table."""
    pen = Pen(book, sheet)
    pen.title(book.values.say(planned.title_code))
    pen.prose(book.values.say(planned.lead))
    pen.link(book.values.say("workbook.back"), README)
    placed = [_write_part(pen, planned, part, step) for part in planned.parts]
    _write_block(pen, "workbook.in_words", planned.sentences)
    _write_block(pen, "workbook.notes", tuple(_notes(planned)))
    pen.finish()
    freeze(pen, placed[0])
    if len(placed) == 1:
        sheet.print_title_rows = f"{placed[0].heading_row}:{placed[0].heading_row}"
    else:
        sheet.print_title_rows = "1:1"
    set_page(pen)


def _write_part(pen: Pen, planned: Sheet, part: Part, step: Callable[[], None]) -> Placed:
    if len(planned.parts) > 1:
        pen.section(pen.book.values.say(part.table.title))
    else:
        pen.blank()
    placed = write_table(pen, part, step)
    write_charts(pen, part.bars, placed)
    return placed


def _notes(planned: Sheet) -> Iterator[Message]:
    """The notes of the tables, then those of their columns, which comments on screen tell too."""
    for part in planned.parts:
        yield from part.table.notes
    for part in planned.parts:
        for column in part.table.columns:
            if column.note is not None:
                yield message("workbook.column_note", heading=column.heading, note=column.note)


def _write_block(pen: Pen, title: str, paragraphs: tuple[Message, ...]) -> None:
    if not paragraphs:
        return
    pen.section(pen.book.values.say(title))
    for paragraph in dict.fromkeys(paragraphs):
        pen.prose(pen.book.values.say(paragraph))


def freeze(pen: Pen, placed: Placed) -> None:
    """Keep the headings in sight, and the first column where it is not too wide."""
    column = "B" if placed.width > 2 and pen.widths[1] <= WIDEST_FROZEN else "A"
    pen.sheet.freeze_panes = f"{column}{placed.first_row}"


def set_page(pen: Pen) -> None:
    """Print across the width of landscape pages, with the name of the sheet and page numbers.

    What runs a little over one page is made to hold on it.
    """
    sheet, width = pen.sheet, sum(pen.widths.values())
    is_wide = width > WIDE_SHEET
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    setup = sheet.page_setup
    setup.orientation, setup.fitToWidth = "landscape", 1
    setup.fitToHeight = 1 if _pages(pen, width, is_wide=is_wide) <= MOST_SHRUNK else 0
    setup.paperSize = sheet.PAPERSIZE_A3 if is_wide else sheet.PAPERSIZE_A4
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.footer = 0.5, 0.7, 0.3
    footer = HeaderFooterItem()
    footer.left.text = _footer(sheet.title)
    footer.center.text = _footer(pen.book.speaker.say("workbook.footer"))
    footer.right.text = "&P / &N"
    sheet.oddFooter = footer


def _pages(pen: Pen, width: int, *, is_wide: bool) -> float:
    """About how many pages the sheet takes at the scale of its width."""
    across, down = PAGE_A3 if is_wide else PAGE_A4
    heights = sum(pen.body.heights.get(row, ROW_HEIGHT) for row in range(1, pen.row + 1))
    scale = min(1.0, across / (width * SIGN_WIDTH))
    return heights * scale / down


def _footer(text: str) -> str:
    """A text as a footer takes it: its ampersands doubled."""
    return xlsx_text(text).text.replace("&", "&&")
