"""A planner table for Qt's views: everything is said and sorted before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.messages import Interval
from planner.tables.table import Format
from planner.text import search_key
from ui.actions.tableorder import WORDS, SortKey, number_key
from ui.actions.tabletext import cell_text
from ui.desktop.models.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.messages import Value
    from planner.tables.table import Column, Row, Table
    from ui.actions.texts import Texts

Index = QModelIndex | QPersistentModelIndex

#: The value itself, for delegates and tests.
RAW = Qt.ItemDataRole.UserRole
#: True where the value is not known.
UNKNOWN = Qt.ItemDataRole.UserRole + 1
#: The :class:`~planner.findings.Place` that the line shows, or None.
PLACE = Qt.ItemDataRole.UserRole + 2
#: The keys of the trainings behind the line.
TRAININGS = Qt.ItemDataRole.UserRole + 3

#: What is asked for each cell that is painted, and what of it we answer.
_DISPLAY, _TOOLTIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN, _ALIGNED = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.TextAlignmentRole)
_ANSWERED = frozenset(
    map(int, (_DISPLAY, _TOOLTIP, _SPOKEN, _ALIGNED, RAW, UNKNOWN, PLACE, TRAININGS))
)
_RIGHT = (Format.INTEGER, Format.DECIMAL, Format.PERCENT, Format.INTERVAL)
_NO_PARENT = QModelIndex()


class TableModel(QAbstractTableModel):
    """Shows a :class:`~planner.tables.table.Table` in one language.

    Texts are said when the table is set, sort and search keys when a column is first sorted or
    the rows first filtered; ``data()`` only looks up. Sorting and filtering keep the source rows
    and change their order, so that rows are always addressed by the key of their place.
    """

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        """An empty model that speaks with ``texts``."""
        super().__init__(parent)
        self._texts = texts
        self._unknown = texts.say("value.unknown")
        self._cook: dict[tuple[str, Format, type, Value], str] = {}
        self._columns: tuple[Column, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._headings: list[tuple[str, str]] = []
        self._shown: list[list[str]] = []
        self._hay: list[str] = []
        self._folded: dict[str, str] = {}
        self._orders: dict[tuple[int, Qt.SortOrder], list[int]] = {}
        self._order: list[int] = []
        self._sorting: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)
        self._words = ""
        self._keys: frozenset[str] | None = None

    def set_table(self, table: Table) -> None:
        """Show ``table``; the sorting and the filter in force are kept."""
        self.beginResetModel()
        self._columns, self._rows = table.columns, table.rows
        self._headings = [self._heading(column) for column in table.columns]
        self._shown = [
            [self._said(row.values[place], column) for row in table.rows]
            for place, column in enumerate(table.columns)
        ]
        self._hay = []
        self._orders = {}
        self._order = self._arranged()
        self.endResetModel()

    def filter(self, words: str = "", keys: Iterable[str] | None = None) -> None:
        """Keep the rows that hold every word, accents aside, and whose place has one of the keys.

        ``keys`` None keeps all places.
        """
        self.beginResetModel()
        self._words = search_key(words)
        self._keys = None if keys is None else frozenset(keys)
        self._order = self._arranged()
        self.endResetModel()

    @property
    def total(self) -> int:
        """The rows of the table, filtered out or not."""
        return len(self._rows)

    def row_at(self, line: int) -> Row:
        """The table's row that is shown on ``line``."""
        return self._rows[self._order[line]]

    def line_of(self, key: str) -> int:
        """The line on which the row whose place has ``key`` is shown; -1 where it is not."""
        for line, source in enumerate(self._order):
            place = self._rows[source].place
            if place is not None and place.key == key:
                return line
        return -1

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """The rows shown."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """The columns of the table."""
        return 0 if parent.isValid() else len(self._columns)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A lookup of what was said beforehand."""
        if role not in _ANSWERED or not index.isValid():
            return None
        source, place = self._order[index.row()], index.column()
        if role in (_DISPLAY, _TOOLTIP):
            return self._shown[place][source]
        if role == _ALIGNED:
            return _SIDES[self._columns[place].format in _RIGHT]
        if role == _SPOKEN:
            return f"{self._headings[place][0]}: {self._shown[place][source]}"
        return _own_role(self._rows[source], place, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The headings with their units; their tooltips tell where the figures come from."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        heading, note = self._headings[section]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return heading
            case Qt.ItemDataRole.ToolTipRole:
                return note or heading
            case Qt.ItemDataRole.TextAlignmentRole:
                return _SIDES[self._columns[section].format in _RIGHT]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, the unknown last either way; -1 gives the table's order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        sources = [(self._order[index.row()], index.column()) for index in before]
        self._sorting = (column, order)
        self._order = self._arranged()
        lines = {source: line for line, source in enumerate(self._order)} if sources else {}
        after = [self.index(lines[source], place) for source, place in sources]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arranged(self) -> list[int]:
        """The source rows that are shown, in their order."""
        column, order = self._sorting
        kept = self._kept()
        if not 0 <= column < len(self._columns):
            return kept
        if (column, order) not in self._orders:
            self._orders[column, order] = self._sorted_by(column, order)
        if len(kept) == len(self._rows):
            return list(self._orders[column, order])
        wanted = set(kept)
        return [source for source in self._orders[column, order] if source in wanted]

    def _sorted_by(self, column: int, order: Qt.SortOrder) -> list[int]:
        """All source rows by a column, the unknown last; equal ones in the table's order."""
        values = [row.values[column] for row in self._rows]
        known = [source for source, value in enumerate(values) if value is not None]
        keys: list[str] | list[SortKey] = [number_key(value) for value in values]
        if any(isinstance(values[source], WORDS) for source in known):
            keys = [self._fold(said) for said in self._shown[column]]
        known.sort(key=keys.__getitem__, reverse=order is Qt.SortOrder.DescendingOrder)
        return known + [source for source, value in enumerate(values) if value is None]

    def _kept(self) -> list[int]:
        kept = list(range(len(self._rows)))
        if self._keys is not None:
            kept = [s for s in kept if _place_key(self._rows[s]) in self._keys]
        for word in self._words.split():
            hay = self._haystack()
            kept = [source for source in kept if word in hay[source]]
        return kept

    def _haystack(self) -> list[str]:
        if len(self._hay) != len(self._rows):
            columns = [[self._fold(said) for said in column] for column in self._shown]
            self._hay = ["\n".join(line) for line in zip(*columns, strict=True)]
        return self._hay

    def _fold(self, said: str) -> str:
        """The search key of what is shown, computed once."""
        if said not in self._folded:
            self._folded[said] = search_key(said)
        return self._folded[said]

    def _heading(self, column: Column) -> tuple[str, str]:
        heading = self._texts.say(column.heading)
        if column.unit and self._texts.knows(f"unit.{column.unit}"):
            heading = f"{heading} ({self._texts.say(f'unit.{column.unit}')})"
        return heading, self._texts.say(column.note) if column.note else ""

    def _said(self, value: Value, column: Column) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return self._unknown
        known = (column.key, column.format, type(value), value)
        if known not in self._cook:
            self._cook[known] = cell_text(column, value, self._texts)
        return self._cook[known]


#: The alignment of words, then that of numbers.
_SIDES = tuple(
    side | Qt.AlignmentFlag.AlignVCenter
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)


def _own_role(row: Row, place: int, role: int) -> object:
    match role:
        case _ if role == RAW:
            return row.values[place]
        case _ if role == UNKNOWN:
            return _is_unknown(row.values[place])
        case _ if role == PLACE:
            return row.place
        case _ if role == TRAININGS:
            return row.trainings
    return None


def _is_unknown(value: Value) -> bool:
    return value is None or (isinstance(value, Interval) and value.high is None and value.low == 0)


def _place_key(row: Row) -> str:
    return row.place.key if row.place is not None else ""
