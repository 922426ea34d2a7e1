"""When tasks can start and must finish, which ones decide the end, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import networkx as nx

from planner.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Graph = nx.DiGraph[str]


@dataclass(frozen=True, slots=True)
class TaskSpan:
    """A task to place in time, known by its key.

    ``days`` are calendar days, 0 for a milestone. ``after`` names the tasks that must be finished
    first. ``not_before`` is the first day on which it may start. ``due`` is the date by which it
    should be finished: it bounds the latest dates and never moves the earliest ones.
    """

    key: str
    days: int
    after: tuple[str, ...]
    not_before: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """The dates of one task. A finish is exclusive: n days from day d finish on d + n days.

    So a task may start on the very day its predecessor finishes, and a milestone finishes on the
    day it starts. ``latest_finish`` is the earliest of the plan's finish, the task's ``due`` and
    the latest starts of its successors; ``latest_start`` is ``days`` before. ``float_days`` is
    the total float, latest start - earliest start: days that the task can slip before it moves
    the plan's finish or breaks a due date. It is negative, by the days to win back, when the task
    makes a due date missed, its own or that of a later task. ``is_critical``: it is 0 or less.
    """

    earliest_start: date
    earliest_finish: date
    latest_start: date
    latest_finish: date
    float_days: int
    is_critical: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The dates of all tasks that can be planned, by key in alphabetical order.

    ``critical_path`` is one chain of tasks, first to last, that sets ``finish``: each starts when
    the one before finishes. Among equals, the smallest float, then the first name.
    ``finish`` is the last earliest finish, or the start of the plan when nothing is planned.
    ``cycles`` gives, for each knot of tasks that wait for one another, one shortest cycle from its
    first name, each task before the one that waits for it. ``unknown`` gives (task, predecessor)
    for each predecessor that is no task; the link is left out and the task planned.
    ``unplanned`` are the tasks in a knot or behind one: they have no dates and bind nobody.
    """

    spans: dict[str, Planned]
    critical_path: tuple[str, ...]
    finish: date
    cycles: tuple[tuple[str, ...], ...]
    unknown: tuple[tuple[str, str], ...]
    unplanned: tuple[str, ...]


def plan(tasks: Sequence[TaskSpan], start: date) -> Plan:
    """Earliest and latest dates by the critical path method (Kelley and Walker 1959).

    Nothing starts before ``start``. The order of the tasks changes nothing. Cycles and unknown
    predecessors are reported in the result, not raised.

    Raises:
        InvalidInput: two tasks with one key, an empty key, days that are not a whole number from
            0, a date that is not a plain date, or dates beyond the years 1 to 9999; the values
            name the task.
    """
    by_key = _checked(tasks, start)
    graph = _graph(by_key)
    knots = _knots(graph)
    unplanned = knots.union(*(nx.descendants(graph, key) for key in knots))
    order = _order(graph, unplanned)
    planned = graph.subgraph(order)
    earliest = _earliest(planned, order, by_key, start.toordinal())
    finish = max((earliest[key] + by_key[key].days for key in order), default=start.toordinal())
    latest = _latest(planned, order, by_key, finish)
    spans = {key: _span(by_key[key], earliest[key], latest[key]) for key in sorted(order)}
    return Plan(
        spans=spans,
        critical_path=_critical_path(planned, spans),
        finish=date.fromordinal(finish),
        cycles=tuple(_cycles(graph, knots)),
        unknown=_unknown(by_key),
        unplanned=tuple(sorted(unplanned)),
    )


def _checked(tasks: Sequence[TaskSpan], start: date) -> dict[str, TaskSpan]:
    _check_date(start, "")
    by_key: dict[str, TaskSpan] = {}
    for task in tasks:
        if task.key in by_key:
            raise InvalidInput("schedule_duplicate_task", task=task.key)
        _check_task(task)
        by_key[task.key] = task
    return {key: by_key[key] for key in sorted(by_key)}


def _check_task(task: TaskSpan) -> None:
    if not task.key:
        raise InvalidInput("schedule_task_without_key")
    if type(task.days) is not int:
        raise InvalidInput("schedule_days_not_whole", task=task.key, value=str(task.days))
    if task.days < 0:
        raise InvalidInput("schedule_negative_days", task=task.key, value=task.days)
    for day in (task.not_before, task.due):
        if day is not None:
            _check_date(day, task.key)


