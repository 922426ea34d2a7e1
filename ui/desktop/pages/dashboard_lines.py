"""What the lists of the dashboard say, line by line."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.figures.palette import Ink
from planner.findings import Severity
from ui.desktop.widgets.finding_detail import SIGNS
from ui.desktop.widgets.headed import headed
from ui.desktop.widgets.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.acceptances import Sifted
    from planner.compute.milestones import Milestone, Milestones
    from ui.desktop.session import Session

#: How many milestones are told.
_MILESTONES = 4
#: How many titles of certifications.
_TITLES = 4
_UNKNOWNS = ("seats_unknown", "domain_hours_unknown", "modalities_unknown")


def certification_lines(session: Session) -> Iterator[Line]:
    """The first certifications by priority, each with its stage."""
    rows = sorted(
        session.study.certifications,
        key=lambda row: (row.priority is None, row.priority or 0, row.rank),
    )
    for row in rows[:_TITLES]:
        yield Line(row.title, headed(session.texts, row.status), role="muted")
    if len(rows) > _TITLES:
        yield Line(session.say("dashboard.others", n=len(rows) - _TITLES), is_quiet=True)


def milestone_lines(session: Session, told: Milestones) -> Iterator[Line]:
    """The next milestones; where too few are ahead, the last ones behind, said as such."""
    behind = told.behind[: max(0, _MILESTONES - len(told.ahead))]
    if behind and not told.ahead:
        yield Line(session.say("dashboard.milestones.behind"), is_quiet=True)
    for milestone in (*told.ahead[:_MILESTONES], *behind):
        yield _milestone_line(session, milestone, is_behind=milestone in behind)


def finding_lines(session: Session, sifted: Sifted) -> Iterator[Line]:
    """How many open findings of each gravity, the accepted ones, then the great unknowns."""
    counts = Counter(one.severity for one in sifted.open)
    for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        name = headed(session.texts, severity)
        icon = session.look.icon(*SIGNS[severity])
        yield Line(name, session.texts.show(counts[severity]), icon)
    if sifted.accepted:
        words = session.say("dashboard.findings.accepted", n=len(sifted.accepted))
        yield Line(words, "", session.look.icon("sure", Ink.SURE))
    for one in sifted.open:
        if one.code in _UNKNOWNS:
            yield Line(session.texts.say(one.said), is_quiet=True)


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
