"""What stands where nothing is yet: what will be here, and the verb that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from ui.desktop.style import Look


class EmptyState(QWidget):
    """An icon, a line, a sentence, and a button where there is something to do.

    Signals:
        asked(): the button was pressed.
    """

    asked = Signal()

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        sentence: str,
        verb: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """The words are those of the user; without ``verb`` there is no button."""
        super().__init__(parent)
        sign = label("", parent=self)
        sign.setPixmap(look.icon(icon, Ink.MIDDLE).pixmap(grown(40), grown(40)))
        middle = Qt.AlignmentFlag.AlignHCenter
        said = prose(sentence, "muted", self)
        said.setAlignment(middle)
        said.ensurePolished()
        wanted = said.fontMetrics().horizontalAdvance(sentence) + 2 * GAP
        said.setMinimumWidth(min(wanted, grown(480)))
        said.setMinimumHeight(said.heightForWidth(said.minimumWidth()))
        self._said = said
        box = QVBoxLayout(self)
        box.setSpacing(GAP)
        box.addStretch(2)
        for part in (sign, label(title, "section", self), said):
            box.addWidget(part, alignment=middle)
        if verb:
            self.button = QPushButton(verb, self)
            as_role(self.button, "primary")
            self.button.setToolTip(sentence)
            self.button.clicked.connect(self.asked)
            box.addWidget(self.button, alignment=middle)
        box.addStretch(3)

    def tell(self, sentence: str, verb: str) -> None:
        """Say something else, and offer another verb."""
        self._said.setText(sentence)
        self._said.setMinimumWidth(grown(480))
        self._said.setMinimumHeight(self._said.heightForWidth(grown(480)))
        self.button.setText(verb)
        self.button.setToolTip(sentence)
