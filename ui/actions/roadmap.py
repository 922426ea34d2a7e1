"""The verbs of the roadmap: show it, keep it, start it again, plan it backwards, add a filing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.compute.back_plan import BackPlan, back_plan
from planner.compute.baselines import kept_plan, replanned, slips
from planner.compute.filing_calendar import delays
from planner.compute.filing_tasks import Step, filing_goal, filing_tasks
from planner.compute.outlook import last_baseline, outlook
from planner.compute.roadmap import last_task, roadmap
from planner.edits import apply
from planner.errors import InvalidInput, UsageError
from planner.fields import field_of
from planner.messages import message
from planner.tables.plans import (
    back_plan_sentence,
    back_plan_table,
    baselines_table,
    chance_sentences,
    filing_sentence,
    slip_sentence,
    slips_table,
)
from planner.tables.roadmap import roadmap_table
from planner.tables.table import Column, Row
from planner.text import same_name_key
from ui.actions import rowedits
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome, Plain, plain, plain_table
from ui.actions.parsing import parse
from ui.actions.registry import verb

if TYPE_CHECKING:
    from planner.messages import Message
    from planner.study import Baseline, Study
    from ui.actions.texts import Texts

FIRST_BASELINE = "roadmap.first_baseline"


@verb("roadmap.show")
def show_roadmap(desk: Desk, baseline: str = "") -> Outcome:
    """Tasks with their dates, floats and chances, beside a plan kept earlier."""
    study = desk.document.study
    since = baseline_of(study, baseline) if baseline else None
    placed = roadmap(study)
    beside = outlook(study, placed, desk.today(), since)
    table = roadmap_table(study, placed, beside)
    said: tuple[Message, ...] = chance_sentences(placed, beside)
    if beside.baseline is not None:
        moved = tuple(beside.slips.values())
        said = (slip_sentence(beside.baseline, moved), *said)
    data = {
        "start": plain(placed.start, desk.texts),
        "finish": None if placed.plan is None else plain(placed.plan.finish, desk.texts),
        "critical_path": [] if placed.plan is None else list(placed.plan.critical_path),
        "baseline": None if beside.baseline is None else beside.baseline.key,
        "sentences": [desk.texts.say(sentence) for sentence in said],
        "tasks": plain_table(table, desk.texts),
    }
    return Outcome(said, (table,), data=data)


@verb("roadmap.replan", changes=True)
def replan(desk: Desk, name: str = "", reason: str = "") -> Outcome:
    """Keep the plan as it stands under a name, then start it again from today."""
    study = desk.document.study
    name = name or _free_name(desk)
    edit = replanned(study, _new_key(desk), name, desk.today(), reason)
    finish = _finish(study)
    desk.document.do(edit, message("step.replanned", name=name))
    now = _finish(desk.document.study)
    return Outcome((message("done.replanned", name=name, before=finish, now=now),))


@verb("roadmap.keep", changes=True)
def keep_plan(desk: Desk, name: str = "", reason: str = "") -> Outcome:
    """Keep the plan as it stands under a name, to compare later ones with."""
    name = name or _free_name(desk)
    key = _new_key(desk)
    edit = kept_plan(desk.document.study, key, name, desk.today(), reason)
    desk.document.do(edit, message("step.plan_kept", name=name))
    return Outcome((message("done.plan_kept", name=name),), data={"key": key})


@verb("roadmap.backplan")
def plan_back(desk: Desk, by: str = "", task: str = "", certification: str = "") -> Outcome:
    """When everything must start at the latest for a task, or a filing, to be done by a day."""
    if not by:
        raise UsageError("backplan_by")
    study = desk.document.study
    on = day_of(desk, by)
    if certification:
        key = rowedits.row_of(study, "certifications", certification).key
        made = back_plan_of_filing(desk.texts, study, key, on, desk.today())
        said: tuple[Message, ...] = (
            back_plan_sentence(made),
            filing_sentence(on, delays(study)),
        )
    else:
        made = back_plan(study, task or last_task(roadmap(study)), on, desk.today())
        said = (back_plan_sentence(made),)
    data: Plain = {
        "goal": made.goal.key,
        "by": plain(made.by, desk.texts),
        "starts": plain(made.starts, desk.texts),
        "days_short": made.days_short,
        "sentences": [desk.texts.say(sentence) for sentence in said],
        "tasks": [
            {
                "task": one.task.key,
                "title": one.task.title,
                "days": one.task.days,
                "latest_start": one.start.isoformat(),
                "latest_finish": one.finish.isoformat(),
                "is_late": one.is_late,
            }
            for one in made.tasks
        ],
    }
    return Outcome(said, (back_plan_table(made),), data=data)


@verb("roadmap.baselines")
def list_baselines(desk: Desk) -> Outcome:
    """The plans that were kept."""
    table = baselines_table(desk.document.study)
    if not table.rows:
        return Outcome((message("plans.none"),), data=[])
    keyed = Column("key", message("column.key"), width=18)
    rows = tuple(
        Row((row.place.key, *row.values), row.place) for row in table.rows if row.place is not None
    )
    return Outcome(tables=(replace(table, columns=(keyed, *table.columns), rows=rows),))


@verb("roadmap.slips")
def show_slips(desk: Desk, baseline: str = "") -> Outcome:
    """What moved since a plan was kept, the last one unless another is named."""
    study = desk.document.study
    since = baseline_of(study, baseline) if baseline else last_baseline(study)
    if since is None:
        raise InvalidInput("no_baseline")
    moved = slips(study, since.key)
    return Outcome((slip_sentence(since, moved),), (slips_table(since, moved),))


@verb("roadmap.filing", changes=True)
def add_filing(desk: Desk, certification: str, start: str = "") -> Outcome:
    """Add the standard tasks of a certification's filing, one after the other."""
    study = desk.document.study
    row = rowedits.row_of(study, "certifications", certification)
    begin = day_of(desk, start) if start else desk.today()
    prefix = f"tas-{desk.new_key()}"
    edit = filing_tasks(
        study, row.key, begin, prefix, step_titles(desk.texts, row.title), _note(desk.texts)
    )
    desk.document.do(edit, message("step.filing_added", title=row.title[:80]))
    made = [f"{prefix}.{step}" for step in Step]
    return Outcome(
        (message("done.filing_added", title=row.title, n=len(made)),), data={"keys": made}
    )


