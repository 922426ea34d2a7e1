"""Results that take long on a large study: reckoned in the lane, shared by all who show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from planner.checks import run_checks
from planner.compute.acceptances import Sifted, accepted
from planner.compute.claims import check_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.changes import Touched
    from planner.compute.claims import ClaimCheck
    from planner.findings import Finding
    from planner.study import Study
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session

#: Milliseconds of quiet after a change before a result is reckoned anew.
QUIET = 250

T = TypeVar("T")


class Reckoned(QObject):
    """What a function makes of the study, made in the lane; the last one asked for wins.

    Signals:
        told(): there is a new :attr:`value`.
        asked(): the value at hand, if any, is about to be replaced.
    """

    told = Signal()
    asked = Signal()

    def __init__(
        self, session: Session, reckon: Callable[[Study], object], parent: QObject | None = None
    ) -> None:
        """Nothing is reckoned before :meth:`ask` or :meth:`now`."""
        super().__init__(parent)
        self.session = session
        self.value: object = None
        self.is_stale = True
        self._reckon = reckon
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET)
        self._timer.timeout.connect(self.now)

    @Slot()
    def ask(self) -> None:
        """Reckon anew after a moment of quiet; at once where nothing is known yet."""
        self.is_stale = True
        self.asked.emit()
        if self.value is None and self._job is None and not self._timer.isActive():
            self.now()
        else:
            self._timer.start()

    @Slot()
    def now(self) -> None:
        """Reckon in the lane; an older reckoning that still waits there is given up."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        if self.session.jobs.is_closed:
            return
        self.is_stale = True
        work = _Work(self._reckon, self.session.study)
        self._job = self.session.jobs.start("", work, is_quiet=True)
        self._job.succeeded.connect(self._on_made)
        self._job.failed.connect(self.session.on_failed)
        self._job.ended.connect(self._on_ended)

    def take(self, value: object) -> None:
        """Adopt a value that was made elsewhere from the study as it is."""
        self.value = value
        self.is_stale = False
        self.told.emit()

    @Slot(object)
    def _on_made(self, value: object) -> None:
        """Adopt what the last job made; an older one that ran to its end all the same is left."""
        if self.sender() is self._job:
            self.value = value
            self.is_stale = self._timer.isActive()
            self.told.emit()

    @Slot()
    def _on_ended(self) -> None:
        if self.sender() is self._job:
            self._job = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings about a study, open and accepted, and its published figures recomputed."""

    findings: tuple[Finding, ...]
    sifted: Sifted
    claims: tuple[ClaimCheck, ...]


class Findings(Reckoned):
    """The findings of the session's study; :meth:`of` gives the one that all pages share."""

    @classmethod
    def of(cls, session: Session) -> Findings:
        """The findings of ``session``, reckoned from now on after each change."""
        found = session.findChild(cls)
        if found is not None:
            return found
        made = cls(session, _check, session)
        session.changed.connect(made.on_changed)
        session.opened.connect(made.on_opened)
        made.ask()
        return made

    @property
    def checked(self) -> Checked | None:
        """The last result; None where there is none yet."""
        return self.value if isinstance(self.value, Checked) else None

    @Slot(object)
    def on_changed(self, touched: Touched) -> None:
        """Reckon anew; where only acceptances changed, sift what is known at once."""
        known = self.checked
        only_accepted = not touched.everything and {r for r, _ in touched.rows} <= {"acceptances"}
        if known is not None and only_accepted and not self.is_stale:
            self.take(_sifted(self.session.study, known.findings, known.claims))
        else:
            self.ask()

    @Slot()
    def on_opened(self) -> None:
        """Forget what was said of another study."""
        self.value = None
        self.told.emit()


class _Work(Generic[T]):
    """A function of one study, as work for the lane."""

    def __init__(self, reckon: Callable[[Study], T], study: Study) -> None:
        self._reckon, self._study = reckon, study

    def __call__(self, watch: Watch) -> T:
        watch.step(0.0)
        return self._reckon(self._study)


def _check(study: Study) -> Checked:
    return _sifted(study, run_checks(study), check_claims(study))


def _sifted(study: Study, findings: Sequence[Finding], claims: tuple[ClaimCheck, ...]) -> Checked:
    return Checked(tuple(findings), accepted(study, findings), claims)
