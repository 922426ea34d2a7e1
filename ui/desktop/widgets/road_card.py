"""A card of a board: what stands on it, and that it can be opened, moved and dragged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.dialogs.dragging import drag
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

#: What a dragged card carries: its key.
CARD = "application/x-cartoplan-certification"


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card: its title, its rank before it, quiet lines under it.

    ``lane`` names the column in which it stands, ``spoken`` what a screen reader says of it.
    """

    key: str
    lane: str
    title: str
    rank: str = ""
    lines: tuple[str, ...] = ()
    spoken: str = ""


class CardFrame(QFrame):
    """Shows a card.

    Signals:
        pressed(str): the card of that key was pressed.
        opened(str): the card of that key was pressed twice.
    """

    pressed = Signal(str)
    opened = Signal(str)

    def __init__(self, card: Card, parent: QWidget) -> None:
        """The frame of ``card``, which can be dragged once it :attr:`can_move`."""
        super().__init__(parent)
        self.card, self.can_move = card, False
        self._pressed_at: QPoint | None = None
        as_role(self, "tile")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(card.spoken or card.title)
        self.setToolTip("\n".join((card.title, *card.lines)))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        if card.rank:
            head.addWidget(label(card.rank, "rank", self), 0, Qt.AlignmentFlag.AlignTop)
        title = label(card.title, "", self)
        title.setWordWrap(True)
        head.addWidget(title, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP - 2, GAP, GAP - 2)
        box.setSpacing(2)
        box.addLayout(head)
        for words in card.lines:
            line = label(words, "small", self)
            line.setWordWrap(True)
            box.addWidget(line)

    def mark(self, *, is_current: bool) -> None:
        """Show whether the card is the current one; Tab comes to that one alone."""
        policy = Qt.FocusPolicy.StrongFocus if is_current else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self.setProperty("current", "true" if is_current else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def carried(self) -> QMimeData:
        """What the card carries when it is dragged."""
        data = QMimeData()
        data.setData(CARD, self.card.key.encode())
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the card; holding it begins to drag it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            self.pressed.emit(self.card.key)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card once it was pulled far enough."""
        held, at = self._pressed_at, event.position().toPoint()
        if held is None or not self.can_move:
            return
        if (at - held).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag(self, self.carried(), held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the card go."""
        self._pressed_at = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the card."""
        event.accept()
        self.opened.emit(self.card.key)
