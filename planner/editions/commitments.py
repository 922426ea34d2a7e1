"""What became of what a symposium decided: evidence from both editions, and a proposal.

Nothing is decided here. A commitment that names a family (and a level) is looked for in the gaps,
the trainings and the places of both editions; one that names a task, in the roadmap and in the
certification that the task is for. Where nothing speaks for or against it, it is unverifiable.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gaps import gaps
from planner.compute.inventory import known_seats
from planner.compute.roadmap import roadmap
from planner.compute.whatif import Sign, change
from planner.editions.identity import LEVELS, links, live_links
from planner.errors import InvalidInput
from planner.messages import Interval, message
from planner.vocab import CertificationStatus, CommitmentStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from planner.compute.gap_report import FamilyGap, GapReport
    from planner.messages import Message
    from planner.study import Certification, Commitment, Study, Task, Training

#: What ends the road of a certification without the registration that was hoped for.
_GIVEN_UP = frozenset({CertificationStatus.ABANDONED, CertificationStatus.REFUSED})


@dataclass(frozen=True, slots=True)
class Target:
    """What a commitment that names a family is looked for in, before and after.

    The gaps are people whom no sharing can serve, at the best and at the worst end; None where
    the edition counts no need there. ``opened`` and ``closed`` are trainings that came to the
    family and level, or left them; ``places`` the surely known places a year there, and
    ``has_unknown_places`` tells that some are known to nobody, before or after.
    """

    gap_then: Interval | None
    gap_now: Interval | None
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    places_then: int
    places_now: int
    has_unknown_places: bool = False

    @property
    def is_known(self) -> bool:
        """True where a gap is known well enough to tell which way it went."""
        if self.gap_then is None or self.gap_now is None or self.has_unknown_places:
            return False
        return change(self.gap_then, self.gap_now).sign is not Sign.UNDETERMINED

    @property
    def is_closed(self) -> bool:
        """True where something was missing, and nothing is any more, at either end."""
        lacked = self.gap_then is not None and self.gap_then.high != 0
        return lacked and self.gap_now is not None and self.gap_now.high == 0


@dataclass(frozen=True, slots=True)
class Deed:
    """The task that a commitment names: when its plan ends it, and the certification it is for."""

    task: Task
    finish: date | None
    certification: Certification | None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A commitment, what speaks for and against it, and what is proposed, with its reason."""

    commitment: Commitment
    evidence: tuple[Message, ...]
    proposed: CommitmentStatus
    reason: Message
    target: Target | None = None
    deed: Deed | None = None


def reconcile(
    then: Study, now: Study, commitments: Iterable[Commitment], scenario: str, today: date
) -> tuple[Reconciliation, ...]:
    """What can be said today of the commitments of an edition.

    Args:
        then: the edition in which they were made.
        now: the study of today, or a later edition.
        commitments: in the families, levels and tasks of ``now``.
        scenario: whose needs tell the gaps; where an edition lacks it, gaps are not told.
        today: the day that due dates are held against.
    """
    ground = _Ground(then, now, scenario)
    return tuple(_reconciled(ground, row, today) for row in commitments)


