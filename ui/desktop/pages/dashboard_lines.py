"""What the lists of the dashboard say, line by line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.figures.palette import Ink
from planner.findings import Severity
from planner.vocab import CertificationStatus
from ui.desktop.widgets.finding_detail import SIGNS
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.inventory import Overview
    from planner.compute.milestones import Milestone, Milestones
    from planner.findings import Finding
    from ui.desktop.session import Session

#: How many milestones are told.
_MILESTONES = 4
#: How many titles of a status.
_TITLES = 4
_UNKNOWNS = ("seats_unknown", "domain_hours_unknown", "modalities_unknown")


def certification_lines(session: Session) -> Iterator[Line]:
    """The statuses that some certification has, each with its titles by priority."""
    rows = session.study.certifications
    for status in CertificationStatus:
        held = [row for row in rows if row.status is status]
        if not held:
            continue
        yield Line(headed(session.texts, status), session.texts.show(len(held)))
        held.sort(key=lambda row: (row.priority is None, row.priority or 0, row.rank))
        for row in held[:_TITLES]:
            yield Line(row.title, is_quiet=True)
        if len(held) > _TITLES:
            yield Line(session.say("dashboard.others", n=len(held) - _TITLES), is_quiet=True)


def milestone_lines(session: Session, told: Milestones) -> Iterator[Line]:
    """The next milestones; where too few are ahead, the last ones behind, said as such."""
    behind = told.behind[: max(0, _MILESTONES - len(told.ahead))]
    if behind and not told.ahead:
        yield Line(session.say("dashboard.milestones.behind"), is_quiet=True)
    for milestone in (*told.ahead[:_MILESTONES], *behind):
        yield _milestone_line(session, milestone, is_behind=milestone in behind)


def finding_lines(session: Session, findings: Sequence[Finding]) -> Iterator[Line]:
    """How many findings of each gravity, then the great unknowns in words."""
    counts = Counter(one.severity for one in findings)
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        name = headed(session.texts, severity)
        icon = session.look.icon(*SIGNS[severity])
        yield Line(name, session.texts.show(counts[severity]), icon)
    for one in findings:
        if one.code in _UNKNOWNS:
            yield Line(session.texts.say(one.said), is_quiet=True)


def indicator_lines(session: Session, counts: Overview) -> Iterator[Line]:
    """The three indicators that action 1.3 asks for, as far as trainings have told them."""
    for code, known in (
        ("seats", counts.trainings_with_known_seats),
        ("hours", counts.domain_hours_known),
    ):
        told = session.say("dashboard.told", known=known, n=counts.trainings_described)
        icon = session.look.icon("info" if not known else "sure", Ink.MUTED)
        yield Line(session.say(f"dashboard.indicator.{code}"), told, icon)
    yield Line(
        session.say("dashboard.indicator.leavers"),
        session.say("value.unknown"),
        session.look.icon("info", Ink.MUTED),
        tip=session.say("dashboard.indicator.leavers.help"),
    )


def _milestone_line(session: Session, milestone: Milestone, *, is_behind: bool) -> Line:
    """A milestone with its day; missed deadlines and past days are said, not only coloured."""
    day = session.texts.show(milestone.on)
    if milestone.is_missed:
        icon = session.look.icon("lost", Ink.LOST)
        tip = session.say("dashboard.milestone.missed", due=milestone.task.due)
    elif is_behind:
        icon = session.look.icon("history", Ink.MUTED)
        tip = session.say("dashboard.milestone.behind")
    else:
        icon = session.look.icon("next", Ink.ACCENT)
        tip = session.say("dashboard.milestone.ahead")
    return Line(milestone.task.title, day, icon, "muted" if is_behind else "strong", tip)
