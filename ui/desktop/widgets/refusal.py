"""A sentence beside the place where a value was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from ui.desktop.style import Look

_WIDTH = 360  # px


class Refusal(QFrame):
    """Stands under a cell, or over it where there is no room below; hidden without a sentence."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """A hidden frame inside ``parent``."""
        super().__init__(parent)
        as_role(self, "refusal")
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        sign = QLabel(self)
        sign.setPixmap(look.icon("lost", Ink.LOST).pixmap(16, 16))
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(GAP, GAP // 2, GAP, GAP // 2)
        line.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.sentence, 1)
        self.setFixedWidth(_WIDTH)
        self.hide()

    @Slot(QRect, str)
    def show_beside(self, place: QRect, sentence: str) -> None:
        """Say ``sentence`` beside ``place`` of the parent; nothing where it is empty."""
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        parent = self.parentWidget()
        if not sentence or parent is None:
            return
        self.adjustSize()
        self.resize(_WIDTH, self.heightForWidth(_WIDTH))
        room = parent.rect()
        below = place.bottom() + 1
        top = below if below + self.height() <= room.bottom() else place.top() - self.height()
        left = min(place.left(), room.right() - _WIDTH)
        self.move(QPoint(max(left, 0), max(top, 0)))
        self.raise_()
