"""Where a figure comes from: its lines, then sentences, then a row of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desktop.style import GAP
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.desktop.widgets.line_list import Line


class Told(QWidget):
    """A short list of figures over sentences; empty parts take no room."""

    def __init__(self, parent: QWidget | None = None, *, is_inset: bool = True) -> None:
        """Nothing told yet; ``is_inset`` leaves a margin around."""
        super().__init__(parent)
        self.lines = LineList(self)
        self.sentences = prose("", "", self)
        self.notes = prose("", "small", self)
        box = QVBoxLayout(self)
        margin = GAP if is_inset else 0
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(GAP)
        for part in (self.lines, self.sentences, self.notes):
            box.addWidget(part)
        box.addStretch(1)

    def tell(
        self, lines: Iterable[Line], sentences: Iterable[str] = (), notes: Iterable[str] = ()
    ) -> None:
        """Show ``lines``, then ``sentences`` in paragraphs, then small ``notes``."""
        self.lines.show_lines(lines)
        for label, words in ((self.sentences, sentences), (self.notes, notes)):
            label.setText("\n\n".join(words))
            label.setVisible(bool(label.text()))
        self.lines.setVisible(bool(self.lines.lines))
        self.setAccessibleDescription(self.read())

    def read(self) -> str:
        """All of it as text, for a screen reader."""
        parts = (self.lines.read(), self.sentences.text(), self.notes.text())
        return "\n".join(part for part in parts if part)
