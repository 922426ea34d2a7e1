"""From groups of trainings to families: bands as wide as the people sent, dots where unknown."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.flows import condensed, flows
from planner.compute.gap_report import Standing
from planner.compute.gap_sentences import (
    Scope,
    family_name,
    missing_places,
    rounded,
    rounded_span,
)
from planner.figures.bar_rows import NAME_SIZE, SMALL
from planner.figures.figure import Anchor, Figure, Paint, Path, Rect, Text
from planner.figures.flow_layout import Layout, layout, least_height, ordered
from planner.figures.palette import Ink
from planner.messages import Interval, message
from planner.tables.flows import flow_table
from planner.tables.gaps import informative
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.flows import Flow, Receiver, Signature
    from planner.compute.gap_report import GapReport
    from planner.figures.figure import Mark
    from planner.figures.flow_layout import Node
    from planner.messages import Message
    from planner.study import Study

WIDTH = 640.0
#: Groups of trainings drawn; smaller ones stand together.
MOST = 12
HEAD, KEYS = 16.0, 26.0
_NODE, _GUTTER = 9.0, 6.0
_LEFT, _RIGHT = 0.33, 0.27  # shares of the width that names take
_NAMED = 2
_BENDS = 18
_ROOM = 30.0  # points a node, where the height is not given

SENT = Paint(fill=Ink.SCALE_2, stroke=Ink.PAPER, width=0.6)
NODE = Paint(fill=Ink.SCALE_4)
SPARE = Paint(fill=Ink.SCALE_1, stroke=Ink.SCALE_4)
SERVED = Paint(fill=Ink.COVERED)
MISSING = Paint(fill=Ink.LACKING)
POSSIBLE = Paint(stroke=Ink.MUTED, hatch=True)
UNKNOWN = Paint(stroke=Ink.MUTED, hatch=True, dotted=True)
MAYBE = Paint(stroke=Ink.MUTED, width=0.9, dotted=True)
IDLE = Paint(stroke=Ink.GRID, width=0.6)


def flow_diagram(
    study: Study,
    report: GapReport,
    segment: int,
    *,
    width: float = WIDTH,
    height: float | None = None,
) -> Figure:
    """Who serves whom in the segment at place ``segment`` of the report of this study.

    Hits are ``family:<key>`` and ``signature:<n>``, of which :func:`hit_trainings` tells the
    trainings. ``IndexError`` where there is no such segment.
    """
    whole = flows(study, report, segment)
    shown = _shown(whole)
    room = max(least_height(shown), _default(shown) if height is None else height - HEAD - KEYS)
    gap = report.segments[segment]
    scope = Scope(study, gap.level, gap.start, gap.end, report.yields.product)
    years = {"level": gap.level, "start": gap.start, "end": gap.end}
    drawing = _Drawing(study, shown, layout(shown, room), width, room)
    return Figure(
        key=f"flow.{gap.key}",
        width=width,
        height=room + HEAD + KEYS,
        title=_title(whole, scope),
        subtitle=message("figure.flow.subtitle", kind=word(gap.kind), **years),
        marks=tuple(drawing.marks()),
        table=flow_table(study, report, whole),
        sentence=_sentence(whole, scope),
        source=message("figure.flow.source", scenario=report.name),
    )


def hit_trainings(study: Study, report: GapReport, segment: int, hit: str) -> tuple[str, ...]:
    """The keys of the trainings behind a hit of the diagram; none for a hit it has not."""
    kind, _, name = hit.partition(":")
    shown = _shown(flows(study, report, segment))
    if kind == "signature" and name.isdigit() and int(name) < len(shown.signatures):
        return shown.signatures[int(name)].trainings
    if kind == "family":
        held = [f.gap.trainings for f in shown.receivers if f.gap.family == name]
        return held[0] if held else ()
    return ()


def _shown(flow: Flow) -> Flow:
    few = condensed(flow, MOST)
    return replace(few, signatures=ordered(few))


def _default(flow: Flow) -> float:
    return max(_ROOM * max(len(flow.signatures), len(flow.receivers)), 150.0)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A flow on its way to marks: links first, nodes and names over them."""

    study: Study
    flow: Flow
    plan: Layout
    width: float
    room: float

    @property
    def start(self) -> float:
        """Where the nodes of the groups stand."""
        return self.width * _LEFT

    @property
    def stop(self) -> float:
        """Where the nodes of the families stand."""
        return self.width * (1 - _RIGHT) - _NODE

    def marks(self) -> Iterator[Mark]:
        """Headings, links from pale to strong, nodes with their names, what the marks mean."""
        yield from self._headings()
        yield from self._thin_links()
        yield from self._bands()
        for place, group in enumerate(self.flow.signatures):
            yield from self._group(group, self.plan.left[place], f"signature:{place}")
        for family, node in zip(self.flow.receivers, self.plan.right, strict=True):
            yield from self._family(family, node)
        yield from self._keys()

    def _headings(self) -> Iterator[Mark]:
        left, right = message("figure.flow.groups"), message("figure.flow.families")
        y, ink = HEAD - 7, Ink.MUTED
        limit = self.width * _LEFT - _GUTTER
        yield Text(limit, y, left, SMALL, ink, bold=True, anchor=Anchor.END, limit=limit)
        x = self.stop + _NODE + _GUTTER
        yield Text(x, y, right, SMALL, ink, bold=True, limit=self.width - x)

    def _thin_links(self) -> Iterator[Mark]:
        """Links whose people are unknown, dotted, and those that carry nobody, pale."""
        ends = {
            f.gap.family: n.middle
            for f, n in zip(self.flow.receivers, self.plan.right, strict=True)
        }
        for place, group in enumerate(self.flow.signatures):
            node = self.plan.left[place]
            for family in group.families:
                if not group.is_open and family in group.sent:
                    continue
                paint = MAYBE if group.is_open else IDLE
                top = self._open_middle(group, node) if group.is_open else node.middle
                points = _bend(self.start + _NODE, top, self.stop, ends[family])
                yield Path(tuple(self._down(points)), paint, hit=f"signature:{place}")

    def _open_middle(self, group: Signature, node: Node) -> float:
        return (node.top + self.plan.points(group.people.low) + node.bottom) / 2

    def _bands(self) -> Iterator[Mark]:
        """The people sent, from the top of both nodes on, the widest drawn first."""
        left = {place: node.top for place, node in enumerate(self.plan.left)}
        right = {
            f.gap.family: n.top for f, n in zip(self.flow.receivers, self.plan.right, strict=True)
        }
        bands: list[tuple[float, Path]] = []
        for family in right:
            for place, group in enumerate(self.flow.signatures):
                wide = self.plan.points(group.sent.get(family, Fraction(0)))
                if wide:
                    bands.append((wide, self._band(place, family, left, right, wide)))
        yield from (band for _, band in sorted(bands, key=lambda told: -told[0]))

    def _band(
        self, place: int, family: str, left: dict[int, float], right: dict[str, float], wide: float
    ) -> Path:
        """One band; both ends move down by its width."""
        first, last = self.start + _NODE, self.stop
        upper = _bend(first, left[place], last, right[family])
        lower = _bend(first, left[place] + wide, last, right[family] + wide)
        left[place] += wide
        right[family] += wide
        points = (*self._down(upper), *reversed(tuple(self._down(lower))))
        return Path(points, SENT, closed=True, hit=f"signature:{place}")

    def _down(self, points: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, float]]:
        return ((x, y + HEAD) for x, y in points)

    def _group(self, group: Signature, node: Node, hit: str) -> Iterator[Mark]:
        sent = self.plan.points(sum(group.sent.values(), Fraction(0)))
        sure = self.plan.points(group.people.low)
        top = node.top + HEAD
        yield Rect(self.start, top, _NODE, sent, NODE)
        if sure > sent:
            yield Rect(self.start, top + sent, _NODE, sure - sent, SPARE)
        if not group.people.is_exact:
            paint = UNKNOWN if group.people.high is None else POSSIBLE
            yield Rect(self.start, top + sure, _NODE, node.bottom - node.top - sure, paint)
        limit, middle = self.start - _GUTTER, node.middle + HEAD
        told = message("figure.flow.group", n=len(group.trainings), places=_places(group))
        names = self._names(group)
        end = Anchor.END
        yield Text(limit, middle - 1.5, names, NAME_SIZE, Ink.TEXT, anchor=end, limit=limit)
        yield Text(limit, middle + SMALL + 1, told, SMALL, Ink.MUTED, anchor=end, limit=limit)
        tall = max(node.bottom - node.top, 22.0)
        yield Rect(0, middle - tall / 2, self.start + _NODE, tall, Paint(), hit)

    def _names(self, group: Signature) -> Message:
        """The families of a group, the first two named; a group of groups is told as such."""
        if group.merged > 1:
            return message("figure.flow.others", n=group.merged)
        names: list[str | Message] = [family_name(self.study, key) for key in group.families]
        if len(names) == len(self.flow.receivers) > _NAMED:
            return message("figure.flow.all", n=len(names))
        rest = len(names) - _NAMED
        if rest > 0:
            names[_NAMED:] = [message("figure.flow.more", n=rest)]
        return message("figure.flow.names", names=tuple(names))

    def _family(self, family: Receiver, node: Node) -> Iterator[Mark]:
        gap, x, top = family.gap, self.stop, node.top + HEAD
        for low, high, paint in _parts(family):
            start, stop = self.plan.points(low), self.plan.points(high)
            if stop > start:
                yield Rect(x, top + start, _NODE, stop - start, paint)
        left, middle = x + _NODE + _GUTTER, node.middle + HEAD
        room = self.width - left
        known = informative(gap.coverage)
        covered = word(gap.standing) if known is None else message("flow.share", share=known)
        said = message("figure.flow.family", need=rounded_span(gap.need), coverage=covered)
        yield Text(left, middle - 1.5, gap.name, NAME_SIZE, Ink.TEXT, limit=room)
        yield Text(left, middle + SMALL + 1, said, SMALL, Ink.MUTED, limit=room)
        tall = max(node.bottom - node.top, 22.0)
        box = Rect(x, middle - tall / 2, self.width - x, tall, Paint(), f"family:{gap.family}")
        yield box

    def _keys(self) -> Iterator[Mark]:
        """What the marks mean that this figure draws, in slots of a row."""
        groups, families = self.flow.signatures, self.flow.receivers
        drawn = {paint for family in families for low, high, paint in _parts(family) if high > low}
        entries: list[tuple[Paint, Message]] = []
        if any(group.sent for group in groups):
            entries.append((SENT, message("figure.flow.key.sent")))
        if any(group.is_open for group in groups):
            entries.append((MAYBE, message("figure.flow.key.maybe")))
        if any(group.people.low > sum(group.sent.values()) for group in groups):
            entries.append((SPARE, message("figure.flow.key.spare")))
        if MISSING in drawn:
            entries.append((MISSING, message("figure.gaps.key.missing")))
        if POSSIBLE in drawn:
            entries.append((POSSIBLE, message("figure.gaps.key.possible")))
        y = HEAD + self.room + KEYS / 2 + 3
        slot = self.width / max(len(entries), 4)
        for place, (paint, said) in enumerate(entries):
            x = place * slot
            if paint is MAYBE:
                yield Path(((x, y), (x + 14, y)), paint)
            else:
                yield Rect(x, y - 4, 14, 8, paint)
            yield Text(x + 19, y + SMALL * 0.35, said, SMALL, Ink.MUTED, limit=slot - 23)


