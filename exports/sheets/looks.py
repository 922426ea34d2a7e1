"""How cells look: a few styles made once a workbook, in the colours of the palette on paper."""

from __future__ import annotations

from copy import copy
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from planner.figures.palette import LIGHT, Ink

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class Look(StrEnum):
    """The roles of the cells of a sheet."""

    TITLE = "title"
    SECTION = "section"
    PROSE = "prose"
    MUTED = "muted"
    LINK_ALONE = "link_alone"  # a link outside a table
    FACT = "fact"  # a text that runs over the empty cells beside it
    DAY_ALONE = "day_alone"  # a day outside a table
    HEADING = "heading"
    HEADING_OF_NUMBERS = "heading_of_numbers"
    HEADING_LINK = "heading_link"
    TEXT = "text"
    LINK = "link"
    UNKNOWN = "unknown"
    UNKNOWN_NUMBER = "unknown_number"
    PLAIN_NUMBER = "plain_number"  # a year, a level: no separators
    NUMBER_AMONG_TEXTS = "number_among_texts"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"
    PERCENT_FINE = "percent_fine"  # below 10 %, where a decimal matters
    DATE = "date"
    TOTAL = "total"
    TOTAL_NUMBER = "total_number"


#: Number formats by language. Separators follow the reader's system in Excel; the language tag
#: makes them French in LibreOffice too. "_0" leaves the width of a digit at the right: an indent
#: would do, but LibreOffice drops it from short numbers.
NUMBER_FORMATS = {
    "fr": {
        Look.PLAIN_NUMBER: "0_0",
        Look.NUMBER_AMONG_TEXTS: "0",
        Look.INTEGER: "[$-40C]#,##0_0",
        Look.TOTAL_NUMBER: "[$-40C]#,##0_0",
        Look.DECIMAL: "[$-40C]#,##0.0#_0",
        Look.PERCENT: "[$-40C]0\\ %_0",
        Look.PERCENT_FINE: "[$-40C]0.0\\ %_0",
        Look.UNKNOWN_NUMBER: "@_0",
        Look.DATE: "dd/mm/yyyy",
        Look.DAY_ALONE: "dd/mm/yyyy",
    },
    "en": {
        Look.PLAIN_NUMBER: "0_0",
        Look.NUMBER_AMONG_TEXTS: "0",
        Look.INTEGER: "#,##0_0",
        Look.TOTAL_NUMBER: "#,##0_0",
        Look.DECIMAL: "#,##0.0#_0",
        Look.PERCENT: "0%_0",
        Look.PERCENT_FINE: "0.0%_0",
        Look.UNKNOWN_NUMBER: "@_0",
        Look.DATE: "d mmm yyyy",
        Look.DAY_ALONE: "d mmm yyyy",
    },
}


def colour(ink: Ink) -> str:
    """The colour of a role on paper, as a workbook writes it (RRGGBB)."""
    return LIGHT[ink].removeprefix("#").upper()


