"""A planner table whose cells are fields of the rows they show: typed in place, told by the study.

The model never keeps what is typed: it hands it to the pen, and shows what the study says next.
Orders and search keys are kept, so that 100 000 rows are searched between two keystrokes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from planner.fields import FIELDS, Kind
from planner.text import search_key
from ui.desktop.models.table_model import TableModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from planner.fields import Field
    from planner.tables.table import Column, Row, Table
    from ui.desktop.models.table_model import Index
    from ui.desktop.pen import Pen


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
        self._sources: dict[str, int] = {}
        self._lists = {
            field.key
            for field in FIELDS[collection]
            if field.kind in (Kind.CHOICES, Kind.REFERENCES)
        }
        self._row_keys: list[str] = []
        self._among: list[int] | None = None
        self._narrowed: tuple[str, list[int]] | None = None
        self._given: Iterable[str] | None = None

    def set_table(self, table: Table) -> None:
        """Show ``table``; the sorting and the filter in force are kept, search keys are cooked."""
        self._among = self._narrowed = None
        self._row_keys = [row.place.key if row.place is not None else "" for row in table.rows]
        self._sources = {key: source for source, key in enumerate(self._row_keys)}
        words, self._words = self._words, ""  # nothing can be found before it is cooked
        super().set_table(table)
        for place, column in enumerate(self._columns):
            self._mark(place, column, range(len(self._rows)))
        self._haystack()
        if words:
            self.filter(words, self._given)

    def put_rows(self, rows: Iterable[Row]) -> bool:
        """Let ``rows`` stand for the rows of the same keys, where they are; False if one is new.

        The order stays until something is sorted or filtered: a row does not jump away from under
        the hand that changed it.
        """
        new = [(self._sources.get(row.place.key, -1), row) for row in rows if row.place is not None]
        if any(source < 0 for source, _ in new):
            return False
        changed = list(self._rows)
        for source, row in new:
            changed[source] = row
        self._rows = tuple(changed)
        for source, row in new:
            for place, column in enumerate(self._columns):
                self._shown[place][source] = self._said(row.values[place], column)
                self._mark(place, column, (source,))
            self._hay[source] = self._hay_of(source)
        self._orders, self._narrowed = {}, None
        if self._order:
            last = self.index(len(self._order) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        return True

    def filter(self, words: str = "", keys: Iterable[str] | None = None) -> None:
        """Keep the rows that hold every word and whose place has one of the keys."""
        self.beginResetModel()
        if keys is not self._given:
            self._given, self._among, self._narrowed = keys, None, None
            self._keys = None if keys is None else frozenset(keys)
        self._words = search_key(words)
        self._order = self._arranged()
        self.endResetModel()

    def shown_keys(self) -> list[str]:
        """The keys of the rows that are shown, in their order."""
        return [self._row_keys[source] for source in self._order]

    def line_of(self, key: str) -> int:
        """The line on which the row whose place has ``key`` is shown; -1 where it is not."""
        source = self._sources.get(key, -1)
        return self._order.index(source) if source in self._order else -1

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
        flags = super().flags(index)
        if not index.isValid() or self.pen.session.desk.document.is_read_only:
            return flags
        if self._columns[index.column()].key in self._editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown, a lookup; for an editor, what stands in the field as it is typed."""
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            place = self.row_at(index.row()).place
            if place is None or self.field_at(index) is None:
                return ""
            name = self._columns[index.column()].key
            return self.pen.typed(self.collection, place.key, name)
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand what was typed to the pen; False, with :attr:`refusal`, where it is refused."""
        place = self.row_at(index.row()).place if index.isValid() else None
        if role != Qt.ItemDataRole.EditRole or place is None or self.field_at(index) is None:
            return False
        name = self._columns[index.column()].key
        self.refusal = self.pen.change(self.collection, place.key, name, str(value))
        return not self.refusal

    def _kept(self) -> list[int]:
        """The sources that fit keys and words; from those that fitted a shorter word, if any."""
        if self._among is None:
            self._among = list(range(len(self._rows)))
            if self._keys is not None:
                self._among = sorted(self._sources[k] for k in self._keys if k in self._sources)
        before, kept = self._narrowed or ("", self._among)
        if not self._words.startswith(before):
            kept = self._among
        for word in self._words.split():
            kept = [source for source in kept if word in self._hay[source]]
        self._narrowed = (self._words, kept)
        return list(kept)

    def _haystack(self) -> list[str]:
        """The words that each row is found by, folded once for each different cell."""
        columns = [self._shown[place] for place in self._searched()]
        for said in set[str]().union(*columns):
            self._fold(said)
        folded = [[self._folded[said] for said in column] for column in columns]
        self._hay = ["\n".join(line) for line in zip(*folded, strict=True)]
        return self._hay

    def _searched(self) -> list[int]:
        """The columns whose words a row is found by: those that are typed."""
        return [n for n, column in enumerate(self._columns) if column.key in self._editable]

    def _hay_of(self, source: int) -> str:
        return "\n".join([self._fold(self._shown[place][source]) for place in self._searched()])

    def _sorted_by(self, column: int, order: Qt.SortOrder) -> list[int]:
        """As in every table, but lists by their length before their words."""
        listed = {n: row.values[column] for n, row in enumerate(self._rows)}
        if not any(isinstance(value, tuple) for value in listed.values()):
            return super()._sorted_by(column, order)
        said = self._shown[column]
        keys = {n: (len(v), self._fold(said[n])) for n, v in listed.items() if isinstance(v, tuple)}
        known = sorted(keys, key=keys.__getitem__, reverse=order is Qt.SortOrder.DescendingOrder)
        return known + [n for n in listed if n not in keys]

    def _mark(self, place: int, column: Column, sources: Iterable[int]) -> None:
        """Change what cells say where their row asks for it: lists tell their length."""
        if column.key not in self._lists:
            return
        shown = self._shown[place]
        for source in sources:
            value = self._rows[source].values[place]
            if isinstance(value, tuple) and len(value) > 1:
                shown[source] = f"{len(value)} · {shown[source]}"
