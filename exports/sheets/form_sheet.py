"""A sheet to fill in: protected headings, a row a training, lists, prompts, print set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from exports.institution_cells import again, held, is_amount, list_of
from exports.institution_form import CODES_ROW, FIRST_ROW, GROUPS_ROW, HEADINGS_ROW
from exports.sheets.form_looks import LACKING, FormLook
from exports.sheets.pen import height_of, lines
from exports.xlsx_text import xlsx_text
from planner.exchange.form import REASON
from planner.exchange.layout import (
    KEY,
    Part,
    SheetColumn,
    field_behind,
    full_heading,
    heading,
    runs,
)
from planner.fields import Kind, field_of
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from exports.institution_form import Form, ReturnedRow
    from exports.sheets.body import Body, Held, Spot
    from planner.messages import Message, Speaker, Value

#: Widths of columns, in characters; ticks, places and hours are narrower.
_WIDTHS = {"title": 46, "city": 18, "level": 25, "modalities": 26, "duration": 14, "comment": 42}
_REASON_WIDTH = 52
_WIDTH = {Part.TICK: 4.7, Part.HOURS: 5.7, Part.SEATS: 11.0, Part.FIELD: 10.0, Part.KEY: 4.0}
_HEADINGS_HEIGHT = 158.0
#: Rows after the last one that take lists and prompts too; columns after the last to type in.
_SPARE_ROWS, _SPARE_COLUMNS = 200, 20
#: What a spreadsheet takes of a prompt's title and of its text.
_TITLE_LIMIT, _PROMPT_LIMIT = 32, 250
#: Fields that a row is asked to tell; empty ones are shown as still to fill in.
_ASKED = ("title", "city", "level", "modalities", "months", "hours")


class FormSheet:
    """Writes one sheet to fill in from top to bottom."""

    def __init__(
        self, form: Form, speaker: Speaker, sheet: Worksheet, body: Body, lists: Mapping[str, str]
    ) -> None:
        """Write to ``sheet`` and ``body``; ``lists`` are the ranges of the hidden lists."""
        self._form = form
        self._speaker = speaker
        self._sheet = sheet
        self._body = body
        self._lists = lists
        reason = (SheetColumn(REASON, Part.FIELD),) if form.is_return else ()
        first, *rest = form.sheet.columns
        self.columns: tuple[SheetColumn, ...] = (first, *reason, *rest)

    def head(self, title: Message, lead: Message) -> None:
        """The title, how to fill the sheet in, the hidden codes, the groups and the headings."""
        self._body.rows.append([(FormLook.KEY, None), (FormLook.TITLE, self._said(title))])
        self._body.heights[1] = 30.0
        self._body.rows.append([(FormLook.KEY, None), (FormLook.LEAD, self._said(lead))])
        self._body.heights[2] = 20.0
        codes = [f"{KEY.code} {self._form.file_id}", *(c.code for c in self.columns[1:])]
        self._body.rows.append([(FormLook.HIDDEN, xlsx_text(code)) for code in codes])
        self._body.hidden.add(CODES_ROW)
        self._groups()
        study = self._form.study
        row: list[Spot] = []
        for column in self.columns:
            said = heading(study, column)
            is_up = column.part in (Part.TICK, Part.HOURS)
            row.append((FormLook.HEADING_UP if is_up else FormLook.HEADING, self._said(said)))
        self._body.rows.append(row)
        self._body.heights[HEADINGS_ROW] = _HEADINGS_HEIGHT

    def _groups(self) -> None:
        row: list[Spot] = [(FormLook.GROUP, None)] * len(self.columns)
        for number, (name, first, last) in enumerate(runs(self.columns)):
            first = max(first, 1)  # the hidden column of keys has no part in it
            look = FormLook.GROUP_OTHER if number % 2 else FormLook.GROUP
            row[first : last + 1] = [(look, None)] * (last + 1 - first)
            row[first] = (look, self._said(message(f"exchange.group.{name}")))
            if last > first:
                cells = f"{get_column_letter(first + 1)}{GROUPS_ROW}"
                self._sheet.merged_cells.add(f"{cells}:{get_column_letter(last + 1)}{GROUPS_ROW}")
        self._body.rows.append(row)
        self._body.heights[GROUPS_ROW] = 20.0

    def known(self, key: str, cells: Mapping[str, Value]) -> None:
        """The row of a training as the study has it."""
        speaker, study = self._speaker, self._form.study
        found = {c.code: held(study, speaker, c, cells.get(c.code)) for c in self.columns[1:]}
        self._row(key, found)

    def returned(self, row: ReturnedRow) -> None:
        """A row as it was typed, with the reasons why it goes back."""
        found = {c.code: again(c, row.typed.get(c.code, "")) for c in self.columns[1:]}
        said = "\n".join(self._speaker.say(reason) for reason in row.reasons)
        self._row(row.key, found | {REASON: xlsx_text(said)})

    def empty(self, rows: int) -> None:
        """Rows in which trainings can be added."""
        for _ in range(rows):
            self._row("", {})

    def _row(self, key: str, cells: Mapping[str, Held]) -> None:
        spots: list[Spot] = [(FormLook.KEY, xlsx_text(key) if key else None)]
        for column in self.columns[1:]:
            told = cells.get(column.code)
            is_mute = column.code == REASON and told is None
            spots.append((FormLook.TEXT_IN if is_mute else _look(column), told))
        self._body.rows.append(spots)
        tallest = max(
            lines(getattr(told, "text", ""), int(_width(column)))
            for column, (_, told) in zip(self.columns, spots, strict=True)
        )
        self._body.heights[len(self._body.rows)] = max(height_of(tallest) + tallest, 19.0)

    def finish(self, footer: Message) -> None:
        """Widths, lists and prompts, protection, frozen headings, filter and print set-up."""
        sheet, last = self._sheet, len(self._body.rows)
        for place, column in enumerate(self.columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(place)]
            dimension.width = _width(column)
            dimension.protection = Protection(locked=False)
        spare = sheet.column_dimensions[get_column_letter(len(self.columns) + 1)]
        spare.min = len(self.columns) + 1
        spare.max, spare.width = spare.min + _SPARE_COLUMNS, 14
        spare.protection = Protection(locked=False)
        sheet.column_dimensions["A"].hidden = True
        for column in self.columns[1:]:
            self._advise(column, last)
        self._tint(last)
        self._protect()
        span = f"A{HEADINGS_ROW}:{get_column_letter(len(self.columns))}{max(last, FIRST_ROW)}"
        sheet.auto_filter.ref = span
        titles = get_column_letter([c.code for c in self.columns].index("title") + 2)
        sheet.freeze_panes = f"{titles}{FIRST_ROW}"
        self._page(footer)

    def _advise(self, column: SheetColumn, last: int) -> None:
        """The list of a column, and the prompt that appears where one types."""
        if column.code == REASON:
            return
        letter = get_column_letter(self.columns.index(column) + 1)
        rule = _rule(column, self._lists)
        rule.add(f"{letter}{FIRST_ROW}:{letter}{last + _SPARE_ROWS}")
        study, say = self._form.study, self._speaker.say
        rule.promptTitle = _fitting(say(heading(study, column)), _TITLE_LIMIT)
        rule.prompt = _fitting(say(self._prompt(column)), _PROMPT_LIMIT)
        rule.errorTitle = _fitting(say("exchange.wrong.title"), _TITLE_LIMIT)
        rule.error = _fitting(say(_wrong(column)), _PROMPT_LIMIT)
        rule.showInputMessage = rule.showErrorMessage = True
        self._sheet.add_data_validation(rule)

    def _prompt(self, column: SheetColumn) -> Message:
        name = full_heading(self._form.study, column)
        if column.part is Part.FIELD:
            return message(f"exchange.prompt.{column.code}")
        return message(f"exchange.prompt.of.{column.part}", name=name)

    def _tint(self, last: int) -> None:
        """Show the cells that a training still lacks: its row is told, the cell is empty."""
        if last < FIRST_ROW:
            return
        named = get_column_letter([c.code for c in self.columns].index("title") + 1)
        for place, column in enumerate(self.columns, 1):
            if column.code in _ASKED or column.part is Part.SEATS:
                cell = f"{get_column_letter(place)}{FIRST_ROW}"
                formula = f"AND(LEN(TRIM({cell}))=0,LEN(TRIM(${named}{FIRST_ROW}))>0)"
                fill = PatternFill("solid", bgColor=LACKING, fgColor=LACKING)
                span = f"{cell}:{get_column_letter(place)}{last}"
                rule = FormulaRule([formula], fill=fill)  # type: ignore[no-untyped-call]
                self._sheet.conditional_formatting.add(span, rule)

    def _protect(self) -> None:
        """Lock the headings alone; rows and columns may be added, sorted, filtered and taken away.

        There is no password: protection is a guard rail, not a wall.
        """
        protection = self._sheet.protection
        protection.sheet = True
        for freedom in (
            "formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows",
            "insertHyperlinks", "deleteRows", "sort", "autoFilter",
        ):  # fmt: skip
            setattr(protection, freedom, False)  # True would forbid it

    def _page(self, footer: Message) -> None:
        sheet = self._sheet
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 100
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        setup = sheet.page_setup
        setup.orientation, setup.paperSize = "landscape", sheet.PAPERSIZE_A3
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.print_title_rows = f"{GROUPS_ROW}:{HEADINGS_ROW}"
        margins = sheet.page_margins
        margins.left = margins.right = 0.3
        margins.top, margins.bottom, margins.footer = 0.4, 0.6, 0.3
        told = HeaderFooterItem()
        told.left.text = self._speaker.say(footer).replace("&", "&&")
        told.right.text = "&P / &N"
        sheet.oddFooter = told

    def _said(self, said: Message) -> Held:
        return xlsx_text(self._speaker.say(said))


def _look(column: SheetColumn) -> FormLook:
    if column.code == REASON:
        return FormLook.REASON
    if column.part is Part.TICK:
        return FormLook.TICK_IN
    if column.code == "title":
        return FormLook.TITLE_IN
    is_short = is_amount(column) or column.code == "is_archived"
    return FormLook.NUMBER_IN if is_short else FormLook.TEXT_IN


def _width(column: SheetColumn) -> float:
    if column.code == REASON:
        return _REASON_WIDTH
    return _WIDTHS.get(column.code, _WIDTH[column.part])


def _rule(column: SheetColumn, lists: Mapping[str, str]) -> DataValidation:
    """What may be typed: a word of a list, a whole number, or anything (then with a prompt)."""
    name = list_of(column)
    if name:
        is_closed = name in ("level", "is_archived")
        return DataValidation(
            "list",
            formula1=lists[name],
            allow_blank=True,
            errorStyle="stop" if is_closed else "warning",
        )
    if column.part is Part.FIELD and field_of("trainings", column.field).kind is Kind.INTEGER:
        _, field = field_behind(column)
        low, high = str(int(field.low or 0)), str(int(field.high or 0))
        return DataValidation(
            "whole", formula1=low, formula2=high, operator="between", allow_blank=True
        )
    return DataValidation(allow_blank=True)


def _wrong(column: SheetColumn) -> str:
    if list_of(column):
        return "exchange.wrong.list"
    return "exchange.wrong.number" if is_amount(column) else "exchange.wrong.text"


def _fitting(text: str, limit: int) -> str:
    """A text cut at a word where a spreadsheet would refuse it."""
    text = xlsx_text(text).text
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def list_ranges(sheet: str, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Where each list stands on the hidden sheet of lists, one a column under its name."""
    return {
        name: f"'{sheet}'!${letter}$2:${letter}${1 + len(words)}"
        for (name, words), letter in zip(lists.items(), _letters(len(lists)), strict=True)
    }


def _letters(count: int) -> Iterable[str]:
    return (get_column_letter(place) for place in range(1, count + 1))
