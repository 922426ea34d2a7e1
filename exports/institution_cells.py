"""What stands in the cells of an institution's workbook, as a person writes it there."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from exports.xlsx_text import CELL_LIMIT, CellText, xlsx_text
from planner.errors import ExportError
from planner.exchange.layout import Part
from planner.fields import Kind, field_of, label_code
from planner.messages import Interval, message
from planner.vocab import Modality
from planner.words import word

if TYPE_CHECKING:
    from exports.sheets.body import Held
    from planner.exchange.layout import SheetColumn
    from planner.messages import Speaker, Value
    from planner.study import Study

#: What ticks a box.
TICK = "x"
#: What stands between several words of a cell.
BETWEEN = " + "
_EXCERPT = 60  # signs of a text by which it is found again


def held(study: Study, speaker: Speaker, column: SheetColumn, value: Value) -> Held:
    """What a cell holds for a value, so that reading it gives that value back.

    Raises:
        ExportError: no cell could hold the text whole; cut, it would come back as a change.
    """
    if column.part is Part.TICK:
        return xlsx_text(TICK) if value else None
    if column.part is Part.HOURS and value is True:
        return _said(speaker, "exchange.some")
    if isinstance(value, bool):
        return _said(speaker, "value.yes" if value else "value.no")
    if isinstance(value, int):
        return _said(speaker, f"level.{value}") if column.field == "level" else value
    if isinstance(value, Interval):
        return _places(speaker, value)
    if isinstance(value, tuple):
        return _text(BETWEEN.join(speaker.say(word(Modality(str(part)))) for part in value))
    if isinstance(value, str) and column.field == "city":
        city = study.cities.find(value)
        return _text(value if city is None else city.name)
    return _whole(str(value), column) if value is not None else None


def again(column: SheetColumn, typed: str) -> Held:
    """What was typed, to stand in its cell once more: whole numbers as numbers."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
    return int(typed) if is_number and is_amount(column) else _text(typed)


def is_amount(column: SheetColumn) -> bool:
    """True for a column of numbers."""
    if column.part is Part.FIELD:
        field = field_of("trainings", column.field)
        return field.kind is Kind.INTEGER and column.field != "level"
    return column.part in (Part.SEATS, Part.HOURS)


def listed(study: Study, speaker: Speaker) -> dict[str, tuple[str, ...]]:
    """The words that may be chosen in the columns that have a list, by the code of the column."""
    words = [speaker.say(word(each)) for each in Modality]
    several = [
        BETWEEN.join(some)
        for size in range(1, len(words) + 1)
        for some in combinations(words, size)
    ]
    return {
        "city": tuple(sorted((row.name for row in study.cities), key=str.casefold)),
        "level": tuple(speaker.say(f"level.{level}") for level in range(1, 9)),
        "modalities": tuple(several),
        "is_archived": (speaker.say("value.yes"), speaker.say("value.no")),
        "family": (TICK,),
    }


def list_of(column: SheetColumn) -> str:
    """Which list of :func:`listed` a column has; empty where it has none."""
    if column.part is Part.TICK:
        return "family"
    return column.code if column.code in ("city", "level", "modalities", "is_archived") else ""


def _places(speaker: Speaker, told: Interval) -> Held:
    if told.is_exact:
        return int(told.low)
    low = int(told.low)
    if told.high is None:
        return _said(speaker, message("value.at_least", low=low)) if low else None
    return _said(speaker, message("exchange.range", low=low, high=int(told.high)))


def _said(speaker: Speaker, said: object) -> CellText:
    return xlsx_text(speaker.say(said))  # type: ignore[arg-type]  # a message or its code


def _whole(text: str, column: SheetColumn) -> CellText | None:
    found = _text(text)
    if found is not None and found.losses:
        field = label_code("trainings", column.field)
        raise ExportError("cell_cannot_hold", field=field, text=text[:_EXCERPT], n=CELL_LIMIT)
    return found


def _text(text: str) -> CellText | None:
    return xlsx_text(text) if text else None
