"""Trainings grouped by the families that they target, and what each set of families can reach."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import numpy as np

from planner.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

    from planner.messages import Value

    # Past 64 bits the arrays hold Python integers (dtype object), which the stubs cannot say.
    Counts = npt.NDArray[np.int64]

#: A number of people or of places: exact, so never a float.
Quantity = int | Fraction

#: The work doubles with each family: 20 families make 1 048 576 sets,
#: under a second in 64-bit integers, a few in larger ones.
MOST_FAMILIES = 20

#: Products of two totals stay below this, so that their differences fit in 64 bits.
_SAFE_PRODUCT = 2**62


@dataclass(frozen=True, slots=True)
class Subsets:
    """Need and reach of every set of families, in whole units of 1/``scale`` person.

    A set is a bit mask: bit i stands for ``families[i]``. ``need[S]`` sums the needs of S;
    ``reach[S]`` sums the capacities of the trainings that target at least one family of S.
    Both hold 64-bit integers when every product of the two fits, Python integers otherwise.
    """

    families: tuple[str, ...]
    scale: int
    need: Counts
    reach: Counts

    def quantity(self, count: int) -> Quantity:
        """``count`` units in people: an int when all inputs were whole, else a Fraction."""
        return count if self.scale == 1 else Fraction(count, self.scale)

    def shortfall(self) -> Quantity:
        """People that no sharing can serve: the largest need(S) - reach(S) (max-flow min-cut)."""
        return self.quantity(int(np.max(self.need - self.reach)))

    def members(self, mask: int) -> frozenset[str]:
        """The names of the families in the set ``mask``."""
        return frozenset(name for i, name in enumerate(self.families) if mask >> i & 1)

    def without(self, mask: int) -> Subsets:
        """What is left for the others once the families of ``mask`` keep all they can reach.

        reach'(S) = reach(S with mask) - reach(mask): trainings that target ``mask`` are gone.
        """
        size = len(self.families)
        taken = [bool(mask >> i & 1) for i in range(size)]
        cube, inner = (2,) * size, list(reversed(taken))
        # The ellipsis keeps an array, of one element, when all the families go.
        absent = (..., *(0 if gone else slice(None) for gone in inner))
        present = (..., *(1 if gone else slice(None) for gone in inner))
        return Subsets(
            tuple(name for name, gone in zip(self.families, taken, strict=True) if not gone),
            self.scale,
            self.need.reshape(cube)[absent].reshape(-1),
            self.reach.reshape(cube)[present].reshape(-1) - self.reach[mask],
        )


def subsets_of(
    capacities: Mapping[frozenset[str], Quantity],
    needs: Mapping[str, Quantity],
    families: Sequence[str],
) -> Subsets:
    """Need and reach of every set of ``families``, whose order gives the bits.

    Args:
        capacities: places by signature, as ``checked_capacities`` returns them.
        needs: people by family, as ``checked_needs`` returns them.
        families: the keys of ``needs``, in the wanted order.

    Raises:
        InvalidInput: more than ``MOST_FAMILIES`` families have a need.
    """
    if len(families) > MOST_FAMILIES:
        raise InvalidInput(
            "coverage_too_many_families",
            count=len(families),
            limit=MOST_FAMILIES,
            families=tuple(sorted(families)),
        )
    scale = _common_denominator((*capacities.values(), *needs.values()))
    people = [_units(needs[family], scale) for family in families]
    places = _units_by_mask(capacities, families, scale)
    whole = _whole_numbers(sum(people), sum(places.values()))
    return Subsets(tuple(families), scale, _sums(people, whole), _reach(places, len(people), whole))


def checked_needs(needs: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """The families with a need, sorted by name; those without one take no part.

    Raises:
        InvalidInput: a need that is negative or not rational, or a family without a name.
    """
    for family, need in needs.items():
        _check_family(family)
        exact(need, "coverage_inexact_need", family=family)
        not_negative(need, "coverage_negative_need", family=family)
    return {family: needs[family] for family in sorted(needs) if needs[family] > 0}


def checked_capacities(
    capacities: Mapping[frozenset[str], Quantity],
) -> Mapping[frozenset[str], Quantity]:
    """The same places by signature. The empty signature is allowed: it serves nobody.

    Raises:
        InvalidInput: a capacity that is negative or not rational, a signature that is not a
            frozenset, or a family without a name.
    """
    for signature, capacity in capacities.items():
        if not isinstance(signature, frozenset):
            raise InvalidInput("coverage_signature", value=str(signature))
        if type(capacity) is not int or capacity < 0:
            families = tuple(sorted(map(str, signature)))
            exact(capacity, "coverage_inexact_capacity", families=families)
            not_negative(capacity, "coverage_negative_capacity", families=families)
    for family in frozenset[str]().union(*capacities):
        _check_family(family)
    return capacities


def exact(value: object, code: str, **where: Value) -> Quantity:
    """``value`` itself when it is an int or a Fraction; floats, bools and the rest are refused.

    Raises:
        InvalidInput: ``code``, with the value, its type and ``where``.
    """
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise InvalidInput(code, value=str(value), type=type(value).__name__, **where)
    return value


def not_negative(value: Quantity, code: str, **where: Value) -> None:
    """Nothing, when ``value`` is zero or more.

    Raises:
        InvalidInput: ``code``, with the value and ``where``.
    """
    if value < 0:
        raise InvalidInput(code, value=value, **where)


def _check_family(family: object) -> None:
    if not isinstance(family, str) or not family:
        raise InvalidInput("coverage_family_without_name", value=str(family))


def _common_denominator(quantities: Iterable[Quantity]) -> int:
    return math.lcm(*{quantity.denominator for quantity in quantities})


def _units(quantity: Quantity, scale: int) -> int:
    return quantity.numerator * (scale // quantity.denominator)


def _whole_numbers(people: int, places: int) -> np.dtype[np.int64]:
    """64-bit integers where all products of a need and a reach fit, else Python integers."""
    fits = max(people, 1) * max(places, 1) < _SAFE_PRODUCT
    return np.dtype(np.int64) if fits else cast("np.dtype[np.int64]", np.dtype(np.object_))


def _units_by_mask(
    capacities: Mapping[frozenset[str], Quantity], families: Sequence[str], scale: int
) -> dict[int, int]:
    """Places by the bit mask of the families with need; trainings that meet none are left out."""
    bits = {family: 1 << i for i, family in enumerate(families)}
    units: dict[int, int] = {}
    for signature, capacity in capacities.items():
        mask = sum(bits[family] for family in signature if family in bits)
        if mask:
            units[mask] = units.get(mask, 0) + _units(capacity, scale)
    return units


def _sums(units: Sequence[int], whole: np.dtype[np.int64]) -> Counts:
    """The sum of ``units`` over every subset, by doubling: half without, half with each one."""
    sums: Counts = np.zeros(1, dtype=whole)
    for unit in units:
        sums = np.concatenate((sums, sums + unit))
    return sums


def _reach(units_by_mask: Mapping[int, int], size: int, whole: np.dtype[np.int64]) -> Counts:
    """reach(S) = total - inside(complement of S); inside by the zeta transform (Yates 1937).

    The complement of mask m is the mask at the mirrored place, hence the reversed array.
    """
    inside: Counts = np.zeros(1 << size, dtype=whole)
    for mask, units in units_by_mask.items():
        inside[mask] = units
    for bit in range(size):
        halves = inside.reshape(-1, 2, 1 << bit)
        halves[:, 1] += halves[:, 0]
    outside: Counts = inside[-1] - inside[::-1]
    return outside
