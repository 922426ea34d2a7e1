"""The workbook that an institution fills in and sends back: prefilled, with lists and prompts.

Whatever its author sorts, filters, adds, moves or deletes, each row bears its key in a hidden
column, each column its code in a hidden row, and a hidden sheet tells what was sent.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from openpyxl import Workbook

from exports.institution_cells import listed
from exports.institution_form import Form, ReturnedRow
from exports.sheets.archive import save_steadily
from exports.sheets.body import Body
from exports.sheets.form_help import write_help
from exports.sheets.form_looks import FormLook, FormLooks
from exports.sheets.form_sheet import FormSheet, list_ranges
from exports.writing import write_atomically
from exports.xlsx_text import xlsx_text
from planner.exchange.form import HIDDEN_SHEET, MARK
from planner.exchange.layout import LAYOUT
from planner.exchange.sent import encoded
from planner.messages import message

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from openpyxl.worksheet.worksheet import Worksheet

    from planner.messages import Message, Speaker

__all__ = ["Form", "ReturnedRow", "write_institution_workbook"]

#: Empty rows on the sheet of new trainings.
_ROOM_FOR_NEW = 15


def write_institution_workbook(form: Form, path: Path, speaker: Speaker) -> None:
    """Write the workbook of an institution to ``path``, whole or not at all.

    Equal forms give equal bytes. Its cells hold values only; conditional formats show what is
    still to fill in.

    Raises:
        ExportError: the file cannot be written; the former one is whole.
    """
    writing = _Writing(form, speaker)
    writing.fill()
    write_atomically(path, writing.save)


class _Writing:
    def __init__(self, form: Form, speaker: Speaker) -> None:
        self._form = form
        self._speaker = speaker
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        self._looks = FormLooks(self._workbook)
        self._bodies: dict[str, Body] = {}

    def fill(self) -> None:
        """The sheets: how to answer, the trainings, new ones, the hidden lists and base."""
        form, say = self._form, self._speaker.say
        first, help_body = self._sheet(say("exchange.sheet.help"))
        known, known_body = self._sheet(say("exchange.sheet.trainings"))
        new, new_body = self._sheet(say("exchange.sheet.new"))
        lists, lists_body = self._sheet(say("exchange.sheet.lists"), hidden=True)
        _, base_body = self._sheet(HIDDEN_SHEET, hidden=True)
        words = listed(form.study, self._speaker)
        ranges = list_ranges(lists.title, words)
        _write_lists(lists_body, words)
        write_help(form, self._speaker, first, help_body)
        self._trainings(FormSheet(form, self._speaker, known, known_body, ranges))
        self._new(FormSheet(form, self._speaker, new, new_body, ranges))
        _write_base(form, base_body)
        self._workbook.active = 1 if form.is_return else 0
        self._describe()

    def _trainings(self, sheet: FormSheet) -> None:
        form = self._form
        code = "exchange.lead.return" if form.is_return else "exchange.lead.trainings"
        sheet.head(message("exchange.title", institution=form.institution), message(code))
        returned = {row.key: row for row in form.returned if row.key}
        for key in form.keys():  # noqa: SIM118 - a form is no mapping
            if key in returned:
                sheet.returned(returned[key])
            else:
                sheet.known(key, form.sheet.rows[key])
        sheet.finish(self._footer())

    def _new(self, sheet: FormSheet) -> None:
        known = set(self._form.keys())
        sheet.head(message("exchange.title.new"), message("exchange.lead.new"))
        for row in self._form.returned:
            if row.key not in known:
                sheet.returned(ReturnedRow("", row.typed, row.reasons))
        sheet.empty(_ROOM_FOR_NEW)
        sheet.finish(self._footer())

    def _footer(self) -> Message:
        form = self._form
        return message("exchange.footer", institution=form.institution, edition=form.edition)

    def _sheet(self, name: str, *, hidden: bool = False) -> tuple[Worksheet, Body]:
        sheet: Worksheet = self._workbook.create_sheet(name)
        if hidden:
            sheet.sheet_state = "hidden"
        self._bodies[sheet.title] = Body()
        return sheet, self._bodies[sheet.title]

    def _describe(self) -> None:
        form, properties = self._form, self._workbook.properties
        title = self._speaker.say(message("exchange.title", institution=form.institution))
        properties.title = xlsx_text(title).text
        properties.subject = xlsx_text(self._speaker.say("exchange.subject")).text
        properties.creator = properties.lastModifiedBy = "Cartoplan"
        properties.identifier = form.file_id
        properties.language = self._speaker.language

    def save(self, stream: BinaryIO) -> None:
        """Write the workbook to a stream, dated the day on which it is sent."""
        rows = {title: partial(body.xml, self._looks) for title, body in self._bodies.items()}
        for sheet in self._workbook.worksheets:
            body = self._bodies[sheet.title]
            sheet.cell(max(len(body.rows), 1), body.width)  # tells openpyxl the sheet's extent
        save_steadily(self._workbook, rows, stream, self._form.sent_on)


def _write_lists(body: Body, words: dict[str, tuple[str, ...]]) -> None:
    """A list a column, under its name."""
    body.rows.append([(FormLook.HIDDEN, xlsx_text(name)) for name in words])
    for place in range(max(map(len, words.values()))):
        column = (said[place] if place < len(said) else "" for said in words.values())
        body.rows.append([(FormLook.HIDDEN, xlsx_text(said) if said else None) for said in column])


def _write_base(form: Form, body: Body) -> None:
    """What the file is, then the cells that were sent, each as JSON, under their codes."""
    told = [
        (MARK, str(LAYOUT)),
        ("file", form.file_id),
        ("institution", form.sheet.institution),
        ("edition", form.edition),
        ("sent_on", form.sent_on.isoformat()),
    ]
    for name, value in told:
        body.rows.append([(FormLook.HIDDEN, xlsx_text(part)) for part in (name, value)])
    codes = [column.code for column in form.sheet.columns]
    body.rows.append([(FormLook.HIDDEN, xlsx_text(code)) for code in codes])
    for key in form.keys():  # noqa: SIM118 - a form is no mapping
        cells = form.sheet.rows[key]
        kept = [key, *(_kept(encoded(cells[code])) for code in codes[1:])]
        body.rows.append([(FormLook.HIDDEN, xlsx_text(text)) for text in kept])


def _kept(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
