"""The first sheet of an institution's workbook: what is asked, step by step, and the words used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.properties import PageSetupProperties

from exports.sheets.form_looks import FormLook
from exports.sheets.pen import height_of, lines
from exports.xlsx_text import xlsx_text
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from exports.institution_form import Form
    from exports.sheets.body import Body, Held
    from planner.messages import Message, Speaker

_WIDTHS = {"A": 3, "B": 5, "C": 44, "D": 74}
_TEXT_WIDTH = 108
_STEPS = ("trainings", "families", "seats", "domains", "closed", "new", "back")
_FREE = ("sort", "columns", "programme", "name")


def write_help(form: Form, speaker: Speaker, sheet: Worksheet, body: Body) -> None:
    """Write what the workbook is for, how to answer, what cannot go wrong, and the glossary."""
    writing = _Help(form, speaker, sheet, body)
    writing.head()
    writing.section("exchange.help.steps")
    for number, code in enumerate(_STEPS, 1):
        writing.step(number, message(f"exchange.help.step.{code}"))
    writing.section("exchange.help.free")
    for code in _FREE:
        writing.point(message(f"exchange.help.free.{code}"))
    writing.section("exchange.help.words")
    for term, meaning in _words(form):
        writing.term(term, meaning)
    writing.finish()


def _words(form: Form) -> Iterator[tuple[Message, str]]:
    """The families with their examples, then the domains with theirs."""
    for family in form.study.families:
        yield message("name.as_written", name=family.name), family.examples
    about = {column.about for column in form.sheet.columns}
    for domain in form.study.domains:
        if domain.key in about:
            name = message("name.as_written", name=domain.name)
            yield message("exchange.column.domain", name=name), domain.examples


class _Help:
    def __init__(self, form: Form, speaker: Speaker, sheet: Worksheet, body: Body) -> None:
        self._form = form
        self._speaker = speaker
        self._sheet = sheet
        self._body = body

    def head(self) -> None:
        """The title, whom the workbook is for, until when, and two ways to the sheets."""
        form = self._form
        self._spread(FormLook.TITLE, message("exchange.title", institution=form.institution), 34)
        code = "exchange.help.return" if form.is_return else "exchange.help.lead"
        self.line(message(code, edition=form.edition, n=len(form.keys())))
        if form.due_on is not None:
            said = message("exchange.help.due", on=form.due_on, author=form.author)
            self._spread(FormLook.DUE, said if form.author else _undirected(form), 24)

    def section(self, code: str) -> None:
        """The title of a part, after an empty row."""
        self._body.rows.append([])
        self._spread(FormLook.SECTION, message(code), 24)

    def step(self, number: int, said: Message) -> None:
        """A numbered step."""
        told = self._held(said)
        self._body.rows.append(
            [(FormLook.PROSE, None), (FormLook.NUMBER, number), (FormLook.STEP, told)]
        )
        self._merge("C", told)

    def line(self, said: Message) -> None:
        """A paragraph."""
        told = self._held(said)
        self._body.rows.append([(FormLook.PROSE, None), (FormLook.PROSE, told)])
        self._merge("B", told)

    def point(self, said: Message) -> None:
        """A line of a list."""
        told = self._held(said)
        mark = (FormLook.BULLET, xlsx_text("✓"))
        self._body.rows.append([(FormLook.PROSE, None), mark, (FormLook.STEP, told)])
        self._merge("C", told)

    def term(self, term: Message, meaning: str) -> None:
        """A word and what it means."""
        said, told = self._held(term), xlsx_text(meaning) if meaning else None
        blank = (FormLook.PROSE, None)
        self._body.rows.append([blank, (FormLook.TERM, said), blank, (FormLook.PROSE, told)])
        row = len(self._body.rows)
        self._sheet.merged_cells.add(f"B{row}:C{row}")
        tallest = max(lines(_text(said), 46), lines(_text(told), _WIDTHS["D"]))
        self._body.heights[row] = height_of(tallest) + 2 * tallest

    def finish(self) -> None:
        """Widths, protection, and a page of paper."""
        sheet = self._sheet
        for letter, width in _WIDTHS.items():
            sheet.column_dimensions[letter].width = width
        sheet.protection.sheet = True
        sheet.sheet_view.showGridLines = False
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1

    def _spread(self, look: FormLook, said: Message, height: float) -> None:
        self._body.rows.append([(FormLook.PROSE, None), (look, self._held(said))])
        self._body.heights[len(self._body.rows)] = height

    def _merge(self, first: str, told: Held) -> None:
        row = len(self._body.rows)
        self._sheet.merged_cells.add(f"{first}{row}:D{row}")
        wrapped = lines(_text(told), _TEXT_WIDTH)
        self._body.heights[row] = max(height_of(wrapped) + 2 * wrapped, 21.0)

    def _held(self, said: Message) -> Held:
        return xlsx_text(self._speaker.say(said))


def _undirected(form: Form) -> Message:
    return message("exchange.help.due_alone", on=form.due_on)


def _text(held: Held) -> str:
    return str(getattr(held, "text", ""))
