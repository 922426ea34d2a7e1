"""Checks of the roadmap: circles, missed dates, durations, tasks without a place in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.roadmap import roadmap
from planner.errors import InvalidInput
from planner.findings import Finding, Place, Severity, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study


def bound_findings(study: Study) -> Iterator[Finding]:
    """Tasks whose most likely duration is not between the shortest and the longest."""
    for task in study.tasks:
        low = task.days if task.days_low is None else task.days_low
        high = task.days if task.days_high is None else task.days_high
        if not low <= task.days <= high:
            where = Place("tasks", task.key, "days_high" if task.days > high else "days_low")
            yield finding(
                "task_days_crossed",
                Severity.WARNING,
                where,
                title=task.title,
                days=task.days,
                low=task.days_low,
                high=task.days_high,
            )


def plan_findings(study: Study) -> Iterator[Finding]:
    """All that planning the roadmap brings to light."""
    try:
        placed = roadmap(study)
    except InvalidInput as error:
        where = Place("tasks", str(error.message["key"]), "days")
        yield finding("roadmap_beyond_calendar", Severity.ERROR, where, reason=error.message)
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


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (plan_findings, bound_findings)
