"""The moves that are being tried in a session: kept in memory only, computed in the lane.

They outlive pages, language and theme, and are never written to the study until they are kept or
adopted. Each scenario has its own: at first the moves that it keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from planner.compute.gaps import openings
from planner.compute.moves import overlay
from planner.compute.scenarios import bare, keep, moves_of
from planner.compute.whatif import what_if
from planner.edits import apply
from planner.errors import CartoplanError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.gap_report import OpeningsReport
    from planner.compute.moves import Move
    from planner.compute.whatif import WhatIf
    from planner.study import Study
    from planner.watch import Watch
    from ui.desktop.jobs import Job
    from ui.desktop.session import Session

#: The collections on which gaps rest.
CONCERNED = (
    "trainings", "families", "institutions", "seats", "need_lines", "allocations",
    "allocation_shares", "scenarios", "scenario_moves", "assumptions",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What the moves of a scenario change: ``seen`` is the study with all of them made."""

    scenario: str
    study: Study
    moves: tuple[Move, ...]
    made: WhatIf
    seen: Study
    openings: OpeningsReport


class Tray(QObject):
    """The moves of each scenario, and what they change.

    Signals:
        changed(str): the moves of the scenario of that key are others.
        computed(str): what they change is known, or why it cannot be told.
    """

    changed = Signal(str)
    computed = Signal(str)

    def __init__(self, session: Session) -> None:
        """An empty tray that lives as long as the session."""
        super().__init__(session)
        self.session = session
        self.refusal = ""
        self._own: dict[str, tuple[Move, ...]] = {}
        self._answers: dict[str, Answer] = {}
        self._job: Job | None = None
        self._asked: tuple[str, Study, tuple[Move, ...]] | None = None
        session.opened.connect(self._on_opened)

    @classmethod
    def of(cls, session: Session) -> Tray:
        """The tray of a session, made when it is first asked for."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    @property
    def is_busy(self) -> bool:
        """True while the lane computes."""
        return self._job is not None

    def moves(self, scenario: str) -> tuple[Move, ...]:
        """The moves that are tried over a scenario; those that it keeps until they are changed."""
        if scenario in self._own:
            return self._own[scenario]
        try:
            return moves_of(self.session.study, scenario)
        except CartoplanError:
            return ()

    def is_changed(self, scenario: str) -> bool:
        """True where the moves are not those that the scenario keeps."""
        return scenario in self._own

    def set_moves(self, scenario: str, moves: Sequence[Move]) -> None:
        """Try other moves; the same as the kept ones are no change."""
        self._own[scenario] = tuple(moves)
        self.settle(scenario)
        self.changed.emit(scenario)

    def forget(self, scenario: str) -> None:
        """Go back to the moves that the scenario keeps."""
        self._own.pop(scenario, None)
        self.changed.emit(scenario)

    def settle(self, scenario: str) -> None:
        """Forget moves of one's own that are the very ones that the scenario keeps."""
        if scenario in self._own:
            own = self._own.pop(scenario)
            if own != self.moves(scenario):
                self._own[scenario] = own

    def answer(self, scenario: str) -> Answer | None:
        """What the moves change, where it was computed for the study and the moves of now."""
        known = self._answers.get(scenario)
        if known is None or not _are_alike(known.study, self.session.study):
            return None
        return known if known.moves == self.moves(scenario) else None

    def compute(self, scenario: str) -> None:
        """Ask the lane what the moves change, unless it is known; other work of ours is dropped."""
        asked = (scenario, self.session.study, self.moves(scenario))
        if self._job is not None:
            if self._asked == asked:
                return
            self._job.cancel()
        self._asked, self.refusal, self._job = asked, "", None
        if not asked[2] or self.answer(scenario) is not None:
            return
        label = self.session.say("tray.job")
        job = self.session.jobs.start(label, partial(_answer, *asked))
        self._job = job
        job.succeeded.connect(self._on_answered)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(self._on_cancelled)

    def with_trial(self, scenario: str, name: str) -> tuple[Study, str]:
        """The study with the moves that are not kept as a scenario of that name, and its key.

        Nothing is written. The key is empty where there is no such move; raises what ``keep`` and
        ``apply`` do.
        """
        study, moves = self.session.study, self.moves(scenario)
        if not self.is_changed(scenario) or not moves:
            return study, ""
        keys = (f"trial{number}" for number in range(len(moves) + 1))
        key, edit = keep(study, scenario, name, moves, lambda: next(keys))
        return apply(study, edit).study, key

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self._answers[answer.scenario] = answer
        if self._is_current():
            self._job = None
            self.computed.emit(answer.scenario)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, CartoplanError):
            self.session.on_failed(error)
        if self._is_current() and self._asked is not None:
            self._job = None
            if isinstance(error, CartoplanError):
                self.refusal = self.session.texts.say(error.message)
            self.computed.emit(self._asked[0])

    @Slot()
    def _on_cancelled(self) -> None:
        if self._is_current() and self._asked is not None:
            self._job = None
            self.refusal = self.session.say("tray.stopped")
            self.computed.emit(self._asked[0])

    def _is_current(self) -> bool:
        """True where the job that ends is the one that was asked for last."""
        return self._job is not None and self.sender() is self._job

    @Slot()
    def _on_opened(self) -> None:
        """Another study: nothing that was tried belongs to it."""
        self._own.clear()
        self._answers.clear()


def _are_alike(study: Study, other: Study) -> bool:
    """True where nothing that gaps rest on was touched: rows that no edit touched are the same."""
    return all(getattr(study, name) is getattr(other, name) for name in CONCERNED)


def _answer(scenario: str, study: Study, moves: tuple[Move, ...], watch: Watch) -> Answer:
    """What moves change, in the lane."""
    base = bare(study, scenario)
    made = what_if(base, scenario, moves, watch)
    seen = apply(base, overlay(base, scenario, moves)).study
    return Answer(scenario, study, moves, made, seen, openings(seen, scenario))
