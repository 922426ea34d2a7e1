"""Who serves whom: the people that each group of trainings sends to each family it targets.

The fair coverage fixes how many people each family gets; a maximum flow from the groups to the
families then realises it exactly (max-flow min-cut; integers once scaled). Where several flows do,
the one told is one of them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import networkx as nx
from networkx.algorithms.flow import edmonds_karp

from planner.compute.capacities import offer
from planner.compute.ends import End, coverage_at
from planner.compute.needs import needs
from planner.compute.segments import segment_of
from planner.messages import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from planner.compute.gap_report import FamilyGap, GapReport
    from planner.compute.needs import FamilyNeed
    from planner.compute.segments import Segment
    from planner.study import Study

_START, _END = ("start", ""), ("end", "")


@dataclass(frozen=True, slots=True)
class Signature:
    """Trainings that target the same families of a segment, as one source of people.

    Attributes:
        families: keys of the families with a need, in the order of the segment.
        trainings: keys of the trainings.
        unknown: those of them whose places are unknown in some year.
        people: people whom they can serve over the period.
        places: the same in places.
        sent: people of the sure places sent to each family that gets some.
        merged: how many signatures stand together here; 1 where none was joined.
    """

    families: tuple[str, ...]
    trainings: tuple[str, ...]
    unknown: tuple[str, ...]
    people: Interval
    places: Interval
    sent: Mapping[str, Fraction]
    merged: int = 1

    @property
    def is_open(self) -> bool:
        """True where no more is known of some places than that they may exist."""
        return bool(self.unknown) or (not self.people.low and self.people.high != 0)

    def sends(self, family: str) -> Interval | None:
        """People of the sure places sent to ``family``, open above where more places may exist.

        None where no training of the signature targets it.
        """
        if family not in self.families:
            return None
        sure = self.sent.get(family, Fraction(0))
        return Interval(sure, sure if self.people.is_exact else None)


@dataclass(frozen=True, slots=True)
class Receiver:
    """A family: its gap, the need that counts here, and the people it is sent for sure.

    ``need`` is the greatest need, or the smallest one where nothing bounds it.
    """

    gap: FamilyGap
    need: Fraction
    served: Fraction


@dataclass(frozen=True, slots=True)
class Flow:
    """The groups of a segment, its families, and what goes from one to the other.

    ``is_open`` tells that the need of some family has no upper bound: its smallest one counts.
    """

    signatures: tuple[Signature, ...]
    receivers: tuple[Receiver, ...]
    is_open: bool

    @property
    def sent(self) -> Fraction:
        """People served for sure."""
        return sum((family.served for family in self.receivers), Fraction(0))


def flows(study: Study, report: GapReport, segment: int) -> Flow:
    """The flow of the segment at place ``segment`` of the report, which tells of this study.

    The sure places meet the greatest needs, as the tiers of the worst end do; a need without
    upper bound counts by its smallest number. ``IndexError`` where there is no such segment.
    """
    gap = report.segments[segment]
    need = needs(study, report.scenario).segments[segment]
    made = segment_of(offer(study, report.seat_kind), need)
    wanted = {family.family: _counted(family) for family in made.families}
    served = coverage_at(End(made.worst.capacities, wanted)).served
    receivers = tuple(
        Receiver(family, wanted[family.family], served.get(family.family) or Fraction(0))
        for family in gap.families
    )
    groups = _signatures(made, tuple(wanted), report.yields.product)
    sent = sharing(
        {frozenset(group.families): group.people.low for group in groups},
        {family.gap.family: family.served for family in receivers},
    )
    open_ended = any(family.people.high is None for family in made.families)
    return Flow(tuple(_sending(group, sent) for group in groups), receivers, open_ended)


def sharing(
    capacities: Mapping[frozenset[str], Fraction], served: Mapping[str, Fraction]
) -> dict[tuple[frozenset[str], str], Fraction]:
    """People that each signature sends to each of its families, so that each gets its share.

    Exact: quantities are scaled to integers before the flow is sought. Where ``served`` cannot be
    reached, the flow is a largest one. Links that carry nobody are left out.
    """
    scale = math.lcm(*(n.denominator for n in (*capacities.values(), *served.values())))
    graph: nx.DiGraph[tuple[str, object]] = nx.DiGraph()
    graph.add_nodes_from((_START, _END))
    for signature, people in capacities.items():
        graph.add_edge(_START, ("from", signature), capacity=int(people * scale))
        for family in sorted(signature & served.keys()):
            graph.add_edge(("from", signature), ("to", family))
    for family, people in served.items():
        graph.add_edge(("to", family), _END, capacity=int(people * scale))
    _, carried = nx.maximum_flow(graph, _START, _END, flow_func=edmonds_karp)
    return {
        (signature, family): Fraction(carried["from", signature]["to", family], scale)
        for signature in capacities
        for family in sorted(signature & served.keys())
        if carried["from", signature]["to", family]
    }


def condensed(flow: Flow, most: int) -> Flow:
    """The flow with at most ``most`` signatures: the largest, and the others as one, last.

    Sure people count first, then the number of trainings, then the order of the families.
    """
    if len(flow.signatures) <= most:
        return flow
    kept = {group.families for group in sorted(flow.signatures, key=_size)[: most - 1]}
    others = tuple(group for group in flow.signatures if group.families not in kept)
    held = tuple(group for group in flow.signatures if group.families in kept)
    order = [family.gap.family for family in flow.receivers]
    return Flow((*held, _merged(others, order)), flow.receivers, flow.is_open)


def _counted(family: FamilyNeed) -> Fraction:
    return family.people.low if family.people.high is None else family.people.high


def _signatures(made: Segment, order: Sequence[str], per_place: Fraction) -> tuple[Signature, ...]:
    """The signatures over the needed families, in the order of their first family."""
    unknown = set(made.offer.unknown_places)
    tally: dict[tuple[str, ...], tuple[list[str], list[Interval]]] = {}
    for signature, keys in made.offer.trainings.items():
        families = tuple(family for family in order if family in signature)
        held, spans = tally.setdefault(families, ([], []))
        held += keys
        spans.append(made.offer.capacities[signature])
    found = [
        _signature(families, trainings, unknown, _total(spans), per_place)
        for families, (trainings, spans) in tally.items()
    ]
    place = {family: n for n, family in enumerate(order)}
    return tuple(sorted(found, key=lambda group: [place[family] for family in group.families]))


def _signature(
    families: tuple[str, ...],
    trainings: Iterable[str],
    unknown: set[str],
    people: Interval,
    per_place: Fraction,
) -> Signature:
    keys = tuple(sorted(trainings))
    high = None if people.high is None else people.high / per_place
    places = Interval(people.low / per_place, high)
    return Signature(families, keys, tuple(k for k in keys if k in unknown), people, places, {})


def _sending(group: Signature, sent: Mapping[tuple[frozenset[str], str], Fraction]) -> Signature:
    signature = frozenset(group.families)
    given = {f: sent[signature, f] for f in group.families if (signature, f) in sent}
    return Signature(
        group.families, group.trainings, group.unknown, group.people, group.places, given
    )


def _size(group: Signature) -> tuple[Fraction, int, int]:
    return -group.people.low, -len(group.trainings), len(group.families)


def _merged(groups: Sequence[Signature], order: Sequence[str]) -> Signature:
    sent: dict[str, Fraction] = {}
    for group in groups:
        for family, people in group.sent.items():
            sent[family] = sent.get(family, Fraction(0)) + people
    targeted = {family for group in groups for family in group.families}
    return Signature(
        families=tuple(family for family in order if family in targeted),
        trainings=tuple(sorted(key for group in groups for key in group.trainings)),
        unknown=tuple(sorted(key for group in groups for key in group.unknown)),
        people=_total(group.people for group in groups),
        places=_total(group.places for group in groups),
        sent=sent,
        merged=len(groups),
    )


def _total(spans: Iterable[Interval]) -> Interval:
    held = tuple(spans)
    highs = [span.high for span in held if span.high is not None]
    low = sum((span.low for span in held), Fraction(0))
    return Interval(low, sum(highs, Fraction(0)) if len(highs) == len(held) else None)
