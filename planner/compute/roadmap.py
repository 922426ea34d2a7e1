"""The roadmap: the tasks of the managed actions placed in time, without looking at a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.schedule import Plan, TaskSpan, plan
from planner.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from planner.study import Study, Task


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The tasks of the managed actions and their plan.

    ``start`` is the earliest date that any of them names; where none names one, ``start`` and
    ``plan`` are None: the roadmap cannot be placed in time. ``missed`` are the tasks that finish
    after their own due date, in the order of the tasks.
    """

    tasks: tuple[Task, ...]
    start: date | None
    plan: Plan | None
    missed: tuple[str, ...] = ()


def roadmap(study: Study) -> Roadmap:
    """The plan of the study's managed actions.

    Raises:
        InvalidInput: dates beyond the years 1 to 9999 (see ``planner.compute.schedule.plan``),
            with the title of the task that goes beyond and its ``key``.
    """
    managed = {action.key for action in study.actions if action.is_managed}
    tasks = tuple(task for task in study.tasks if task.action in managed)
    named = [day for task in tasks for day in (task.not_before, task.due) if day is not None]
    if not named:
        return Roadmap(tasks, None, None)
    planned = _planned(study, tasks, min(named))
    missed = tuple(task.key for task in tasks if _is_missed(task, planned))
    return Roadmap(tasks, min(named), planned, missed)


def _planned(study: Study, tasks: tuple[Task, ...], start: date) -> Plan:
    try:
        return plan([_span(task) for task in tasks], start)
    except InvalidInput as error:
        key = str(error.message["task"])
        code = error.message.code.removeprefix("error.")
        raise InvalidInput(code, task=study.tasks.get(key).title, key=key) from error


def last_task(placed: Roadmap) -> str:
    """The key of the task that sets the end of the plan; empty where nothing is planned."""
    path = placed.plan.critical_path if placed.plan is not None else ()
    return path[-1] if path else ""


def _span(task: Task) -> TaskSpan:
    return TaskSpan(task.key, task.days, task.after, task.not_before, task.due)


def _is_missed(task: Task, planned: Plan) -> bool:
    span = planned.spans.get(task.key)
    return task.due is not None and span is not None and span.earliest_finish > task.due
