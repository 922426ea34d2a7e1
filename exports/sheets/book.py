"""The workbook while it is being written: what its sheets share."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from openpyxl.worksheet.hyperlink import Hyperlink

from exports.sheets.archive import save_steadily
from exports.sheets.body import Body
from exports.sheets.looks import Look, Looks
from exports.sheets.values import Values

if TYPE_CHECKING:
    from datetime import date

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from exports.sheets.plan import Target
    from exports.xlsx_text import Loss
    from planner.messages import Speaker

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_]+")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
SHEET_NAME_LIMIT = 31


@dataclass(frozen=True, slots=True)
class Lost:
    """A text that lost something on its way into a cell of the workbook."""

    sheet: str
    cell: str
    loss: Loss


@dataclass(frozen=True, slots=True)
class _Wish:
    """A cell that leads somewhere, once it is known where that is."""

    sheet: Worksheet
    row: int
    column: int
    target: Target
    look: Look


class Book:
    """A workbook and the rows of its sheets, its language and looks; links; what texts lost."""

    def __init__(self, workbook: Workbook, speaker: Speaker) -> None:
        """Take a new workbook, whose sheets are added with :meth:`add_sheet`."""
        self.workbook = workbook
        self.speaker = speaker
        self.values = Values(speaker)
        self.losses: list[Lost] = []
        self.bodies: dict[str, Body] = {}
        self._looks = Looks(workbook, speaker.language)
        self._anchors: dict[Target, str] = {}
        self._wishes: list[_Wish] = []
        self._names: set[str] = set()

    def add_sheet(self, code: str, title_code: str) -> Worksheet:
        """A new sheet, named in the workbook's language; ``code`` is what links call it."""
        name = _NOT_IN_A_SHEET_NAME.sub(" ", self.speaker.say(title_code))[:SHEET_NAME_LIMIT]
        sheet: Worksheet = self.workbook.create_sheet(name)
        self.bodies[sheet.title] = Body()
        self.anchor(code, sheet, "A1")
        return sheet

    def table_name(self, key: str) -> str:
        """A name that no other table has and that cannot be read as a cell: "t_<key>"."""
        plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
        stem = "t_" + (_NOT_IN_A_NAME.sub("_", plain).strip("_").lower() or "table")
        name, number = stem, 2
        while name in self._names:
            name, number = f"{stem}_{number}", number + 1
        self._names.add(name)
        return name

    def anchor(self, target: Target, sheet: Worksheet, coordinate: str) -> None:
        """Remember where links to ``target`` lead; the first place told is kept."""
        quoted = sheet.title.replace("'", "''")
        self._anchors.setdefault(target, f"'{quoted}'!{coordinate}")

    def wish(
        self, sheet: Worksheet, row: int, column: int, target: Target, look: Look = Look.LINK
    ) -> None:
        """Ask that a cell lead to ``target`` and look so, should the workbook show it."""
        self._wishes.append(_Wish(sheet, row, column, target, look))

    def tie_links(self) -> None:
        """Turn every wish whose target stands in the workbook into a link."""
        for wish in self._wishes:
            location = self._anchors.get(wish.target)
            if location is not None:
                link = Hyperlink(ref="", location=location)
                wish.sheet.cell(wish.row, wish.column).hyperlink = link
                self.bodies[wish.sheet.title].look_again(wish.row, wish.column, wish.look)
        self._wishes.clear()

    def save(self, stream: BinaryIO, on: date) -> None:
        """Write the workbook, dated ``on``, to a stream."""
        rows = {title: partial(body.xml, self._looks) for title, body in self.bodies.items()}
        for sheet in self.workbook.worksheets:
            body = self.bodies[sheet.title]
            sheet.cell(max(len(body.rows), 1), body.width)  # tells openpyxl the sheet's extent
        save_steadily(self.workbook, rows, stream, on)
