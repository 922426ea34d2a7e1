"""The verbs of the roadmap: show it, keep it, start it again, plan it backwards, add a filing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.compute.back_plan import BackPlan, back_plan
from planner.compute.baselines import kept_plan, replanned, slips
from planner.compute.filing_calendar import delays, last_filing
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
    decision_sentence,
    filing_sentences,
    slip_sentence,
    slips_table,
)
from planner.tables.roadmap import roadmap_table
from planner.tables.table import Column, Row
from planner.text import same_name_key
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
def plan_back(
    desk: Desk,
    by: str = "",
    task: str = "",
    certification: str = "",
    *,
    decided: bool = False,
) -> Outcome:
    """When everything must start at the latest for a task, or a filing, to be done by a day.

    With ``decided``, it is the decision on the filing that must be there by that day.
    """
    if not by:
        raise UsageError("backplan_by")
    if task and certification:
        raise UsageError("backplan_two_goals")
    if decided and not certification:
        raise UsageError("backplan_decided")
    study, on, today = desk.document.study, day_of(desk, by), desk.today()
    if certification:
        key = _named(desk, "certification", certification)
        made = back_plan_of_filing(desk.texts, study, key, on, today, decided=decided)
        said = (back_plan_sentence(made), *filing_told(study, on, decided=decided))
    else:
        goal = task_named(desk, task) if task else last_task(roadmap(study))
        made = back_plan(study, goal, on, today)
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
    row = study.certifications.get(_named(desk, "certification", certification))
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
    texts: Texts,
    study: Study,
    certification: str,
    by: date,
    today: date,
    *,
    decided: bool = False,
) -> BackPlan:
    """The plan backwards from the filing of a certification, to be done by a day or ``decided``.

    Where the roadmap has no filing of it yet, the standard tasks are planned, and nothing added.
    :class:`InvalidInput` where the study assumes no examination delay that a decision needs.
    """
    filed = _last_filing(study, by) if decided else by
    goal = filing_goal(study, certification)
    if goal is not None:
        return back_plan(study, goal.key, filed, today)
    title = study.certifications.get(certification).title
    edit = filing_tasks(study, certification, filed, "x", step_titles(texts, title), "")
    return back_plan(apply(study, edit).study, f"x.{Step.FILE}", filed, today)


def filing_told(study: Study, by: date, *, decided: bool) -> tuple[Message, ...]:
    """What a filing by a day entails or, where it is to be ``decided`` by then, what it asks."""
    rules = delays(study)
    return (decision_sentence(by, rules),) if decided else filing_sentences(by, rules)


def step_titles(texts: Texts, title: str) -> dict[Step, str]:
    """The names of the steps of a filing for a certification."""
    return {step: texts.say(message(f"filing.{step}", title=title)) for step in Step}


def day_of(desk: Desk, typed: str) -> date:
    """The day that somebody typed; InvalidInput saying how a day is written otherwise."""
    field = field_of("tasks", "due")
    try:
        found = parse(desk.document.study, desk.texts, "tasks", field, typed)
    except InvalidInput as error:
        raise InvalidInput("not_a_day", value=typed[:80]) from error
    if not isinstance(found, date):
        raise UsageError("backplan_by")
    return found


def task_named(desk: Desk, typed: str) -> str:
    """The key of the task of that key or title; InvalidInput where there is none."""
    return _named(desk, "after", typed)


def baseline_of(study: Study, named: str) -> Baseline:
    """The plan kept under a key or a name; InvalidInput listing the known ones otherwise."""
    for row in study.baselines:
        if row.key == named or same_name_key(row.name) == same_name_key(named):
            return row
    known = tuple(row.name for row in study.baselines)
    if not known:
        raise InvalidInput("no_baseline")
    raise InvalidInput("unknown_baseline", value=named[:80], known=known)


def _named(desk: Desk, field: str, typed: str) -> str:
    """The key of the one row that a field of tasks may name, typed as its key or its name."""
    found = parse(desk.document.study, desk.texts, "tasks", field_of("tasks", field), typed)
    keys = found if isinstance(found, tuple) else (found,)
    return str(keys[0]) if keys else ""


def _last_filing(study: Study, by: date) -> date:
    found = last_filing(by, delays(study))
    if found is None:
        raise InvalidInput("filing_no_delay")
    return found


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
