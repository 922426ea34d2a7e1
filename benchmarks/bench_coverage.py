"""Fair coverage against a maximum flow over the graph of all trainings."""

from __future__ import annotations

import random
from collections import Counter

import networkx

from benchmarks.figures import Figure, seconds, shown
from planner.compute.coverage import fair_coverage

FAMILIES = tuple(f"f{n:02d}" for n in range(12))
PEERED = (80, 1_000, 10_000)
ALONE = (100_000, 1_000_000)


def trainings(count: int) -> list[tuple[frozenset[str], int]]:
    """Reproducible trainings: up to four of the twelve families, 5 to 40 places each."""
    dice = random.Random(2019)
    return [
        (frozenset(dice.sample(FAMILIES, dice.randint(1, 4))), dice.randint(5, 40))
        for _ in range(count)
    ]


def aggregated(offer: list[tuple[frozenset[str], int]]) -> dict[frozenset[str], int]:
    """Places by signature: the reading of the trainings counts as part of our time."""
    places: Counter[frozenset[str]] = Counter()
    for signature, seats in offer:
        places[signature] += seats
    return dict(places)


def needs(count: int) -> dict[str, int]:
    """A need of about the places on offer, unevenly spread."""
    return {family: count * (n % 5 + 1) * 7 // 12 for n, family in enumerate(FAMILIES)}


def graph(offer: list[tuple[frozenset[str], int]], asked: dict[str, int]) -> networkx.DiGraph:
    """Source to trainings to families to sink, a node a training."""
    flow = networkx.DiGraph()
    for place, (signature, seats) in enumerate(offer):
        flow.add_edge("source", place, capacity=seats)
        for family in signature:
            flow.add_edge(place, family, capacity=seats)
    for family, people in asked.items():
        flow.add_edge(family, "sink", capacity=people)
    return flow


def measure() -> list[Figure]:
    """Figures at 80, 1 000 and 10 000 trainings beside networkx, and beyond alone."""
    return [*map(_beside_flow, PEERED), *map(_alone, ALONE)]


def _beside_flow(count: int) -> Figure:
    offer, asked = trainings(count), needs(count)
    flow = graph(offer, asked)
    total = networkx.maximum_flow_value(flow, "source", "sink")
    served = sum(fair_coverage(aggregated(offer), asked).served.values())
    if served != total:
        raise AssertionError(f"{count} trainings: {served} served, {total} in the maximum flow")
    ours = seconds(lambda: fair_coverage(aggregated(offer), asked), runs=25)
    theirs = seconds(lambda: networkx.maximum_flow_value(flow, "source", "sink"), runs=3)
    return Figure(
        f"fair coverage, {count:,} trainings",
        shown(ours),
        "networkx.maximum_flow_value",
        shown(theirs),
        ours / theirs,
        "at most 0.01" if count == max(PEERED) else "same total",
    )


def _alone(count: int) -> Figure:
    offer, asked = trainings(count), needs(count)
    whole = seconds(lambda: fair_coverage(aggregated(offer), asked), runs=3)
    signatures = aggregated(offer)
    engine = seconds(lambda: fair_coverage(signatures, asked), runs=3)
    return Figure(
        f"fair coverage, {count:,} trainings",
        shown(whole),
        "of which the engine, once places are summed",
        shown(engine),
    )
