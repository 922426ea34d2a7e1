"""Rows under each other, two lines of words each: walked with arrows, opened with Enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.desktop.style import grown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_KEY = Qt.ItemDataRole.UserRole
_LINE = 42  # px of two lines of words
_MOST = 6  # lines shown without scrolling


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A row: its key, its name, and what is said under it."""

    key: str
    name: str
    about: str = ""


class KeyLines(QListWidget):
    """A short list that takes only the room of its rows.

    Signals:
        chosen(str): the key of a row, on Enter or a double click.
        current_changed(str): the key of the row that a person walked to or clicked.
        removal_asked(str): the key of the current row, on Delete.
    """

    chosen = Signal(str)
    current_changed = Signal(str)
    removal_asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """An empty list, called ``name`` for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.itemActivated.connect(self._on_activated)
        self.currentItemChanged.connect(self._on_current)
        self.show_lines(())

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the rows, in their order."""
        return tuple(str(self.item(row).data(_KEY)) for row in range(self.count()))

    @property
    def current_key(self) -> str:
        """The key of the current row; empty where there is none."""
        item = self.currentItem()
        return "" if item is None else str(item.data(_KEY))

    def show_lines(self, lines: Iterable[KeyLine]) -> None:
        """Show ``lines``; the current one stays where it is still there."""
        now = self.current_key
        with QSignalBlocker(self):
            self._fill(lines)
            self.select(now)
        self.setFixedHeight(min(max(self.count(), 1), _MOST) * grown(_LINE) + 4)
        self.setVisible(self.count() > 0)

    def _fill(self, lines: Iterable[KeyLine]) -> None:
        self.clear()
        for line in lines:
            words = f"{line.name}\n{line.about}" if line.about else line.name
            item = QListWidgetItem(words)
            item.setData(_KEY, line.key)
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.name}, {line.about}")
            self.addItem(item)
            item.setSizeHint(QSize(0, grown(_LINE)))

    def select(self, key: str) -> bool:
        """Make the row of ``key`` the current one; False where it is not here."""
        if key not in self.keys:
            return False
        self.setCurrentRow(self.keys.index(key))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks for the removal of the current row."""
        if event.key() == Qt.Key.Key_Delete and self.current_key:
            self.removal_asked.emit(self.current_key)
        else:
            super().keyPressEvent(event)

    @Slot(QListWidgetItem)
    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.current_changed.emit(str(item.data(_KEY)))

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(_KEY)))
