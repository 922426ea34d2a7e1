"""The lines over a ladder: declared bridges as arrows, and a way from training to training."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

from planner.figures.figure import Circle, Mark, Paint, Path
from planner.figures.ladder_layout import DOT
from planner.figures.palette import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.ladder import Ladder, Step
    from planner.compute.ladder_cells import Cells
    from planner.compute.ladder_ways import Way
    from planner.figures.ladder_layout import Layout

Point = tuple[float, float]

_RING = Paint(stroke=Ink.ACCENT, width=1.6)
_ALONG = Paint(stroke=Ink.ACCENT, width=1.8, dotted=True)
_TURN = Paint(stroke=Ink.ACCENT, width=0.7)
_BENDS, _BOW, _STUB, _HEAD = 14, 9.0, 11.0, 4.6
_FEW, _THIN = 60, 0.7


def bridge_marks(found: Ladder, cells: Cells, plan: Layout) -> Iterator[Mark]:
    """Each declared bridge as a bowed arrow; a short one where an end stands outside."""
    wide = 1.1 if len(found.bridges) <= _FEW else _THIN
    for step in found.bridges:
        points = _points(step, cells, plan)
        if points:
            yield from arrow(points, wide, f"bridge:{step.bridge}")


def way_marks(way: Way, cells: Cells, plan: Layout) -> Iterator[Mark]:
    """The way over all the rest: dots for inferred steps, arrows for bridges, rings on both."""
    last: Point | None = None
    for step in way.steps:
        start, goal = _ends(step, cells, plan)
        if last is not None and start is not None and last != start:
            yield Path((last, start), _TURN)
        if start is not None and goal is not None:
            if step.bridge:
                yield from arrow(bowed(_edge(start, goal), _edge(goal, start), _BOW), 2.0)
            else:
                yield Path((_edge(start, goal), _edge(goal, start)), _ALONG)
        last = goal
        for point in (start, goal):
            if point is not None:
                yield Circle(*point, DOT + 1.6, _RING)


def arrow(points: tuple[Point, ...], wide: float, hit: str = "") -> Iterator[Mark]:
    """A solid line with a head at its end."""
    (x, y), (left, up) = points[-1], points[-2]
    far = hypot(x - left, y - up) or 1.0
    across, down = (x - left) / far * _HEAD, (y - up) / far * _HEAD
    base = x - across, y - down
    side = down * 0.45, -across * 0.45
    yield Path((*points[:-1], base), Paint(stroke=Ink.ACCENT, width=wide), hit=hit)
    wings = ((base[0] + side[0], base[1] + side[1]), (base[0] - side[0], base[1] - side[1]))
    yield Path(((x, y), *wings), Paint(fill=Ink.ACCENT), closed=True, hit=hit)


def bowed(start: Point, goal: Point, bow: float) -> tuple[Point, ...]:
    """A curve that stands off by ``bow`` points half-way: above a line to the right."""
    across, down = goal[0] - start[0], goal[1] - start[1]
    far = hypot(across, down) or 1.0
    side = down / far * bow, -across / far * bow
    return tuple(
        (
            start[0] + across * t / _BENDS + side[0] * 4 * t * (_BENDS - t) / _BENDS**2,
            start[1] + down * t / _BENDS + side[1] * 4 * t * (_BENDS - t) / _BENDS**2,
        )
        for t in range(_BENDS + 1)
    )


def _points(step: Step, cells: Cells, plan: Layout) -> tuple[Point, ...]:
    start, goal = _ends(step, cells, plan)
    if start is not None and goal is not None:
        return bowed(_edge(start, goal), _edge(goal, start), _BOW)
    if start is not None:
        return (start[0] + DOT, start[1]), (start[0] + DOT + _STUB, start[1] - _STUB / 2)
    if goal is not None:
        return (goal[0], goal[1] - DOT - _STUB), (goal[0], goal[1] - DOT)
    return ()


def _ends(step: Step, cells: Cells, plan: Layout) -> tuple[Point | None, Point | None]:
    """The dots that a step joins, in the row of a shared family where there is one."""
    starts, goals = _dots(step.start, cells, plan), _dots(step.goal, cells, plan)
    common = next((group for group in starts if group in goals), None)
    if common is not None:
        return starts[common], goals[common]
    return next(iter(starts.values()), None), next(iter(goals.values()), None)


def _dots(key: str, cells: Cells, plan: Layout) -> dict[str, Point]:
    """Where a training stands, by group."""
    return {
        spot[0]: (x, y)
        for spot in cells.spots(key)
        for other, x, y in plan.dots(spot, cells.at(*spot))
        if other == key
    }


def _edge(centre: Point, towards: Point) -> Point:
    """The point of a dot's edge that looks towards another point."""
    across, down = towards[0] - centre[0], towards[1] - centre[1]
    far = hypot(across, down) or 1.0
    reach = DOT + 0.8
    return centre[0] + across / far * reach, centre[1] + down / far * reach
