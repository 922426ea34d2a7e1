"""Sharing a change among its causes: the Shapley value, exact.

Each cause gets the mean of what it changes over all orders in which the causes could come (Shapley,
"A value for n-person games", 1953). It is the one way to share whose parts add up to the whole,
that gives nothing to a cause that never changes anything, treats alike causes alike, and adds up
over figures that are added up.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

P = TypeVar("P")


def shapley(
    causes: Sequence[P], value: Callable[[frozenset[P]], Fraction | None]
) -> dict[P, Fraction | None]:
    """What each cause has of ``value(all) - value(none)``.

    ``value`` gives the figure where only some causes have come, None where it is not known; then
    the share of a cause is None as well, as every share rests on all mixes.
    """
    known = {mix: value(mix) for mix in mixes(causes)}
    return {cause: _share(cause, causes, known) for cause in causes}


def mixes(causes: Sequence[P]) -> Iterator[frozenset[P]]:
    """Every set of causes, the empty one first."""
    for count in range(len(causes) + 1):
        yield from map(frozenset, combinations(causes, count))


def _share(
    cause: P, causes: Sequence[P], known: dict[frozenset[P], Fraction | None]
) -> Fraction | None:
    total = Fraction(0)
    for mix, without in known.items():
        if cause in mix:
            continue
        after = known[mix | {cause}]
        if without is None or after is None:
            return None
        total += _weight(len(mix), len(causes)) * (after - without)
    return total


def _weight(before: int, count: int) -> Fraction:
    """The share of the orders in which exactly these ``before`` causes come first."""
    return Fraction(factorial(before) * factorial(count - before - 1), factorial(count))
