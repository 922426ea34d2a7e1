"""The line that says that the server cannot be reached, and what waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from ui.desktop.widgets.state_bar import StateBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session


class LineBar(StateBar):
    """Stands above every page while a region cannot be reached, and only then."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A bar that follows the region of ``session``."""
        super().__init__(session, "together.again", parent, is_loss=True)
        self.button.clicked.connect(session.region.hurry)
        session.region.line_changed.connect(self._on_line)
        session.opened.connect(self._on_line)
        self._on_line()

    @Slot()
    def _on_line(self) -> None:
        """Say that the line is cut and what is held, or go away."""
        document, region = self.session.desk.document.today, self.session.region
        if document.cut is None or document.store is None:
            self.tell("")
            return
        code = "together.cut_held" if region.held else "together.cut"
        self.tell(self.session.say(code, name=document.store.keeper.name, n=len(region.held)))
        self.sentence.setToolTip(region.why_cut)
        self.sentence.setAccessibleDescription(region.why_cut)
