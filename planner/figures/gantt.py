"""The roadmap as Gantt pages: tasks, milestones, who, what waits for what, and what is critical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.figures.figure import Anchor, Figure, Mark, Paint, Path, Rect, Text
from planner.figures.gantt_axis import HEIGHT as AXIS_HEIGHT
from planner.figures.gantt_axis import axis_marks
from planner.figures.gantt_page import (
    DAYS,
    FLOATS,
    HEADING,
    LEFT,
    LEGEND,
    OWNERS,
    ROW,
    TITLES,
    Line,
    Page,
    pages_of,
)
from planner.figures.gantt_shapes import SMALL, legend, links, shape
from planner.figures.lettering import wrapped
from planner.figures.palette import Ink
from planner.messages import Message, message
from planner.tables.roadmap import roadmap_table
from planner.vocab import TaskKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.roadmap import Roadmap
    from planner.messages import Value
    from planner.study import Study, Task

#: The writing room of an A4 page on its side, in points.
WIDTH = 758.0
HEIGHT = 440.0

SIZE = 8.0


def gantt(
    study: Study, roadmap: Roadmap, *, width: float = WIDTH, height: float = HEIGHT
) -> tuple[Figure, ...]:
    """The tasks of the managed actions, one figure a page of at most ``height`` points.

    An action begins a page where it would not fit on what is left of one; a heading is repeated
    when its action goes on. Critical tasks are thicker, darker and called so in the column of
    floats. Hits ``task:<key>`` and ``action:<key>``. Without dates there is no figure.
    """
    if roadmap.plan is None or not roadmap.tasks:
        return ()
    pages = pages_of(study, roadmap, roadmap.plan, width, height)
    return tuple(_figure(study, page, width) for page in pages)


def _figure(study: Study, page: Page, width: float) -> Figure:
    values = _said(page)
    return Figure(
        key=f"gantt.{page.number}",
        width=width,
        height=page.bottom + LEGEND,
        title=_title(page, values),
        subtitle=message("figure.gantt.subtitle", **values),
        marks=tuple(_marks(page, width)),
        table=roadmap_table(study, page.roadmap),
        sentence=message("figure.gantt.sentence", **values),
        source=message("figure.gantt.source"),
    )


def _title(page: Page, values: dict[str, Value]) -> Message:
    """What matters on this page: deadlines missed, else the critical path, else the room left."""
    tasks = [line.task for line in page.lines if line.task is not None]
    missed = sum(task.key in page.roadmap.missed for task in tasks)
    if missed:
        return message("figure.gantt.title.missed", n=missed)
    spans = [span for task in tasks if (span := page.span(task)) is not None]
    if spans and not any(page.is_critical(task) for task in tasks):
        return message("figure.gantt.title.slack", n=min(span.float_days for span in spans))
    return message("figure.gantt.title", **values)


def _said(page: Page) -> dict[str, Value]:
    plan = page.roadmap.plan
    tasks = page.roadmap.tasks
    path = plan.critical_path if plan else ()
    titles = {task.key: task.title for task in tasks}
    return {
        "n": sum(task.kind is TaskKind.TASK for task in tasks),
        "milestones": sum(task.kind is TaskKind.MILESTONE for task in tasks),
        "start": page.roadmap.start,
        "finish": plan.finish if plan else None,
        "critical": len(path),
        "last": titles[path[-1]] if path else None,
        "missed": len(page.roadmap.missed),
        "page": page.number,
        "pages": page.of,
    }


def _marks(page: Page, width: float) -> Iterator[Mark]:
    yield from _bands(page, width)
    yield from _heads()
    yield from axis_marks(page.scale, page.bottom)
    yield from links(page)
    for line in page.lines:
        if line.task is None:
            yield from _heading(line, page)
        else:
            yield from _words(line, line.task, page)
            yield from shape(line, line.task, page)
    yield from legend(page.bottom + 18, width)


def _bands(page: Page, width: float) -> Iterator[Mark]:
    """A panel behind each heading and a hairline under each task, to lead the eye across."""
    for line in page.lines:
        if line.task is None:
            yield Rect(0, line.top + 1, width, HEADING - 3, Paint(fill=Ink.PANEL))
        else:
            y = line.top + ROW
            yield Path(((0, y), (width, y)), Paint(stroke=Ink.GRID, width=0.4))


def _heads() -> Iterator[Mark]:
    base = AXIS_HEIGHT - 5
    yield Text(2, base, message("figure.gantt.task"), SMALL, Ink.MUTED)
    yield Text(TITLES + 6, base, message("figure.gantt.owner"), SMALL, Ink.MUTED)
    end = Anchor.END
    x = TITLES + OWNERS + DAYS
    yield Text(x, base, message("figure.gantt.days"), SMALL, Ink.MUTED, anchor=end)
    yield Text(x + FLOATS, base, message("figure.gantt.float"), SMALL, Ink.MUTED, anchor=end)
    yield Path(((0, AXIS_HEIGHT), (LEFT - 10, AXIS_HEIGHT)), Paint(stroke=Ink.MIDDLE, width=0.6))


def _heading(line: Line, page: Page) -> Iterator[Mark]:
    is_first = line.action.key not in {
        task.action for task in page.roadmap.tasks[: _first_index(line, page)]
    }
    code = "figure.gantt.action" if is_first else "figure.gantt.action_goes_on"
    said = message(code, key=line.action.key, title=line.action.title)
    hit = f"action:{line.action.key}"
    yield Text(4, line.top + 13.5, said, 9.0, Ink.TEXT, True, limit=page.scale.right - 8, hit=hit)


def _first_index(line: Line, page: Page) -> int:
    """How many tasks of the roadmap stand before the first one under a heading of the page."""
    after = page.lines[page.lines.index(line) + 1].task
    return page.roadmap.tasks.index(after) if after is not None else 0


def _words(line: Line, task: Task, page: Page) -> Iterator[Mark]:
    """What, who, how long and how much room to slip."""
    hit = f"task:{task.key}"
    critical = page.is_critical(task)
    bold = critical or task.kind is TaskKind.MILESTONE
    yield from _lines(4, line, wrapped(task.title, TITLES - 6, SIZE, 2, bold=bold), SIZE, bold, hit)
    owner = wrapped(task.owner, OWNERS - 4, SMALL, 2)
    yield from _lines(TITLES + 6, line, owner, SMALL, False, hit, Ink.MUTED)
    base, x = line.middle + SIZE * 0.35, TITLES + OWNERS + DAYS
    if task.kind is TaskKind.TASK:
        days = message("figure.gantt.n_days", n=task.days)
        yield Text(x, base, days, SIZE, anchor=Anchor.END, hit=hit)
    said, ink = _float(task, page)
    right = x + FLOATS
    yield Text(right, base, said, SIZE, ink, critical, Anchor.END, FLOATS - 3, hit)


def _lines(
    x: float,
    line: Line,
    words: Sequence[str],
    size: float,
    bold: bool,
    hit: str,
    ink: Ink = Ink.TEXT,
) -> Iterator[Mark]:
    """One or two lines of words, centred on the middle of the row."""
    pitch = size * 1.22
    base = line.middle + size * 0.35 - (len(words) - 1) * pitch / 2
    room = TITLES - 6 if x < TITLES else OWNERS - 4
    for place, said in enumerate(words):
        yield Text(x, base + place * pitch, said, size, ink, bold, limit=room, hit=hit)


def _float(task: Task, page: Page) -> tuple[Message, Ink]:
    span = page.span(task)
    if span is None:
        return message("figure.gantt.unplanned"), Ink.LOST
    if span.float_days < 0:
        return message("figure.gantt.late", n=-span.float_days), Ink.LOST
    if page.is_critical(task):
        return message("figure.gantt.critical"), Ink.ACCENT
    return message("figure.gantt.n_days", n=span.float_days), Ink.MUTED
