"""Backs the study file up while people work, without being asked, and looks whether it is sound."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from ui.actions.backups import keep_safe
from ui.actions.rescue import found_out

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
        session.opened.connect(self.check)
        self._timer.start()
        self.check()

    @Slot()
    def look(self) -> None:
        """Back up in the lane if it is due; a backup that fails is told and stops nothing."""
        document = self.session.desk.document
        if document.is_read_only or self.session.jobs.is_closed:
            return
        second = self.session.settings.backup_folder
        job = self.session.jobs.start("", partial(_back_up, document, second), is_quiet=True)
        job.succeeded.connect(self._on_done)
        job.failed.connect(self.session.on_failed)

    @Slot()
    def check(self) -> None:
        """Check in the lane that the file holds what its journal wrote, then back it up."""
        document = self.session.desk.document.today
        if document.is_read_only or self.session.jobs.is_closed:
            return
        job = self.session.jobs.start("", partial(_check, document), is_quiet=True)
        job.succeeded.connect(partial(self._on_checked, document))
        job.failed.connect(self.session.on_failed)

    def _on_checked(self, document: Document, wreck: Document | None) -> None:
        if document is not self.session.desk.document.today:
            return
        if wreck is not None and wreck.wreck is not None:
            self.session.open(wreck.wreck.path, found=wreck)
            self.session.refused.emit(self.session.texts.say(wreck.wreck.why))
        else:
            self.look()

    @Slot(object)
    def _on_done(self, refusals: tuple[Message, ...]) -> None:
        if refusals:
            self.session.refused.emit(" ".join(map(self.session.texts.say, refusals)))


def _back_up(document: Document, second: str, _watch: Watch) -> tuple[Message, ...]:
    return keep_safe(document, second)


def _check(document: Document, _watch: Watch) -> Document | None:
    return found_out(document)
