"""Back-planning: when each task must start at the latest for one of them to be done by a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from planner.compute.filing_calendar import Delays, delays, with_summers
from planner.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from planner.study import Study, Task


@dataclass(frozen=True, slots=True)
class LatestDates:
    """When a task must start and finish at the latest; ``is_late``: that start has gone by."""

    task: Task
    start: date
    finish: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class BackPlan:
    """The tasks behind a goal, in the order of their latest starts, for it to be done by ``by``.

    ``starts`` is the first of them; ``days_short`` how many days ago it was, 0 where there is
    still time.
    """

    goal: Task
    by: date
    tasks: tuple[LatestDates, ...]
    starts: date
    days_short: int


def back_plan(study: Study, goal: str, by: date, today: date) -> BackPlan:
    """The latest dates of a task and of all that must come before it.

    Work that crosses July and August takes the days that the study assumes are lost there, save
    milestones. Raises:
        InvalidInput: an unknown task, tasks that wait for one another, or dates before the year 1.
    """
    tasks = {row.key: row for row in study.tasks}
    if goal not in tasks:
        raise InvalidInput("back_plan_unknown", value=goal[:80])
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node(goal)
    graph.add_edges_from(
        (before, row.key) for row in tasks.values() for before in row.after if before in tasks
    )
    behind = graph.subgraph({goal, *nx.ancestors(graph, goal)})
    if not nx.is_directed_acyclic_graph(behind):
        raise InvalidInput("back_plan_circle", title=tasks[goal].title)
    rules = delays(study)
    finishes: dict[str, date] = {}
    found: list[LatestDates] = []
    for key in reversed(tuple(nx.lexicographical_topological_sort(behind))):
        starts = (placed.start for placed in found if key in placed.task.after)
        finishes[key] = min(starts, default=by)
        start = _start(tasks[key], finishes[key], rules)
        found.append(LatestDates(tasks[key], start, finishes[key], start < today))
    ordered = tuple(
        sorted(found, key=lambda placed: (placed.start, placed.finish, placed.task.key))
    )
    first = ordered[0].start
    return BackPlan(tasks[goal], by, ordered, first, max((today - first).days, 0))


def _start(task: Task, finish: date, rules: Delays) -> date:
    try:
        return with_summers(task.days, finish, rules) if task.days else finish
    except OverflowError as error:
        raise InvalidInput("schedule_beyond_calendar", task=task.title, key=task.key) from error
