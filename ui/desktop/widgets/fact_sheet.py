"""Labels and values under each other, in a panel that scrolls and whose text can be copied."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.figures.palette import Ink
from ui.desktop.style import GAP, SMALL, grown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.desktop.style import Look


class FactSheet(QScrollArea):
    """Shows label and value pairs; one of them may stand out."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        """An empty sheet in the colours of ``look``."""
        super().__init__(parent)
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        contents = QWidget(self)
        contents.setObjectName("sheet")
        box = QVBoxLayout(contents)
        box.setContentsMargins(0, 0, GAP, 0)
        box.addWidget(self.words)
        box.addStretch(1)
        self.setWidget(contents)
        self.setStyleSheet("QScrollArea, #sheet { background: transparent; }")

    def show_pairs(self, pairs: Iterable[tuple[str, str, bool]]) -> None:
        """Show (label, value, stands out) one under the other."""
        self.words.setText("".join(self._pair(*pair) for pair in pairs))
        self.verticalScrollBar().setValue(0)

    def _pair(self, label: str, value: str, stands_out: bool) -> str:
        muted, text = self._look.palette[Ink.MUTED], self._look.palette[Ink.TEXT]
        small = f"color: {muted}; font-size: {grown(SMALL)}px;"
        ground = f" background-color: {self._look.palette[Ink.SELECTED]};" if stands_out else ""
        return (
            f'<p style="margin: 0 0 {GAP}px 0;{ground}">'
            f'<span style="{small}">{escape(label)}</span><br/>'
            f'<span style="color: {text};">{_broken(value)}</span></p>'
        )


def _broken(value: str) -> str:
    return escape(value).replace("\n", "<br/>")
