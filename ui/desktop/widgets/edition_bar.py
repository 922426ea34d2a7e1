"""The line that says that an edition is looked at, and leads back to the study of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from ui.desktop.style import as_role
from ui.desktop.widgets.state_bar import StateBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session


class EditionBar(StateBar):
    """Stands above every page while an edition is looked at, and only then."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A bar that follows what lies on the desk of ``session``."""
        super().__init__(session, "edition.back", parent, is_loss=False)
        as_role(self.button, "primary")
        self.button.clicked.connect(session.leave_edition)
        session.opened.connect(self._on_opened)
        self._on_opened()

    @Slot()
    def _on_opened(self) -> None:
        """Name the edition looked at, or go away."""
        row = self.session.edition
        if row is None:
            self.tell("")
            return
        code = "edition.seen" if row.frozen_on is None else "edition.seen.on"
        self.tell(self.session.say(code, name=row.name, day=row.frozen_on))
