"""A task in words: its dates, its float, what it has slipped, its chance, the gap it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.gaps import gaps
from planner.compute.task_gaps import task_gaps
from planner.messages import message
from planner.tables.plans import task_gaps_table
from ui.actions.reading import DEFAULT_SCENARIO
from ui.desktop.widgets.line_list import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.gap_report import GapReport
    from planner.compute.outlook import Outlook
    from planner.compute.roadmap import Roadmap
    from planner.study import Study, Task
    from planner.tables.table import Table
    from ui.desktop.session import Session


def task_told(
    session: Session, task: Task, placed: Roadmap, beside: Outlook
) -> tuple[list[Line], list[str], list[str]]:
    """The lines, the sentences and the notes of a task, for a :class:`Told`."""
    sentences = list(_gap_sentences(session, task))
    chance = beside.chances.get(task.key)
    drawn = []
    if chance is not None and chance.half != chance.most:
        drawn = [session.say("roadmap.task.drawn", half=chance.half, most=chance.most)]
    notes = [session.say("note.chances")] if drawn or (chance and chance.holds is not None) else []
    return list(_lines(session, task, placed, beside)), [*drawn, *sentences], notes


def default_report(study: Study) -> GapReport | None:
    """The gaps of the scenario that is looked at first; None where the study has no scenario."""
    keys = tuple(study.scenarios.keys())
    if not keys:
        return None
    return gaps(study, DEFAULT_SCENARIO if DEFAULT_SCENARIO in keys else keys[0])


def gaps_of(study: Study, tasks: Sequence[Task]) -> Table | None:
    """The gaps that tasks are for; None where no scenario or no task tells of any."""
    if not any(task.families for task in tasks):
        return None
    report = default_report(study)
    if report is None:
        return None
    return task_gaps_table(study, task_gaps(tasks, report), report.name)


def _lines(session: Session, task: Task, placed: Roadmap, beside: Outlook) -> Iterator[Line]:
    say, show = session.say, session.texts.show
    span = None if placed.plan is None else placed.plan.spans.get(task.key)
    if span is None:
        yield Line(say("roadmap.task.dates"), say("value.unknown"), role="muted")
        return
    dates = say("roadmap.task.span", start=span.earliest_start, finish=span.earliest_finish)
    yield Line(say("roadmap.task.dates"), dates)
    yield Line(say("roadmap.task.latest"), show(span.latest_finish))
    room = say("roadmap.task.days", n=span.float_days)
    path = placed.plan.critical_path if placed.plan is not None else ()
    if task.key in path:
        room = say("roadmap.task.critical", said=room)
    yield Line(say("roadmap.task.float"), room, role="lost" if span.float_days < 0 else "strong")
    slip = beside.slips.get(task.key)
    if slip is not None and beside.baseline is not None:
        name = say("roadmap.task.slip", name=beside.baseline.name)
        moved = None if slip.days is None else message("roadmap.task.days", n=slip.days)
        yield Line(name, show(moved))
    chance = beside.chances.get(task.key)
    if beside.is_drawn and chance is not None and chance.holds is not None:
        yield Line(say("roadmap.task.holds"), say("roadmap.task.share", share=chance.holds))


def _gap_sentences(session: Session, task: Task) -> Iterator[str]:
    """The gap that a task is for, as today's scenario sees it."""
    say, show, study = session.say, session.texts.show, session.study
    if not task.families:
        yield say("roadmap.task.no_gap")
        return
    table = gaps_of(study, (task,))
    report = default_report(study)
    for row in () if table is None else table.rows:
        _title, family, level, coverage, break_even, _standing, years = row.values
        if years == "":
            yield say("roadmap.task.no_need", family=family, name=report.name if report else "")
            continue
        share = show(None) if coverage is None else say("roadmap.share", share=coverage)
        yield say(
            "roadmap.task.gap",
            family=family,
            level=show(level),
            coverage=share,
            break_even=show(break_even),
        )
