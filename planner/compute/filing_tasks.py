"""The standard tasks of a filing, as edits: write, agree, put together, file, wait, be decided.

Durations are assumptions: those of the examination are the study's own (``delay.examination``);
the others are what the shipped roadmap gives the same work, with bounds around them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.filing_calendar import delays
from planner.edits import Batch, Put
from planner.errors import EditRefused, InvalidInput
from planner.study import Source, Task
from planner.text import same_name_key
from planner.vocab import Nature, Register, TaskKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.study import Certification, Study


class Step(StrEnum):
    """A step of a filing; ``filing.<value>`` says it for a certification."""

    WRITE = "write"
    AGREE = "agree"
    ASSEMBLE = "assemble"
    FILE = "file"
    EXAMINE = "examine"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class StepDays:
    """How many calendar days a step takes: shortest, most likely, longest; 0 for a milestone."""

    low: int | None
    days: int
    high: int | None


_OWN_WORK = {
    Step.WRITE: StepDays(80, 110, 150),
    Step.AGREE: StepDays(30, 45, 75),
    Step.ASSEMBLE: StepDays(20, 30, 45),
}
_POINT = StepDays(None, 0, None)
#: Registers with which nothing is filed.
UNFILED = (Register.CQP, Register.OUTSIDE)


def step_days(study: Study) -> dict[Step, StepDays]:
    """The days of each step; :class:`InvalidInput` where the study assumes no examination."""
    rules = delays(study)
    usual = rules.usual if rules.usual is not None else rules.longest
    if usual is None:
        raise InvalidInput("filing_no_delay")
    low, high = rules.shortest, rules.longest
    is_bounded = low is not None and high is not None and low <= usual <= high
    waited = StepDays(low, usual, high) if is_bounded else StepDays(None, usual, None)
    return {**_OWN_WORK, Step.FILE: _POINT, Step.EXAMINE: waited, Step.DECIDE: _POINT}


def filing_tasks(
    study: Study,
    certification: str,
    start: date,
    prefix: str,
    titles: Mapping[Step, str],
    note: str,
) -> Batch:
    """The edits that add the six steps of a filing, one after the other from ``start``.

    Args:
        study: where they go, into the action that already works on certifications.
        certification: key of the certification.
        start: the first day of work.
        prefix: what the keys of the new tasks begin with.
        titles: the name of each step for this certification.
        note: what labels the durations as assumptions.

    Raises:
        InvalidInput: no action is managed, or no examination delay is assumed.
        EditRefused: nothing is filed with its register, or these tasks are there already.
    """
    row = study.certifications.get(certification)
    _check(study, row, titles)
    action, rank = _action(study), max((task.rank for task in study.tasks), default=0)
    found: list[Task] = []
    for place, (step, days) in enumerate(step_days(study).items(), 1):
        made = Task(
            key=f"{prefix}.{step}",
            rank=rank + place,
            source=Source(Nature.ASSUMPTION, note=note),
            action=action,
            title=titles[step],
            kind=TaskKind.TASK if days.days else TaskKind.MILESTONE,
            days=days.days,
            days_low=days.low,
            days_high=days.high,
            after=(found[-1].key,) if found else (),
            not_before=None if found else start,
            certification=certification,
        )
        found.append(replace(made, owner=row.certifiers) if step is Step.WRITE else made)
    return Batch(tuple(Put("tasks", task) for task in found))


def filing_goal(study: Study, certification: str) -> Task | None:
    """The milestone on which a certification is filed: its first one; None where it has none."""
    own = [
        task
        for task in study.tasks
        if task.certification == certification and task.kind is TaskKind.MILESTONE
    ]
    keys = {task.key for task in own}
    return next((task for task in own if not _behind(study, task) & keys), None)


def _behind(study: Study, task: Task) -> set[str]:
    """The keys of the tasks that come before one, near and far."""
    found: set[str] = set()
    ahead = list(task.after)
    while ahead:
        row = study.tasks.find(ahead.pop())
        if row is not None and row.key not in found:
            found.add(row.key)
            ahead += row.after
    return found - {task.key}


def _check(study: Study, row: Certification, titles: Mapping[Step, str]) -> None:
    if row.register in UNFILED:
        raise EditRefused("filing_unfiled", title=row.title, register=f"register.{row.register}")
    if all(not action.is_managed for action in study.actions):
        raise InvalidInput("filing_no_action")
    names = {same_name_key(title) for title in titles.values()}
    there = [
        t for t in study.tasks if t.certification == row.key and same_name_key(t.title) in names
    ]
    if there:
        raise EditRefused("filing_there", title=row.title, name=there[0].title)


def _action(study: Study) -> str:
    """The managed action that already has tasks of certifications, else the last managed one."""
    managed = [action.key for action in study.actions if action.is_managed]
    used = [task.action for task in study.tasks if task.certification and task.action in managed]
    return max(managed, key=lambda key: (used.count(key), managed.index(key)))
