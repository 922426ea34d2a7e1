"""Words and figures, a line each, where a figure is a button that leads to its pedigree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Number(Line):
    """A line whose figure has a pedigree of that ``key``."""

    key: str = ""


class NumberLines(QWidget):
    """Lines under each other; their figures are reached and followed like links.

    Signals:
        asked(str): the key of the figure whose pedigree is wanted.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """No line yet."""
        super().__init__(parent)
        self.lines: tuple[Number, ...] = ()
        self.buttons: dict[str, QPushButton] = {}
        self._shown: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)

    def show_lines(self, lines: Iterable[Number]) -> None:
        """Show ``lines`` in their order; the keyboard stays on the figure that it was on."""
        held = next((key for key, button in self.buttons.items() if button.hasFocus()), "")
        self.lines = tuple(lines)
        for widget in self._shown:
            self._grid.removeWidget(widget)
            widget.hide()  # it is deleted only when the event loop comes round
            widget.deleteLater()
        self._shown, self.buttons = [], {}
        for place, line in enumerate(self.lines):
            self._show(place, line)
        if held in self.buttons:
            self.buttons[held].setFocus()

    def _show(self, place: int, line: Number) -> None:
        words = label(line.words, "", self)
        words.setWordWrap(True)
        words.setToolTip(line.tip)
        button = QPushButton(line.figure, self)
        as_role(button, "number")
        button.setToolTip(line.tip)
        button.setAccessibleName(f"{line.words} {line.figure}")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setProperty("key", line.key)
        button.clicked.connect(self._on_clicked)
        self._grid.addWidget(words, place, 0)
        self._grid.addWidget(button, place, 1, Qt.AlignmentFlag.AlignRight)
        self._shown += [words, button]
        self.buttons[line.key] = button

    @Slot()
    def _on_clicked(self) -> None:
        self.asked.emit(str(self.sender().property("key")))
