"""Some of several: a list with a box to tick before each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.desktop.style import as_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

    from ui.actions.fieldwords import Option

_RING = 6  # px of the border that shows the focus


def outline(painter: QPainter, box: QRect, palette: QPalette) -> None:
    """Draw a box to tick so that it stands out from a dark ground too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    painter.restore()


class TickedLine(QStyledItemDelegate):
    """A line with its box outlined."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the line as ever, then the outline."""
        super().paint(painter, option, index)
        ready = QStyleOptionViewItem(option)
        self.initStyleOption(ready, index)
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = ready.widget.style().subElementRect(element, ready, ready.widget)
        outline(painter, box, ready.palette)


class CheckList(QListWidget):
    """Ticks options; arrows move, the space bar ticks.

    Signals:
        committed(): a box was ticked or cleared.
    """

    committed = Signal()

    def __init__(self, choices: Sequence[Option], parent: QWidget | None = None) -> None:
        """A list of ``choices``, none ticked."""
        super().__init__(parent)
        as_role(self, "checks")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setStyleSheet("QListWidget::item { padding: 3px 0; }")
        self.setItemDelegate(TickedLine(self))
        self.offer(choices)
        self.itemChanged.connect(self._on_changed)

    def offer(self, choices: Sequence[Option]) -> None:
        """Let ``choices`` stand for the former ones; what is ticked stays so."""
        typed = self.typed()
        with QSignalBlocker(self):
            self.clear()
            for option in choices:
                item = QListWidgetItem(option.words, self)
                item.setData(Qt.ItemDataRole.UserRole, option.typed)
                item.setToolTip(option.help or option.words)
        self.show_typed(typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first line, so that the keyboard is seen to be here."""
        super().focusInEvent(event)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def typed(self) -> str:
        """The ticked options, apart by semicolons."""
        return ";".join(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() is Qt.CheckState.Checked
        )

    def show_typed(self, typed: str) -> None:
        """Tick exactly the options named in ``typed``."""
        ticked = typed.split(";")
        with QSignalBlocker(self):
            for item in self._items():
                is_ticked = item.data(Qt.ItemDataRole.UserRole) in ticked
                state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
                item.setCheckState(state)

    def lock_boxes(self, *, is_locked: bool) -> None:
        """Let boxes be ticked or only read."""
        with QSignalBlocker(self):
            for item in self._items():
                flag = Qt.ItemFlag.ItemIsUserCheckable
                flags = item.flags() & ~flag if is_locked else item.flags() | flag
                item.setFlags(flags)

    def height_of_lines(self) -> int:
        """Px that all lines need at the width of now."""
        self.doItemsLayout()
        return self.contentsSize().height() + 2 * self.frameWidth() + _RING

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    @Slot(QListWidgetItem)
    def _on_changed(self, item: QListWidgetItem) -> None:
        self.committed.emit()
