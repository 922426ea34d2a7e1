"""Fair coverage where a need or a capacity may have no upper bound: one end of the intervals.

A capacity without bound acts like the total need. A need without bound is taken to its limit: the
family keeps every training that targets it at a coverage of 0, and the others share the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TYPE_CHECKING

import networkx as nx

from planner.compute.coverage import ceiling, equal_split, fair_coverage
from planner.compute.openings import cheapest_openings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Bounded = Fraction | None


@dataclass(frozen=True, slots=True)
class End:
    """Capacities and needs at one end, in people over the period; None is unbounded."""

    capacities: Mapping[frozenset[str], Bounded]
    needs: Mapping[str, Bounded]


@dataclass(frozen=True, slots=True)
class EndTier:
    """Families at one ratio, linked by the trainings that they share.

    ``need`` or ``reach`` is None where it has no bound; ``signatures`` target a family of the tier
    and none of a worse one.
    """

    families: frozenset[str]
    ratio: Fraction
    need: Bounded
    reach: Bounded
    signatures: tuple[frozenset[str], ...]

    @property
    def missing(self) -> Bounded:
        """People of the tier whom nobody serves; None where the need has no bound."""
        if self.ratio == 1:
            return Fraction(0)
        return None if self.need is None else self.need * (1 - self.ratio)


@dataclass(frozen=True, slots=True)
class EndCoverage:
    """Coverage at one end: each family that needs somebody has a ratio and people served.

    ``served`` is None where neither need nor places are bounded; ``shortfall`` is None where a
    need is not.
    """

    ratios: Mapping[str, Fraction]
    served: Mapping[str, Bounded]
    tiers: tuple[EndTier, ...]
    shortfall: Bounded


def coverage_at(end: End) -> EndCoverage:
    """The fair coverage of one end; raises what ``fair_coverage`` does."""
    endless = frozenset(family for family, need in end.needs.items() if need is None)
    needs = _bounded_needs(end)
    left, taken = _apart(end.capacities, endless)
    fair = fair_coverage(_filled(left, _total(needs.values())), needs)
    first = _parts(end, Fraction(0), endless, tuple(taken)) if endless else ()
    tiers = (_parts(end, tier.ratio, tier.families, tier.signatures) for tier in fair.tiers)
    return EndCoverage(
        dict.fromkeys(sorted(endless), Fraction(0)) | fair.ratios,
        {family: reach(family, taken) for family in sorted(endless)} | fair.served,
        (*first, *chain.from_iterable(tiers)),
        None if endless else Fraction(fair.shortfall),
    )


def served_at(end: End, family: str) -> Bounded:
    """The people of ``family`` served at one end, as ``coverage_at`` gives them, and no more."""
    if end.needs[family] is None:
        return reach(family, end.capacities)
    endless = frozenset(key for key, need in end.needs.items() if need is None)
    needs = _bounded_needs(end)
    left, _ = _apart(end.capacities, endless)
    return fair_coverage(_filled(left, _total(needs.values())), needs).served[family]


def split_ratios(end: End) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """The two simpler rules at one end: equal split, then each family as if it were alone."""
    asked = {family: Fraction(1) if need is None else need for family, need in end.needs.items()}
    places = _filled(end.capacities, _total(asked.values()) * len(asked))
    endless = dict.fromkeys((f for f, need in end.needs.items() if need is None), Fraction(0))
    return equal_split(places, asked) | endless, ceiling(places, asked) | endless


def openings_at(
    end: End, costs: Mapping[str, Fraction], target: Fraction
) -> dict[str, Fraction | None]:
    """People to serve by new places for ``target``; None for a family whose need has no bound."""
    endless = frozenset(family for family, need in end.needs.items() if need is None)
    needs = {family: need for family, need in _bounded_needs(end).items() if need}
    left, _ = _apart(end.capacities, endless)
    places = _filled(left, _total(needs.values()) * max(target, Fraction(1)))
    opened = cheapest_openings(places, needs, {family: costs[family] for family in needs}, target)
    return {**opened, **dict.fromkeys(endless)}


def reach(family: str, capacities: Mapping[frozenset[str], Bounded]) -> Bounded:
    """People whom all the trainings that target ``family`` could serve; None without bound."""
    return _bounded_total(places for sign, places in capacities.items() if family in sign)


def _bounded_needs(end: End) -> dict[str, Fraction]:
    return {family: need for family, need in end.needs.items() if need is not None}


def _apart(
    capacities: Mapping[frozenset[str], Bounded], endless: frozenset[str]
) -> tuple[dict[frozenset[str], Bounded], dict[frozenset[str], Bounded]]:
    """The capacities that no endless family takes, and those that one does."""
    left = {sign: places for sign, places in capacities.items() if endless.isdisjoint(sign)}
    return left, {sign: places for sign, places in capacities.items() if sign not in left}


def _filled(
    capacities: Mapping[frozenset[str], Bounded], plenty: Fraction
) -> dict[frozenset[str], Fraction]:
    return {sign: plenty if places is None else places for sign, places in capacities.items()}


def _parts(
    end: End, ratio: Fraction, families: frozenset[str], signatures: Sequence[frozenset[str]]
) -> tuple[EndTier, ...]:
    """A tier cut into families linked by their trainings, each part at the very same ratio.

    Below 1 the tier holds every most starved set, so a part that shares no training with the
    others is one by itself. Families that no training targets make one part; a tier covered in
    full is left whole.
    """
    links: nx.Graph[str] = nx.Graph()
    links.add_nodes_from(families)
    for signature in signatures:
        nx.add_path(links, sorted(signature & families))
    linked = [frozenset(part) for part in nx.connected_components(links)]
    targeted = frozenset[str]().union(*signatures)
    alone = frozenset(family for family in families if family not in targeted)
    cut = [part for part in linked if part.isdisjoint(alone)]
    groups = sorted([*cut, alone] if alone else cut, key=sorted)
    if ratio == 1:
        groups = [families]
    return tuple(_tier(end, ratio, group, signatures) for group in groups)


def _tier(
    end: End, ratio: Fraction, families: frozenset[str], signatures: Sequence[frozenset[str]]
) -> EndTier:
    mine = tuple(sign for sign in sorted(signatures, key=sorted) if families & sign)
    need = _bounded_total(end.needs[family] for family in sorted(families))
    return EndTier(families, ratio, need, _bounded_total(end.capacities[s] for s in mine), mine)


def _total(quantities: Iterable[Fraction]) -> Fraction:
    return sum(quantities, Fraction(0))


def _bounded_total(quantities: Iterable[Bounded]) -> Bounded:
    total = Fraction(0)
    for quantity in quantities:
        if quantity is None:
            return None
        total += quantity
    return total
