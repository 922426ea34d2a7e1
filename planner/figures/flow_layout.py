"""Where the groups and the families of a flow diagram stand, on one scale for both sides."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.flows import Flow, Signature

#: The least room of a node with its two lines of text, and what is left free under each.
SLOT, FREE = 25.0, 7.0
#: What stands for places that nothing bounds; the same for all, it measures nothing.
OPEN = 9.0
_ROUNDS = 40


@dataclass(frozen=True, slots=True)
class Node:
    """A node from ``top`` on: ``tall`` points for its people, ``tail`` for unbounded ones."""

    top: float
    tall: float
    tail: float

    @property
    def bottom(self) -> float:
        """Where the node ends."""
        return self.top + self.tall + self.tail

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The nodes of both sides; ``scale`` is points a person."""

    scale: float
    left: tuple[Node, ...]
    right: tuple[Node, ...]

    def points(self, people: Fraction) -> float:
        """How tall so many people are."""
        return float(people) * self.scale


def layout(flow: Flow, height: float) -> Layout:
    """Both columns of nodes within ``height`` points, people on the largest scale that fits."""
    left = [
        (_measured(group), 0.0 if group.people.high is not None else OPEN)
        for group in flow.signatures
    ]
    right = [(family.need, 0.0) for family in flow.receivers]
    low, high = 0.0, height
    for _ in range(_ROUNDS):
        scale = (low + high) / 2
        fits = max(_total(left, scale), _total(right, scale)) <= height
        low, high = (scale, high) if fits else (low, scale)
    return Layout(low, tuple(_stacked(left, low, height)), tuple(_stacked(right, low, height)))


def least_height(flow: Flow) -> float:
    """The height that the texts of the longer side need."""
    return SLOT * max(len(flow.signatures), len(flow.receivers), 1)


def ordered(flow: Flow) -> tuple[Signature, ...]:
    """The groups by the mean place of their families, so that few links cross; the merged last."""
    place = {family.gap.family: n for n, family in enumerate(flow.receivers)}

    def mean(group: Signature) -> tuple[bool, Fraction, int]:
        places = [place[family] for family in group.families]
        return group.merged > 1, Fraction(sum(places), len(places)), len(places)

    return tuple(sorted(flow.signatures, key=mean))


def _measured(group: Signature) -> Fraction:
    return group.people.low if group.people.high is None else group.people.high


def _slot(people: Fraction, tail: float, scale: float) -> float:
    return max(SLOT, float(people) * scale + tail + FREE)


def _total(nodes: Sequence[tuple[Fraction, float]], scale: float) -> float:
    return sum(_slot(people, tail, scale) for people, tail in nodes)


def _stacked(
    nodes: Sequence[tuple[Fraction, float]], scale: float, height: float
) -> Iterator[Node]:
    """The nodes from top to bottom, what is left of the height shared between them."""
    spare = (height - _total(nodes, scale)) / max(len(nodes), 1)
    y = 0.0
    for people, tail in nodes:
        room = _slot(people, tail, scale) + spare
        tall = float(people) * scale
        yield Node(y + (room - tall - tail) / 2, tall, tail)
        y += room
