"""What a report is about: a study beside a former one, its results, and whom it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.chapters.subject import Subject, subject_of
from planner.editions.account import Account, account
from planner.editions.audience import for_audience
from planner.editions.breaks import Break, Touched, breaks, touching
from planner.editions.comparison import compare
from planner.editions.decomposition import common_scenarios
from planner.errors import InvalidInput
from planner.messages import message
from planner.vocab import Audience, ReportSection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.messages import Message
    from planner.study import Study
    from planner.watch import Watch


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: for whom, which sections, in which order, for which scenario.

    With a ``scenario`` the coverage is told of that one alone, and its change decomposed; without
    any it is told of all, and the change of the first that both editions have is decomposed.
    """

    audience: Audience = Audience.PARTNERS
    sections: tuple[ReportSection, ...] = tuple(ReportSection)
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class Vintage:
    """Which state of the study a report tells: its edition's name, its day, its fingerprint."""

    edition: str
    on: date
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Reported:
    """A study with its results as the audience may read them.

    ``old`` is the former edition, called ``previous``; ``account`` what became of it. Without a
    former edition nothing is compared. ``kept`` is the study of today, which keeps the
    commitments; those of the edition ``decided`` are told, or all where none is named.
    """

    subject: Subject
    choice: Choice
    kept: Study
    decided: str = ""
    old: Study | None = None
    previous: str = ""
    account: Account | None = None

    @property
    def study(self) -> Study:
        """The study that is reported."""
        return self.subject.study

    @property
    def is_internal(self) -> bool:
        """True where persons may be named."""
        return self.choice.audience is Audience.INTERNAL

    @property
    def names(self) -> tuple[str, str]:
        """What the former and the later edition are called."""
        return self.previous, self.subject.edition

    def breaks(
        self, figure: Touched, families: Iterable[str] = (), level: int | None = None
    ) -> tuple[Message, ...]:
        """The breaks in series to print beside a figure; none where nothing is compared."""
        if self.account is None:
            return ()
        keys = tuple(families) or ("",)
        found: dict[Break, None] = {}
        for key in keys:
            found |= dict.fromkeys(touching(self.account.breaks, figure, key, level))
        return tuple(message("report.break", said=one.said) for one in found)


def reported(
    study: Study,
    vintage: Vintage,
    choice: Choice,
    watch: Watch,
    *,
    old: Study | None = None,
    previous: str = "",
    kept: Study | None = None,
    decided: str = "",
) -> Reported:
    """Everything that a report shows, computed of what its audience may read.

    Args:
        study: what is reported.
        vintage: which state of it.
        choice: for whom, and which sections.
        watch: hears of the progress, and may stop the work.
        old: the former edition; nothing is compared without one.
        previous: what it is called.
        kept: the study that keeps the commitments; ``study`` itself by default.
        decided: the key of the edition whose commitments are told; all by default.

    Raises:
        InvalidInput: the study has no such scenario as was chosen.
        Cancelled: the watch asked to stop.
    """
    told = for_audience(study, choice.audience)
    known = tuple(told.scenarios.keys())
    if choice.scenario and choice.scenario not in known:
        raise InvalidInput("unknown_scenario", scenario=choice.scenario[:80], known=known)
    subject = subject_of(
        told,
        (choice.scenario,) if choice.scenario else known,
        watch,
        edition=vintage.edition,
        on=vintage.on,
        fingerprint=vintage.fingerprint,
    )
    before = None if old is None else for_audience(old, choice.audience)
    made = None if before is None else _account(before, told, choice.scenario, watch)
    keeper = told if kept is None else for_audience(kept, choice.audience)
    return Reported(subject, choice, keeper, decided, before, previous, made)


def _account(before: Study, told: Study, scenario: str, watch: Watch) -> Account:
    """The account for a scenario; one that the former edition lacks leaves coverage uncompared."""
    if not scenario or scenario in common_scenarios(before, told):
        return account(before, told, scenario, watch)
    compared = compare(before, told)
    found = breaks(before, told, scenario, compared)
    name = told.scenarios.get(scenario).name
    why = message("report.former_without_scenario", scenario=name)
    return Account(before, told, scenario, compared, found, None, why)
