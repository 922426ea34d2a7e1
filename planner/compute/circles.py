"""Tasks that would wait for themselves: found before a link is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from planner.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.study import Study


def refuse_circle(study: Study, task: str, after: Collection[str]) -> None:
    """Let a task come after others, unless one that is new among them waits for it already.

    Links that stand are let alone: an imported circle is told by the checks and undone link by
    link. Raises:
        InvalidInput: the titles of the circle, from the task on, each before the one that waits.
    """
    row = study.tasks.find(task)
    new = set(after) - set(() if row is None else row.after)
    titles = tuple(study.tasks.get(key).title for key in _circle(study, task, new))
    if len(titles) == 1:
        raise InvalidInput("task_after_itself", title=titles[0])
    if titles:
        raise InvalidInput("task_circle", title=titles[0], names=(*titles, titles[0]))


def _circle(study: Study, task: str, before: Collection[str]) -> tuple[str, ...]:
    """The keys of a shortest circle through ``task`` and one of ``before``; empty without one."""
    if task in before:
        return (task,)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(row.key for row in study.tasks)
    graph.add_edges_from((key, row.key) for row in study.tasks for key in row.after)
    ways = (
        tuple(nx.shortest_path(graph, task, key))
        for key in sorted(before)
        if key in graph and task in graph and nx.has_path(graph, task, key)
    )
    return min(ways, key=lambda way: (len(way), way), default=())
