"""The milestones of the roadmap around a day: those that come, and those that are behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.vocab import TaskKind

if TYPE_CHECKING:
    from datetime import date

    from planner.compute.roadmap import Roadmap
    from planner.study import Task


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone with its planned day; ``is_missed``: planned after its own deadline."""

    task: Task
    on: date
    is_missed: bool


@dataclass(frozen=True, slots=True)
class Milestones:
    """Milestones by day: ``ahead`` soonest first, ``behind`` latest first."""

    ahead: tuple[Milestone, ...]
    behind: tuple[Milestone, ...]


def milestones(roadmap: Roadmap, today: date) -> Milestones:
    """The milestones that can be placed in time; that of ``today`` is still ahead."""
    spans = {} if roadmap.plan is None else roadmap.plan.spans
    placed = sorted(
        (
            Milestone(task, spans[task.key].earliest_finish, task.key in roadmap.missed)
            for task in roadmap.tasks
            if task.kind is TaskKind.MILESTONE and task.key in spans
        ),
        key=lambda milestone: (milestone.on, milestone.task.key),
    )
    return Milestones(
        tuple(one for one in placed if one.on >= today),
        tuple(one for one in reversed(placed) if one.on < today),
    )
