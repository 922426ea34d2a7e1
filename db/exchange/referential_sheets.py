"""The layout of a referential in a workbook: which sheet is what, which column, which lines."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING

from planner.compute.extracts import PARTS
from planner.exchange.grids import EMPTY, CellKind, Grid, Merge, SheetCell
from planner.fields import ENTITIES, FIELDS, label_code
from planner.messages import Message, message
from planner.tables.exchange import IDENTITY_COLUMNS, KEY, RANK, REFERENCE, asked_fields
from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.messages import Speaker

IDENTITY = "certifications"
VALUE, VALUE_KEY = IDENTITY_COLUMNS[1], IDENTITY_COLUMNS[3]
#: Rows among which the headings of a table are looked for.
_HEADING_ROWS = 30
#: Sheets of ours that are for reading only.
_READING = (
    "referential", "criteria", "coverage", "preparations", "promotions", "history", "comments",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """A line of a table: its row on the sheet, its cells by field, the columns merged across it."""

    row: int
    cells: Mapping[str, SheetCell]
    torn: tuple[str, ...] = ()

    def cell(self, key: str) -> SheetCell:
        """What stands in a column; empty where there is nothing."""
        return self.cells.get(key, EMPTY)

    def text(self, key: str) -> str:
        """A text or a whole number as it was typed; empty for anything else."""
        cell = self.cell(key)
        return str(cell.value) if cell.kind in (CellKind.TEXT, CellKind.NUMBER) else ""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The table of a collection on a sheet.

    ``headings`` are its columns by field, as they were typed; ``unknown`` the headings that are
    of no field. On the identity sheet a line is a field, and ``headings`` are the fields told.
    """

    name: str
    collection: str
    row: int
    headings: Mapping[str, str]
    records: tuple[Record, ...]
    unknown: tuple[str, ...] = ()

    def lacking(self) -> tuple[str, ...]:
        """The fields that a line cannot do without and that have no column."""
        own = fields(ENTITIES[self.collection])
        given = {each.name for each in own if each.default is not MISSING}
        return tuple(
            each.key
            for each in asked_fields(self.collection)
            if each.required and each.key not in self.headings and each.key not in given
        )