def midway(one: Ink, other: Ink) -> str:
    """The colour between those of two roles (RRGGBB)."""
    pairs = zip(bytes.fromhex(colour(one)), bytes.fromhex(colour(other)), strict=True)
    return bytes((low + high) // 2 for low, high in pairs).hex().upper()


def _font(size: int, ink: Ink, **traits: Any) -> Font:
    return Font(name="Calibri", size=size, color=colour(ink), **traits)


def _side(ink: Ink) -> Side:
    return Side(style="thin", color=colour(ink))


_BODY = _font(10, Ink.TEXT)
_LINKED = _font(10, Ink.ACCENT, underline="single")
_ABSENT = _font(10, Ink.MUTED, italic=True)
_STRONG = _font(10, Ink.TEXT, bold=True)
_FONTS = {
    Look.TITLE: _font(16, Ink.TEXT, bold=True),
    Look.SECTION: _font(12, Ink.TEXT, bold=True),
    Look.MUTED: _font(10, Ink.MUTED),
    Look.LINK_ALONE: _LINKED,
    Look.LINK: _LINKED,
    Look.HEADING: _STRONG,
    Look.HEADING_OF_NUMBERS: _STRONG,
    Look.HEADING_LINK: _font(10, Ink.ACCENT, bold=True, underline="single"),
    Look.TOTAL: _STRONG,
    Look.TOTAL_NUMBER: _STRONG,
    Look.UNKNOWN: _ABSENT,
    Look.UNKNOWN_NUMBER: _ABSENT,
}
_HEADINGS = {Look.HEADING, Look.HEADING_OF_NUMBERS, Look.HEADING_LINK}
_OUTSIDE = {
    Look.TITLE,
    Look.SECTION,
    Look.PROSE,
    Look.MUTED,
    Look.LINK_ALONE,
    Look.FACT,
    Look.DAY_ALONE,
}
_NUMBERS = {
    Look.INTEGER,
    Look.DECIMAL,
    Look.PERCENT,
    Look.PERCENT_FINE,
    Look.PLAIN_NUMBER,
    Look.UNKNOWN_NUMBER,
    Look.TOTAL_NUMBER,
}
_AT_RIGHT = Alignment(horizontal="right", vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
#: The indent leaves room for the filter button, which would hide the end of the heading.
_HEADING_AT_RIGHT = Alignment(horizontal="right", vertical="top", wrap_text=True, indent=2)
_ALIGNMENTS = {
    Look.TITLE: Alignment(vertical="center"),
    Look.SECTION: Alignment(vertical="center"),
    Look.LINK_ALONE: Alignment(vertical="top"),
    Look.HEADING_OF_NUMBERS: _HEADING_AT_RIGHT,
    Look.HEADING_LINK: _HEADING_AT_RIGHT,
    Look.DATE: Alignment(horizontal="left", vertical="top"),
    Look.NUMBER_AMONG_TEXTS: Alignment(horizontal="left", vertical="top"),
    Look.FACT: Alignment(vertical="top"),
    Look.DAY_ALONE: Alignment(horizontal="left", vertical="top"),
}
_PANEL = PatternFill("solid", fgColor=colour(Ink.HOVER))
_HEADING_EDGES = Border(bottom=_side(Ink.MUTED))
_NO_PANEL, _NO_EDGES = PatternFill(), Border()
_ROW_EDGES = Border(bottom=_side(Ink.GRID))
_TOTAL_EDGES = Border(top=_side(Ink.MUTED), bottom=_side(Ink.GRID))


def number_format(language: str, look: Look) -> str:
    """How the numbers of a look are written, in the language of a workbook."""
    return NUMBER_FORMATS.get(language, NUMBER_FORMATS["en"]).get(look, "General")


class Looks:
    """The styles of a workbook in one language, as the numbers that its cells refer to them by."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        """Register every style in ``workbook``."""
        sheet = workbook.create_sheet("looks")
        dress = Dresser()
        cells = {look: _styled(sheet, look, language, dress) for look in Look}
        self.styles = {look: int(cell.style_id) for look, cell in cells.items()}
        #: The same, for texts that must not become formulas when a person edits them.
        self.quoted_styles = {look: quoted_style(cell) for look, cell in cells.items()}
        workbook.remove(sheet)


def quoted_style(cell: Cell) -> int:
    """The number of the style of a cell whose text stays text, registered in its workbook."""
    other = Cell(cell.parent, 1, 1)
    style = copy(cell._style)  # type: ignore[attr-defined] # noqa: SLF001 - as openpyxl's guide says
    other._style = style  # type: ignore[attr-defined] # noqa: SLF001
    other.quotePrefix = True
    return int(other.style_id)


def new_cell(sheet: Worksheet) -> Cell:
    """A cell with a style of its own: openpyxl keeps the very style that it registers."""
    return Cell(sheet, 1, 1, style_array=StyleArray())


class Dresser:
    """Gives cells of one workbook their traits; one that several share is registered once.

    openpyxl looks a trait up by all that it holds, each time that a cell is given it.
    """

    def __init__(self) -> None:
        """For the cells of a workbook whose styles are not registered yet."""
        self._numbers: dict[int, int] = {}

    def __call__(self, cell: Cell, trait: str, value: object) -> None:
        """Give a cell a font, a fill, a border, an alignment or a protection that stays ours."""
        name = f"{trait}Id"
        style = cell._style  # type: ignore[attr-defined] # noqa: SLF001 - as openpyxl's guide says
        if id(value) in self._numbers:
            setattr(style, name, self._numbers[id(value)])
        else:
            setattr(cell, trait, value)
            self._numbers[id(value)] = getattr(style, name)


def _styled(sheet: Worksheet, look: Look, language: str, dress: Dresser) -> Cell:
    """A cell in the style of a look, registered in the workbook of ``sheet``."""
    cell = new_cell(sheet)
    dress(cell, "font", _FONTS.get(look, _BODY))
    dress(cell, "alignment", _ALIGNMENTS.get(look, _AT_RIGHT if look in _NUMBERS else _WRAPPED))
    cell.number_format = number_format(language, look)
    dress(cell, "fill", _PANEL if look in _HEADINGS else _NO_PANEL)
    dress(cell, "border", _edges(look))
    return cell


def _edges(look: Look) -> Border:
    if look in _HEADINGS:
        return _HEADING_EDGES
    if look in (Look.TOTAL, Look.TOTAL_NUMBER):
        return _TOTAL_EDGES
    return _NO_EDGES if look in _OUTSIDE else _ROW_EDGES
