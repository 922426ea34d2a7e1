"""The line that says that an edition is looked at, and leads back to the study of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, icon_size
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session


class EditionBar(QFrame):
    """Stands above every page while an edition is looked at, and only then."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A bar that follows what lies on the desk of ``session``."""
        super().__init__(parent)
        self.session = session
        as_role(self, "notice")
        self.sign = QLabel(self)
        self.sign.setPixmap(session.look.icon("info", Ink.ACCENT).pixmap(icon_size()))
        self.sentence = label("", "strong", self)
        self.sentence.setWordWrap(True)
        self.back = QPushButton(session.say("edition.back"), self)
        self.back.setToolTip(session.say("edition.back.help"))
        as_role(self.back, "primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        line.setSpacing(GAP)
        line.addWidget(self.sign)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.back)
        self.back.clicked.connect(session.leave_edition)
        session.opened.connect(self._on_opened)
        self._on_opened()

    @Slot()
    def _on_opened(self) -> None:
        """Name the edition looked at, or go away."""
        row = self.session.edition
        if row is not None:
            code = "edition.seen" if row.frozen_on is None else "edition.seen.on"
            said = self.session.say(code, name=row.name, day=row.frozen_on)
            self.sentence.setText(said)
            self.sentence.setAccessibleName(said)
        self.setVisible(row is not None)
