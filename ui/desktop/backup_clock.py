"""Backs the study file up while people work, without being asked, in the lane."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from ui.actions.files import back_up_if_due

if TYPE_CHECKING:
    from planner.messages import Message
    from planner.watch import Watch
    from ui.actions.document import Document
    from ui.desktop.session import Session

#: Milliseconds between two looks at whether a backup is due.
EVERY = 10 * 60 * 1000


class BackupClock(QObject):
    """Looks when a file is opened, then every ten minutes, whether a backup is due."""

    def __init__(self, session: Session) -> None:
        """Watch over the document of ``session``."""
        super().__init__(session)
        self.session = session
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        session.opened.connect(self.look)
        self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Back up in the lane if it is due; a backup that fails is told and stops nothing."""
        document = self.session.desk.document
        if document.is_read_only or self.session.jobs.is_closed:
            return
        job = self.session.jobs.start("", partial(_back_up, document), is_quiet=True)
        job.succeeded.connect(self._on_done)
        job.failed.connect(self.session.on_failed)

    @Slot(object)
    def _on_done(self, refusal: Message | None) -> None:
        if refusal is not None:
            self.session.refused.emit(self.session.texts.say(refusal))


def _back_up(document: Document, _watch: Watch) -> Message | None:
    return back_up_if_due(document)
