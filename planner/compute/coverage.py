"""How well projected needs are covered when trainings share their places among families."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.compute.signatures import (
    Quantity,
    Subsets,
    checked_capacities,
    checked_needs,
    subsets_of,
)
from planner.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Tier:
    """Families covered at one common ratio, and the trainings that they compete for.

    ``signatures`` are the given signatures that target a family of the tier and none of a more
    starved tier, sorted; those without places are kept, since their trainings exist. ``need``
    and ``reach`` are people and places of the whole tier: below 1 the ratio is reach / need, and
    in the last tier, covered at 1, the reach is at least the need.
    """

    families: frozenset[str]
    ratio: Fraction
    signatures: tuple[frozenset[str], ...]
    need: Fraction
    reach: Fraction


@dataclass(frozen=True, slots=True)
class FairCoverage:
    """The lexicographically fair coverage of a segment, with its own explanation.

    ``ratios`` (0 to 1) and ``served`` (people) are given by family with a need, sorted by name.
    ``tiers`` go from the worst ratio up, each ratio once; families covered in full are the last.
    ``shortfall`` counts the people that no sharing can serve: an int when the inputs are whole.
    """

    ratios: dict[str, Fraction]
    served: dict[str, Fraction]
    tiers: tuple[Tier, ...]
    shortfall: Quantity


def fair_coverage(
    capacities: Mapping[frozenset[str], Quantity], needs: Mapping[str, Quantity]
) -> FairCoverage:
    """The one achievable coverage that raises the worst-covered family first, then the next.

    The achievable vectors form a polymatroid (max-flow min-cut); its lexicographically optimal
    base for the weights ``needs`` is unique and serves as many people in total as any sharing
    can (Megiddo 1974, Fujishige 1980). Exact: no float takes part.

    Args:
        capacities: places by signature, the set of families that a training targets. The empty
            signature serves nobody and is ignored, and so are families without a need. For an
            unbounded capacity, pass ``boundless(needs)``.
        needs: people by family, zero where nothing is needed.

    Raises:
        InvalidInput: a number that is negative or not rational, a family without a name, or more
            than 20 families with a need; the values name the offender.
    """
    places, people = checked_capacities(capacities), checked_needs(needs)
    subsets = subsets_of(places, people, tuple(people))
    tiers = _with_signatures(tuple(_rounds(subsets)), places)
    ratio_of = {family: tier.ratio for tier in tiers for family in tier.families}
    ratios = {family: ratio_of[family] for family in people}
    return FairCoverage(
        ratios=ratios,
        served={family: ratio * people[family] for family, ratio in ratios.items()},
        tiers=tiers,
        shortfall=subsets.shortfall(),
    )


def boundless(needs: Mapping[str, Quantity]) -> Quantity:
    """A capacity that acts as an unbounded one beside ``needs``: the people needed in total.

    No training can serve more than that, so any larger number gives the same ratios; only the
    ``reach`` of a tier, then covered in full, shows the number itself. Raises as fair_coverage.
    """
    return sum(checked_needs(needs).values())


def equal_split(
    capacities: Mapping[frozenset[str], Quantity], needs: Mapping[str, Quantity]
) -> dict[str, Fraction]:
    """Ratios (0 to 1) when each training splits its places equally among its families in need.

    Simple but arbitrary: places that a covered family leaves over are lost to the others. Takes
    and raises what ``fair_coverage`` does, with no limit on the number of families.
    """
    people = checked_needs(needs)
    places = dict.fromkeys(people, Fraction(0))
    for signature, capacity in checked_capacities(capacities).items():
        targets = signature & people.keys()
        for family in targets:
            places[family] += Fraction(capacity, len(targets))
    return _capped(places, people)


def ceiling(
    capacities: Mapping[frozenset[str], Quantity], needs: Mapping[str, Quantity]
) -> dict[str, Fraction]:
    """Ratios (0 to 1) of each family as if it were alone: shared places count several times.

    No sharing can do better for any family. Takes and raises what ``fair_coverage`` does, with
    no limit on the number of families.
    """
    people = checked_needs(needs)
    places = dict.fromkeys(people, Fraction(0))
    for signature, capacity in checked_capacities(capacities).items():
        for family in signature & people.keys():
            places[family] += capacity
    return _capped(places, people)


def break_even(
    needs: Mapping[str, Quantity], trainings_per_family: Mapping[str, int], years: int
) -> dict[str, Fraction | None]:
    """Leavers that each training would have to place every year to meet its family's need.

    need / (trainings that target the family x years), by family with a need, sorted by name;
    None where no training targets it. A training of several families counts for each of them.

    Args:
        needs: people by family over the whole period.
        trainings_per_family: number of trainings that target each family; missing means none.
        years: length of the period in years, at least 1.

    Raises:
        InvalidInput: a need as in ``fair_coverage``, a number of trainings that is not a whole
            number from 0, or a number of years that is not a whole number from 1.
    """
    people = checked_needs(needs)
    if type(years) is not int or years < 1:
        raise InvalidInput("break_even_years", value=str(years))
    for family, count in trainings_per_family.items():
        if type(count) is not int or count < 0:
            raise InvalidInput("break_even_trainings", family=family, value=str(count))
    counts = {family: trainings_per_family.get(family, 0) for family in people}
    return {
        family: Fraction(need) / (counts[family] * years) if counts[family] else None
        for family, need in people.items()
    }


def _rounds(subsets: Subsets) -> Iterator[Tier]:
    """The most starved set, then the rest without it, until all are covered; no signature yet."""
    while subsets.families:
        mask = _most_starved(subsets)
        if subsets.reach[mask] >= subsets.need[mask]:
            mask = len(subsets.need) - 1
        yield _tier(subsets, mask)
        subsets = subsets.without(mask)


def _tier(subsets: Subsets, mask: int) -> Tier:
    need = Fraction(int(subsets.need[mask]), subsets.scale)
    reach = Fraction(int(subsets.reach[mask]), subsets.scale)
    return Tier(subsets.members(mask), min(reach / need, Fraction(1)), (), need, reach)


def _most_starved(subsets: Subsets) -> int:
    """The union of the sets that minimise reach / need, exactly, as a bit mask.

    Newton's method on the ratio (Dinkelbach 1967): try a ratio, move to the set that falls
    furthest below it, stop when none does. The sets shrink, so there are at most as many steps
    as families. The empty set always sits at zero and adds nothing to the union.
    """
    worst = len(subsets.need) - 1
    while True:
        need, reach = int(subsets.need[worst]), int(subsets.reach[worst])
        excess = subsets.reach * need - subsets.need * reach
        lowest = int(np.argmin(excess))
        if excess[lowest] == 0:
            return int(np.bitwise_or.reduce(np.flatnonzero(excess == 0)))
        worst = lowest


def _with_signatures(
    tiers: Sequence[Tier], signatures: Iterable[frozenset[str]]
) -> tuple[Tier, ...]:
    """The tiers with their trainings: each signature goes to its most starved family's tier."""
    rank = {family: i for i, tier in enumerate(tiers) for family in tier.families}
    used: list[list[frozenset[str]]] = [[] for _ in tiers]
    for signature in sorted(signatures, key=sorted):
        ranks = [rank[family] for family in signature if family in rank]
        if ranks:
            used[min(ranks)].append(signature)
    return tuple(
        replace(tier, signatures=tuple(mine)) for tier, mine in zip(tiers, used, strict=True)
    )


def _capped(places: Mapping[str, Fraction], people: Mapping[str, Quantity]) -> dict[str, Fraction]:
    return {family: min(places[family] / need, Fraction(1)) for family, need in people.items()}
