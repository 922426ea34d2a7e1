"""One lane for long work: a thread of its own, progress out, a wish to stop in, never a widget.

A job is a function of a :class:`~planner.watch.Watch`. It runs in the lane's thread, one after the
other; its progress and its end come back by queued signals to objects of the main thread. While
the lane works, the cyclic garbage collector rests: it would run in the lane's thread as well, and
take widgets apart there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from planner.watch import Cancelled, Watch
from ui.desktop.main_collector import REST

Work = Callable[[Watch], object]

#: Seconds between two reports of progress.
BREATH = 0.05

_log = logging.getLogger(__name__)


class Job(QObject):
    """A piece of work in the lane, seen from the main thread.

    Signals:
        stepped(float, str): the share done, 0 to 1, and the text code of the stage (may be empty).
        succeeded(object): the result.
        failed(object): the exception.
        cancelled(): the work was stopped on demand.
        ended(): after any of the three above.
    """

    stepped = Signal(float, str)
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, label: str, work: Work, parent: QObject, *, is_quiet: bool = False) -> None:
        """Prepare ``work`` under a name that is already in the words of the user.

        A quiet job is not shown: nobody asked for it.
        """
        super().__init__(parent)
        self.label = label
        self.is_quiet = is_quiet
        self.work = work
        self.watch = Watch(self._on_step)
        self.post: Callable[[float, str], None] | None = None
        self._told_at = 0.0

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self.watch.cancel()

    def _on_step(self, done: float, stage: str) -> None:
        """Pass on progress, now and then; runs in the lane's thread."""
        now = time.monotonic()
        if self.post is not None and (done >= 1.0 or now - self._told_at >= BREATH):
            self._told_at = now
            self.post(done, stage)


class _Lane(QObject):
    """Lives in the thread and runs what it is given, one job after the other."""

    stepped = Signal(object, float, str)
    ended = Signal(object, object, object)  # job, result, error

    @Slot(object)
    def on_posted(self, job: Job) -> None:
        """Run a job; whatever it raises is its result."""
        result: object = None
        error: BaseException | None = None
        try:
            job.watch.step(0.0)  # cancelled while it waited
            job.post = lambda done, stage: self.stepped.emit(job, done, stage)
            result = job.work(job.watch)
        except BaseException as raised:  # the door of the thread: an exit asked for within, too
            error = raised
        job.post = None
        self.ended.emit(job, result, error)


class Jobs(QObject):
    """The lane and who waits in it.

    Signals:
        started(object): a :class:`Job` was put into the lane.
        changed(): a job was added, moved on or ended.
    """

    started = Signal(object)
    changed = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Make the lane; its thread starts with the first job."""
        super().__init__(parent)
        self.waiting: list[Job] = []
        self.is_closed = False
        self._thread = QThread(self)
        self._thread.setObjectName("cartoplan-lane")
        self._lane = _Lane()
        self._lane.moveToThread(self._thread)
        queued = Qt.ConnectionType.QueuedConnection
        self._posted.connect(self._lane.on_posted, queued)
        self._lane.stepped.connect(self._on_stepped, queued)
        self._lane.ended.connect(self._on_ended, queued)

    def start(self, label: str, work: Work, *, is_quiet: bool = False) -> Job:
        """Put ``work`` at the end of the lane; connect to the job's signals at once."""
        if self.is_closed:
            raise RuntimeError("the lane is closed")
        job = Job(label, work, self, is_quiet=is_quiet)
        if not self.waiting:
            REST.begin(self._lane)
        self.waiting.append(job)
        if not self._thread.isRunning():
            self._thread.start()
        self._posted.emit(job)
        self.started.emit(job)
        self.changed.emit()
        return job

    @property
    def is_running(self) -> bool:
        """True while the lane's thread lives."""
        return self._thread.isRunning()

    def shutdown(self) -> None:
        """Stop every job at its next step and wait until the thread has ended."""
        self.is_closed = True
        for job in self.waiting:
            job.cancel()
        self.waiting.clear()
        self._thread.quit()
        self._thread.wait()
        REST.end(self._lane)

    @Slot(object, float, str)
    def _on_stepped(self, job: Job, done: float, stage: str) -> None:
        if job in self.waiting:
            job.stepped.emit(done, stage)
            self.changed.emit()

    @Slot(object, object, object)
    def _on_ended(self, job: Job, result: object, error: BaseException | None) -> None:
        if job not in self.waiting:
            return
        self.waiting.remove(job)
        if not self.waiting:
            REST.end(self._lane)
        if error is None:
            job.succeeded.emit(result)
        elif isinstance(error, Cancelled):
            job.cancelled.emit()
        else:
            _log.info("job %r failed: %s", job.label, error)
            job.failed.emit(error)
        job.ended.emit()
        self.changed.emit()
        job.deleteLater()
