"""A planner table on a sheet: an Excel table with typed cells, links, notes and colour scales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from exports.sheets.looks import Look, colour, midway
from exports.sheets.pen import height_of, lines
from exports.sheets.values import SheetColumn, sheet_columns
from exports.xlsx_text import CellText
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from enum import StrEnum

    from exports.sheets.body import Held
    from exports.sheets.pen import Pen
    from exports.sheets.plan import Part, Target
    from planner.tables.table import Row

_TOTALS: Mapping[StrEnum, Look] = {Look.TEXT: Look.TOTAL, Look.INTEGER: Look.TOTAL_NUMBER}
_COMMENT_AUTHOR = "Cartoplan"
_COMMENT_WIDTH = 300  # pixels
_FILTER_BUTTON = 4  # characters that the button of a heading hides
_HEADING_LINES, _SHORT_HEADING = 3, 10
#: The longest text that a column is widened for; longer ones are wrapped at the declared width.
_UNWRAPPED, _WRAPPED_AT_LEAST = 46, 28


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands on its sheet: its heading row, its last row, its columns by key."""

    heading_row: int
    last_row: int  # of the Excel table; totals stand below it
    columns: dict[str, int]
    width: int  # in columns

    @property
    def first_row(self) -> int:
        """The first row of values."""
        return self.heading_row + 1


def _no_step() -> None:
    """Nobody waits for news."""


def write_table(pen: Pen, part: Part, step: Callable[[], None] = _no_step) -> Placed:
    """Append a table to a sheet, and tell where it stands; ``step`` is called at each row."""
    columns = sheet_columns(part.table)
    headings = _unique([(c, text) for c in columns for text in pen.book.values.headings(c)])
    _write_headings(pen, part, headings)
    heading_row = pen.row
    inner = len(part.table.rows) - part.totals
    for row in part.table.rows[:inner]:
        step()
        _write_row(pen, part, columns, row)
    placed = Placed(heading_row, pen.row, _starts(columns), len(headings))
    for row in part.table.rows[inner:]:
        spots = pen.book.values.row(row.values, columns)
        pen.line((_TOTALS.get(look, look), held) for look, held in spots)
    if inner > 0:
        _make_excel_table(pen, part, headings, placed)
        _colour_scales(pen, headings, placed)
    else:
        pen.prose(pen.book.values.say("workbook.empty"), Look.MUTED)
    _widen(
        pen, [column for column, _ in headings], [text for _, text in headings], placed, part.links
    )
    return placed


def _unique(
    headings: list[tuple[SheetColumn, CellText]],
) -> list[tuple[SheetColumn, CellText]]:
    """The headings, told apart by a number where two are the same but for their case."""
    seen: set[str] = set()
    told: list[tuple[SheetColumn, CellText]] = []
    for column, text in headings:
        said, number = text.text, 2
        while said.casefold() in seen:
            said, number = f"{text.text} ({number})", number + 1
        seen.add(said.casefold())
        told.append((column, CellText(said, text.losses)))
    return told


def _write_headings(pen: Pen, part: Part, headings: list[tuple[SheetColumn, CellText]]) -> None:
    pen.line(
        (Look.HEADING_OF_NUMBERS if column.is_number else Look.HEADING, text)
        for column, text in headings
    )
    for place, (column, _) in enumerate(headings, 1):
        if column.column.note is not None:
            cell = pen.sheet.cell(pen.row, place)
            cell.comment = _comment(pen.book.values.say(column.column.note))
        if part.heading_link is not None and column.column.scale:
            pen.wish(place, part.heading_link, Look.HEADING_LINK)


def _comment(text: CellText) -> Comment:
    height = 30 + 18 * lines(text.text, 42)
    return Comment(text.text, _COMMENT_AUTHOR, height=height, width=_COMMENT_WIDTH)


def _write_row(pen: Pen, part: Part, columns: tuple[SheetColumn, ...], row: Row) -> None:
    pen.line(pen.book.values.row(row.values, columns))
    if row.place is not None and part.is_home:
        pen.book.anchor(row.place, pen.sheet, f"A{pen.row}")
    for key, leads in part.links.items():
        target: Target | None = leads(row)
        if target is not None:
            pen.wish(_starts(columns)[key], target, Look.LINK)


def _starts(columns: tuple[SheetColumn, ...]) -> dict[str, int]:
    """The sheet column in which each column of the table begins."""
    starts, place = {}, 1
    for column in columns:
        starts[column.column.key] = place
        place += column.span
    return starts


