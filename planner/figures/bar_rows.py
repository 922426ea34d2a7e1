"""What figures of horizontal bars share: the plot, its axis from zero, and its marks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.figures.figure import Anchor, Paint, Path, Rect, Text
from planner.figures.palette import Ink
from planner.figures.scale import LinearScale, nice_top
from planner.messages import Interval, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.figures.figure import Mark
    from planner.messages import Message

NAME_SIZE = 9.0
SMALL = 7.5
BAR = 11.0
GUTTER = 8.0
AXIS = 18.0
_NEED = Paint(stroke=Ink.TEXT, width=1.6)
_SPAN = Paint(stroke=Ink.TEXT, width=0.75)
_OPEN = Paint(stroke=Ink.TEXT, width=0.75, dotted=True)


@dataclass(frozen=True, slots=True)
class Plot:
    """Where bars stand between the names on the left and the labels on the right, in points."""

    width: float
    names: float
    labels: float
    scale: LinearScale

    @property
    def left(self) -> float:
        """Where zero stands."""
        return self.scale.start

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return self.scale.stop

    def rect(self, low: Fraction, high: Fraction | None, middle: float, paint: Paint) -> Rect:
        """A bar from one number to another around ``middle``; None runs to the end of the axis."""
        start = self.scale.clamped(low)
        stop = self.right if high is None else self.scale.clamped(high)
        return Rect(start, middle - BAR / 2, max(stop - start, 0.0), BAR, paint)

    def name(self, said: str, middle: float, hit: str) -> Text:
        """The name of a row, ending before the axis."""
        return Text(
            self.names,
            middle + NAME_SIZE * 0.35,
            said,
            NAME_SIZE,
            Ink.TEXT,
            anchor=Anchor.END,
            limit=self.names,
            hit=hit,
        )

    def need(self, span: Interval, told: Fraction, middle: float) -> Iterator[Mark]:
        """A thin line across the bar at ``told``, and its span; dotted where it has no end."""
        reach = BAR / 2 + 3.5
        at = self.scale.clamped(told)
        if not span.is_exact:
            start = self.scale.clamped(span.low)
            stop = self.right if span.high is None else self.scale.clamped(span.high)
            paint = _OPEN if span.high is None else _SPAN
            yield Path(((start, middle), (stop, middle)), paint)
            ends = (start,) if span.high is None else (start, stop)
            yield from (Path(((x, middle - 3), (x, middle + 3)), _SPAN) for x in ends)
        yield Path(((at, middle - reach), (at, middle + reach)), _NEED)

    def axis(self, top: float, bottom: float) -> Iterator[Mark]:
        """Hairlines at round numbers from zero, with their numbers below."""
        room = max(int((self.right - self.left) // 60), 1)
        for tick in self.scale.ticks(min(room, 6)):
            x = self.scale.at(tick)
            ink = Ink.MUTED if tick == 0 else Ink.GRID
            yield Path(((x, top), (x, bottom)), Paint(stroke=ink, width=0.6))
            yield Text(
                x,
                bottom + 11,
                message("figure.amount", amount=tick),
                SMALL,
                Ink.MUTED,
                anchor=Anchor.MIDDLE,
                limit=60,
            )


def plot(width: float, names: float, labels: float, numbers: Iterable[Fraction]) -> Plot:
    """A plot whose axis runs from zero to a round number above all ``numbers``."""
    top = nice_top(float(max(numbers, default=Fraction(0))))
    scale = LinearScale(0.0, float(top), names + GUTTER, width - labels - GUTTER)
    return Plot(width, names, labels, scale)


def key_row(
    entries: Iterable[tuple[Paint | None, Message]], slot: float | Sequence[float], y: float
) -> Iterator[Mark]:
    """What the marks mean, one in each ``slot`` points, or in slots of their own widths.

    Without paint, the line of the need.
    """
    end = 0.0
    for place, (paint, said) in enumerate(entries):
        x, room = end, slot[place] if isinstance(slot, Sequence) else slot
        end += room
        if paint is None:
            yield Path(((x + 7, y - 5), (x + 7, y + 5)), _NEED)
        else:
            yield Rect(x, y - 4, 14, 8, paint)
        yield Text(x + 19, y + SMALL * 0.35, said, SMALL, Ink.MUTED, limit=room - 23)


def room_for(span: Interval, told: Fraction | None) -> Fraction:
    """How far an axis must go for an interval: a sixth more where it has no end."""
    most = max(span.low, span.high or Fraction(0), told or Fraction(0))
    return most * Fraction(7, 6) if span.high is None else most


def whole(number: Fraction) -> int:
    """The whole number at or above, as leavers are counted."""
    return math.ceil(number)
