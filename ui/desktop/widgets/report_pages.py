"""The printed pages of a report: made in the lane when asked for, then walked page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.desktop.pdf_pages import pages_of
from ui.desktop.style import GAP
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.pdf_view import PdfView
from ui.desktop.widgets.waiting_state import WaitingState

if TYPE_CHECKING:
    from ui.desktop.jobs import Job, Work
    from ui.desktop.session import Session


class ReportPages(QWidget):
    """The page looked at as words, whether the pages are those of before, and the pages.

    Signals:
        again_asked(): the pages of what is chosen now are wanted.
        left(): the work was stopped or failed and there are no former pages to show.
    """

    again_asked = Signal()
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """No pages yet."""
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        #: True where the pages are not those of what is chosen now, or there are none.
        self.is_stale = True
        say = session.say
        #: What is said of the pages; who shows them finds a place for it.
        self.head = QWidget(self)
        self.place = label("", "strong", self)
        self.stale = prose(say("symposium.report.pages.stale"), "muted", self)
        self.again = QPushButton(say("symposium.report.pages.again"), self)
        self.again.setToolTip(say("symposium.report.pages.again.help"))
        self.stop = QPushButton(say("symposium.report.pages.cancel"), self)
        self.view = PdfView(session.look, self)
        self.view.setAccessibleName(say("symposium.report.pages.name"))
        self.view.setToolTip(say("symposium.report.pages.keys"))
        words = (say("symposium.report.pages.waiting"), say("symposium.report.pages.waiting.help"))
        self.waiting = WaitingState(session, "export", *words, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.waiting)
        self._lay_out()
        self.again.clicked.connect(self.again_asked)
        self.stop.clicked.connect(self.cancel)
        self.view.page_changed.connect(self._tell)
        self.setFocusProxy(self.view)
        self._tell()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self.head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.place)
        line.addWidget(self.stale, 1)
        line.addStretch()
        line.addWidget(self.again)
        line.addWidget(self.stop)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack, 1)

    def make(self, work: Work) -> Job:
        """Have ``work`` give the PDF in the lane, then show its pages."""
        if self._job is not None:
            self._job.cancel()
        self.is_stale = False
        job = self._session.jobs.start(self._session.say("symposium.report.pages.waiting"), work)
        self._job = job
        job.succeeded.connect(self._on_made)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)
        self.stack.setCurrentWidget(self.waiting)
        self._tell()
        self.stop.setFocus()
        return job

    @Slot()
    def cancel(self) -> None:
        """Stop the work; the pages of before stay, and are told as such."""
        if self._job is not None:
            self._job.cancel()
            self._drop()

    def tell_stale(self) -> None:
        """What is chosen, or the study, is no longer that of the pages."""
        self.is_stale = True
        self._tell()

    def _drop(self) -> None:
        """Nothing is being made any more; without pages there is nothing to stay for."""
        self._job, self.is_stale = None, True
        self._show_view()
        if not self.view.count:
            self.left.emit()

    def _show_view(self) -> None:
        """Show the pages, which take over the focus that the stop button had."""
        had_focus = self.stop.hasFocus()
        self.stack.setCurrentWidget(self.view)
        self._tell()
        if had_focus:
            self.view.setFocus()

    @Slot(object)
    def _on_made(self, data: bytes) -> None:
        if self.sender() is not self._job:
            return
        self._job = None
        self.view.show_pages(pages_of(data))
        self._show_view()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is self._job:
            self._drop()
            self._session.on_failed(error)

    @Slot()
    def _on_cancelled(self) -> None:
        if self.sender() is self._job:
            self._drop()

    @Slot()
    def _tell(self) -> None:
        """Say which page is looked at, and whether it is one of before."""
        view, is_working = self.view, self._job is not None
        words = ""
        if view.count:
            told = {"page": view.current + 1, "pages": view.count}
            words = self._session.say("symposium.report.pages.page", **told)
        self.place.setText(words)
        view.setAccessibleDescription(words)
        self.place.setVisible(bool(words) and not is_working)
        is_old = self.is_stale and bool(view.count) and not is_working
        self.stale.setVisible(is_old)
        self.again.setVisible(is_old)
        self.stop.setVisible(is_working)
