"""A line that asks for a name under the thing that is to be named, instead of a dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ui.desktop.style import GAP, as_role, grown

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WIDTH = 280  # px


class NameLine(QFrame):
    """Asks for a name; Enter gives it, Escape leaves.

    Signals:
        named(str): the name, without spaces around it; never empty.
        left(): the person has thought better of it.
    """

    named = Signal(str)
    left = Signal()

    def __init__(self, label: str, keep: str, leave: str, longest: int, parent: QWidget) -> None:
        """A hidden line; ``longest`` is the most signs of a name."""
        super().__init__(parent)
        as_role(self, "card")
        self.label = QLabel(label, self)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(label)
        self.line.setToolTip(label)
        self.line.setMaxLength(longest)
        self.line.setFixedWidth(grown(_WIDTH))
        self.label.setBuddy(self.line)
        self.keep, self.leave = QPushButton(keep, self), QPushButton(leave, self)
        as_role(self.keep, "primary")
        for button in (self.keep, self.leave):
            button.setToolTip(button.text())
        box = QHBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        for widget in (self.label, self.line, self.keep, self.leave):
            box.addWidget(widget)
        box.addStretch(1)
        self.line.textChanged.connect(self._on_typed)
        self.keep.clicked.connect(self._on_keep)
        self.leave.clicked.connect(self._on_leave)
        self.hide()

    def ask(self, name: str) -> None:
        """Show the line with ``name`` in it, ready to be overwritten."""
        self.line.setText(name)
        self._on_typed()
        self.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter gives the name, Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_leave()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_typed(self) -> None:
        self.keep.setEnabled(bool(self.line.text().strip()))

    @Slot()
    def _on_keep(self) -> None:
        name = " ".join(self.line.text().split())
        if name:
            self.hide()
            self.named.emit(name)

    @Slot()
    def _on_leave(self) -> None:
        self.hide()
        self.left.emit()
