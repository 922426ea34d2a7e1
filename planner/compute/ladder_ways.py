"""The shortest way between two trainings, over inferred steps and declared bridges."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx

from planner.compute.ladder import Step, ladder
from planner.messages import message

if TYPE_CHECKING:
    from planner.compute.ladder import Ladder
    from planner.messages import Message
    from planner.study import Study


@dataclass(frozen=True, slots=True)
class Way:
    """A chain of trainings, both ends told, and the steps between them."""

    trainings: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def declared(self) -> int:
        """How many of its steps are declared bridges."""
        return sum(bool(step.bridge) for step in self.steps)


def shortest_way(
    study: Study,
    start: str,
    goal: str,
    *,
    family: str | None = None,
    institution: str | None = None,
    domain: str | None = None,
) -> Way | None:
    """A chain of fewest steps from one training to another; among those, most declared ones.

    None where no chain of the scope joins them. Only a bridge may lead to the same level or down,
    or to a training that is not placed.
    """
    found = ladder(study, family=family, institution=institution, domain=domain)
    return way_in(found, start, goal)


def way_in(found: Ladder, start: str, goal: str) -> Way | None:
    """The shortest way in a ladder already computed; see :func:`shortest_way`."""
    graph = _graph(found)
    if start not in graph or goal not in graph or not nx.has_path(graph, start, goal):
        return None
    keys = tuple(nx.dijkstra_path(graph, start, goal))
    return Way(keys, tuple(graph.edges[pair]["step"] for pair in pairwise(keys)))


def way_found(way: Way, start: str, goal: str) -> Message:
    """A way in one sentence; ``start`` and ``goal`` are the titles of its ends."""
    n = len(way.steps)
    if not way.declared:
        return message("ladder.way.found", n=n, start=start, goal=goal)
    declared = message("ladder.way.declared", n=way.declared)
    return message("ladder.way.bridged", n=n, start=start, goal=goal, declared=declared)


def why_no_way(study: Study, found: Ladder, start: str, goal: str) -> Message:
    """What is missing for a way from one training to another, where there is none."""
    graph = _graph(found)
    names = {"start": study.trainings.get(start).title, "goal": study.trainings.get(goal).title}
    for key, name in ((start, names["start"]), (goal, names["goal"])):
        if key not in graph:
            return message("ladder.lacking.unplaced", name=name)
    low, high = study.trainings.get(start).level, study.trainings.get(goal).level
    if low is not None and high is not None and low >= high:
        return message("ladder.lacking.downwards", low=low, high=high, **names)
    after, before = nx.descendants(graph, start), nx.ancestors(graph, goal)
    if not after:
        return message("ladder.lacking.onward", **names)
    if not before:
        return message("ladder.lacking.entrance", **names)
    levels = {key: study.trainings.get(key).level or 0 for key in (*after, *before)}
    return message(
        "ladder.lacking.middle",
        n=len(after),
        reached=max(levels[key] for key in after),
        of=message("ladder.lacking.leading", n=len(before)),
        needed=min(levels[key] for key in before),
        **names,
    )


def _graph(found: Ladder) -> nx.DiGraph[str]:
    """Trainings and steps; a declared step weighs a little less than an inferred one.

    With N trainings no way has more than N - 1 steps, so weights N and N + 1 keep the fewest first.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(found.placed)
    for step in found.steps:
        graph.add_edge(step.start, step.goal, step=step)
    for step in reversed(found.bridges):  # of several, the first one stays
        graph.add_edge(step.start, step.goal, step=step)
    most = len(graph) + 1
    for _, _, held in graph.edges(data=True):
        held["weight"] = most - bool(held["step"].bridge)
    return graph