def back_plan_of_filing(
    texts: Texts, study: Study, certification: str, by: date, today: date
) -> BackPlan:
    """The plan backwards from the filing of a certification.

    Where the roadmap has no filing of it yet, the standard tasks are planned, and nothing added.
    """
    goal = filing_goal(study, certification)
    if goal is not None:
        return back_plan(study, goal.key, by, today)
    title = study.certifications.get(certification).title
    edit = filing_tasks(study, certification, by, "x", step_titles(texts, title), "")
    return back_plan(apply(study, edit).study, f"x.{Step.FILE}", by, today)


def step_titles(texts: Texts, title: str) -> dict[Step, str]:
    """The names of the steps of a filing for a certification."""
    return {step: texts.say(message(f"filing.{step}", title=title)) for step in Step}


def day_of(desk: Desk, typed: str) -> date:
    """The day that somebody typed; InvalidInput saying how a day is written otherwise."""
    found = parse(desk.document.study, desk.texts, "tasks", field_of("tasks", "due"), typed)
    if not isinstance(found, date):
        raise UsageError("backplan_by")
    return found


def baseline_of(study: Study, named: str) -> Baseline:
    """The plan kept under a key or a name; InvalidInput listing the known ones otherwise."""
    for row in study.baselines:
        if row.key == named or same_name_key(row.name) == same_name_key(named):
            return row
    known = tuple(row.name for row in study.baselines)
    raise InvalidInput("unknown_baseline", value=named[:80], known=known)


def _finish(study: Study) -> date | None:
    plan = roadmap(study).plan
    return None if plan is None else plan.finish


def _note(texts: Texts) -> str:
    return texts.say("filing.note")


def _new_key(desk: Desk) -> str:
    return f"bas-{desk.new_key()}"


def _free_name(desk: Desk) -> str:
    """The study's own dates first; then the plan of the day, numbered where that is taken."""
    study, texts = desk.document.study, desk.texts
    if not len(study.baselines):
        start = roadmap(study).start
        return texts.say(message(FIRST_BASELINE, year=start.year if start else None))
    name = texts.say(message("roadmap.baseline_of", on=desk.today()))
    taken = {same_name_key(row.name) for row in study.baselines}
    number, free = 1, name
    while same_name_key(free) in taken:
        number += 1
        free = f"{name} ({number})"
    return free
