"""A row of chips that can be switched on and off: those that are on filter what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon


class Chips(QWidget):
    """Choices of which none, some or all are on.

    Signals:
        changed(): a chip was switched.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """A row without chips."""
        super().__init__(parent)
        self.buttons: dict[str, QToolButton] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)

    def add(self, name: str, words: str, tip: str, icon: QIcon | None = None) -> None:
        """Add the chip ``name`` at the end, switched off."""
        chip = QToolButton(self)
        as_role(chip, "chip")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setToolTip(tip)
        if icon is not None:
            chip.setIcon(icon)
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.toggled.connect(self._on_toggled)
        self.buttons[name] = chip
        self._line.addWidget(chip)
        self.label(name, words)

    def label(self, name: str, words: str) -> None:
        """Let the chip ``name`` say ``words``."""
        self.buttons[name].setText(words)
        self.buttons[name].setAccessibleName(words or self.buttons[name].toolTip())

    def chosen(self) -> frozenset[str]:
        """The names of the chips that are on."""
        return frozenset(name for name, chip in self.buttons.items() if chip.isChecked())

    @Slot()
    def _on_toggled(self) -> None:
        self.changed.emit()