def _bend(x: float, y: float, end: float, goal: float) -> tuple[tuple[float, float], ...]:
    """A curve that leaves and arrives level, as short straight segments."""
    return tuple(
        (x + (end - x) * t / _BENDS, y + (goal - y) * (1 - math.cos(math.pi * t / _BENDS)) / 2)
        for t in range(_BENDS + 1)
    )


def _parts(family: Receiver) -> tuple[tuple[Fraction, Fraction, Paint], ...]:
    """A family from its top: served for sure, possibly served, surely missing."""
    sure, need = min(family.served, family.need), family.need
    most = need
    if family.gap.standing in {Standing.LACKING, Standing.UNOFFERED}:
        high = family.gap.served.high
        most = need if high is None else max(sure, min(high, need))
    return (Fraction(0), sure, SERVED), (sure, most, POSSIBLE), (most, need, MISSING)


def _places(group: Signature) -> Message:
    if group.unknown and not group.places.low:
        return message("figure.flow.unknown")
    return missing_places(group.places)


def _title(flow: Flow, scope: Scope) -> Message:
    if not flow.receivers:
        return message("figure.gaps.title.no_need", level=scope.level)
    if not flow.signatures:
        return message("figure.flow.title.nobody", level=scope.level)
    unknown = sum(len(group.unknown) for group in flow.signatures)
    total = sum(len(group.trainings) for group in flow.signatures)
    if not flow.sent:
        code = "figure.flow.title.unknown" if unknown else "figure.flow.title.none"
        return message(code, n=total, level=scope.level)
    served = message("gap.people", n=rounded(flow.sent))
    return message("figure.flow.title", n=total, served=served, level=scope.level)


def _sentence(flow: Flow, scope: Scope) -> Message:
    """How many groups serve how many families, what is sure, and whom nobody targets."""
    lone = tuple(family.gap.name for family in flow.receivers if not family.gap.trainings)
    unknown = sum(len(group.unknown) for group in flow.signatures)
    places = "figure.flow.unknown_of" if unknown else "figure.flow.unknown_none"
    told = message(
        "figure.flow.sentence",
        n=sum(len(group.trainings) for group in flow.signatures),
        groups=message("figure.flow.count", n=len(flow.signatures)),
        families=len(flow.receivers),
        unknown=message(places, n=unknown),
        served=rounded_span(Interval.exactly(flow.sent)),
        level=scope.level,
    )
    if not lone:
        return told
    alone = message("figure.flow.lone", n=len(lone), names=lone)
    return message("gap.then", first=told, then=alone)
