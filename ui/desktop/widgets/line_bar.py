"""The line that says that the server cannot be reached, and what waits for it."""

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


class LineBar(QFrame):
    """Stands above every page while a region cannot be reached, and only then."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A bar that follows the region of ``session``."""
        super().__init__(parent)
        self.session = session
        as_role(self, "refusal")
        self.sign = QLabel(self)
        self.sign.setPixmap(session.look.icon("lost", Ink.LOST).pixmap(icon_size()))
        self.sentence = label("", "strong", self)
        self.sentence.setWordWrap(True)
        self.again = QPushButton(session.say("together.again"), self)
        self.again.setToolTip(session.say("together.again.help"))
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        line.setSpacing(GAP)
        line.addWidget(self.sign)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.again)
        self.again.clicked.connect(session.region.hurry)
        session.region.line_changed.connect(self._on_line)
        session.opened.connect(self._on_line)
        self._on_line()

    @Slot()
    def _on_line(self) -> None:
        """Say that the line is cut and what is held, or go away."""
        document, region = self.session.desk.document.today, self.session.region
        is_cut = document.cut is not None and document.store is not None
        if is_cut and document.store is not None:
            code = "together.cut_held" if region.held else "together.cut"
            name = document.store.keeper.name
            said = self.session.say(code, name=name, n=len(region.held))
            self.sentence.setText(said)
            self.sentence.setAccessibleName(said)
            self.sentence.setToolTip(region.why_cut)
            self.sentence.setAccessibleDescription(region.why_cut)
        self.setVisible(is_cut)
