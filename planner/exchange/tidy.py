"""What a cell says to a field: spreadsheets turn numbers into texts, days into numbers and back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from planner.errors import InvalidInput
from planner.exchange.grids import CellKind
from planner.fields import Kind
from planner.text import clean

if TYPE_CHECKING:
    from planner.exchange.grids import SheetCell
    from planner.fields import Field
    from planner.messages import Value

_NUMBERS = (Kind.INTEGER, Kind.REAL, Kind.FRACTION)
#: A whole number with decimals that say nothing, as a spreadsheet shows it: 12,00.
_WHOLE = re.compile(r"([+-]?\d+)[.,]0+")
_SERIAL = re.compile(r"\d{1,6}(?:[.,]0+)?")
#: Spaces, those that do not break among them; the apostrophe that parts thousands in Switzerland.
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u2060\ufeff]+")
_EPOCH_1900, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_EARLIEST, _LATEST = date(1950, 1, 1), date(2100, 12, 31)


def typed(cell: SheetCell, field: Field, *, is_1904: bool = False) -> Value:
    """What was typed in a cell, as text; a day and a flag as they are, where the field wants one.

    A formula says the value that was kept with it. Raises :class:`InvalidInput` for a formula that
    nobody calculated, an error, a moment of the clock, and a day or a flag that stand elsewhere.
    """
    value = cell.value
    match cell.kind:
        case CellKind.EMPTY:
            return ""
        case CellKind.FORMULA:
            raise InvalidInput("cell_formula")
        case CellKind.FAULT:
            raise InvalidInput("cell_fault")
        case CellKind.DAY | CellKind.FLAG:
            wanted = Kind.DAY if cell.kind is CellKind.DAY else Kind.FLAG
            if field.kind is not wanted:
                raise InvalidInput("cell_not_text")
            return value
        case CellKind.NUMBER if field.kind is Kind.DAY and isinstance(value, int | float):
            return day_of(value, is_1904=is_1904)
        case CellKind.NUMBER if isinstance(value, int | float):
            return _number(value)
    return _text(str(value), field, is_1904=is_1904)


def day_of(serial: float, *, is_1904: bool = False) -> date:
    """The day that a spreadsheet counts by a number, from 1900 or from 1904.

    Raises :class:`InvalidInput` where no day between 1950 and 2100 has that number: the two counts
    lie four years and a day apart, so that a wrong one may still be caught.
    """
    epoch = _EPOCH_1904 if is_1904 else _EPOCH_1900
    try:
        day = epoch + timedelta(days=int(serial))
    except (OverflowError, ValueError):
        day = date.min
    if not _EARLIEST <= day <= _LATEST or serial != int(serial):
        raise InvalidInput("cell_no_day", value=f"{serial:g}")
    return day


def _number(value: float) -> str:
    """A number as text, never with an exponent."""
    if value == int(value):
        return str(int(value))
    return f"{value:.12f}".rstrip("0").rstrip(".")


def _text(text: str, field: Field, *, is_1904: bool) -> Value:
    """A text as the parser of the field takes it."""
    words = clean(text)
    if field.kind in _NUMBERS:
        packed = _SPACES.sub("", words).replace("−", "-")
        whole = _WHOLE.fullmatch(packed)
        return whole[1] if whole and field.kind is Kind.INTEGER else packed
    if field.kind is Kind.DAY and _SERIAL.fullmatch(words):
        return day_of(float(words.replace(",", ".")), is_1904=is_1904)
    if field.kind is Kind.TEXT:
        return words
    return "\n".join(_SPACES.sub(" ", line).strip() for line in words.split("\n"))
