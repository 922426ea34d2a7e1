"""Prints the page in front: what it shows becomes a PDF, whichever page it is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QKeySequence

from planner.messages import message
from ui.actions.document import Document
from ui.actions.printing import print_page
from ui.desktop.dialogs.files import ask_target

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from ui.actions.outcome import Outcome
    from ui.desktop.page import Page
    from ui.desktop.session import Session

KEY = "Ctrl+P"


class PrintAction(QAction):
    """Offered while the page in front can be printed; says why it cannot otherwise."""

    def __init__(self, session: Session, before: QWidget, parent: QObject) -> None:
        """An action of the whole window; its dialog stands before ``before``."""
        super().__init__(session.say("desktop.print"), parent)
        self.session = session
        self._before = before
        self._page: Page | None = None
        self.setData("desktop.print")
        self.setShortcut(QKeySequence(KEY))
        self.triggered.connect(self._on_triggered)
        self._tell()

    def follow(self, page: Page) -> None:
        """Print ``page`` from now on."""
        self._page = page
        self._tell()

    def _tell(self) -> None:
        is_printable = self._page is not None and self._page.is_printable
        self.setEnabled(is_printable)
        say, code = self.session.say, "desktop.print.help" if is_printable else "desktop.print.not"
        key = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{say(code)} ({key})" if is_printable else say(code))

    @Slot()
    def _on_triggered(self) -> None:
        """Ask where to, then write in the lane what the page shows now."""
        if self._page is None:
            return
        say, page = self.session.say, self._page
        parts = page.printed()
        if not parts:
            self.session.refused.emit(say("desktop.print.nothing"))
            return
        proposed = self.session.folder / say("desktop.print.file", page=page.key)
        out = ask_target(self._before, self.session.texts, say("desktop.print"), proposed)
        if out is None:
            return
        desk = replace(self.session.desk, document=Document(self.session.study))
        title = message(f"page.{page.key}")
        job = self.session.jobs.start(
            say("desktop.print.job"), partial(print_page, desk, title, parts, out)
        )
        job.succeeded.connect(self._on_written)
        job.failed.connect(self.session.on_failed)

    @Slot(object)
    def _on_written(self, outcome: Outcome) -> None:
        told = " ".join(self.session.texts.say(said) for said in outcome.said)
        self.session.written.emit(outcome.written, told)