def _check_date(day: date, task: str) -> None:
    if isinstance(day, datetime) or not isinstance(day, date):
        raise InvalidInput("schedule_not_a_date", task=task, value=str(day))


def _graph(by_key: Mapping[str, TaskSpan]) -> Graph:
    """Tasks in order of name, linked from predecessor to successor; unknown links left out."""
    graph: Graph = nx.DiGraph()
    graph.add_nodes_from(by_key)
    for task in by_key.values():
        graph.add_edges_from((before, task.key) for before in task.after if before in by_key)
    return graph


def _unknown(by_key: Mapping[str, TaskSpan]) -> tuple[tuple[str, str], ...]:
    pairs = ((task.key, before) for task in by_key.values() for before in task.after)
    return tuple(sorted({pair for pair in pairs if pair[1] not in by_key}))


def _knots(graph: Graph) -> frozenset[str]:
    """The tasks that wait, in the end, for themselves."""
    knotted = (
        component
        for component in nx.strongly_connected_components(graph)
        if len(component) > 1 or any(graph.has_edge(key, key) for key in component)
    )
    return frozenset[str]().union(*knotted)


def _cycles(graph: Graph, knots: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """One shortest cycle through the first name of each knot, in order of that name."""
    inside: Graph = nx.DiGraph()
    inside.add_edges_from(sorted((a, b) for a, b in graph.edges if a in knots and b in knots))
    for component in sorted(nx.strongly_connected_components(inside), key=min):
        first = min(component)
        paths = (
            nx.shortest_path(inside, after, first)
            for after in inside.successors(first)
            if after in component
        )
        back = min(paths, key=lambda path: (len(path), path))
        yield (first, *back[:-1])


def _order(graph: Graph, unplanned: frozenset[str]) -> tuple[str, ...]:
    acyclic = graph.subgraph(key for key in graph if key not in unplanned)
    return tuple(nx.lexicographical_topological_sort(acyclic))


def _earliest(
    graph: Graph, order: Sequence[str], by_key: Mapping[str, TaskSpan], start: int
) -> dict[str, int]:
    """Earliest starts as day numbers: after the start, ``not_before`` and all predecessors."""
    starts: dict[str, int] = {}
    for key in order:
        bounds = [starts[before] + by_key[before].days for before in graph.predecessors(key)]
        not_before = by_key[key].not_before
        if not_before is not None:
            bounds.append(not_before.toordinal())
        starts[key] = max((start, *bounds))
    return starts


def _latest(
    graph: Graph, order: Sequence[str], by_key: Mapping[str, TaskSpan], finish: int
) -> dict[str, int]:
    """Latest starts as day numbers: before the finish, ``due`` and all successors."""
    starts: dict[str, int] = {}
    for key in reversed(order):
        bounds = [starts[after] for after in graph.successors(key)]
        due = by_key[key].due
        if due is not None:
            bounds.append(due.toordinal())
        starts[key] = min((finish, *bounds)) - by_key[key].days
    return starts


def _span(task: TaskSpan, earliest: int, latest: int) -> Planned:
    try:
        return Planned(
            earliest_start=date.fromordinal(earliest),
            earliest_finish=date.fromordinal(earliest + task.days),
            latest_start=date.fromordinal(latest),
            latest_finish=date.fromordinal(latest + task.days),
            float_days=latest - earliest,
            is_critical=latest <= earliest,
        )
    except (ValueError, OverflowError) as error:
        raise InvalidInput("schedule_beyond_calendar", task=task.key) from error


def _critical_path(graph: Graph, spans: Mapping[str, Planned]) -> tuple[str, ...]:
    """From a last task back through predecessors that finish on the day the next one starts."""
    finish = max((span.earliest_finish for span in spans.values()), default=None)
    drivers = [key for key in spans if spans[key].earliest_finish == finish and not graph[key]]
    path: list[str] = []
    while drivers:
        driver = min(drivers, key=lambda key: (spans[key].float_days, key))
        path.append(driver)
        begins = spans[driver].earliest_start
        before = graph.predecessors(driver)
        drivers = [key for key in before if spans[key].earliest_finish == begins]
    return tuple(reversed(path))
