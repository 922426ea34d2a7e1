"""A tree as our pages show it: walked with the keyboard, its lines kept open by their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from planner.figures.palette import Ink
from ui.desktop.models.tree_model import BRANCH, Branch
from ui.desktop.style import GAP, SMALL, grown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.desktop.models.tree_model import TreeModel
    from ui.desktop.style import Look

_PLAIN, _TWO_LINES = 32, 46  # px at 100 %
#: Signs from which a cell is given two lines.
_LONG = 80


class TreeView(QTreeView):
    """Shows a :class:`TreeModel`; what is open, chosen and current stays so by its key."""

    def __init__(self, model: TreeModel, look: Look, parent: QWidget | None = None) -> None:
        """A view on ``model`` dressed in ``look``."""
        super().__init__(parent)
        self.branches, self._look = model, look
        self.setModel(model)
        self.setItemDelegate(BranchDelegate(look, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAnimated(False)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(grown(2 * GAP))
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a line; the current one is framed while the tree has the keyboard."""
        super().drawRow(painter, options, index)
        current = self.currentIndex().siblingAtColumn(0)
        if self.hasFocus() and index == current.siblingAtColumn(index.column()):
            painter.setPen(QPen(self._look.color(Ink.ACCENT), 2))
            painter.drawRect(options.rect.adjusted(1, 1, -1, -1))

    def share_width(self, *widths: int) -> None:
        """Give the columns after the first these widths in px, and the first the rest."""
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, width in enumerate(widths, 1):
            self.header().setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(place, width)

    def show_branches(self, branches: Sequence[Branch], *, open_all: bool = False) -> None:
        """Show ``branches``, open where they were; where the current one has gone, the next one."""
        kept, current = self.open_keys(), self.current_key()
        chosen, following = self.chosen_keys(), self.branches.after(current)
        is_first = not self.branches.rowCount()
        at = self.verticalScrollBar().value()
        self.branches.show(branches)
        if open_all and is_first:
            self.expandAll()
        for key in kept:
            self.setExpanded(self.branches.find(key), True)
        self._choose(chosen)
        places = (current, *following)
        found = next((key for key in places if self.branches.find(key).isValid()), "")
        self.verticalScrollBar().setValue(at)
        self.make_current(found, keep=bool(chosen))

    def make_current(self, key: str, *, keep: bool = False) -> None:
        """Make the line of ``key`` the current one, opening what it stands under."""
        index = self.branches.find(key)
        if not index.isValid():
            index = self.branches.index(0, 0)
        if not index.isValid():
            return
        above = index.parent()
        while above.isValid():
            self.setExpanded(above, True)
            above = above.parent()
        if keep and self.selectionModel().isSelected(index):
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, flag)
        else:
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def current_key(self) -> str:
        """The key of the current line; empty where there is none."""
        branch = self.branches.branch(self.currentIndex())
        return branch.key if branch is not None else ""

    def chosen(self) -> list[Branch]:
        """The branches that are selected, in the order of their lines; else the current one."""
        rows = [index for index in self.selectedIndexes() if index.column() == 0]
        found = [self.branches.branch(index) for index in rows or [self.currentIndex()]]
        return sorted(
            (branch for branch in found if branch is not None),
            key=lambda branch: self.branches.find(branch.key).internalId(),
        )

    def chosen_keys(self) -> list[str]:
        """The keys of the selected branches."""
        return [branch.key for branch in self.chosen()]

    def open_keys(self) -> list[str]:
        """The keys of the branches that are open, outer ones first."""
        found, waiting = [], [QModelIndex()]
        while waiting:
            above = waiting.pop()
            for row in range(self.branches.rowCount(above)):
                index = self.branches.index(row, 0, above)
                branch = self.branches.branch(index)
                if branch is not None and branch.children and self.isExpanded(index):
                    found.append(branch.key)
                    waiting.append(index)
        return found

    def _choose(self, keys: Sequence[str]) -> None:
        flags = QItemSelectionModel.SelectionFlag
        for key in keys:
            index = self.branches.find(key)
            if index.isValid():
                self.selectionModel().select(index, flags.Select | flags.Rows)


class BranchDelegate(QStyledItemDelegate):
    """Draws a branch with others under it bold over its second line; the rest on up to two."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Take colours and fonts of ``look``."""
        super().__init__(parent)
        self._look = look
        self._strong, self._small = look.font(bold=True), look.font(SMALL)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One or two lines high."""
        branch = index.data(BRANCH)
        two = isinstance(branch, Branch) and (bool(branch.help) or len(branch.cells[0]) > _LONG)
        return QSize(0, grown(_TWO_LINES if two else _PLAIN))

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Let words break, and head groups in bold."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus  # the line is framed as a whole
        branch = index.data(BRANCH)
        if isinstance(branch, Branch) and branch.children:
            option.font = QFont(self._strong)
        if index.column():
            option.palette.setColor(QPalette.ColorRole.Text, self._look.color(Ink.MUTED))
        option.features |= QStyleOptionViewItem.ViewItemFeature.WrapText
        option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the branch; its second line small and muted under the first."""
        branch = index.data(BRANCH)
        if not isinstance(branch, Branch) or not branch.help or index.column():
            super().paint(painter, option, index)
            return
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        style = made.widget.style() if made.widget is not None else QApplication.style()
        words, made.text = made.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, made, painter, made.widget)
        made.text = words
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, made, made.widget)
        room.adjust(0, 0, -GAP // 2, 0)
        painter.save()
        half = room.height() // 2
        upper, lower = room.adjusted(0, 4, 0, -half), room.adjusted(0, half, 0, -4)
        self._line(painter, upper, words, made.font, Ink.TEXT)
        self._line(painter, lower, branch.help, self._small, Ink.MUTED)
        painter.restore()

    def _line(self, painter: QPainter, room: QRect, words: str, font: QFont, ink: Ink) -> None:
        painter.setFont(font)
        painter.setPen(self._look.color(ink))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
