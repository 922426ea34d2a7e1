"""What stands where something is being made ready in the lane: what will be here, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from ui.desktop.style import grown
from ui.desktop.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from ui.desktop.jobs import Job
    from ui.desktop.session import Session

_WIDTH = 240  # px at 100 %


class WaitingState(EmptyState):
    """An icon, a line, a sentence, and the progress of the job that the lane is at."""

    def __init__(
        self,
        session: Session,
        icon: str,
        title: str,
        sentence: str,
        parent: QWidget | None = None,
    ) -> None:
        """The words are those of the user; it follows the lane while it is shown."""
        super().__init__(session.look, icon, title, sentence, parent=parent)
        self._jobs = session.jobs
        self._job: Job | None = None
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(grown(_WIDTH))
        self.progress.setAccessibleName(title)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertWidget(box.count() - 1, self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        session.jobs.changed.connect(self._follow)

    def showEvent(self, event: QShowEvent) -> None:
        """Take up the job that is at work."""
        super().showEvent(event)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show how far the first job of the lane is; unknown as long as it has not said."""
        job = next((job for job in self._jobs.waiting if not job.is_quiet), None)
        if job is self._job or not self.isVisible():
            return
        self._job = job
        if job is not None:
            self.progress.setRange(0, 0)
            job.stepped.connect(self._on_stepped)

    @Slot(float, str)
    def _on_stepped(self, done: float, stage: str) -> None:
        self.progress.setRange(0, 100)
        self.progress.setValue(round(done * 100))