class _Ground:
    """Both editions with what is asked of them more than once."""

    def __init__(self, then: Study, now: Study, scenario: str) -> None:
        self.then, self.now = then, now
        self._families, self._levels = links(then, now, "families"), links(then, now, LEVELS)
        self._trainings = live_links(then, now)
        self._reports = (_report(then, scenario), _report(now, scenario))
        self._places = (_known(then, scenario), _known(now, scenario))
        self._finishes = _finishes(now)

    @property
    def counts_gaps(self) -> bool:
        """True where both editions have the scenario whose needs tell the gaps."""
        return all(report is not None for report in self._reports)

    def target(self, row: Commitment) -> Target | None:
        """What a commitment aims at; None where it names no family."""
        if row.family is None:
            return None
        families_then = self._families.old_of(row.family) or (row.family,)
        levels_then: tuple[int, ...] = ()
        levels_now: tuple[int, ...] = ()
        if row.level is not None:
            levels_now = (row.level,)
            levels_then = tuple(map(int, self._levels.old_of(str(row.level)))) or levels_now
        before = _aimed(self.then, families_then, levels_then)
        after = _aimed(self.now, (row.family,), levels_now)
        opened = (key for key in after if before.isdisjoint(self._trainings.old_of(key)))
        closed = (key for key in before if after.isdisjoint(self._trainings.new_of(key)))
        gaps_then = _gaps(self._reports[0], families_then, levels_then)
        gaps_now = _gaps(self._reports[1], (row.family,), levels_now)
        return Target(
            _missing(gaps_then),
            _missing(gaps_now),
            tuple(sorted(opened)),
            tuple(sorted(closed)),
            sum(self._places[0].get(key, 0) for key in before),
            sum(self._places[1].get(key, 0) for key in after),
            any(gap.capacity.high is None for gap in (*gaps_then, *gaps_now)),
        )

    def deed(self, row: Commitment) -> Deed | None:
        """The task of a commitment; None where it names none."""
        task = self.now.tasks.find(row.task) if row.task is not None else None
        if task is None:
            return None
        certification = self.now.certifications.find(task.certification or "")
        return Deed(task, self._finishes.get(task.key), certification)


def _report(study: Study, scenario: str) -> GapReport | None:
    try:
        return gaps(study, scenario)
    except InvalidInput:
        return None


def _known(study: Study, scenario: str) -> Mapping[str, int]:
    row = study.scenarios.find(scenario)
    if row is None:
        return {}
    return {key: int(told.low) for key, told in known_seats(study, row.seat_kind).items()}


def _finishes(study: Study) -> dict[str, date]:
    """The planned finish of each task; none where the roadmap cannot be placed in time."""
    try:
        plan = roadmap(study).plan
    except (InvalidInput, OverflowError):
        return {}
    return {} if plan is None else {key: s.earliest_finish for key, s in plan.spans.items()}


def _aimed(study: Study, families: Collection[str], levels: Collection[int]) -> set[str]:
    """The trainings on the map for one of the families, at one of the levels or at all."""

    def aims(row: Training) -> bool:
        at = not levels or row.level in levels
        return at and not row.is_archived and any(key in families for key in row.families)

    return {row.key for row in study.trainings if aims(row)}


def _gaps(
    report: GapReport | None, families: Collection[str], levels: Collection[int]
) -> tuple[FamilyGap, ...]:
    return tuple(
        gap
        for segment in (report.segments if report is not None else ())
        if not levels or segment.level in levels
        for gap in segment.families
        if gap.family in families
    )


def _missing(found: Collection[FamilyGap]) -> Interval | None:
    """The people whom no sharing can serve, added up; None where no need is counted."""
    if not found:
        return None
    best = (gap.need.low * (1 - (gap.coverage.high or Fraction(0))) for gap in found)
    greatest = [(gap.need.high, gap.coverage.low) for gap in found]
    known = [need * (1 - ratio) for need, ratio in greatest if need is not None]
    worst = sum(known, Fraction(0)) if len(known) == len(greatest) else None
    return Interval(sum(best, Fraction(0)), worst)


def _reconciled(ground: _Ground, row: Commitment, today: date) -> Reconciliation:
    target, deed = ground.target(row), ground.deed(row)
    told = (*_of_target(ground, target), *_of_deed(deed), *_of_due(row, today))
    status, reason = _proposal(row, target, deed, today)
    return Reconciliation(row, told, status, reason, target, deed)


