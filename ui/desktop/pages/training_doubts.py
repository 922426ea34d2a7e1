"""Which trainings open findings name: found in the lane once the study is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from planner.checks.concerned import open_doubts

if TYPE_CHECKING:
    from planner.study import Study
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session

#: Milliseconds of quiet after a change before the checks run.
QUIET = 300


class Doubts(QObject):
    """The trainings that open findings name; ``keys`` is None as long as they are not known.

    They are looked for only while :attr:`is_wanted`, never while somebody types.

    Signals:
        found(): the doubtful trainings are known anew.
    """

    found = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        """Nothing is looked for yet."""
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._study: Study | None = None
        self.keys: frozenset[str] | None = None
        self.is_wanted = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self.look)

    def want(self, *, is_wanted: bool = True) -> None:
        """From now on look for them after each change, or no more."""
        self.is_wanted = is_wanted
        if is_wanted:
            self.change()

    def change(self) -> None:
        """The study has changed: look anew after a moment of quiet, if anybody wants it."""
        if self.is_wanted and self._study is not self._session.study:
            self._timer.start()

    @Slot()
    def look(self) -> None:
        """Look now, in the lane; an older look that still waits is given up."""
        if self._session.jobs.is_closed or self._study is self._session.study:
            return
        if self._job is not None:
            self._job.cancel()
        self._study = self._session.study
        self._job = self._session.jobs.start("", _Looking(self._study), is_quiet=True)
        self._job.succeeded.connect(self._on_found)
        self._job.failed.connect(self._session.on_failed)

    @Slot(object)
    def _on_found(self, keys: frozenset[str]) -> None:
        if self.sender() is self._job:
            self._job, self.keys = None, keys
            self.found.emit()


class _Looking:
    """The checks of one study, as work for the lane."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def __call__(self, _watch: Watch) -> frozenset[str]:
        return open_doubts(self._study)
