"""The pages of a Gantt: which lines stand on each, where, and on what scale of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.figures.gantt_axis import HEIGHT as AXIS_HEIGHT
from planner.figures.gantt_axis import Axis, axis

if TYPE_CHECKING:
    from planner.compute.roadmap import Roadmap
    from planner.compute.schedule import Plan, Planned
    from planner.study import Action, Study, Task

ROW = 25.0
HEADING = 21.0
LEGEND = 27.0
TITLES, OWNERS, DAYS, FLOATS = 186.0, 122.0, 34.0, 46.0
LEFT = TITLES + OWNERS + DAYS + FLOATS + 10
RIGHT_MARGIN = 6.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: the heading of an action, or one of its tasks; ``top`` from the page's."""

    top: float
    action: Action
    task: Task | None = None

    @property
    def middle(self) -> float:
        """The point half way down a task's line."""
        return self.top + ROW / 2


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, with the scale and the plan that all pages share."""

    lines: tuple[Line, ...]
    number: int
    of: int
    scale: Axis
    roadmap: Roadmap

    @property
    def bottom(self) -> float:
        """The point below the last line."""
        last = self.lines[-1]
        return last.top + (ROW if last.task else HEADING)

    def span(self, task: Task) -> Planned | None:
        """The dates of a task; None where it waits, in the end, for itself."""
        plan = self.roadmap.plan
        return None if plan is None else plan.spans.get(task.key)

    def is_critical(self, task: Task) -> bool:
        """True where the task stands on the chain that sets the end of the plan."""
        plan = self.roadmap.plan
        return plan is not None and task.key in plan.critical_path


def pages_of(study: Study, roadmap: Roadmap, plan: Plan, width: float, height: float) -> list[Page]:
    """The pages of a roadmap with its plan, each at most ``height`` points high."""
    scale = _scale(roadmap, plan, width)
    held = _paginated(study, roadmap, height - AXIS_HEIGHT - LEGEND)
    return [Page(lines, n, len(held), scale, roadmap) for n, lines in enumerate(held, 1)]


def _scale(roadmap: Roadmap, plan: Plan, width: float) -> Axis:
    days = [plan.finish, *(task.due for task in roadmap.tasks if task.due is not None)]
    for span in plan.spans.values():
        days += [span.earliest_start, span.earliest_finish]
    return axis(min(days), max(days), LEFT, width - RIGHT_MARGIN)


def _paginated(study: Study, roadmap: Roadmap, room: float) -> list[tuple[Line, ...]]:
    """The lines of each page; an action that fits on one page is not parted."""
    pages: list[list[Line]] = [[]]
    top = AXIS_HEIGHT + 4
    end = AXIS_HEIGHT + room
    for action in study.actions:
        tasks = [task for task in roadmap.tasks if task.action == action.key]
        if not tasks:
            continue
        whole = HEADING + ROW * len(tasks)
        if pages[-1] and top + min(whole, room - 4) > end:
            pages.append([])
            top = AXIS_HEIGHT + 4
        for place, task in enumerate(tasks):
            if top + ROW + (0 if place else HEADING) > end:
                pages.append([])
                top = AXIS_HEIGHT + 4
            if not place or not pages[-1]:
                pages[-1].append(Line(top, action))
                top += HEADING
            pages[-1].append(Line(top, action, task))
            top += ROW
    return [tuple(page) for page in pages]