def _of_target(ground: _Ground, target: Target | None) -> Iterable[Message]:
    if target is None:
        return
    if ground.counts_gaps:
        yield message("evidence.gap", then=_said(target.gap_then), now=_said(target.gap_now))
    for code, keys, study in (
        ("opened", target.opened, ground.now),
        ("closed", target.closed, ground.then),
    ):
        if keys:
            names = tuple(study.trainings.get(key).title for key in keys)
            yield message(f"evidence.{code}", n=len(keys), names=names)
    if target.places_then or target.places_now:
        yield message("evidence.places", then=target.places_then, now=target.places_now)


def _said(gap: Interval | None) -> Message:
    """A gap in words: no need is not the same as nobody missing, nor as unknown."""
    if gap is None:
        return message("evidence.no_need")
    if gap.high is None and not gap.low:
        return message("evidence.unknown_gap")
    return message("evidence.missing", people=Interval(_round(gap.low), _rounded(gap.high)))


def _round(people: Fraction) -> Fraction:
    return Fraction(round(people))


def _rounded(people: Fraction | None) -> Fraction | None:
    return None if people is None else _round(people)


def _of_deed(deed: Deed | None) -> Iterable[Message]:
    if deed is None:
        return
    yield message("evidence.task", title=deed.task.title, finish=deed.finish)
    if deed.certification is not None:
        status = message(f"certification_status.{deed.certification.status}")
        yield message("evidence.certification", title=deed.certification.title, status=status)


def _of_due(row: Commitment, today: date) -> Iterable[Message]:
    if row.due is not None and row.due < today:
        yield message("evidence.overdue", n=(today - row.due).days, due=row.due)


def _proposal(
    row: Commitment, target: Target | None, deed: Deed | None, today: date
) -> tuple[CommitmentStatus, Message]:
    """The first thing that speaks clearly, from the certainest to the least certain."""
    found = _by_certification(deed) or _by_target(target) or _by_plan(row, deed, today)
    if found is not None:
        return found
    is_due = row.due is not None and row.due < today
    if row.due is not None and not is_due:
        return CommitmentStatus.OPEN, message("proposal.not_due", due=row.due)
    if target is None and deed is None:
        return CommitmentStatus.UNVERIFIABLE, message("proposal.nothing_named")
    if target is None or not target.is_known:
        return CommitmentStatus.UNVERIFIABLE, message("proposal.nothing_known")
    if is_due:
        return CommitmentStatus.LATE, message("proposal.nothing_moved", due=row.due)
    return CommitmentStatus.OPEN, message("proposal.no_due")


def _by_certification(deed: Deed | None) -> tuple[CommitmentStatus, Message] | None:
    if deed is None or deed.certification is None:
        return None
    title, status = deed.certification.title, deed.certification.status
    if status is CertificationStatus.REGISTERED:
        return CommitmentStatus.DONE, message("proposal.registered", title=title)
    if status in _GIVEN_UP:
        said = message(f"certification_status.{status}")
        return CommitmentStatus.ABANDONED, message("proposal.given_up", title=title, status=said)
    return None


def _by_target(target: Target | None) -> tuple[CommitmentStatus, Message] | None:
    if target is None:
        return None
    if target.is_closed:
        return CommitmentStatus.DONE, message("proposal.gap_closed")
    if target.opened:
        return CommitmentStatus.DONE, message("proposal.opened", n=len(target.opened))
    if target.places_now > target.places_then:
        more = target.places_now - target.places_then
        return CommitmentStatus.DONE, message("proposal.places", n=more)
    return None


def _by_plan(
    row: Commitment, deed: Deed | None, today: date
) -> tuple[CommitmentStatus, Message] | None:
    if deed is None or deed.finish is None:
        return None
    if row.due is not None and deed.finish > row.due:
        values = {"finish": deed.finish, "due": row.due}
        return CommitmentStatus.LATE, message("proposal.planned_late", **values)
    if deed.finish <= today:
        return CommitmentStatus.DONE, message("proposal.planned_done", finish=deed.finish)
    return CommitmentStatus.OPEN, message("proposal.planned", finish=deed.finish)
