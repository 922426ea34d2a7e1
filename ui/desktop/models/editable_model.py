"""A planner table whose cells are fields of the rows they show: typed in place, told by the study.

The model never keeps what is typed: it hands it to the pen, and shows what the study says next.
Search keys and ranks are kept, and only touched rows are said anew, so that 100 000 rows are
searched, sorted and changed between two keystrokes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt

from planner.fields import FIELDS, Kind
from planner.messages import message
from planner.tables.table import Table
from planner.text import search_key
from ui.desktop.models.guarded import guarded
from ui.desktop.models.prepared import Prepared, ranked, sort_keys
from ui.desktop.models.row_finder import RowFinder
from ui.desktop.models.table_model import TableModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from planner.fields import Field
    from planner.tables.table import Column, Row
    from ui.desktop.models.prepared import Sources
    from ui.desktop.models.table_model import Index
    from ui.desktop.pen import Pen

#: Who else looks at the row just now, as a sentence; empty for nobody.
WATCHED = Qt.ItemDataRole.UserRole + 4

_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOLTIP, _SPOKEN = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
_SEEN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
#: The flags of a cell that is only shown, then of one that may be typed.
_FLAGS = (_SEEN, _SEEN | Qt.ItemFlag.ItemIsEditable)
_NO_TABLE = Table("none", message("value.unknown"), (), ())


class EditableModel(TableModel):
    """Shows rows of one collection and lets the fields among ``editable`` be typed.

    ``refusal`` is the sentence for the last value that could not be taken, else empty.
    """

    def __init__(
        self, pen: Pen, collection: str, editable: Iterable[str], parent: QObject | None = None
    ) -> None:
        """An empty model over ``pen``."""
        super().__init__(pen.session.texts, parent)
        self.pen, self.collection = pen, collection
        self.refusal = ""
        self._editable = frozenset(editable)
        self._lists = {
            field.key
            for field in FIELDS[collection]
            if field.kind in (Kind.CHOICES, Kind.REFERENCES)
        }
        self._given: Iterable[str] | None = None
        self.finder = RowFinder(Prepared(_NO_TABLE, [], [], [], np.zeros(0, np.uint8)))
        self._lines: Sources = self.finder.natural

    def prepare(self, table: Table, *, with_ranks: bool = False) -> Prepared:
        """Say the cells of ``table`` and fold their words; touches no view, so any thread may.

        ``with_ranks`` also ranks every column, so that the first sorting by it takes no longer
        than the next.
        """
        shown = [
            self._dressed(table.rows, place, column) for place, column in enumerate(table.columns)
        ]
        keys = [row.place.key if row.place is not None else "" for row in table.rows]
        searched = [shown[place] for place in self._searched(table.columns)]
        for said in set[str]().union(*searched):
            self._fold(said)
        folded = [[self._folded[said] for said in column] for column in searched]
        hay = ["\n".join(line) for line in zip(*folded, strict=True)] or [""] * len(keys)
        ready = Prepared(table, keys, shown, hay, self._marks_of(table.rows))
        for place in range(len(table.columns) if with_ranks else 0):
            ready.ranks[place] = self._ranked(table.rows, place, shown[place])
        return ready

    def set_table(self, table: Table) -> None:
        """Show ``table``; the sorting and the filter in force are kept."""
        self.take(self.prepare(table))

    def take(self, ready: Prepared) -> None:
        """Show a table that was made ready; the sorting and the filter in force are kept."""
        self.beginResetModel()
        self._columns, self._rows = ready.table.columns, ready.table.rows
        self._headings = [self._heading(column) for column in self._columns]
        self._shown = ready.shown
        self.finder = RowFinder(ready)
        self.finder.restrict(self._keys)
        self._order = self._arranged()
        self.endResetModel()

    def put_rows(self, rows: Iterable[Row], order: Sequence[str] | None = None) -> bool:
        """Let ``rows`` stand for the rows of the same keys, where they are; False if one is new.

        With ``order``, the keys of all rows from now on, new rows are taken in and others go. The
        order of the lines stays until something is sorted or filtered where the rows stay the
        same: a row does not jump away from under the hand that changed it.
        """
        sources = self.finder.sources
        named = [(row.place.key, row) for row in rows if row.place is not None]
        added = [(key, row) for key, row in named if key not in sources]
        if order is None and added:
            return False
        self._replace({sources[key]: row for key, row in named if key in sources})
        if order is not None and (added or len(order) != self.total):
            self.beginResetModel()
            self._append(added)
            self.finder.reorder(order)
            self._order = self._arranged()
            self.endResetModel()
        elif self._order:
            last = self.index(len(self._order) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return True

    def filter(self, words: str = "", keys: Iterable[str] | None = None) -> None:
        """Keep the rows that hold every word and whose place has one of the keys.

        The same ``keys`` as the last time are not read again; see :meth:`RowFinder.fit`.
        """
        self.beginResetModel()
        if keys is not self._given:
            self._given, self._keys = keys, None if keys is None else frozenset(keys)
            self.finder.restrict(self._keys)
        self._words = search_key(words)
        self._order = self._arranged()
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows by their source, those included that have gone; see :attr:`finder`."""
        return self._rows

    @property
    def total(self) -> int:
        """The rows of the table, filtered out or not."""
        return len(self.finder.natural)

    @property
    def marks_shown(self) -> tuple[int, ...]:
        """How many rows that are shown bear each mark."""
        return self.finder.tally(self._lines)

    @property
    def marks_of_all(self) -> tuple[int, ...]:
        """How many rows bear each mark, filtered out or not."""
        return self.finder.tally(self.finder.natural)

    @property
    def keys_shown(self) -> list[str]:
        """The keys of the rows that are shown, in their order."""
        return [self.finder.keys[source] for source in self._order]

    def line_of(self, key: str) -> int:
        """The line on which the row whose place has ``key`` is shown; -1 where it is not."""
        lines = np.flatnonzero(self._lines == self.finder.sources.get(key, -1))
        return int(lines[0]) if len(lines) else -1

    def column_of(self, name: str) -> int:
        """The number of the column called ``name``; -1 where the table has none."""
        return next((n for n, column in enumerate(self._columns) if column.key == name), -1)

    def keys_of_columns(self) -> tuple[str, ...]:
        """The keys of the columns, in the order of the table."""
        return tuple(column.key for column in self._columns)

    def field_at(self, index: Index) -> Field | None:
        """The field that may be typed in a cell; None where it only shows something."""
        name = self._columns[index.column()].key
        return self.pen.field(self.collection, name) if name in self._editable else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of fields may be edited unless the study is locked."""
        if not index.isValid():
            return super().flags(index)
        is_typed = self._columns[index.column()].key in self._editable
        return _FLAGS[is_typed and self._may(index)]

    def _may(self, index: Index) -> bool:
        place = self.row_at(index.row()).place
        return place is not None and self.pen.may(self.collection, place.key)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown, a lookup; for an editor, what stands in the field as it is typed."""
        if role == _EDIT and index.isValid():
            place = self.row_at(index.row()).place
            if place is None or self.field_at(index) is None:
                return ""
            name = self._columns[index.column()].key
            return self.pen.typed(self.collection, place.key, name)
        if role == WATCHED and index.isValid():
            return self._watched(index)
        shown = super().data(index, role)
        if role in (_TOOLTIP, _SPOKEN) and index.isValid():
            return "\n".join(filter(None, (str(shown), self._watched(index))))
        return shown

    def _watched(self, index: Index) -> str:
        """Who else looks at the row of a cell just now, as a sentence; empty for nobody."""
        region, place = self.pen.session.region, self.row_at(index.row()).place
        if not region.people or place is None:
            return ""
        return region.said_of_row(self.collection, place.key)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand what was typed to the pen; False, with :attr:`refusal`, where it is refused."""
        place = self.row_at(index.row()).place if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or place is None or self.field_at(index) is None:
            return False
        name = self._columns[index.column()].key
        self.refusal = self.pen.change(self.collection, place.key, name, str(value))
        return not self.refusal

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, the unknown last either way; -1 gives the table's order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        sources = {index.row(): self._order[index.row()] for index in before}
        self._sorting = (column, order)
        self._order = self._arranged()
        line_of = {source: self._line_of(source) for source in sources.values()}
        after = [self.index(line_of[sources[i.row()]], i.column()) for i in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _line_of(self, source: int) -> int:
        lines = np.flatnonzero(self._lines == source)
        return int(lines[0]) if len(lines) else -1

    def _arranged(self) -> list[int]:
        """The sources that are shown, in their order; a column is ranked when first sorted by."""
        column, order = self._sorting
        if 0 <= column < len(self._columns) and column not in self.finder.ranks:
            ranks = self._ranked(self._rows, column, self._shown[column])
            self.finder.ranks[column] = ranks
        is_descending = order is Qt.SortOrder.DescendingOrder
        self._lines = self.finder.arranged(self._words, column, is_descending=is_descending)
        sources: list[int] = self._lines.tolist()
        return sources

    def _ranked(self, rows: Sequence[Row], place: int, shown: Sequence[str]) -> NDArray[np.float64]:
        return ranked(sort_keys([row.values[place] for row in rows], shown, self._fold))

    def _replace(self, rows: Mapping[int, Row]) -> None:
        """Say rows anew where they are; columns in which nothing changed keep their ranks."""
        if not rows:
            return
        cells = list(self._rows)
        for source, row in rows.items():
            former, cells[source] = cells[source], row
            for place, column in enumerate(self._columns):
                (said,) = self._dressed((row,), place, column)
                if said != self._shown[place][source] or row.values[place] != former.values[place]:
                    self.finder.ranks.pop(place, None)
                self._shown[place][source] = said
            self.finder.put(source, self._hay_of(source), int(self._marks_of((row,))[0]))
        self._rows = tuple(cells)

    def _append(self, rows: Sequence[tuple[str, Row]]) -> None:
        self._rows = (*self._rows, *(row for _, row in rows))
        for key, row in rows:
            for place, column in enumerate(self._columns):
                self._shown[place] += self._dressed((row,), place, column)
            source = len(self.finder.keys)
            self.finder.append(key, self._hay_of(source), int(self._marks_of((row,))[0]))

    def _searched(self, columns: Sequence[Column]) -> list[int]:
        """The columns whose words a row is found by: those that are typed."""
        return [n for n, column in enumerate(columns) if column.key in self._editable]

    def _hay_of(self, source: int) -> str:
        searched = self._searched(self._columns)
        return "\n".join([self._fold(self._shown[place][source]) for place in searched])

    def _dressed(self, rows: Sequence[Row], place: int, column: Column) -> list[str]:
        """What the cells of a column say: their values in words, lists after their length."""
        values = [row.values[place] for row in rows]
        shown = [self._said(value, column) for value in values]
        if column.key not in self._lists:
            return shown
        return [
            f"{len(value)} · {said}" if isinstance(value, tuple) and len(value) > 1 else said
            for value, said in zip(values, shown, strict=True)
        ]

    def _marks_of(self, rows: Sequence[Row]) -> NDArray[np.uint8]:
        """Small numbers that tell rows apart; here all are alike."""
        return np.zeros(len(rows), np.uint8)
