"""A tree of branches for Qt's views: made as a value, shown whole, addressed by keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.desktop.models.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QIcon

Index = QModelIndex | QPersistentModelIndex

#: The :class:`Branch` itself.
BRANCH = Qt.ItemDataRole.UserRole

_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of a tree: its cells, what stands under it, and what it is about.

    ``key`` is unique in the tree. ``help`` is its second line or tooltip, ``spoken`` what a screen
    reader says of the whole line.
    """

    key: str
    cells: tuple[str, ...]
    children: tuple[Branch, ...] = ()
    about: object = None
    help: str = ""
    spoken: str = ""
    icon: QIcon | None = None

    def all(self) -> Iterator[Branch]:
        """The branch and all that stands under it, in the order of the lines."""
        yield self
        for child in self.children:
            yield from child.all()


class TreeModel(QAbstractItemModel):
    """Shows branches; :meth:`show` replaces them all, keys find them again."""

    def __init__(
        self, headings: Sequence[str], parent: QObject | None = None, *, numbers: Sequence[int] = ()
    ) -> None:
        """An empty tree with the words of its columns; those of ``numbers`` stand on the right."""
        super().__init__(parent)
        self._numbers = frozenset(numbers)
        self._headings = tuple(headings)
        self._branches: list[Branch] = []
        self._parents: list[int] = []
        self._places: list[int] = []
        self._under: dict[int, list[int]] = {-1: []}
        self._lines: dict[str, int] = {}

    def show(self, branches: Sequence[Branch]) -> None:
        """Show ``branches`` instead of what was shown."""
        self.beginResetModel()
        self._branches, self._parents, self._places = [], [], []
        self._under, self._lines = {-1: []}, {}
        for branch in branches:
            self._add(branch, -1)
        self.endResetModel()

    def find(self, key: str) -> QModelIndex:
        """The index of the branch called ``key``; an invalid one where it is not shown."""
        line = self._lines.get(key)
        return QModelIndex() if line is None else self._index(line)

    def branch(self, index: Index) -> Branch | None:
        """The branch of an index."""
        return self._branches[index.internalId()] if index.isValid() else None

    def after(self, key: str) -> list[str]:
        """The keys of the lines after the branch called ``key``, whatever their depth."""
        line = self._lines.get(key, -1)
        return [branch.key for branch in self._branches[line + 1 :]]

    def index(self, row: int, column: int, parent: Index = _NO_PARENT) -> QModelIndex:
        """The index of a cell under ``parent``."""
        under = self._under[parent.internalId() if parent.isValid() else -1]
        if not 0 <= row < len(under) or not 0 <= column < len(self._headings):
            return QModelIndex()
        return self.createIndex(row, column, under[row])

    def parent(self, index: Index = _NO_PARENT) -> QModelIndex:  # type: ignore[override]
        """The index of the branch over that of ``index``."""
        above = self._parents[index.internalId()] if index.isValid() else -1
        return QModelIndex() if above < 0 else self._index(above)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """The branches under one, or at the top."""
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._under.get(parent.internalId() if parent.isValid() else -1, ()))

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """The columns, the same at every depth."""
        return len(self._headings)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A lookup in the branch."""
        branch = self.branch(index)
        if branch is None:
            return None
        cell = branch.cells[index.column()] if index.column() < len(branch.cells) else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell
            case Qt.ItemDataRole.ToolTipRole:
                return branch.help or cell
            case Qt.ItemDataRole.AccessibleTextRole:
                return branch.spoken or cell
            case Qt.ItemDataRole.DecorationRole:
                return branch.icon if index.column() == 0 else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(index.column())
            case _ if role == BRANCH:
                return branch
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section] if 0 <= section < len(self._headings) else None

    def _add(self, branch: Branch, above: int) -> None:
        line = len(self._branches)
        under = self._under.setdefault(above, [])
        self._branches.append(branch)
        self._parents.append(above)
        self._places.append(len(under))
        self._lines[branch.key] = line
        under.append(line)
        for child in branch.children:
            self._add(child, line)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        right = column in self._numbers
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _index(self, line: int) -> QModelIndex:
        return self.createIndex(self._places[line], 0, line)
