"""Lines of a tree that are read whole: as high as their words need, a quiet line under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from planner.figures.palette import Ink
from ui.desktop.style import SMALL, grown
from ui.desktop.widgets.tree_view import BranchDelegate, TreeView

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.desktop.models.tree_model import Branch
    from ui.desktop.style import Look

_PADDING = 10  # px above and below together
_AROUND = 22  # px of padding beside the words
_ICON = 24  # px of an icon with its room
Index = QModelIndex | QPersistentModelIndex


class WrappedDelegate(BranchDelegate):
    """Breaks the words of the first column; ``help`` stands under them where it ``tells_help``."""

    tells_help = True

    def __init__(self, look: Look, tree: TreeView) -> None:
        """A delegate for ``tree``."""
        super().__init__(look, tree)
        self._view = tree
        self._quiet = look.font(SMALL)

    def is_bold(self, branch: Branch) -> bool:
        """Whether the words of a branch are bold."""
        return bool(branch.children)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need at the width of their column."""
        branch = self._view.branches.branch(index)
        if branch is None:
            return QSize(0, grown(30))
        if index.column():
            return QSize(0, max(self._beside(branch, index), grown(30)))
        height = self._bounds(branch, self._room(branch, index)).height() + grown(_PADDING)
        if self.tells_help and branch.help:
            height += grown(SMALL + 5)
        return QSize(0, max(height, grown(30)))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The words in their weight."""
        super().initStyleOption(option, index)
        branch = self._view.branches.branch(index)
        if branch is not None:
            bold = self.is_bold(branch) and index.column() == 0
            option.font = QFont(self._strong if bold else self._look.font())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the words whole, then the quiet line under them."""
        branch = self._view.branches.branch(index)
        if branch is None or index.column():
            QStyledItemDelegate.paint(self, painter, option, index)
            return
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        style = made.widget.style() if made.widget is not None else QApplication.style()
        words, made.text = made.text, ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, made, painter, made.widget)
        made.text = words
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, made, made.widget)
        helped = self.tells_help and bool(branch.help)
        below = grown(SMALL + 5) if helped else 0
        upper = room.adjusted(2, grown(_PADDING) // 2, -2, -below - grown(_PADDING) // 2)
        flags = (
            Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        )
        painter.save()
        painter.setFont(made.font)
        painter.setPen(self._look.color(Ink.TEXT))
        painter.drawText(upper, int(flags), words)
        painter.restore()
        if helped:
            painter.save()
            lower = QRect(upper.left(), upper.bottom(), upper.width(), below)
            self._line(painter, lower, branch.help, self._quiet, Ink.MUTED)
            painter.restore()

    def _room(self, branch: Branch, index: Index) -> int:
        """Px that the words have."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        taken = self._view.indentation() * depth + _AROUND
        icon = grown(_ICON) if branch.icon is not None else 0
        return max(self._view.columnWidth(0) - taken - icon, 40)

    def _beside(self, branch: Branch, index: Index) -> int:
        """Px that the words of another column need at its width."""
        room = QRect(0, 0, self._view.columnWidth(index.column()) - _AROUND, 10_000)
        words = branch.cells[index.column()] if index.column() < len(branch.cells) else ""
        metrics = QFontMetrics(self._look.font())
        needed = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
        return needed + grown(_PADDING) if words else 0

    def _bounds(self, branch: Branch, width: int) -> QRect:
        metrics = QFontMetrics(self._strong if self.is_bold(branch) else self._look.font())
        return metrics.boundingRect(
            QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), branch.cells[0]
        )
