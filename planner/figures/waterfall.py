"""Why one figure changed between two editions: steps from the former to the later one.

One panel an end. What helps is filled, what harms is hollow with a thick edge, so that they are
told apart in black and white; what is not known is hatched and says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from planner.editions.decomposition import Group, Measure
from planner.figures.bar_rows import GUTTER, NAME_SIZE, SMALL
from planner.figures.figure import Anchor, Figure, Paint, Path, Rect, Text
from planner.figures.palette import Ink
from planner.figures.scale import LinearScale, nice_ticks
from planner.messages import message
from planner.tables.decomposition import (
    as_shown,
    decomposition_sentence,
    line_table,
    scope_name,
    signed,
    word_of_end,
)
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.editions.decomposition import Change, Decomposition, Line
    from planner.figures.figure import Mark
    from planner.messages import Message

WIDTH = 640.0
ROW = 17.0
HEAD = 22.0
FOOT = 20.0
BAR = 10.0
_NAMES, _LABELS = 0.22, 0.2  # shares of the width
_STEPS = len(Group) + 2
_PANEL = HEAD + _STEPS * ROW + FOOT

WHOLE = Paint(fill=Ink.MIDDLE)
HELPS = Paint(fill=Ink.COVERED)
HARMS = Paint(stroke=Ink.LACKING, width=1.6)
NOT_KNOWN = Paint(stroke=Ink.MUTED, width=0.5, hatch=True, dotted=True)
_THREAD = Paint(stroke=Ink.MUTED, width=0.6)


def waterfall(made: Decomposition, line: Line, *, width: float = WIDTH) -> Figure:
    """The change of one line of a decomposition, at its worst end, then at its best one.

    A click on a step means ``group:<group>``.
    """
    scale = _scale(line, width)
    marks = (
        *_panel(_Panel(line.worst, "worst", line.measure, scale, width), 0.0),
        *_panel(_Panel(line.best, "best", line.measure, scale, width), _PANEL),
    )
    return Figure(
        key=f"waterfall.{line.scope.key}.{line.measure}",
        width=width,
        height=2 * _PANEL,
        title=_title(line),
        subtitle=message(f"figure.waterfall.subtitle.{line.measure}", scope=scope_name(line.scope)),
        marks=marks,
        table=line_table(made, line),
        sentence=decomposition_sentence(line),
        source=message("figure.waterfall.source", scenario=made.name),
    )


@dataclass(frozen=True, slots=True)
class _Panel:
    """One end on its way to marks."""

    change: Change
    end: str
    measure: Measure
    scale: LinearScale
    width: float


def _title(line: Line) -> Message:
    change = line.worst
    if change.total is None or change.before is None or change.after is None:
        return message(f"figure.waterfall.title.{line.measure}.unknown")
    values = {
        "before": as_shown(change.before, line.measure),
        "after": as_shown(change.after, line.measure),
    }
    known = [(group, part) for group, part in change.parts.items() if part]
    if not known:
        return message(f"figure.waterfall.title.{line.measure}.same", **values)
    way = change.total or Fraction(1)
    along = [one for one in known if one[1] * way > 0] or known
    group, _ = max(along, key=lambda one: abs(one[1]))
    return message(f"figure.waterfall.title.{line.measure}", group=word(group), **values)


def _scale(line: Line, width: float) -> LinearScale:
    """From zero, or below where steps go there, to the farthest that any step goes."""
    reached = [Fraction(0)]
    for change in (line.worst, line.best):
        reached += [figure for figure in (change.before, change.after) if figure is not None]
        reached += _reached(change)
    if line.measure is Measure.COVERAGE:
        reached.append(Fraction(1))
    low, high = min(reached), max(reached)
    high = high if high > low else low + 1
    start, stop = width * _NAMES + GUTTER, width * (1 - _LABELS) - GUTTER
    return LinearScale(float(low), float(high), start, stop)


def _reached(change: Change) -> list[Fraction]:
    """Where each step ends; nothing where a step is not known."""
    parts = [change.parts[group] for group in Group]
    known = [part for part in parts if part is not None]
    if change.before is None or len(known) < len(parts):
        return []
    return list(accumulate(known, initial=change.before))


def _panel(panel: _Panel, y: float) -> Iterator[Mark]:
    yield Text(0, y + HEAD - 8, word_of_end(panel.end), NAME_SIZE, Ink.TEXT, bold=True,
               limit=panel.width * _NAMES)  # fmt: skip
    if panel.change.why is not None:
        x = panel.scale.start
        yield Text(x, y + HEAD - 8, panel.change.why, SMALL, Ink.MUTED, limit=panel.width - x)
    top = y + HEAD
    bottom = top + _STEPS * ROW
    yield from _axis(panel, top, bottom)
    yield from _whole(panel, panel.change.before, "before", top + ROW / 2)
    reached = _reached(panel.change)
    for place, group in enumerate(Group):
        middle = top + ROW * (place + 1.5)
        span = (reached[place], reached[place + 1]) if reached else None
        yield from _step(panel, group, span, middle)
    yield from _whole(panel, panel.change.after, "after", bottom - ROW / 2)


def _axis(panel: _Panel, top: float, bottom: float) -> Iterator[Mark]:
    scale = panel.scale
    for tick in nice_ticks(scale.low, scale.high, 5):
        x = scale.at(tick)
        ink = Ink.GRID if tick else Ink.MUTED
        yield Path(((x, top), (x, bottom)), Paint(stroke=ink, width=0.6))
        said = message("figure.amount", amount=tick)
        if panel.measure is Measure.COVERAGE:
            said = message("figure.share", share=tick)
        yield Text(x, bottom + 11, said, SMALL, Ink.MUTED, anchor=Anchor.MIDDLE, limit=60)


def _whole(panel: _Panel, figure: Fraction | None, code: str, middle: float) -> Iterator[Mark]:
    """The figure of one edition as a bar from zero."""
    yield _name(panel, message(f"table.decomposition.{code}"), middle, bold=True)
    if figure is None:
        yield from _unknown(panel, middle)
        return
    yield from _bar(panel.scale, Fraction(0), figure, middle, WHOLE)
    yield _label(panel, as_shown(figure, panel.measure), middle, bold=True)


def _step(
    panel: _Panel, group: Group, span: tuple[Fraction, Fraction] | None, middle: float
) -> Iterator[Mark]:
    """What one group has of the change, from where the last step ended."""
    part = panel.change.parts[group]
    yield _name(panel, word(group), middle)
    if part is None:
        yield from _unknown(panel, middle)
    else:
        if span is not None:
            yield from _bar(panel.scale, *span, middle, _paint(part, panel.measure))
        yield _label(panel, signed(part, panel.measure), middle)
    row = Rect(0, middle - ROW / 2, panel.width, ROW, Paint(), f"group:{group}")
    yield row


def _paint(part: Fraction, measure: Measure) -> Paint:
    """More coverage helps, and so does a smaller shortfall."""
    return HELPS if (part > 0) is (measure is Measure.COVERAGE) else HARMS


def _bar(
    scale: LinearScale, start: Fraction, stop: Fraction, middle: float, paint: Paint
) -> Iterator[Mark]:
    """A bar between two figures, and a thread down from where it ends."""
    left, right = sorted((scale.at(start), scale.at(stop)))
    if right > left:
        yield Rect(left, middle - BAR / 2, right - left, BAR, paint)
    x = scale.at(stop)
    yield Path(((x, middle - BAR / 2), (x, middle + ROW / 2)), _THREAD)


def _unknown(panel: _Panel, middle: float) -> Iterator[Mark]:
    scale = panel.scale
    yield Rect(scale.start, middle - BAR / 2, scale.stop - scale.start, BAR, NOT_KNOWN)
    yield _label(panel, message("value.unknown"), middle)


def _name(panel: _Panel, said: Message, middle: float, *, bold: bool = False) -> Text:
    end = panel.width * _NAMES
    return Text(end, middle + SMALL * 0.35, said, SMALL, Ink.TEXT, bold, Anchor.END, end)


def _label(panel: _Panel, said: Message, middle: float, *, bold: bool = False) -> Text:
    room = panel.width * _LABELS
    return Text(panel.width - room, middle + SMALL * 0.35, said, SMALL, Ink.TEXT, bold, limit=room)
