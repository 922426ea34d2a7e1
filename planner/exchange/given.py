"""The rows of a table that came, as a reply has them: a column is read for each heading known.

Nothing is decided here. A cell that cannot be read is refused with its place, what stands there and
why; what was read but may surprise (a formula's value, a merge, a row that is hidden) is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.errors import CartoplanError, InvalidInput
from planner.exchange.grids import EMPTY, CellKind, a1
from planner.exchange.layout import Part, field_behind
from planner.exchange.replies import GivenRow, Refusal, Spot
from planner.exchange.tidy import typed
from planner.messages import Message, Value, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.exchange.grids import Grid, SheetCell
    from planner.exchange.layout import SheetColumn

#: Reads what was typed in a column, a text, a day or a flag; raises :class:`InvalidInput`.
ReadCell = Callable[["SheetColumn", Value], Value]
#: What was typed is kept this long, to be shown and to go back.
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Told:
    """What was read although it may surprise: where, and what."""

    spot: Spot
    cell: str
    said: Message


@dataclass(frozen=True, slots=True)
class GivenTable:
    """The rows of a table, and what to tell about them."""

    rows: tuple[GivenRow, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table stands on its sheet: the row of its headings, and its columns by their place.

    Rows and places are counted from 1. ``stop`` is the last row that is read; 0 reads them all.
    """

    heading: int
    at: Mapping[int, SheetColumn]
    stop: int = 0


def given_table(grid: Grid, columns: Columns, read: ReadCell) -> GivenTable:
    """The rows below the headings that hold anything in a known column.

    ``read`` turns what was typed into a value; an empty cell is read as well, so that it says
    what empty means in its column.
    """
    reading = _Reading(grid, columns, read)
    rows = tuple(reading.rows())
    return GivenTable(rows, tuple(reading.told))


class _Reading:
    def __init__(self, grid: Grid, columns: Columns, read: ReadCell) -> None:
        self.told: list[Told] = []
        self._grid = grid
        self._columns = columns
        self._read = read
        self._merged = _merged_cells(grid, columns)
        self._known: dict[tuple[str, SheetCell], Value | CartoplanError] = {}

    def rows(self) -> Iterator[GivenRow]:
        """The rows in the order of the sheet."""
        heading, stop = self._columns.heading, self._columns.stop
        for number, cells in self._grid.filled():
            if heading < number and (not stop or number <= stop):
                held = {
                    place: cells[place - 1] if place <= len(cells) else EMPTY
                    for place in self._columns.at
                }
                if any(cell.kind is not CellKind.EMPTY for cell in held.values()):
                    yield self._row(number, held)

    def _row(self, number: int, held: Mapping[int, SheetCell]) -> GivenRow:
        spot = Spot(self._grid.name, number)
        if number in self._grid.hidden:
            self.told.append(Told(spot, "", message("given.row_hidden")))
        row = _Row(spot)
        for place, column in self._columns.at.items():
            self._cell(row, place, column, held[place])
        return GivenRow(spot, row.key, row.values, tuple(row.refused), row.typed)

    def _cell(self, row: _Row, place: int, column: SheetColumn, cell: SheetCell) -> None:
        if column.part is Part.KEY:
            row.key = row.typed[column.code] = shown(cell).strip()
            return
        top = self._merged.get((row.spot.row, place))
        if top is not None and top[1] == place and top[0] > self._columns.heading:
            cell = self._grid.cell(*top)
        row.typed[column.code] = shown(cell)
        try:
            if top is not None and cell.kind is CellKind.EMPTY:
                raise InvalidInput("cell_merged", cell=a1(*top))
            row.values[column.code] = self._value(column, cell)
        except CartoplanError as error:
            where = a1(row.spot.row, place)
            row.refused.append(Refusal(column.code, where, shown(cell)[:_SHOWN], error.message))
            return
        if cell.formula or top is not None:
            self._tell(row.spot, a1(row.spot.row, place), cell, top)

    def _tell(self, spot: Spot, where: str, cell: SheetCell, top: tuple[int, int] | None) -> None:
        """Tell of a value that a formula made, or that stands in another cell."""
        if cell.formula:
            self.told.append(Told(spot, where, message("given.formula", value=shown(cell))))
        if top is not None:
            self.told.append(Told(spot, where, message("given.merged", cell=a1(*top))))

    def _value(self, column: SheetColumn, cell: SheetCell) -> Value:
        """The value of a cell; what stands in several cells of a column is read once."""
        place = column.code, cell
        if place not in self._known:
            try:
                _, declared = field_behind(column)
                said = typed(cell, declared, is_1904=self._grid.is_1904)
                self._known[place] = self._read(column, said)
            except CartoplanError as error:
                self._known[place] = error
        found = self._known[place]
        if isinstance(found, CartoplanError):
            raise found.with_traceback(None)
        return found


@dataclass(slots=True)
class _Row:
    """A row being read."""

    spot: Spot
    key: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)


def shown(cell: SheetCell) -> str:
    """What stands in a cell, as text."""
    return "" if cell.value is None else str(cell.value)


def _merged_cells(grid: Grid, columns: Columns) -> dict[tuple[int, int], tuple[int, int]]:
    """The merged cells of known columns, but the first of each, with the one that has the value.

    A merge over the whole sheet is cut to what the sheet holds.
    """
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in grid.merges:
        top = merge.first_row, merge.first_column
        rows = range(max(top[0], columns.heading + 1), min(merge.last_row, len(grid.rows)) + 1)
        for place in columns.at:
            if merge.first_column <= place <= merge.last_column:
                found |= {(row, place): top for row in rows if (row, place) != top}
    return found
