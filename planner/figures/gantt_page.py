"""The pages of a Gantt: which lines stand on each, where, and on what scale of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.figures.gantt_axis import HEIGHT as AXIS_HEIGHT
from planner.figures.gantt_axis import Axis, axis

if TYPE_CHECKING:
    from datetime import date

    from planner.compute.outlook import Outlook
    from planner.compute.roadmap import Roadmap
    from planner.compute.schedule import Plan, Planned
    from planner.study import Action, Study, Task

ROW = 25.0
HEADING = 21.0
LEGEND, LEGEND_LINE = 27.0, 12.0
RIGHT_MARGIN = 6.0
#: Points from which a page has room to say who; from which titles and names get more of it.
_WITH_OWNERS, _LARGE = 640.0, 1000.0
#: Points of the columns for what has moved since a baseline, and for chances.
_SLIPS, _ODDS = 46.0, 40.0
#: A baseline is drawn beside the plan while the axis grows at most so many times for it.
_STRETCH = 1.7
#: The fewest tasks of a parted action that stand on its last page.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Columns:
    """The points that each column of words takes; 0 where a page does without."""

    titles: float
    owners: float
    days: float
    floats: float
    slips: float = 0.0
    odds: float = 0.0

    @property
    def left(self) -> float:
        """Where the axis of time may begin."""
        return self.titles + self.owners + self.days + self.floats + self.slips + self.odds + 10


def columns_of(width: float, beside: Outlook | None = None) -> Columns:
    """The columns of a page of ``width`` points, with those that an outlook asks for."""
    slips = _SLIPS if beside is not None and beside.baseline is not None else 0.0
    odds = _ODDS if beside is not None and beside.is_drawn else 0.0
    if width >= _LARGE:
        return Columns(236.0, 176.0, 34.0, 46.0, slips, odds)
    if width >= _WITH_OWNERS:
        return Columns(186.0, 122.0 - (slips + odds) / 3, 34.0, 46.0, slips, odds)
    return Columns(min(186.0, max(116.0, width * 0.3)), 0.0, 34.0, 46.0, slips, odds)


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
    columns: Columns
    beside: Outlook | None = None

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


def pages_of(
    study: Study,
    roadmap: Roadmap,
    plan: Plan,
    width: float,
    height: float,
    beside: Outlook | None = None,
) -> list[Page]:
    """The pages of a roadmap with its plan, each at most ``height`` points high."""
    columns = columns_of(width, beside)
    scale = _scale(roadmap, plan, columns.left, width - RIGHT_MARGIN, beside)
    below = LEGEND if beside is None else LEGEND + LEGEND_LINE
    held = _paginated(study, roadmap, height - AXIS_HEIGHT - below)
    return [
        Page(lines, n, len(held), scale, roadmap, columns, beside)
        for n, lines in enumerate(held, 1)
    ]


def _scale(roadmap: Roadmap, plan: Plan, left: float, right: float, beside: Outlook | None) -> Axis:
    days = [plan.finish, *(task.due for task in roadmap.tasks if task.due is not None)]
    for span in plan.spans.values():
        days += [span.earliest_start, span.earliest_finish]
    if beside is not None:
        days += _days_beside(beside, min(days), max(days))
    return axis(min(days), max(days), left, right)


def _days_beside(beside: Outlook, first: date, last: date) -> list[date]:
    """The days of the baseline, and today, as far as they leave the plan room to be read."""
    kept = [day for row in beside.kept.values() for day in (row.start, row.finish) if day]
    found: list[date] = []
    for days in (kept, [beside.today]):
        whole = [first, last, *found, *days]
        if (max(whole) - min(whole)).days <= _STRETCH * (last - first).days:
            found += days
    return found


def _paginated(study: Study, roadmap: Roadmap, room: float) -> list[tuple[Line, ...]]:
    """The lines of each page; an action that fits on one page is not parted.

    One that is parted leaves no task or two alone on its last page.
    """
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
            left = len(tasks) - place
            is_end = left == _LEAST <= place and top + ROW * left > end
            if is_end or top + ROW + (0 if place else HEADING) > end:
                pages.append([])
                top = AXIS_HEIGHT + 4
            if not place or not pages[-1]:
                pages[-1].append(Line(top, action))
                top += HEADING
            pages[-1].append(Line(top, action, task))
            top += ROW
    return [tuple(page) for page in pages]
