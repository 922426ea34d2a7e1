"""The line that offers the tour to whoever starts for the first time; it stands in nobody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.actions.texts import Texts


class TourOffer(QFrame):
    """A sentence and two answers, hidden until it is shown.

    Signals:
        taken(): the tour is wanted.
        declined(): it is not.
    """

    taken = Signal()
    declined = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """The offer in the words of ``texts``."""
        super().__init__(parent)
        as_role(self, "notice")
        sentence = label(texts.say("tour.offer"), parent=self)
        sentence.setWordWrap(True)
        self.take = self._button(texts, "tour.offer.take", "primary")
        self.later = self._button(texts, "tour.offer.later", "")
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        line.setSpacing(GAP)
        line.addWidget(sentence, 1)
        line.addWidget(self.take)
        line.addWidget(self.later)
        self.take.clicked.connect(self.taken)
        self.later.clicked.connect(self.declined)
        self.hide()

    def _button(self, texts: Texts, code: str, role: str) -> QPushButton:
        button = QPushButton(texts.say(code), self)
        button.setToolTip(texts.say(f"{code}.help"))
        if role:
            as_role(button, role)
        return button
