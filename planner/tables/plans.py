"""Plans kept and what slipped, chances, plans backwards, gaps that tasks close, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.filing_calendar import decision_span, first_session, last_filing
from planner.compute.gap_sentences import family_name
from planner.fields import label_code
from planner.findings import Place
from planner.messages import Interval, message
from planner.tables.gaps import informative, period
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table
from planner.vocab import TaskKind
from planner.words import unit, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.compute.back_plan import BackPlan
    from planner.compute.baselines import Slip
    from planner.compute.filing_calendar import Delays
    from planner.compute.outlook import Outlook
    from planner.compute.roadmap import Roadmap
    from planner.compute.task_gaps import Expiry, TaskGap
    from planner.messages import Message, Value
    from planner.study import Baseline, Study

#: What the keys of the assumptions of a filing's calendar begin with.
DELAYS = ("delay.", "commission.")


def _column(key: str, format: Format = Format.TEXT, unit: str = "", width: int = 14) -> Column:
    return Column(key, message(f"table.plans.{key}"), format, unit, width=width)


_TASK = _column("task", width=38)
_SLIPS = (
    _TASK,
    _column("then", Format.DATE),
    _column("now", Format.DATE),
    _column("slip_days", Format.INTEGER, "day"),
)
_CHANCES = (
    _TASK,
    _column("due", Format.DATE),
    Column("holds", message("table.plans.holds"), Format.PERCENT, note=message("note.chances")),
    _column("planned", Format.DATE),
    _column("half", Format.DATE),
    _column("most", Format.DATE),
)
_BACK = (
    _TASK,
    _column("late", Format.SAID, width=10),
    _column("latest_start", Format.DATE),
    _column("latest_finish", Format.DATE),
    _column("days", Format.INTEGER, "day", 10),
    _column("owner", width=30),
)
_GAPS = (
    _TASK,
    _column("family", width=16),
    _column("level", Format.SAID, width=9),
    Column(
        "coverage",
        message("table.gaps.coverage"),
        Format.PERCENT,
        note=message("note.gaps.coverage"),
        width=14,
    ),
    Column("break_even", message("table.plans.break_even"), Format.INTERVAL, "person", width=12),
    _column("standing", Format.SAID, width=16),
    _column("period", Format.SAID, width=12),
)
_EXPIRIES = (
    _column("certification", width=38),
    _column("late", Format.SAID, width=10),
    _column("expires_on", Format.DATE),
    _column("file_by", Format.DATE),
    _column("number", width=12),
)
_BASELINES = (
    Column("name", message(label_code("baselines", "name")), width=26),
    Column("made_on", message(label_code("baselines", "made_on")), Format.DATE),
    Column("reason", message(label_code("baselines", "reason")), width=40),
    _column("tasks", Format.INTEGER),
    _column("finish", Format.DATE),
)
_DELAYS = (
    Column("name", message(label_code("assumptions", "name")), width=40),
    Column("value", message(label_code("assumptions", "value")), Format.DECIMAL, width=8),
    Column("unit", message(label_code("assumptions", "unit")), Format.SAID, width=8),
    Column("reason", message(label_code("assumptions", "reason")), width=44),
    *PROVENANCE,
)


def baselines_table(study: Study) -> Table:
    """The plans that were kept: when, why, how many tasks and until when."""
    rows = []
    for row in study.baselines:
        dates = [one for one in study.baseline_dates if one.baseline == row.key]
        finish = max((one.finish for one in dates if one.finish is not None), default=None)
        values = (row.name, row.made_on, row.reason, len(dates), finish)
        rows.append(Row(values, Place("baselines", row.key)))
    return Table("baselines", message("table.baselines", n=len(rows)), _BASELINES, tuple(rows))


def slips_table(baseline: Baseline, moved: Sequence[Slip]) -> Table:
    """What moved since a plan was kept, task by task; a date that neither knows is unknown."""
    return Table(
        "slips",
        message("table.slips", name=baseline.name),
        _SLIPS,
        tuple(
            Row((one.task.title, one.then, one.now, one.days), Place("tasks", one.task.key))
            for one in moved
        ),
        (message("note.finish_excluded"),),
    )


def slip_sentence(baseline: Baseline, moved: Sequence[Slip]) -> Message:
    """How many tasks moved later since a baseline, and the one that moved most."""
    known = [(one.days, one.task.title) for one in moved if one.days is not None]
    later = [pair for pair in known if pair[0] > 0]
    values: dict[str, Value] = {"name": baseline.name, "n": len(later), "of": len(known)}
    if not later:
        return message("plans.slips.none", **values)
    days, title = max(later)
    if len(later) > 1 and all(one == days for one, _ in later):
        return message("plans.slips.alike", days=_days(days), **values)
    return message("plans.slips", title=title, days=_days(days), **values)


def chances_table(roadmap: Roadmap, beside: Outlook) -> Table:
    """The chance to hold each due date, and when half and nine in ten of the draws are done.

    Milestones and tasks with a due date, in the order of the tasks.
    """
    spans = {} if roadmap.plan is None else roadmap.plan.spans
    rows = []
    for task in roadmap.tasks:
        chance = beside.chances.get(task.key)
        if chance is None or (task.due is None and task.kind is not TaskKind.MILESTONE):
            continue
        due = task.due or message("table.roadmap.no_due")
        planned = spans[task.key].earliest_finish
        holds = "" if task.due is None else chance.holds
        values = (task.title, due, holds, planned, chance.half, chance.most)
        rows.append(Row(values, Place("tasks", task.key)))
    return Table(
        "chances",
        message("table.chances", n=len(rows)),
        _CHANCES,
        tuple(rows),
        (message("note.chances"), message("note.chances.limits")),
    )


def chance_sentences(roadmap: Roadmap, beside: Outlook) -> tuple[Message, ...]:
    """The due date that is hardest to hold, in words; then how many durations have bounds."""
    held = [
        (chance.holds, task.title, task.due)
        for task in roadmap.tasks
        if (chance := beside.chances.get(task.key)) is not None and chance.holds is not None
    ]
    bounded = sum(
        task.days_low is not None and task.days_high is not None for task in roadmap.tasks
    )
    whole = sum(task.kind is TaskKind.TASK for task in roadmap.tasks)
    told = message("plans.chances.bounded", n=bounded, of=whole)
    if not held:
        is_due = any(task.due is not None for task in roadmap.tasks)
        return (message("plans.chances.unbounded" if is_due else "plans.chances.none"), told)
    share, title, due = min(held)
    return (message("plans.chances", share=share, title=title, due=due), told)


def back_plan_table(made: BackPlan) -> Table:
    """When each task behind a goal must start and finish at the latest; what is late says so."""
    return Table(
        "back_plan",
        message("table.back_plan", title=made.goal.title, by=made.by),
        _BACK,
        tuple(
            Row(
                (
                    one.task.title,
                    _late(is_late=one.is_late),
                    one.start,
                    one.finish,
                    one.task.days,
                    one.task.owner,
                ),
                Place("tasks", one.task.key),
            )
            for one in made.tasks
        ),
        (message("note.back_plan"), message("note.finish_excluded")),
    )


def back_plan_sentence(made: BackPlan) -> Message:
    """Whether a goal can still be reached by its day, and what should have begun when."""
    values: dict[str, Value] = {
        "title": made.goal.title,
        "by": made.by,
        "starts": made.starts,
        "first": made.tasks[0].task.title,
        "n": sum(one.is_late for one in made.tasks),
        "days": _days(made.days_short),
    }
    code = "plans.back.late" if made.days_short else "plans.back.time"
    return message(code, **values)


def filing_sentences(filed: date, rules: Delays) -> tuple[Message, ...]:
    """When what is filed on a day is decided, and when a first session may open after that.

    Or that no examination delay is assumed.
    """
    span = decision_span(filed, rules)
    if span is None:
        return (message("plans.filing.unknown"),)
    said = message(
        "plans.filing", filed=filed, soonest=span[0], latest=span[1], sitting=_sitting(rules)
    )
    opens = first_session(span[1], rules)
    if opens is None or rules.habilitation is None:
        return (said,)
    days = _days(rules.habilitation)
    return (said, message("plans.filing.opens", opens=opens, days=days))


def decision_sentence(by: date, rules: Delays) -> Message:
    """By when to file for a decision by a day, or that no examination delay is assumed."""
    filed = last_filing(by, rules)
    if filed is None:
        return message("plans.filing.unknown")
    return message("plans.decision", by=by, filed=filed, sitting=_sitting(rules))


def delays_table(study: Study) -> Table:
    """The delays of law and custom that the plan counts on, each with its reason."""
    rows = tuple(
        Row(
            (row.name, row.value, unit(row.unit), row.reason, *provenance(row.source)),
            Place("assumptions", row.key),
        )
        for row in study.assumptions
        if row.key.startswith(DELAYS)
    )
    notes = (message("note.assumptions"),)
    return Table("delays", message("table.delays", n=len(rows)), _DELAYS, rows, notes)


def task_gaps_table(study: Study, found: Iterable[TaskGap], scenario: str) -> Table:
    """The gap that each task helps to close, as a scenario sees it today."""
    rows = tuple(_task_gap(study, one) for one in found)
    notes = (message("note.task_gaps", name=scenario), message("note.gaps.rounded"))
    return Table("task_gaps", message("table.task_gaps", n=len(rows)), _GAPS, rows, notes)


def expiries_table(found: Iterable[Expiry]) -> Table:
    """The registrations that end while the roadmap runs, and by when to file their renewal."""
    rows = tuple(
        Row(
            (
                one.certification.title,
                _late(is_late=one.is_late),
                one.on,
                one.file_by,
                one.certification.number,
            ),
            Place("certifications", one.certification.key),
        )
        for one in found
    )
    return Table("expiries", message("table.expiries", n=len(rows)), _EXPIRIES, rows)


def _task_gap(study: Study, one: TaskGap) -> Row:
    place = Place("tasks", one.task.key)
    name = family_name(study, one.family)
    if one.segment is None or one.gap is None:
        level = "" if one.task.level is None else message(f"level.short.{one.task.level}")
        none = message("plans.gaps.no_need")
        return Row((one.task.title, name, level, "", "", none, ""), place)
    values = (
        one.task.title,
        name,
        message(f"level.short.{one.segment.level}"),
        informative(one.gap.coverage),
        _tenths(one.gap.break_even),
        word(one.gap.standing),
        period(one.segment),
    )
    return Row(values, place)


def _tenths(span: Interval | None) -> Interval | None:
    if span is None:
        return None
    high = None if span.high is None else round(span.high, 1)
    return Interval(round(span.low, 1), high)


def _days(n: int) -> Message:
    return message("plans.days", n=n)


def _sitting(rules: Delays) -> Message:
    """How often the commission sits."""
    if rules.closed_month is None:
        return message("plans.sitting")
    return message("plans.sitting.but", month=message(f"month.long.{rules.closed_month}"))


def _late(*, is_late: bool) -> Message:
    return message("plans.late" if is_late else "plans.in_time")
