"""How many findings are open, and how many are accepted; it leads to their page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QPushButton

from ui.desktop.reckoned import Findings
from ui.desktop.style import as_role

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session

PAGE = "quality"


class OpenFindings(QPushButton):
    """A count that leads to the page of findings."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A hidden count over ``session``; it shows once it has been made."""
        super().__init__(parent)
        self.session = session
        self.findings = Findings.of(session)
        as_role(self, "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(session.say("desktop.open_findings.help"))
        self.setAccessibleName(self.toolTip())
        self.hide()
        self.findings.told.connect(self._on_told)
        self.clicked.connect(self._on_clicked)
        self._on_told()

    @Slot()
    def count(self) -> None:
        """Count at once, in the lane."""
        self.findings.now()

    @Slot()
    def _on_told(self) -> None:
        checked = self.findings.checked
        self.setVisible(checked is not None)
        if checked is None:
            return
        sifted = checked.sifted
        words = self.session.say("desktop.open_findings", n=len(sifted.open))
        if sifted.accepted:
            accepted = self.session.say("dashboard.findings.accepted", n=len(sifted.accepted))
            words = f"{words} · {accepted}"
        self.setText(words)
        self.setAccessibleName(words)

    @Slot()
    def _on_clicked(self) -> None:
        self.session.page_asked.emit(PAGE)
