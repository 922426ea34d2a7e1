"""Small roadmaps for tests."""

from __future__ import annotations

from datetime import date

from planner.study import Action, Assumption, Task
from planner.vocab import TaskKind
from tests.build import study

START = date(2027, 1, 4)


def task(key, days, *after, **fields):
    """A task of the one managed action; the first ones start on START."""
    given = {"not_before": None if after else START}
    return Task(
        key=key,
        action="1.5",
        title=f"Tâche {key}",
        kind=TaskKind.TASK if days else TaskKind.MILESTONE,
        days=days,
        after=after,
        **(given | fields),
    )


def roadmap_of(*tasks, **delays):
    """A study with these tasks; ``delays`` are assumptions, dots written as underscores."""
    return study(
        actions=[Action(key="1.5", title="Action 1.5", is_managed=True)],
        tasks=list(tasks),
        assumptions=[
            Assumption(key=key.replace("_", "."), name=key, value=value, unit="day")
            for key, value in delays.items()
        ],
    )
