"""What it would take: places missing, and where opening them costs least."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.compute.signatures import (
    Quantity,
    Subsets,
    checked_capacities,
    checked_needs,
    exact,
    not_negative,
    subsets_of,
)
from planner.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Set


def shortfall(
    capacities: Mapping[frozenset[str], Quantity], needs: Mapping[str, Quantity]
) -> Quantity:
    """The fewest places that could close the gap: need minus maximum flow, an int if all is whole.

    The largest need(S) - reach(S) over the sets S of families (max-flow min-cut), the empty set
    included, so never negative. Takes and raises what ``coverage.fair_coverage`` does.
    """
    people = checked_needs(needs)
    return subsets_of(checked_capacities(capacities), people, tuple(people)).shortfall()


def cheapest_openings(
    capacities: Mapping[frozenset[str], Quantity],
    needs: Mapping[str, Quantity],
    costs: Mapping[str, Quantity],
    target: Quantity = Fraction(1),
) -> dict[str, Fraction]:
    """Places to open for one family each, at the least cost, so that all reach ``target``.

    Every family with a need is listed, sorted by name, zero included. Exact, by the greedy of
    Edmonds for contra-polymatroids (1970): dearest family first, each gets only what the dearer
    ones and itself cannot do without. Equal costs are taken by name. The places sum to the
    shortfall whatever the costs; they are whole when capacities and scaled needs are whole.

    Args:
        capacities: places by signature, as in ``coverage.fair_coverage``.
        needs: people by family.
        costs: cost of one place by family, in any one unit; each family with a need has one.
        target: the ratio that every family must reach, above 0; needs are multiplied by it.

    Raises:
        InvalidInput: as ``coverage.fair_coverage``; a cost that is missing, negative or not
            rational, a cost for a family known neither to needs nor to capacities, or a target
            that is not a rational number above 0.
    """
    places, people = checked_capacities(capacities), checked_needs(needs)
    _check_target(target)
    _check_costs(costs, people.keys(), needs.keys() | frozenset[str]().union(*places))
    wanted = {family: need * target for family, need in people.items()}
    dearest_first = sorted(wanted, key=lambda family: (-costs[family], family))
    opened = _greedy(subsets_of(places, wanted, dearest_first))
    return {family: opened[family] for family in wanted}


def _greedy(subsets: Subsets) -> dict[str, Fraction]:
    """Each family's g(P with it) - g(P), where P holds the families before it.

    g(S) is the largest gap need(T) - reach(T) of the sets T inside S. The sets inside the first
    i families are the masks below 2^i, so g is a running maximum read at the powers of two.
    """
    gaps = np.maximum.accumulate(subsets.need - subsets.reach)
    worst = [int(gaps[(1 << i) - 1]) for i in range(len(subsets.families) + 1)]
    return {
        family: Fraction(worst[i + 1] - worst[i], subsets.scale)
        for i, family in enumerate(subsets.families)
    }


def _check_target(target: Quantity) -> None:
    if exact(target, "openings_inexact_target") <= 0:
        raise InvalidInput("openings_target_not_positive", value=target)


def _check_costs(costs: Mapping[str, Quantity], needed: Set[str], known: Set[str]) -> None:
    for family in needed:
        if family not in costs:
            raise InvalidInput("openings_missing_cost", family=family)
    for family, cost in costs.items():
        if family not in known:
            raise InvalidInput("openings_unknown_family", family=family)
        exact(cost, "openings_inexact_cost", family=family)
        not_negative(cost, "openings_negative_cost", family=family)
