"""What a Gantt page draws in time: bars, diamonds, deadlines, and what waits for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.figures.figure import Anchor, Mark, Paint, Path, Rect, Text
from planner.figures.gantt_axis import HEIGHT as AXIS_HEIGHT
from planner.figures.gantt_page import LEGEND_LINE, ROW, Line, Page
from planner.figures.lettering import estimated_width
from planner.figures.palette import Ink
from planner.messages import Message, message
from planner.vocab import Nature, TaskKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.compute.schedule import Planned
    from planner.study import Task

SMALL = 7.0
CRITICAL_BAR, BAR = 11.0, 7.0
DIAMOND, CRITICAL_DIAMOND = 4.6, 5.8
#: A thin bar for the baseline, so far under the middle of the line.
KEPT_BAR, KEPT_BELOW = 2.4, 8.0
#: Points that a sign of the legend takes with its name, at least.
_LEGEND_STEP = 100.0
_NAMES = ("task", "critical_task", "milestone", "critical_milestone", "due", "other_due", "link")
#: What dates are measured by, before they are said.
_LONGEST_DATE = "30 sept. 2020"
_LONGEST_DATES = "30 sept. 2020 · échéance 30 sept. 2020"


def shape(line: Line, task: Task, page: Page) -> Iterator[Mark]:
    """The bar or the diamond of a task, its deadline and its dates; nothing without dates."""
    span = page.span(task)
    if span is None:
        return
    if task.kind is TaskKind.MILESTONE:
        yield from _milestone(line, task, span, page)
        return
    start, end = page.scale.place(span.earliest_start), page.scale.place(span.earliest_finish)
    tall = CRITICAL_BAR if page.is_critical(task) else BAR
    wide = max(end - start, 1.5)
    hit = f"task:{task.key}"
    yield Rect(start, line.middle - tall / 2, wide, tall, _paint(page.is_critical(task)), hit, 1.5)
    if task.due is not None:
        yield from _due(line, task, task.due, span, page)
        yield from _dates(line, task, span, page, end)


def kept_shape(line: Line, task: Task, page: Page) -> Iterator[Mark]:
    """Where the baseline put a task: a thin bar under it, or a mark at the edge of the axis."""
    row = None if page.beside is None else page.beside.kept.get(task.key)
    if row is None or row.start is None or row.finish is None:
        return
    y, hit, scale = line.middle + KEPT_BELOW, f"task:{task.key}", page.scale
    if row.finish < scale.first or row.start >= scale.last:
        yield from _kept_beyond(y, hit, page, is_before=row.finish < scale.first)
        return
    start, end = scale.place(row.start), scale.place(row.finish)
    yield Rect(start, y, max(end - start, KEPT_BAR), KEPT_BAR, Paint(fill=Ink.MUTED), hit)


def _kept_beyond(y: float, hit: str, page: Page, *, is_before: bool) -> Iterator[Mark]:
    """A small head that points to where the baseline lies, off the axis."""
    x, way = (page.scale.left + 1, 1) if is_before else (page.scale.right - 1, -1)
    points = ((x, y + 1.2), (x + 4.5 * way, y - 1.2), (x + 4.5 * way, y + 3.6))
    yield Path(points, Paint(fill=Ink.MUTED), closed=True, hit=hit)


def today_line(page: Page) -> Iterator[Mark]:
    """A dotted line on the day of the outlook, where the axis holds it."""
    beside, scale = page.beside, page.scale
    if beside is None or not scale.first <= beside.today < scale.last:
        return
    x = scale.place(beside.today)
    line = ((x, AXIS_HEIGHT), (x, page.bottom))
    yield Path(line, Paint(stroke=Ink.CHECK, width=1.1, dotted=True))


def _paint(critical: bool) -> Paint:
    if critical:
        return Paint(fill=Ink.ACCENT, stroke=Ink.ACCENT, width=0.8)
    return Paint(fill=Ink.SCALE_2, stroke=Ink.SCALE_4, width=0.6)


def _milestone(line: Line, task: Task, span: Planned, page: Page) -> Iterator[Mark]:
    x, critical = page.scale.place(span.earliest_finish), page.is_critical(task)
    yield from _diamond(x, line.middle, critical, f"task:{task.key}")
    if task.due is not None:
        yield from _due(line, task, task.due, span, page)
    yield from _dates(line, task, span, page, x + DIAMOND)


def _diamond(x: float, y: float, critical: bool, hit: str = "") -> Iterator[Mark]:
    r = CRITICAL_DIAMOND if critical else DIAMOND
    points = ((x, y - r), (x + r, y), (x, y + r), (x - r, y))
    yield Path(points, _paint(critical), closed=True, hit=hit)


def _due(line: Line, task: Task, due: date, span: Planned, page: Page) -> Iterator[Mark]:
    """A post on the day that was promised; its pennant is hollow where nobody published it."""
    ink = Ink.LOST if span.earliest_finish > due else Ink.TEXT
    published = task.source.nature is Nature.PUBLISHED
    yield from _post(page.scale.place(due), line.middle, ink, published=published)


def _post(x: float, middle: float, ink: Ink, *, published: bool) -> Iterator[Mark]:
    top, bottom = middle - 8.0, middle + 8.0
    yield Path(((x, top), (x, bottom)), Paint(stroke=ink, width=0.9))
    pennant = ((x, top), (x + 4.5, top + 2.2), (x, top + 4.4))
    paint = Paint(fill=ink) if published else Paint(Ink.PAPER, ink, 0.7)
    yield Path(pennant, paint, closed=True)


def _dates(line: Line, task: Task, span: Planned, page: Page, end: float) -> Iterator[Mark]:
    """When it is planned and when it is due, beside the shape, on a ground of paper."""
    late = task.due is not None and span.earliest_finish > task.due
    start = page.scale.place(span.earliest_start) - DIAMOND
    post = end if task.due is None else page.scale.place(task.due)
    wide = estimated_width(_LONGEST_DATES if task.due else _LONGEST_DATE, SMALL)
    x, room, anchor = _beside(page, (start, end, post), wide)
    ground = x - 1 if anchor is Anchor.START else x - min(wide, room) - 1
    yield Rect(ground, line.middle - 5, min(wide, room) + 2, 10, Paint(fill=Ink.PAPER))
    ink, base = Ink.LOST if late else Ink.TEXT, line.middle + SMALL * 0.35
    hit = f"task:{task.key}"
    yield Text(x, base, _dated(task, span), SMALL, ink, anchor=anchor, limit=room, hit=hit)


def _beside(
    page: Page, shape: tuple[float, float, float], wide: float
) -> tuple[float, float, Anchor]:
    """Where words go: right of all, else left, else before the deadline, else where most fits."""
    start, end, post = shape
    right, left = max(end, post) + 6, min(start, post) - 6
    places = (
        (right, page.scale.right - right, Anchor.START),
        (left, left - page.scale.left, Anchor.END),
        (end + 6, post - end - 10, Anchor.START),
    )
    fitting = (place for place in places if place[1] >= wide)
    return next(fitting, max(places, key=lambda place: place[1]))


def _dated(task: Task, span: Planned) -> Message:
    on = span.earliest_finish
    if task.due is None:
        return message("figure.gantt.on", on=on)
    if task.kind is TaskKind.MILESTONE:
        return message("figure.gantt.on_due", on=on, due=task.due)
    return message("figure.gantt.due", due=task.due)


def links(page: Page) -> Iterator[Mark]:
    """What waits for what, from the end of one to the beginning of the other, on this page."""
    lines = {line.task.key: line for line in page.lines if line.task is not None}
    for line in page.lines:
        for key in line.task.after if line.task is not None else ():
            before = lines.get(key)
            if before is not None:
                yield from _link(before, line, page)


def _link(before: Line, line: Line, page: Page) -> Iterator[Mark]:
    first, second = before.task, line.task
    spans = [page.span(task) if task is not None else None for task in (first, second)]
    if first is None or second is None or spans[0] is None or spans[1] is None:
        return
    start = page.scale.place(spans[0].earliest_finish)
    end = page.scale.place(spans[1].earliest_start)
    critical = page.is_critical(first) and page.is_critical(second)
    ink, width = (Ink.ACCENT, 1.1) if critical else (Ink.MUTED, 0.6)
    pen = Paint(stroke=ink, width=width)
    out = start if first.kind is TaskKind.MILESTONE else start - 2.5
    downwards = 1 if line.top > before.top else -1
    if end - out >= 9:
        tip = end - (DIAMOND if second.kind is TaskKind.MILESTONE else 0.5)
        yield Path(((out, before.middle), (out, line.middle), (tip, line.middle)), pen)
        yield _arrow(tip, line.middle, 1, 0, ink)
        return
    into = end if second.kind is TaskKind.MILESTONE else end + 2.5
    reach = _half_height(second, page)
    tip = line.middle - downwards * (reach + 0.4)
    turn = line.middle - downwards * (ROW / 2 + 0.5)
    points = ((out, before.middle), (out, turn), (into, turn), (into, tip))
    yield Path(points, pen)
    yield _arrow(into, tip, 0, downwards, ink)


def _half_height(task: Task, page: Page) -> float:
    critical = page.is_critical(task)
    if task.kind is TaskKind.MILESTONE:
        return CRITICAL_DIAMOND if critical else DIAMOND
    return (CRITICAL_BAR if critical else BAR) / 2


def _arrow(x: float, y: float, right: int, down: int, ink: Ink) -> Path:
    """A head whose tip stands at (x, y)."""
    back, half = 3.4, 1.8
    points = (
        (x, y),
        (x - back * right - half * down, y - back * down - half * right),
        (x - back * right + half * down, y - back * down + half * right),
    )
    return Path(points, Paint(fill=ink), closed=True)


def legend(page: Page, width: float) -> Iterator[Mark]:
    """The signs of the figure, each beside its name, on as many columns as have room."""
    names = legend_names(page)
    across = len(names) if width >= _LEGEND_STEP * len(names) else max(int(width / _LEGEND_STEP), 1)
    step = width / across
    for place, name in enumerate(names):
        x = place % across * step + 4
        y = page.bottom + 18 + place // across * LEGEND_LINE
        yield from _sign(name, x, y - 2.5)
        said = message(f"figure.gantt.legend.{name}")
        yield Text(x + 24, y, said, 7.5, Ink.MUTED, limit=step - 30)


def legend_lines(page: Page, width: float) -> int:
    """How many lines the legend of a page takes."""
    names = len(legend_names(page))
    if width >= _LEGEND_STEP * names:
        return 1
    return -(-names // max(int(width / _LEGEND_STEP), 1))


def legend_names(page: Page) -> tuple[str, ...]:
    """The signs that a page explains."""
    beside = page.beside
    if beside is None:
        return _NAMES
    kept = ("baseline",) if beside.baseline is not None else ()
    is_seen = page.scale.first <= beside.today < page.scale.last
    return (*_NAMES, *kept, *(("today",) if is_seen else ()))


def _sign(name: str, x: float, y: float) -> Iterator[Mark]:
    critical = name.startswith("critical")
    if name.endswith("task"):
        tall = CRITICAL_BAR if critical else BAR
        yield Rect(x, y - tall / 2, 20, tall, _paint(critical), "", 1.5)
    elif name.endswith("milestone"):
        yield from _diamond(x + 12, y, critical)
    elif name.endswith("due"):
        yield from _post(x + 12, y, Ink.TEXT, published=name == "due")
    elif name == "baseline":
        yield Rect(x, y - 1, 20, KEPT_BAR, Paint(fill=Ink.MUTED))
    elif name == "today":
        line = ((x + 12, y - 7), (x + 12, y + 6))
        yield Path(line, Paint(stroke=Ink.CHECK, width=1.1, dotted=True))
    else:
        yield Path(((x + 2, y - 4), (x + 2, y), (x + 18, y)), Paint(stroke=Ink.MUTED, width=0.6))
        yield _arrow(x + 18, y, 1, 0, Ink.MUTED)
