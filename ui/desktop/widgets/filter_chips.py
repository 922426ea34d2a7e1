"""Filter chips: each says a filter in force and is taken away with a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.actions.texts import Texts
    from ui.desktop.style import Look


class FilterChips(QWidget):
    """A row of filters in force.

    Signals:
        removed(str): the key of the filter to take away.
    """

    removed = Signal(str)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        """A row without chips."""
        super().__init__(parent)
        self._texts, self._look = texts, look
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)
        self._line.addStretch(1)
        self.buttons: list[QToolButton] = []

    def show_filters(self, filters: Mapping[str, str]) -> None:
        """Show one chip for each filter: key and words, in order."""
        for old in self.buttons:
            self._line.removeWidget(old)
            old.deleteLater()
        self.buttons = [self._chip(key, words) for key, words in filters.items()]
        for place, button in enumerate(self.buttons):
            self._line.insertWidget(place, button)
        self.setVisible(bool(filters))

    def _chip(self, key: str, words: str) -> QToolButton:
        chip = QToolButton(self)
        as_role(chip, "chip")
        chip.setText(words)
        chip.setIcon(self._look.icon("close", Ink.MUTED))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        help_words = self._texts.say("desktop.chip_remove")
        chip.setToolTip(help_words)
        chip.setAccessibleName(f"{words} – {help_words}")
        chip.setProperty("filter", key)
        chip.clicked.connect(self._on_clicked)
        return chip

    @Slot()
    def _on_clicked(self) -> None:
        self.removed.emit(self.sender().property("filter"))
