"""The line that says that the file is damaged, and leads to the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from planner.figures.palette import Ink
from ui.desktop.dialogs.rescue import RescueDialog
from ui.desktop.style import GAP, as_role, icon_size
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session


class RescueBar(QFrame):
    """Stands above every page while what is readable of a damaged file is looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A bar that follows what lies on the desk of ``session``."""
        super().__init__(parent)
        self.session = session
        as_role(self, "refusal")
        self.sign = QLabel(self)
        self.sign.setPixmap(session.look.icon("lost", Ink.LOST).pixmap(icon_size()))
        self.sentence = label("", "strong", self)
        self.sentence.setWordWrap(True)
        self.button = QPushButton(session.say("rescue.bar.button"), self)
        self.button.setToolTip(session.say("rescue.bar.help"))
        as_role(self.button, "primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        line.setSpacing(GAP)
        line.addWidget(self.sign)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.button)
        self.button.clicked.connect(self.offer)
        session.opened.connect(self._on_opened)
        self._on_opened()

    @Slot()
    def offer(self) -> None:
        """Show what is wrong and the ways out."""
        wreck = self.session.desk.document.wreck
        if wreck is not None:
            RescueDialog(self.session, wreck, self.window()).open()

    @Slot()
    def _on_opened(self) -> None:
        """Name the damaged file, or go away."""
        wreck = self.session.desk.document.wreck
        if wreck is not None:
            said = self.session.say("rescue.bar", name=wreck.path.name)
            self.sentence.setText(said)
            self.sentence.setAccessibleName(said)
        self.setVisible(wreck is not None)
