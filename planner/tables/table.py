"""One table for many writers: the Qt model, the workbook, the PDF and ``--json`` all read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.findings import Place
    from planner.messages import Message, Value


class Format(StrEnum):
    """How the values of a column are written and aligned."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    PERCENT = "percent"  # a Fraction or an Interval of Fractions, 1 = 100 %
    INTERVAL = "interval"  # an Interval of counts
    FLAG = "flag"
    DATE = "date"
    SAID = "said"  # a Message


@dataclass(frozen=True, slots=True)
class Column:
    """A typed column: a key, its heading, its format, its unit, and a note on its provenance.

    ``scale`` marks counts that are coloured from paper to ink; ``width`` is in characters.
    """

    key: str
    heading: Message
    format: Format = Format.TEXT
    unit: str = ""
    note: Message | None = None
    width: int = 12
    scale: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one line, in the order of the columns; None is unknown, never zero.

    ``place`` is the row of the study that the line shows, where it shows one;
    ``trainings`` the keys of the trainings behind the figures of the line.
    """

    values: tuple[Value, ...]
    place: Place | None = None
    trainings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table with typed columns, and notes on where its figures come from."""

    key: str
    title: Message
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Message, ...] = ()

    def column(self, key: str) -> tuple[Value, ...]:
        """All values of the column called ``key``; ``KeyError`` where there is none."""
        for place, column in enumerate(self.columns):
            if column.key == key:
                return tuple(row.values[place] for row in self.rows)
        raise KeyError(key)

    def without(self, key: str) -> Table:
        """The table but for the column called ``key``."""
        kept = [place for place, column in enumerate(self.columns) if column.key != key]
        rows = (replace(r, values=tuple(r.values[place] for place in kept)) for r in self.rows)
        columns = tuple(self.columns[place] for place in kept)
        return replace(self, columns=columns, rows=tuple(rows))