def _make_excel_table(
    pen: Pen, part: Part, headings: list[tuple[SheetColumn, CellText]], placed: Placed
) -> None:
    reference = _range(1, placed.heading_row, placed.width, placed.last_row)
    table = ExcelTable(
        displayName=pen.book.table_name(part.table.key),
        ref=reference,
        autoFilter=AutoFilter(ref=reference),
        tableColumns=[
            TableColumn(id=place, name=text.text) for place, (_, text) in enumerate(headings, 1)
        ],
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=False),
    )
    pen.sheet.add_table(table)


def _colour_scales(pen: Pen, headings: list[tuple[SheetColumn, CellText]], placed: Placed) -> None:
    """Colour neighbouring scaled columns as one: paper for zero, deeper for more."""
    for first, last in _runs([column.column.scale for column, _ in headings]):
        cells = _range(first, placed.first_row, last, placed.last_row)
        pen.sheet.conditional_formatting.add(cells, Rule(type="colorScale", colorScale=_scale()))


def _range(first_column: int, first_row: int, last_column: int, last_row: int) -> str:
    first, last = get_column_letter(first_column), get_column_letter(last_column)
    return f"{first}{first_row}:{last}{last_row}"


def _scale() -> ColorScale:
    """From paper at zero to past the second step of the scale, where dark text is still read."""
    return ColorScale(
        cfvo=[
            FormatObject(type="num", val=0),
            FormatObject(type="percent", val=40),
            FormatObject(type="max"),
        ],
        color=[
            Color(colour(Ink.PAPER)),
            Color(colour(Ink.SCALE_2)),
            Color(midway(Ink.SCALE_2, Ink.SCALE_3)),
        ],
    )


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """The stretches of true flags, as first and last places counted from 1."""
    start = None
    for place, flag in enumerate([*flags, False], 1):
        if flag and start is None:
            start = place
        elif not flag and start is not None:
            yield start, place - 1
            start = None


def _widen(
    pen: Pen,
    columns: list[SheetColumn],
    texts: list[CellText],
    placed: Placed,
    links: Collection[str],
) -> None:
    """Set the widths from what the columns hold, then the heights of the rows that wrap."""
    heading_lines, row_lines = 1, dict[int, int]()
    for place, (column, text) in enumerate(zip(columns, texts, strict=True), 1):
        held = _texts(pen, place, placed)
        wanted = _wanted(column, held, is_linked=column.column.key in links)
        pen.widen(place, max(wanted, _heading_width(text.text)))
        width = pen.widths[place]
        heading_lines = max(heading_lines, lines(text.text, width - _FILTER_BUTTON))
        for row, said in held:
            if len(said) > width or "\n" in said:
                row_lines[row] = max(row_lines.get(row, 1), lines(said, width))
    pen.body.heights[placed.heading_row] = height_of(heading_lines) + 2
    for row, count in row_lines.items():
        pen.body.heights[row] = height_of(count)


def _heading_width(heading: str) -> int:
    """The width at which a heading takes few lines and none of its words is broken."""
    width = max(min(len(heading), _SHORT_HEADING), *(len(word) for word in heading.split(" ")))
    while lines(heading, width) > _HEADING_LINES:
        width += 1
    return width + _FILTER_BUTTON


def _texts(pen: Pen, place: int, placed: Placed) -> list[tuple[int, str]]:
    """The rows of a column with what they show, as far as its length is concerned."""
    rows = range(placed.first_row, placed.last_row + 1)
    held = ((row, pen.body.held(row, place)) for row in rows)
    return [(row, _shown(value)) for row, value in held if value is not None]


def _wanted(column: SheetColumn, held: list[tuple[int, str]], *, is_linked: bool) -> int:
    """The width of the longest text, or the declared one where texts are to be wrapped.

    LibreOffice does not wrap a text that is a link, so its column is as wide as it needs.
    """
    longest = max((max(map(len, said.split("\n"))) for _, said in held), default=0) + 2
    return (
        longest
        if is_linked or longest <= _UNWRAPPED
        else max(column.column.width, _WRAPPED_AT_LEAST)
    )


def _shown(held: Held) -> str:
    if isinstance(held, CellText):
        return held.text
    return f"{held:,}" if isinstance(held, int) else "00/00/0000"
