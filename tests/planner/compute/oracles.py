"""Random segments, and second methods that share no code with the computation under test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Quantity = int | Fraction


def targets(names: str) -> frozenset[str]:
    """The families of one letter each that ``names`` spells."""
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Segment:
    """Trainings one by one, before any grouping, and needs by family."""

    trainings: tuple[tuple[frozenset[str], Quantity], ...]
    needs: Mapping[str, Quantity]

    @property
    def capacities(self) -> dict[frozenset[str], Quantity]:
        """Places by signature."""
        places: dict[frozenset[str], Quantity] = {}
        for signature, capacity in self.trainings:
            places[signature] = places.get(signature, 0) + capacity
        return places


def segments(
    *, families: int = 5, most: int = 12, rational: bool = False
) -> st.SearchStrategy[Segment]:
    """Segments of up to ``families`` families and 8 trainings, numbers from 0 to ``most``."""
    names = "ABCDEF"[:families]
    numbers: st.SearchStrategy[Quantity] = st.integers(0, most)
    if rational:
        numbers = st.builds(Fraction, numbers, st.integers(1, 6))
    signatures = st.frozensets(st.sampled_from(names), min_size=0, max_size=families)
    return st.builds(
        Segment,
        st.lists(st.tuples(signatures, numbers), max_size=8).map(tuple),
        st.dictionaries(st.sampled_from(names), numbers, min_size=1),
    )


def maximum_flow(
    trainings: Iterable[tuple[frozenset[str], Quantity]], demands: Mapping[str, Quantity]
) -> Fraction:
    """People that can be served at most, by networkx on the full graph in whole units."""
    trainings = list(trainings)
    numbers = [capacity for _, capacity in trainings] + list(demands.values())
    scale = math.lcm(*(number.denominator for number in numbers))
    graph: nx.DiGraph[object] = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for i, (signature, capacity) in enumerate(trainings):
        graph.add_edge("source", i, capacity=int(capacity * scale))
        graph.add_edges_from((i, ("family", family)) for family in signature)
    for family, demand in demands.items():
        graph.add_edge(("family", family), "sink", capacity=int(demand * scale))
    return Fraction(int(nx.maximum_flow_value(graph, "source", "sink")), scale)


def is_achievable(segment: Segment, people: Mapping[str, Quantity]) -> bool:
    """True where the trainings can serve ``people``, family by family."""
    return maximum_flow(segment.trainings, people) == sum(people.values())


def subsets(families: Iterable[str]) -> Iterator[frozenset[str]]:
    """All the subsets of ``families``, the empty one first."""
    names = sorted(families)
    for size in range(len(names) + 1):
        yield from map(frozenset, combinations(names, size))


def reach(segment: Segment, families: frozenset[str]) -> Quantity:
    """Places of the trainings that target one family at least."""
    return sum(capacity for signature, capacity in segment.trainings if signature & families)


def gap(segment: Segment, families: frozenset[str]) -> Quantity:
    """People of ``families`` beyond the places that can reach them; below 0 where places spare."""
    return sum(segment.needs.get(family, 0) for family in families) - reach(segment, families)


def fair_ratios(segment: Segment) -> dict[str, Fraction]:
    """The fair coverage by its definition: all sets, one by one, a round at a time."""
    ratios: dict[str, Fraction] = {}
    left = {family: need for family, need in segment.needs.items() if need > 0}
    trainings = segment.trainings
    while left:
        current = Segment(trainings, dict(left))
        worst = {
            families: Fraction(reach(current, families)) / sum(left[family] for family in families)
            for families in subsets(left)
            if families
        }
        lowest = min(worst.values())
        chosen = frozenset[str]().union(*(s for s, ratio in worst.items() if ratio == lowest))
        ratios.update(dict.fromkeys(chosen, min(lowest, Fraction(1))))
        left = {family: need for family, need in left.items() if family not in chosen}
        trainings = tuple(pair for pair in trainings if not pair[0] & chosen)
    return ratios
