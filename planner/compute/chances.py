"""The chance of holding dates, from three-point durations: a simulation, and told as one.

Each task lasts a draw of the triangular law between its shortest and longest duration, with its
most likely one as mode (Malcolm et al. 1959 ask for such triples; the triangular law needs no
other parameter). A task without both bounds always lasts its days. Draws of different tasks are
independent: what delays all of them together is not in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from planner.compute.roadmap import Roadmap
    from planner.study import Task

DRAWS = 4_000
SEED = 20_190_701  # any number: the same one always gives the same answer


@dataclass(frozen=True, slots=True)
class Chance:
    """When a task may finish, over all draws: half of them by ``half``, nine in ten by ``most``.

    ``holds`` is the share of draws (0 to 1) that finish by the due date; None without one, and
    where neither the task nor any before it has bounds: the plan alone tells no chance.
    """

    task: str
    half: date
    most: date
    holds: Fraction | None


def chances(roadmap: Roadmap) -> Mapping[str, Chance]:
    """The chance of each planned task, by key; empty where the roadmap has no dates.

    Raises ``OverflowError`` beyond the calendar.
    """
    if roadmap.plan is None or roadmap.start is None:
        return {}
    spans = roadmap.plan.spans
    tasks = {task.key: task for task in roadmap.tasks if task.key in spans}
    graph = _graph(tasks)
    finishes = _finishes(graph, tasks, roadmap.start)
    drawn = {key for key, task in tasks.items() if _is_drawn(task)}
    behind = drawn.union(*(nx.descendants(graph, key) for key in drawn))
    return {
        key: _chance(task, finishes[key], is_drawn=key in behind) for key, task in tasks.items()
    }


def _graph(tasks: Mapping[str, Task]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(tasks)
    graph.add_edges_from(
        (before, key) for key, task in tasks.items() for before in task.after if before in tasks
    )
    return graph


def _is_drawn(task: Task) -> bool:
    low, high = task.days_low, task.days_high
    return low is not None and high is not None and low < high


def _finishes(
    graph: nx.DiGraph[str], tasks: Mapping[str, Task], start: date
) -> dict[str, NDArray[np.float64]]:
    """The day numbers on which each task finishes, one a draw."""
    found: dict[str, NDArray[np.float64]] = {}
    durations = _durations(tasks)
    for key in nx.lexicographical_topological_sort(graph):
        begins = np.full(DRAWS, float(start.toordinal()))
        if tasks[key].not_before is not None:
            begins = np.maximum(begins, tasks[key].not_before.toordinal())  # type: ignore[union-attr]
        for before in graph.predecessors(key):
            begins = np.maximum(begins, found[before])
        found[key] = begins + durations[key]
    return found


def _durations(tasks: Mapping[str, Task]) -> dict[str, NDArray[np.float64]]:
    """Days of each task, one a draw; drawn in order of key, so that equal plans draw alike."""
    dice = np.random.default_rng(SEED)
    found = {}
    for key in sorted(tasks):
        task = tasks[key]
        low, high = task.days_low, task.days_high
        if low is None or high is None or not _is_drawn(task):
            found[key] = np.full(DRAWS, float(task.days))
        else:
            likely = min(max(task.days, low), high)
            found[key] = np.ceil(dice.triangular(low, likely, high, DRAWS))
    return found


def _chance(task: Task, finishes: NDArray[np.float64], *, is_drawn: bool) -> Chance:
    held = None
    if task.due is not None and is_drawn:
        held = Fraction(int(np.count_nonzero(finishes <= task.due.toordinal())), DRAWS)
    half, most = np.quantile(finishes, [0.5, 0.9], method="inverted_cdf")
    return Chance(task.key, _day(half), _day(most), held)


def _day(number: float) -> date:
    return date.fromordinal(1) + timedelta(days=int(number) - 1)
