"""How many findings are open, counted in the lane a moment after each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QPushButton

from planner.checks import run_checks
from ui.desktop.style import as_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from planner.findings import Finding
    from planner.study import Study
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session

#: Milliseconds of quiet after a change before the findings are counted anew.
QUIET = 250
PAGE = "quality"


class OpenFindings(QPushButton):
    """A count that leads to the page of findings."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A hidden count over ``session``; it shows once it has been made."""
        super().__init__(parent)
        self.session = session
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        as_role(self, "quiet")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(session.say("desktop.open_findings.help"))
        self.setAccessibleName(self.toolTip())
        self.hide()
        session.changed.connect(self._on_changed)
        self._timer.timeout.connect(self.count)
        self.clicked.connect(self._on_clicked)
        self._timer.start()

    @Slot()
    def count(self) -> None:
        """Count in the lane; an older count that still waits is given up."""
        if self._job is not None:
            self._job.cancel()
        if self.session.jobs.is_closed:
            return
        study = self.session.study
        self._job = self.session.jobs.start("", _Check(study), is_quiet=True)
        self._job.succeeded.connect(self._on_counted)
        self._job.failed.connect(self.session.on_failed)
        self._job.ended.connect(self._on_ended)

    @Slot(object)
    def _on_counted(self, findings: Sequence[Finding]) -> None:
        words = self.session.say("desktop.open_findings", n=len(findings))
        self.setText(words)
        self.setAccessibleName(words)
        self.show()

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None

    @Slot()
    def _on_changed(self) -> None:
        self._timer.start()

    @Slot()
    def _on_clicked(self) -> None:
        self.session.page_asked.emit(PAGE)


class _Check:
    """The checks of one study, as work for the lane."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def __call__(self, watch: Watch) -> Sequence[Finding]:
        return run_checks(self._study)
