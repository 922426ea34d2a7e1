"""Checks of the roadmap: circles, missed dates, tasks that cannot be placed in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.roadmap import roadmap
from planner.errors import InvalidInput
from planner.findings import Finding, Place, Severity, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study


def plan_findings(study: Study) -> Iterator[Finding]:
    """All that planning the roadmap brings to light."""
    try:
        placed = roadmap(study)
    except InvalidInput as error:
        yield finding("roadmap_beyond_calendar", Severity.ERROR, None, reason=error.message)
        return
    if placed.plan is None:
        if placed.tasks:
            yield finding("roadmap_undated", Severity.WARNING, None, n=len(placed.tasks))
        return
    for cycle in placed.plan.cycles:
        titles = tuple(study.tasks.get(key).title for key in cycle)
        where = Place("tasks", cycle[0], "after")
        yield finding("task_cycle", Severity.ERROR, where, names=titles)
    for key, before in placed.plan.unknown:
        where = Place("tasks", key, "after")
        task, other = study.tasks.get(key), study.tasks.find(before)
        name = before if other is None else other.title
        yield finding("task_after_unplanned", Severity.WARNING, where, title=task.title, name=name)
    for key in placed.missed:
        where, task = Place("tasks", key, "due"), study.tasks.get(key)
        span = placed.plan.spans[key]
        yield finding(
            "task_due_missed",
            Severity.WARNING,
            where,
            title=task.title,
            due=task.due,
            finish=span.earliest_finish,
        )


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (plan_findings,)
