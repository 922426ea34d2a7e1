"""A list of columns to tick and to put in order, by keyboard or with the mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.check_list import TickedLine
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_WIDTH, _LINE, _AROUND = 300, 24, 120  # px
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ColumnOffer:
    """A column that may be shown: its key and words, whether it is, and whether it must be."""

    key: str
    words: str
    is_shown: bool
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class ChooserWords:
    """What the list says: its name, how it is used, and the words of its buttons."""

    name: str
    help: str
    up: str
    down: str
    reset: str


class ColumnChooser(QFrame):
    """A small window that closes when one clicks elsewhere or presses Escape.

    Signals:
        chosen(object): the keys of the ticked columns, in their order; at each change.
        reset_asked(): the columns of the house are wanted again.
    """

    chosen = Signal(object)
    reset_asked = Signal()

    def __init__(self, offers: Sequence[ColumnOffer], words: ChooserWords, parent: QWidget) -> None:
        """A list of ``offers``, in their order."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        as_role(self, "card")
        self.setAccessibleName(words.name)
        self._build(words)
        for offer in offers:
            self.lines.addItem(_line(offer))
        self.lines.setCurrentRow(0)
        self.resize(grown(_WIDTH), grown(_LINE) * len(offers) + grown(_AROUND))
        self.lines.itemChanged.connect(self._tell)
        self.lines.model().rowsMoved.connect(self._tell)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.reset.clicked.connect(self._on_reset)
        self.setFocusProxy(self.lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current column with Alt and the arrows; Escape and Enter close."""
        keys = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in keys:
            self._move(keys[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)

    def _build(self, words: ChooserWords) -> None:
        self.lines = _Lines(self)
        self.lines.setAccessibleName(words.name)
        self.lines.setItemDelegate(TickedLine(self.lines))
        self.lines.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.up, self.down, self.reset = (
            QPushButton(text, self) for text in (words.up, words.down, words.reset)
        )
        for button, key in ((self.up, "Alt+↑"), (self.down, "Alt+↓"), (self.reset, "")):
            button.setToolTip(f"{button.text()} ({key})" if key else button.text())
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for button in (self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.reset)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(prose(words.help, "small", self))
        box.addWidget(self.lines, 1)
        box.addLayout(buttons)

    def _move(self, by: int) -> None:
        here = self.lines.currentRow()
        there = here + by
        if here >= 0 and 0 <= there < self.lines.count():
            line = self.lines.takeItem(here)
            self.lines.insertItem(there, line)
            self.lines.setCurrentRow(there)
            self._tell()

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    @Slot()
    def _on_reset(self) -> None:
        self.reset_asked.emit()
        self.close()

    @Slot()
    def _tell(self) -> None:
        lines = [self.lines.item(n) for n in range(self.lines.count())]
        ticked = [line for line in lines if line.checkState() is Qt.CheckState.Checked]
        self.chosen.emit(tuple(str(line.data(_KEY)) for line in ticked))


class _Lines(QListWidget):
    """Lines that leave Alt with an arrow, Escape and Enter to the window around them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar; pass on what is the window's."""
        is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if is_alt or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _line(offer: ColumnOffer) -> QListWidgetItem:
    line = QListWidgetItem(offer.words)
    line.setData(_KEY, offer.key)
    line.setSizeHint(QSize(0, grown(_LINE)))
    line.setCheckState(Qt.CheckState.Checked if offer.is_shown else Qt.CheckState.Unchecked)
    if offer.is_needed:
        line.setFlags(line.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
    return line
