"""A card of the dashboard: a heading and something that counts; it may lead to a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from ui.desktop.style import Look

_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ARROW = 16  # px


class Card(QFrame):
    """A framed part of a page; one that leads somewhere is reached and followed like a button.

    Signals:
        asked(str): the target, when the card is clicked or Enter or Space is pressed on it.
    """

    asked = Signal(str)

    def __init__(
        self,
        title: str,
        look: Look,
        parent: QWidget | None = None,
        *,
        target: str = "",
        tip: str = "",
    ) -> None:
        """A card headed ``title`` that leads to ``target`` where one is given, as ``tip`` says."""
        super().__init__(parent)
        self.target = target
        self.title = QLabel(title, self)
        as_role(self.title, "strong")
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self.setProperty("leads", "true" if target else "false")
        as_role(self, "card")
        self.setAccessibleName(title)
        self.setToolTip(tip)
        if target:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._lay_out(look)

    def tell(self, words: str) -> None:
        """What a screen reader says after the title."""
        self.setAccessibleDescription(words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Follow a click that ends on the card."""
        inside = self.rect().contains(event.position().toPoint())
        if self.target and inside and event.button() is Qt.MouseButton.LeftButton:
            self.asked.emit(self.target)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow Enter and Space."""
        if self.target and event.key() in _KEYS:
            self.asked.emit(self.target)
            return
        super().keyPressEvent(event)

    def _lay_out(self, look: Look) -> None:
        self.head = head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.title, 1)
        if self.target:
            arrow = QLabel(self)
            arrow.setPixmap(look.icon("next", Ink.MUTED).pixmap(_ARROW, _ARROW))
            head.addWidget(arrow)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP + GAP // 2, 2 * GAP, GAP + GAP // 2)
        box.setSpacing(GAP)
        box.addLayout(head)
        box.addLayout(self.body, 1)
