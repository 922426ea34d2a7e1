"""What a workbook is to hold, before anything is written: sheets, tables, links and charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from planner.findings import Place
from planner.messages import Message, message
from planner.tables.table import Row, Table

#: Where a link leads: to the row that shows an entity, or to the sheet of a code.
Target = Place | str
#: Where the cell of a row leads, if anywhere.
Leads = Callable[[Row], Target | None]


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart of one column of a table, named by another; all words are messages.

    ``first`` and ``last`` are the places of the rows that it shows, counted from 0; without
    ``last`` it shows all of them but the totals.
    """

    labels: str
    values: str
    title: Message
    label_axis: Message
    value_axis: Message
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a sheet; ``links`` by the key of a column of texts.

    ``heading_link`` is where the headings of the scaled columns lead.
    ``totals`` is how many of the last rows are totals: they take no part in scales and charts.
    ``is_home`` is False for a table whose rows tell of entities that live elsewhere.
    """

    table: Table
    links: Mapping[str, Leads] = field(default_factory=dict)
    heading_link: Target | None = None
    bars: tuple[Bars, ...] = ()
    totals: int = 0
    is_home: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: ``workbook.sheet.<code>`` names it and ``workbook.lead.<code>`` tells what it shows.

    ``sentences`` say in words what its tables hold, below them.
    """

    code: str
    parts: tuple[Part, ...]
    sentences: tuple[Message, ...] = ()

    @property
    def title_code(self) -> str:
        """The text code of the sheet's name."""
        return f"workbook.sheet.{self.code}"

    @property
    def lead(self) -> Message:
        """What the sheet shows and how to read it."""
        return message(f"workbook.lead.{self.code}")


def sheet_of(code: str, *parts: Part, sentences: tuple[Message, ...] = ()) -> Sheet:
    """The sheet of a code with its tables."""
    return Sheet(code, parts, sentences)
