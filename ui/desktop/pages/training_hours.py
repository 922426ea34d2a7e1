"""The domains of a training with their hours, and their sum beside the hours of the training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.compute.domain_hours import hours_told
from ui.desktop.pages.training_suggestions import hours_to_suggest
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.owned_rows import OwnedRows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel

    from ui.desktop.pen import Pen

_HOURS = {"domain": 256, "hours": 72}


class TrainingHours(QWidget):
    """Rows of domains over a sentence a list of domains, which warns where the sum is too great."""

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """The hours of no training yet."""
        super().__init__(parent)
        self.pen = pen
        self.rows = OwnedRows(pen, "domain_hours", _HOURS, self._suggested, self)
        self.sums: list[QLabel] = []
        self._told = QVBoxLayout()
        self._told.setSpacing(GAP // 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(self._told)
        box.addWidget(self.rows, 1)

    def show_owner(self, key: str) -> None:
        """Show the domains of the training called ``key`` and what they add up to."""
        self.rows.show_owner(key)
        for label in self.sums:
            self._told.removeWidget(label)
            label.hide()
            label.deleteLater()
        texts = self.pen.session.texts
        self.sums = []
        for told in hours_told(self.pen.session.study, key):
            sign = "⚠ " if told.exceeds else ""
            words = " ".join(texts.say(sentence) for sentence in told.sentences)
            label = prose(f"{sign}{words}", "", self)
            as_role(label, "check" if told.exceeds else "muted")
            self.sums.append(label)
            self._told.addWidget(label)

    def _suggested(self, key: str) -> dict[str, str]:
        return hours_to_suggest(self.pen.session.study, key)