@dataclass(slots=True)
class SheetWords:
    """What sheets and columns are called, in the languages of the speakers."""

    speakers: Sequence[Speaker]
    _names: dict[str, str] = field(init=False)
    _apart: frozenset[str] = field(init=False)
    _empty: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Say every name once."""
        self._names = {
            name: collection
            for collection in (IDENTITY, *PARTS)
            for name in (
                collection,
                *self._said(
                    f"collection.{collection}",
                    f"collection.{collection}.one",
                    f"workbook.sheet.dossier_{collection}",
                ),
            )
        }
        reading = (f"workbook.sheet.dossier_{each}" for each in _READING)
        self._apart = frozenset(self._said("workbook.sheet.readme", *reading))
        self._empty = frozenset(self._said("workbook.empty"))

    def unknown_words(self) -> frozenset[str]:
        """How unknown is written, in search form."""
        return frozenset(self._said("value.unknown"))

    def sheets(self, grids: Sequence[Grid]) -> tuple[dict[str, SheetTable], tuple[Message, ...]]:
        """The tables by collection, and what was left unread."""
        found: dict[str, SheetTable] = {}
        left: list[Message] = []
        for grid in grids:
            collection = self._names.get(search_key(grid.name))
            table = self._table(grid, collection) if collection else None
            if table is not None and table.collection not in found:
                found[table.collection] = table
                left += [
                    message("dossier.ignored.column", sheet=grid.name, column=name)
                    for name in table.unknown
                ]
            elif grid.rows and search_key(grid.name) not in self._apart:
                left.append(message("dossier.ignored.sheet", sheet=grid.name))
        return found, tuple(left)

    def _table(self, grid: Grid, collection: str) -> SheetTable | None:
        return self._identity(grid) if collection == IDENTITY else self._part(grid, collection)

    def _part(self, grid: Grid, collection: str) -> SheetTable | None:
        """The table under the row that has the most headings of the collection."""
        known = self._columns(collection)
        places = [
            {n: key for n, cell in enumerate(row) if (key := known.get(_said(cell)))}
            for row in grid.rows[:_HEADING_ROWS]
        ]
        best = max(range(len(places)), key=lambda n: len(places[n]), default=None)
        if best is None or not places[best]:
            return None
        columns, heads = places[best], grid.rows[best]
        merges = [merge for merge in grid.merges if merge.last_row > best + 1]
        records = _records(_spread(grid, merges, columns), best, columns, merges)
        unknown = tuple(
            str(cell.value)
            for n, cell in enumerate(heads)
            if cell.kind is CellKind.TEXT and n not in columns
        )
        headings = {key: str(heads[n].value) for n, key in columns.items()}
        kept = tuple(each for each in records if not self._is_filler(each))
        return SheetTable(grid.name, collection, best + 1, headings, kept, unknown)

    def _identity(self, grid: Grid) -> SheetTable:
        """A line a field: its label, its value; our own sheets tell its code and keys beside."""
        known = self._columns(IDENTITY)
        records, headings = [], {}
        for number, row in enumerate(grid.rows, 1):
            cells = (*row, EMPTY, EMPTY, EMPTY, EMPTY)
            key = known.get(_said(cells[2])) or known.get(_said(cells[0]))
            if key is not None and key not in headings:
                headings[key] = str(cells[0].value or key)
                told = {KEY: SheetCell(CellKind.TEXT, key), VALUE: cells[1], VALUE_KEY: cells[3]}
                records.append(Record(number, told))
        return SheetTable(grid.name, IDENTITY, 1, headings, tuple(records))

    def _columns(self, collection: str) -> dict[str, str]:
        """The fields of a collection by the headings that they may have, in search form."""
        asked = FIELDS[IDENTITY] if collection == IDENTITY else asked_fields(collection)
        found = {
            name: each.key
            for each in asked
            for name in (*self._said(label_code(collection, each.key)), each.key)
        }
        found |= {each.key + REFERENCE: each.key + REFERENCE for each in asked if each.target}
        return found | {KEY: KEY, RANK: RANK}

    def _said(self, *codes: str) -> Iterator[str]:
        return (search_key(speaker.say(code)) for speaker in self.speakers for code in codes)

    def _is_filler(self, record: Record) -> bool:
        """True for a line that says nothing, or that says that there is nothing."""
        told = [
            cell
            for key, cell in record.cells.items()
            if cell.kind is not CellKind.EMPTY and not _is_hidden(key)
        ]
        return all(_said(cell) in self._empty for cell in told)


def _is_hidden(key: str) -> bool:
    return key in (KEY, RANK) or key.endswith(REFERENCE)


def _said(cell: SheetCell) -> str:
    """A heading in search form, without the mark that some put on what must be given."""
    if cell.kind is not CellKind.TEXT:
        return ""
    return search_key(str(cell.value).replace("*", " ").removesuffix(":"))


def _spread(
    grid: Grid, merges: Sequence[Merge], columns: Mapping[int, str]
) -> list[list[SheetCell]]:
    """The rows, with what a cell merged downwards in a column of references says on each row."""
    rows = [list(row) for row in grid.rows]
    for merge in merges:
        place = merge.first_column - 1
        if merge.first_column == merge.last_column and _may_spread(columns.get(place)):
            for row in rows[merge.first_row : min(merge.last_row, len(rows))]:
                row[place] = rows[merge.first_row - 1][place]
    return rows


def _may_spread(key: str | None) -> bool:
    return key in ("block", "activity", "competence", "competences", "criterion")


def _records(
    rows: Sequence[Sequence[SheetCell]],
    heading: int,
    columns: Mapping[int, str],
    merges: Sequence[Merge],
) -> Iterator[Record]:
    for number, row in enumerate(rows[heading + 1 :], heading + 2):
        cells = {key: row[place] for place, key in columns.items() if place < len(row)}
        torn = tuple(
            columns[place]
            for merge in merges
            if merge.first_row <= number <= merge.last_row
            for place in range(merge.first_column - 1, merge.last_column)
            if place in columns and not _is_spread(merge, columns[place])
        )
        yield Record(number, cells, tuple(dict.fromkeys(torn)))


def _is_spread(merge: Merge, key: str) -> bool:
    return merge.first_column == merge.last_column and _may_spread(key)
