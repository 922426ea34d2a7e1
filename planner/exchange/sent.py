"""What is sent to an institution: its trainings as the study has them on that day."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from planner.compute.cells import in_order
from planner.compute.inventory import declared
from planner.errors import InvalidInput
from planner.exchange.layout import LAYOUT, Part, columns_for
from planner.fields import field_of
from planner.messages import Interval
from planner.vocab import SeatKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.exchange.layout import SheetColumn
    from planner.messages import Value
    from planner.study import DomainHours, Seats, Study, Training

#: The values of a row by the codes of its columns.
Cells = dict[str, "Value"]
#: The places that an institution is asked about.
ASKED_SEATS = SeatKind.OPEN


@dataclass(frozen=True, slots=True)
class SentSheet:
    """The sheet of an institution: its columns, and the cells of each training by its key."""

    institution: str
    columns: tuple[SheetColumn, ...]
    rows: Mapping[str, Mapping[str, Value]]


class Shelf:
    """The places and hours of each training of a study, found at once."""

    def __init__(self, study: Study) -> None:
        """Look through ``study`` once."""
        self.study = study
        self.seats: dict[tuple[str, int], list[Seats]] = defaultdict(list)
        self.hours: dict[tuple[str, str], list[DomainHours]] = defaultdict(list)
        for seats in study.seats:
            if seats.kind is ASKED_SEATS:
                self.seats[seats.training, seats.year].append(seats)
        for hours in study.domain_hours:
            self.hours[hours.training, hours.domain].append(hours)

    def cells(self, training: Training, columns: Iterable[SheetColumn]) -> Cells:
        """The values of a training in each column but that of the key."""
        held = frozenset(training.families)
        return {
            column.code: self._value(training, column, held)
            for column in columns
            if column.part is not Part.KEY
        }

    def _value(self, training: Training, column: SheetColumn, held: frozenset[str]) -> Value:
        match column.part:
            case Part.TICK:
                return column.about in held
            case Part.SEATS:
                return _hull(self.seats.get((training.key, int(column.about)), ()))
            case Part.HOURS:
                return _given(self.hours.get((training.key, column.about), ()))
        value: Value = getattr(training, column.field)
        if column.field == "modalities" and isinstance(value, tuple):
            field = field_of("trainings", column.field)
            return in_order(self.study, field, map(str, value))
        return value


def sent(
    study: Study, institution: str, years: Iterable[int], shelf: Shelf | None = None
) -> SentSheet:
    """What an institution is sent: its trainings that are not archived, places of ``years``.

    Domains are those of action 1.3 and any other that one of its trainings has hours in.
    ``shelf`` spares looking through the study again for each of many institutions.
    """
    trainings = [row for row in declared(study) if row.institution == institution]
    keys = {row.key for row in trainings}
    also = [row.domain for row in study.domain_hours if row.training in keys]
    columns = columns_for(study, years, also)
    shelf = shelf or Shelf(study)
    rows = {row.key: MappingProxyType(shelf.cells(row, columns)) for row in trainings}
    return SentSheet(institution, columns, MappingProxyType(rows))


def base_text(sheet: SentSheet) -> str:
    """A sheet as canonical JSON, to be kept with its mailing: equal sheets are equal texts."""
    told = {
        "layout": LAYOUT,
        "institution": sheet.institution,
        "rows": {
            key: {code: encoded(value) for code, value in cells.items()}
            for key, cells in sheet.rows.items()
        },
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def base_of(text: str) -> Mapping[str, Mapping[str, Value]]:
    """The rows that were sent, from :func:`base_text`; :class:`InvalidInput` where it is none."""
    try:
        told: Any = json.loads(text)
        return {
            str(key): {str(code): decoded(value) for code, value in cells.items()}
            for key, cells in told["rows"].items()
        }
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidInput("mailing_damaged", value=text[:80]) from error


def encoded(value: Value) -> Any:
    """A cell as JSON takes it; an interval has ``low`` and ``high``."""
    if isinstance(value, Interval):
        high = None if value.high is None else int(value.high)
        return {"low": int(value.low), "high": high}
    return [str(part) for part in value] if isinstance(value, tuple) else value


def decoded(value: Any) -> Value:
    """A cell from what :func:`encoded` made of it; ``ValueError`` or ``TypeError`` else."""
    if isinstance(value, dict):
        high = value["high"]
        return Interval(Fraction(value["low"]), None if high is None else Fraction(high))
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    if value is None or isinstance(value, bool | int | str):
        return value
    raise ValueError(value)


def _hull(rows: Iterable[Seats]) -> Value:
    """The interval that covers the places told; None where nothing is known of them."""
    told = [(row.low, row.high) for row in rows]
    if not told:
        return None
    highs = [high for _, high in told if high is not None]
    low = Fraction(min(low for low, _ in told))
    if len(highs) == len(told):
        return Interval(low, Fraction(max(highs)))
    return Interval(low, None) if low else None


def _given(rows: Iterable[DomainHours]) -> Value:
    """The hours told, True where there are some that nobody counted, None where there are none."""
    told = [row.hours for row in rows]
    if not told:
        return None
    return sum(hours for hours in told if hours is not None) if None not in told else True
