"""Labels that stand beside what they name without covering one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.figures.figure import Anchor, Paint, Path, Text
from planner.figures.lettering import Box, estimated_width
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.figures.figure import Mark
    from planner.messages import Message

_ASCENT, _DESCENT = 0.76, 0.24  # of the size, of the letters that names are made of
_GAP = 2.5
_FAR_STEPS = 7
_STONES = 10
_TRIES = 5
_LEADER_FROM = 9.0  # points between a disc and its label from which a line joins them


@dataclass(frozen=True, slots=True)
class Label:
    """A name to place around a disc; ``longest`` is what it is measured by.

    ``reach`` is how far from the disc it may go, in points. A label without a disc stands over its
    centre where it can.
    """

    said: Message
    longest: str
    size: float
    ink: Ink
    centre: tuple[float, float]
    radius: float
    hit: str = ""
    reach: float = 46.0


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place that a label could take: its anchor, baseline and box, and how far it stands."""

    x: float
    y: float
    anchor: Anchor
    box: Box
    distance: float


def place_labels(labels: Iterable[Label], obstacles: Iterable[Box], page: Box) -> Iterator[Mark]:
    """The labels, first come first served, each where it covers nothing already there.

    A label goes right, left, above or below its disc, then around it, then further out with a
    hairline. Where one that answers a click finds no free place within its reach, it is placed
    before all others and they look anew, a few times; what then still finds none is left out: no
    word covers another.
    """
    order, taken = list(labels), list(obstacles)
    best: list[Mark] = []
    fewest = len(order) + 1
    for _ in range(_TRIES):
        marks, left_out = _placed(order, taken, page)
        missing = [label for label in left_out if label.hit]
        if len(missing) < fewest:
            best, fewest = marks, len(missing)
        if not missing:
            break
        order = [*missing, *(label for label in order if label not in missing)]
    yield from best


def _placed(
    labels: Iterable[Label], obstacles: Iterable[Box], page: Box
) -> tuple[list[Mark], list[Label]]:
    """The marks of the labels that find a place in this order, and the labels that find none."""
    marks: list[Mark] = []
    left_out: list[Label] = []
    taken = list(obstacles)
    for label in labels:
        spot = next((s for s in _spots(label) if _is_free(label, s, taken, page)), None)
        if spot is None:
            left_out.append(label)
            continue
        taken.append(spot.box)
        if _is_led(label, spot):
            line = _leader(label, spot)
            taken += _stones(line)
            marks.append(line)
        marks.append(
            Text(
                spot.x,
                spot.y,
                label.said,
                label.size,
                label.ink,
                False,
                spot.anchor,
                None,
                label.hit,
            )
        )
    return marks, left_out


def _is_free(label: Label, spot: _Spot, taken: list[Box], page: Box) -> bool:
    """True where neither the words nor the line that leads to them cover anything."""
    if not spot.box.is_within(page) or spot.box.meets(taken):
        return False
    stones = _stones(_leader(label, spot)) if _is_led(label, spot) else []
    return not any(stone.meets(taken) for stone in stones)


def _is_led(label: Label, spot: _Spot) -> bool:
    return bool(label.hit) and spot.distance > _LEADER_FROM


def _stones(line: Path) -> list[Box]:
    """Small boxes along a line, but for its two ends."""
    (x, y), (right, down) = line.points
    steps = [place / _STONES for place in range(2, _STONES)]
    spots = [(x + (right - x) * step, y + (down - y) * step) for step in steps]
    return [Box(a - 0.6, b - 0.6, a + 0.6, b + 0.6) for a, b in spots]


def _spots(label: Label) -> Iterator[_Spot]:
    """Places by growing distance; at each, the sides that read best come first."""
    wide = estimated_width(label.longest, label.size) * 1.03 + 1
    if not label.radius:
        x, y = label.centre[0], label.centre[1] + (_ASCENT - _DESCENT) / 2 * label.size
        yield _Spot(x, y, Anchor.MIDDLE, _box(label, wide, x, y, Anchor.MIDDLE), 0.0)
    for step in range(_FAR_STEPS):
        distance = _GAP + step * label.reach / _FAR_STEPS
        yield from _ring(label, wide, distance)


def _ring(label: Label, wide: float, distance: float) -> Iterator[_Spot]:
    out = label.radius + distance
    slant = label.radius * 0.72 + distance
    middle = (_ASCENT - _DESCENT) / 2 * label.size
    rise, fall = -_DESCENT * label.size, _ASCENT * label.size
    for right, down, anchor in (
        (out, middle, Anchor.START),
        (-out, middle, Anchor.END),
        (0.0, rise - out, Anchor.MIDDLE),
        (0.0, fall + out, Anchor.MIDDLE),
        (slant, rise - slant + label.size / 2, Anchor.START),
        (slant, fall + slant - label.size / 2, Anchor.START),
        (-slant, rise - slant + label.size / 2, Anchor.END),
        (-slant, fall + slant - label.size / 2, Anchor.END),
    ):
        x, y = label.centre[0] + right, label.centre[1] + down
        yield _Spot(x, y, anchor, _box(label, wide, x, y, anchor), distance)


def _box(label: Label, wide: float, x: float, y: float, anchor: Anchor) -> Box:
    left = {Anchor.START: x, Anchor.MIDDLE: x - wide / 2, Anchor.END: x - wide}[anchor]
    return Box(left, y - _ASCENT * label.size, left + wide, y + _DESCENT * label.size)


def _leader(label: Label, spot: _Spot) -> Path:
    """From the edge of the disc to the nearest edge of the label."""
    x = min(max(label.centre[0], spot.box.left), spot.box.right)
    y = min(max(label.centre[1], spot.box.top), spot.box.bottom)
    across, down = x - label.centre[0], y - label.centre[1]
    far = max((across**2 + down**2) ** 0.5, 0.01)
    share = label.radius / far
    start = label.centre[0] + across * share, label.centre[1] + down * share
    return Path((start, (x, y)), Paint(stroke=Ink.MUTED, width=0.5))
