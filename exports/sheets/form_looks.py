"""How the cells of a workbook to fill in look: where one types is white, open and outlined."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from exports.sheets.looks import Dresser, colour, midway, new_cell, quoted_style
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class FormLook(StrEnum):
    """The roles of the cells of a workbook to fill in."""

    TITLE = "title"
    LEAD = "lead"
    DUE = "due"
    SECTION = "section"
    NUMBER = "number"  # of a step to follow
    BULLET = "bullet"
    STEP = "step"
    PROSE = "prose"
    TERM = "term"
    HIDDEN = "hidden"  # codes and keys, which nobody sees
    KEY = "key"
    GROUP = "group"
    GROUP_OTHER = "group_other"  # groups side by side are told apart
    HEADING = "heading"
    HEADING_UP = "heading_up"  # written upwards, over a narrow column
    TITLE_IN = "title_in"
    TEXT_IN = "text_in"
    NUMBER_IN = "number_in"
    TICK_IN = "tick_in"
    REASON = "reason"


#: The looks of cells that a person types in.
OPEN = frozenset(
    {
        FormLook.KEY,
        FormLook.TITLE_IN,
        FormLook.TEXT_IN,
        FormLook.NUMBER_IN,
        FormLook.TICK_IN,
    }
)
#: The ground of a cell that is still to be filled in, as a conditional format takes it.
LACKING = "FFF6E0"


def _font(size: int, ink: Ink, *, bold: bool = False) -> Font:
    return Font(name="Calibri", size=size, color=colour(ink), bold=bold)


def _ground(rgb: str) -> PatternFill:
    return PatternFill("solid", fgColor=rgb)


_BODY = _font(11, Ink.TEXT)
_STRONG = _font(11, Ink.TEXT, bold=True)
_FONTS = {
    FormLook.TITLE: _font(18, Ink.ACCENT, bold=True),
    FormLook.LEAD: _font(11, Ink.MUTED),
    FormLook.DUE: _font(12, Ink.ACCENT, bold=True),
    FormLook.SECTION: _font(13, Ink.ACCENT, bold=True),
    FormLook.NUMBER: _font(13, Ink.ON_ACCENT, bold=True),
    FormLook.BULLET: _font(11, Ink.SURE, bold=True),
    FormLook.TERM: _STRONG,
    FormLook.HIDDEN: _font(8, Ink.MUTED),
    FormLook.KEY: _font(8, Ink.MUTED),
    FormLook.GROUP: _font(11, Ink.ON_ACCENT, bold=True),
    FormLook.GROUP_OTHER: _font(11, Ink.ON_ACCENT, bold=True),
    FormLook.HEADING: _font(10, Ink.TEXT, bold=True),
    FormLook.HEADING_UP: _font(10, Ink.TEXT, bold=True),
    FormLook.TITLE_IN: _STRONG,
    FormLook.TICK_IN: _font(12, Ink.ACCENT, bold=True),
    FormLook.REASON: _font(10, Ink.LOST, bold=True),
}
_GROUNDS = {
    FormLook.NUMBER: _ground(colour(Ink.ACCENT)),
    FormLook.GROUP: _ground(colour(Ink.ACCENT)),
    FormLook.GROUP_OTHER: _ground(colour(Ink.SCALE_3)),
    FormLook.HEADING: _ground(colour(Ink.SELECTED)),
    FormLook.HEADING_UP: _ground(colour(Ink.SELECTED)),
    FormLook.REASON: _ground("FBE9E7"),
}
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center")
_ALIGNMENTS = {
    FormLook.TITLE: Alignment(vertical="center"),
    FormLook.LEAD: Alignment(vertical="center"),
    FormLook.DUE: Alignment(vertical="center"),
    FormLook.SECTION: Alignment(vertical="center"),
    FormLook.NUMBER: _MIDDLE,
    FormLook.BULLET: _MIDDLE,
    FormLook.GROUP: Alignment(horizontal="left", vertical="center", indent=1),
    FormLook.GROUP_OTHER: Alignment(horizontal="left", vertical="center", indent=1),
    FormLook.HEADING: Alignment("left", "bottom", wrap_text=True),
    FormLook.HEADING_UP: Alignment(horizontal="center", vertical="bottom", text_rotation=90),
    FormLook.STEP: Alignment("left", "center", wrap_text=True, indent=1),
    FormLook.NUMBER_IN: _CENTRED,
    FormLook.TICK_IN: _CENTRED,
}
_OPEN, _LOCKED, _NO_GROUND = Protection(locked=False), Protection(locked=True), PatternFill()
_GAP = Side(style="medium", color=colour(Ink.PAPER))
_GAPS = Border(top=_GAP, bottom=_GAP)  # a white line between the numbers of two steps
_SIDE = Side(style="thin", color=midway(Ink.GRID, Ink.MIDDLE))
_OUTLINE, _NO_EDGES = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE), Border()
_OUTLINED = {*OPEN, FormLook.HEADING, FormLook.HEADING_UP, FormLook.REASON}


class FormLooks:
    """The styles of a workbook to fill in, as the numbers that its cells refer to them by."""

    def __init__(self, workbook: Workbook) -> None:
        """Register every style in ``workbook``."""
        sheet = workbook.create_sheet("looks")
        dress = Dresser()
        cells = {look: _styled(sheet, look, dress) for look in FormLook}
        self.styles = {look: int(cell.style_id) for look, cell in cells.items()}
        #: The same, for texts that must not become formulas when a person edits them.
        self.quoted_styles = {look: quoted_style(cell) for look, cell in cells.items()}
        workbook.remove(sheet)


def _styled(sheet: Worksheet, look: FormLook, dress: Dresser) -> Cell:
    cell = new_cell(sheet)
    dress(cell, "font", _FONTS.get(look, _BODY))
    dress(cell, "alignment", _ALIGNMENTS.get(look, _WRAPPED))
    dress(cell, "fill", _GROUNDS.get(look, _NO_GROUND))
    dress(cell, "protection", _OPEN if look in OPEN else _LOCKED)
    dress(cell, "border", _edges(look))
    return cell


def _edges(look: FormLook) -> Border:
    if look is FormLook.NUMBER:
        return _GAPS
    return _OUTLINE if look in _OUTLINED else _NO_EDGES
