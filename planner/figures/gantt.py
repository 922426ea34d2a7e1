"""The roadmap as Gantt pages: tasks, milestones, who, what waits for what, and what is critical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.chances import DRAWS
from planner.figures.figure import Anchor, Figure, Mark, Paint, Path, Rect, Text
from planner.figures.gantt_axis import HEIGHT as AXIS_HEIGHT
from planner.figures.gantt_axis import axis_marks
from planner.figures.gantt_page import (
    HEADING,
    LEGEND,
    LEGEND_LINE,
    ROW,
    Line,
    Page,
    pages_of,
)
from planner.figures.gantt_shapes import (
    SMALL,
    kept_shape,
    legend,
    legend_lines,
    links,
    shape,
    today_line,
)
from planner.figures.lettering import wrapped
from planner.figures.palette import Ink
from planner.messages import Message, message
from planner.tables.roadmap import roadmap_table
from planner.vocab import TaskKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.outlook import Outlook
    from planner.compute.roadmap import Roadmap
    from planner.messages import Value
    from planner.study import Study, Task

#: The writing room of an A4 page on its side, in points.
WIDTH = 758.0
HEIGHT = 440.0

SIZE = 8.0
_HEADS = {
    "days": "figure.gantt.days",
    "floats": "figure.gantt.float",
    "slips": "figure.gantt.slip",
    "odds": "figure.gantt.odds",
}


def gantt(
    study: Study,
    roadmap: Roadmap,
    beside: Outlook | None = None,
    *,
    chosen: str = "",
    width: float = WIDTH,
    height: float = HEIGHT,
) -> tuple[Figure, ...]:
    """The tasks of the managed actions, one figure a page of at most ``height`` points.

    With an outlook ``beside``: today's line, a thin bar under each task where the baseline put it,
    the days that it has moved since, and the share of the draws that hold each due date. The row
    of the task ``chosen`` is marked.

    An action begins a page where it would not fit on what is left of one; a heading is repeated
    when its action goes on. Critical tasks are thicker, darker and called so in the column of
    floats. A narrow page does without the names. Hits ``task:<key>`` and ``action:<key>``. Without
    dates there is no figure.
    """
    if roadmap.plan is None or not roadmap.tasks:
        return ()
    pages = pages_of(study, roadmap, roadmap.plan, width, height, beside)
    return tuple(_figure(study, page, width, chosen) for page in pages)


def _figure(study: Study, page: Page, width: float, chosen: str) -> Figure:
    values = _said(page)
    return Figure(
        key=f"gantt.{page.number}",
        width=width,
        height=page.bottom + LEGEND + (legend_lines(page, width) - 1) * LEGEND_LINE,
        title=_title(page, values),
        subtitle=_subtitle(page, values),
        marks=tuple(_marks(page, width, chosen)),
        table=roadmap_table(study, page.roadmap, page.beside),
        sentence=message("figure.gantt.sentence", **values),
        source=message("figure.gantt.source.drawn", n=DRAWS)
        if page.columns.odds
        else message("figure.gantt.source"),
    )


def _subtitle(page: Page, values: dict[str, Value]) -> Message:
    baseline = page.beside.baseline if page.beside is not None else None
    if baseline is None:
        return message("figure.gantt.subtitle", **values)
    return message("figure.gantt.subtitle.since", name=baseline.name, **values)


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


def _marks(page: Page, width: float, chosen: str) -> Iterator[Mark]:
    yield from _bands(page, width, chosen)
    yield from _heads(page)
    yield from axis_marks(page.scale, page.bottom)
    yield from today_line(page)
    yield from links(page)
    for line in page.lines:
        if line.task is None:
            yield from _heading(line, page)
        else:
            yield from _words(line, line.task, page)
            yield from kept_shape(line, line.task, page)
            yield from shape(line, line.task, page)
    yield from legend(page, width)


def _bands(page: Page, width: float, chosen: str) -> Iterator[Mark]:
    """A panel behind each heading and a hairline under each task, to lead the eye across.

    The chosen task has a panel with an edge.
    """
    for line in page.lines:
        if line.task is None:
            yield Rect(0, line.top + 1, width, HEADING - 3, Paint(fill=Ink.PANEL))
            continue
        if line.task.key == chosen:
            edge = Paint(fill=Ink.PANEL, stroke=Ink.ACCENT, width=0.8)
            yield Rect(0.5, line.top + 0.5, width - 1, ROW - 1, edge)
        else:
            y = line.top + ROW
            yield Path(((0, y), (width, y)), Paint(stroke=Ink.GRID, width=0.4))


def _heads(page: Page) -> Iterator[Mark]:
    base, columns = AXIS_HEIGHT - 5, page.columns
    yield Text(2, base, message("figure.gantt.task"), SMALL, Ink.MUTED)
    if columns.owners:
        yield Text(columns.titles + 6, base, message("figure.gantt.owner"), SMALL, Ink.MUTED)
    x = columns.titles + columns.owners
    for name in ("days", "floats", "slips", "odds"):
        room = getattr(columns, name)
        x += room
        if room:
            said = message(_HEADS[name])
            yield Text(x, base, said, SMALL, Ink.MUTED, anchor=Anchor.END, limit=room - 2)
    end = columns.left - 10
    yield Path(((0, AXIS_HEIGHT), (end, AXIS_HEIGHT)), Paint(stroke=Ink.MIDDLE, width=0.6))


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
    """What, who, how long and how much room to slip; what has moved, and the chance to hold."""
    hit, columns = f"task:{task.key}", page.columns
    bold = page.is_critical(task) or task.kind is TaskKind.MILESTONE
    room = columns.titles - 6
    titles = wrapped(task.title, room, SIZE, 2, bold=bold)
    yield from _lines(4, line, titles, SIZE, bold, hit, room=room)
    if columns.owners:
        room = columns.owners - 8
        owner = wrapped(task.owner, room, SMALL, 2)
        x = columns.titles + 6
        yield from _lines(x, line, owner, SMALL, False, hit, Ink.MUTED, room=room)
    x = columns.titles + columns.owners
    said: Message | None
    for room, (said, ink, strong) in (
        (columns.days, _days(task)),
        (columns.floats, _float(task, page)),
        (columns.slips, _slip(task, page)),
        (columns.odds, _odds(task, page)),
    ):
        x += room
        if room and said is not None:
            base = line.middle + SIZE * 0.35
            yield Text(x, base, said, SIZE, ink, strong, Anchor.END, room - 3, hit)


def _lines(
    x: float,
    line: Line,
    words: Sequence[str],
    size: float,
    bold: bool,
    hit: str,
    ink: Ink = Ink.TEXT,
    *,
    room: float,
) -> Iterator[Mark]:
    """One or two lines of words, centred on the middle of the row."""
    pitch = size * 1.22
    base = line.middle + size * 0.35 - (len(words) - 1) * pitch / 2
    for place, said in enumerate(words):
        yield Text(x, base + place * pitch, said, size, ink, bold, limit=room, hit=hit)


def _days(task: Task) -> tuple[Message | None, Ink, bool]:
    if task.kind is not TaskKind.TASK:
        return None, Ink.TEXT, False
    return message("figure.gantt.n_days", n=task.days), Ink.TEXT, False


def _slip(task: Task, page: Page) -> tuple[Message | None, Ink, bool]:
    """The days since the baseline, with their sign; a task that it lacks is new."""
    beside = page.beside
    if beside is None or task.key not in beside.kept:
        return message("figure.gantt.new"), Ink.MUTED, False
    slip = beside.slips.get(task.key)
    if slip is None or slip.days is None:
        return message("value.unknown"), Ink.MUTED, False
    if slip.days > 0:
        return message("figure.gantt.later", n=slip.days), Ink.TEXT, True
    if slip.days < 0:
        return message("figure.gantt.late", n=-slip.days), Ink.TEXT, False
    return message("figure.gantt.n_days", n=0), Ink.MUTED, False


def _odds(task: Task, page: Page) -> tuple[Message | None, Ink, bool]:
    chance = None if page.beside is None else page.beside.chances.get(task.key)
    if chance is None or chance.holds is None:
        return None, Ink.TEXT, False
    return message("figure.gantt.holds", share=chance.holds), Ink.TEXT, True


def _float(task: Task, page: Page) -> tuple[Message, Ink, bool]:
    span = page.span(task)
    if span is None:
        return message("figure.gantt.unplanned"), Ink.LOST, False
    critical = page.is_critical(task)
    if span.float_days < 0:
        return message("figure.gantt.late", n=-span.float_days), Ink.LOST, critical
    if critical:
        return message("figure.gantt.critical"), Ink.ACCENT, True
    return message("figure.gantt.n_days", n=span.float_days), Ink.MUTED, False
