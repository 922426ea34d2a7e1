"""The line that says that the file is damaged, and leads to the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from ui.desktop.dialogs.rescue import RescueDialog
from ui.desktop.style import as_role
from ui.desktop.widgets.state_bar import StateBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session


class RescueBar(StateBar):
    """Stands above every page while what is readable of a damaged file is looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A bar that follows what lies on the desk of ``session``."""
        super().__init__(session, "rescue.bar.button", parent, is_loss=True)
        as_role(self.button, "primary")
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
        self.tell("" if wreck is None else self.session.say("rescue.bar", name=wreck.path.name))
