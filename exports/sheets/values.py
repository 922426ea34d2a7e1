"""The values of a planner table as a workbook holds them: figures stay figures, unknown is a word.

An interval takes two columns, from and to, so that its bounds can be sorted and added up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from exports.sheets.looks import Look
from exports.xlsx_text import CellText, xlsx_text
from planner.messages import Interval, Message, message
from planner.tables.table import Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exports.sheets.body import Spot
    from planner.messages import Speaker, Value
    from planner.tables.table import Column, Table

#: A spreadsheet keeps 15 digits of a number; longer ones are written as text.
EXACT_BELOW = 10**15
#: The first year of which every day is the same one in every spreadsheet.
FIRST_YEAR = 1901

#: The length up to which texts are remembered: longer ones hardly come twice.
_REMEMBERED = 80
#: Shares below this one are shown with a decimal.
_FINE_BELOW = 0.1
_NOTHING_KNOWN = Interval(Fraction(0), None)
_PLAIN_KEYS = {"year", "start", "end", "line", "level"}
_LOOKS = {
    Format.INTEGER: Look.INTEGER,
    Format.INTERVAL: Look.INTEGER,
    Format.DECIMAL: Look.DECIMAL,
    Format.PERCENT: Look.PERCENT,
}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a planner table on a sheet: its look, and whether it takes two columns there."""

    column: Column
    look: Look
    is_number: bool
    is_split: bool

    @property
    def span(self) -> int:
        """How many columns of the sheet it takes."""
        return 2 if self.is_split else 1


def sheet_columns(table: Table) -> tuple[SheetColumn, ...]:
    """How the columns of a table stand on a sheet."""
    return tuple(_sheet_column(table, place) for place in range(len(table.columns)))


def _sheet_column(table: Table, place: int) -> SheetColumn:
    column = table.columns[place]
    look = _LOOKS.get(column.format, Look.NUMBER_AMONG_TEXTS)
    if look is Look.INTEGER and (column.key in _PLAIN_KEYS or column.unit == "cec"):
        look = Look.PLAIN_NUMBER
    is_split = column.format is Format.INTERVAL or (
        column.format in _LOOKS
        and any(isinstance(row.values[place], Interval) for row in table.rows)
    )
    return SheetColumn(column, look, column.format in _LOOKS, is_split)


class Values:
    """Says values in one language, each as a look and what the cell holds."""

    def __init__(self, speaker: Speaker) -> None:
        """Say texts with ``speaker``; a sentence said once is remembered."""
        self._speaker = speaker
        self._said: dict[Message | str, CellText] = {}
        self._texts: dict[str, CellText] = {}
        self._unknown = xlsx_text(speaker.show(None))

    def say(self, said: Message | str) -> CellText:
        """The sentence of a message or of a code."""
        known = self._said.get(said)
        if known is None:
            known = self._said[said] = xlsx_text(self._speaker.say(said))
        return known

    def _text(self, text: str) -> CellText:
        """A text; a short one, such as the name of a sector, is remembered."""
        if len(text) > _REMEMBERED:
            return xlsx_text(text)
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = xlsx_text(text)
        return known

    def headings(self, column: SheetColumn) -> tuple[CellText, ...]:
        """The heading of a column with its unit, or its two headings."""
        said = self._speaker.say(column.column.heading)
        if column.column.unit:
            unit = self._speaker.say(f"unit.{column.column.unit}")
        if column.column.unit and unit.casefold() not in said.casefold():
            said = self._speaker.say(message("workbook.with_unit", heading=said, unit=unit))
        if not column.is_split:
            return (_one_line(said),)
        return tuple(
            _one_line(self._speaker.say(message(code, heading=said)))
            for code in ("workbook.from", "workbook.to")
        )

    def row(self, values: Iterable[Value], columns: Iterable[SheetColumn]) -> list[Spot]:
        """What stands in the cells of a row."""
        spots: list[Spot] = []
        for value, column in zip(values, columns, strict=True):
            if column.is_split:
                spots += self._bounds(value, column)
            else:
                spots.append(self._one(value, column))
        return spots

    def _bounds(self, value: Value, column: SheetColumn) -> tuple[Spot, Spot]:
        if not isinstance(value, Interval):
            return self._one(value, column), self._one(value, column)
        low = None if value == _NOTHING_KNOWN else value.low
        return self._one(low, column), self._one(value.high, column)

    def _one(self, value: Value, column: SheetColumn) -> Spot:
        if isinstance(value, str):
            return _text_spot(self._text(value))
        match value:
            case None:
                return Look.UNKNOWN_NUMBER if column.is_number else Look.UNKNOWN, self._unknown
            case Message():
                return _text_spot(self.say(value))
            case bool() | tuple() | Interval():
                return _text_spot(self._text(self._speaker.show(value)))
            case date():
                return self._day(value)
        return self._number(value, column)

    def _day(self, value: date) -> Spot:
        if value.year < FIRST_YEAR:
            return Look.TEXT, xlsx_text(value.isoformat())
        return Look.DATE, date(value.year, value.month, value.day)

    def _number(self, value: int | float | Fraction, column: SheetColumn) -> Spot:
        if isinstance(value, float) and not math.isfinite(value):
            return self._one(None, column)
        if value == int(value):
            look = Look.INTEGER if column.look is Look.DECIMAL else column.look
            whole = int(value)
            return (look, whole) if abs(whole) < EXACT_BELOW else _too_long(whole)
        if column.look is Look.PERCENT:
            is_fine = abs(float(value)) < _FINE_BELOW
            return Look.PERCENT_FINE if is_fine else Look.PERCENT, float(value)
        return Look.DECIMAL, float(value)


def _text_spot(text: CellText) -> Spot:
    """A text in its cell; an empty one leaves the cell empty."""
    return Look.TEXT, text if text.text else None


def _too_long(whole: int) -> Spot:
    return Look.TEXT, xlsx_text(str(whole))


def _one_line(heading: str) -> CellText:
    """A heading without line ends: they would part it from the name of its table column."""
    return xlsx_text(" ".join(heading.split("\n")))
