"""The line at the bottom: when the work was kept, what is open, and how far the lane is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.open_findings import OpenFindings
from ui.desktop.widgets.people import PeopleButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.desktop.jobs import Job
    from ui.desktop.session import Session


class JobBar(QFrame):
    """Shows the state of the file on the left and the job at work on the right."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, counts_findings: bool = False
    ) -> None:
        """A bar over ``session`` and its lane; it counts findings where a page shows them."""
        super().__init__(parent)
        self.setObjectName("jobbar")
        self.session = session
        self._job: Job | None = None
        self.findings = OpenFindings(session, self) if counts_findings else None
        self._build()
        self._connect()
        self._on_changed()
        self._on_jobs()

    def _build(self) -> None:
        self.state, self.label, self.percent = QLabel(self), QLabel(self), QLabel(self)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(grown(160))
        self.cancel = QToolButton(self)
        as_role(self.cancel, "bare")
        self.cancel.setIcon(self.session.look.icon("close", Ink.MUTED))
        self.cancel.setAccessibleName(self.session.say("desktop.cancel_job"))
        self.cancel.setToolTip(self.session.say("desktop.cancel_job.help"))
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, 2, 2 * GAP, 2)
        line.setSpacing(GAP)
        self.sign = QLabel(self)
        self.sign.setPixmap(self.session.look.icon("check", Ink.CHECK).pixmap(grown(14), grown(14)))
        line.addWidget(self.sign)
        line.addWidget(self.state)
        if self.findings is not None:
            line.addWidget(self.findings)
        self.people = PeopleButton(self.session, self)
        line.addWidget(self.people)
        line.addStretch(1)
        for widget in (self.label, self.progress, self.percent, self.cancel):
            line.addWidget(widget)
        self.setFixedHeight(grown(4 * GAP))

    def _connect(self) -> None:
        self.session.history_changed.connect(self._on_changed)
        self.session.opened.connect(self._on_changed)
        self.session.jobs.changed.connect(self._on_jobs)
        self.cancel.clicked.connect(self._on_cancel)

    @Slot()
    def _on_changed(self) -> None:
        """Say where the work is kept and since when."""
        document, at = self.session.desk.document, self.session.saved_at
        is_locked = document.store is None or document.is_read_only
        if document.edition is not None:
            words = self.session.say("edition.state", name=document.edition.name)
        elif document.wreck is not None:
            words = self.session.say("rescue.state", name=document.wreck.path.name)
        elif document.store is None:
            words = self.session.say("desktop.state_no_file")
        elif document.cut is not None:
            words = self.session.say("together.locked", name=document.store.keeper.name)
        elif document.is_read_only:
            words = self.session.say("desktop.state_read_only", name=document.store.keeper.name)
            words += f" · {self.session.why_read_only}" if self.session.why_read_only else ""
        elif at is None:
            words = self.session.say("desktop.state_open", name=document.store.keeper.name)
        else:
            words = self.session.say("desktop.state_saved", at=f"{at:%H:%M}")
        self.state.setText(words)
        is_file = document.cut is None
        help_ = self.session.say("desktop.state_read_only.help") if is_locked and is_file else ""
        self.state.setToolTip(help_)
        self.state.setAccessibleDescription(self.state.toolTip())
        self.sign.setToolTip(self.state.toolTip())
        self.sign.setVisible(is_locked)

    @Slot()
    def _on_jobs(self) -> None:
        """Show the first job of the lane, or none."""
        shown = [job for job in self.session.jobs.waiting if not job.is_quiet]
        job = shown[0] if shown else None
        if job is not None and job is not self._job:
            self.label.setText(job.label)
            self.progress.setAccessibleName(job.label)
            self._on_stepped(0.0, "")
            job.stepped.connect(self._on_stepped)
        self._job = job
        for widget in (self.label, self.progress, self.percent, self.cancel):
            widget.setVisible(job is not None)

    @Slot(float, str)
    def _on_stepped(self, done: float, stage: str) -> None:
        self.progress.setValue(round(done * 100))
        self.percent.setText(self.session.texts.percent(round(done, 2)))
        if stage and self._job is not None:
            self.label.setText(f"{self._job.label} · {self.session.say(stage)}")

    @Slot()
    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
