"""Openings: the toy case by hand, whole-number brute force, and a certificate of least cost."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.coverage import fair_coverage
from planner.compute.openings import cheapest_openings, shortfall
from planner.errors import InvalidInput
from tests.planner.compute.oracles import (
    Quantity,
    Segment,
    gap,
    is_achievable,
    maximum_flow,
    segments,
    subsets,
    targets,
)
from tests.tries import tries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

TOY = {targets("AB"): 30, targets("B"): 20, targets("C"): 50}
TOY_NEEDS = {"A": 40, "B": 60, "C": 10}

examples = tries(80)
costs_of_all = st.fixed_dictionaries(dict.fromkeys("ABCDE", st.integers(0, 6)))
ratios = st.builds(Fraction, st.integers(1, 8), st.integers(1, 6))


def known(costs: Mapping[str, Quantity], segment: Segment) -> dict[str, Quantity]:
    """The costs of the families that the segment names."""
    named = segment.needs.keys() | frozenset[str]().union(*segment.capacities)
    return {family: cost for family, cost in costs.items() if family in named}


def scaled(segment: Segment, target: Quantity) -> Segment:
    """The segment with needs multiplied by the target."""
    needs = {family: need * target for family, need in segment.needs.items()}
    return Segment(segment.trainings, needs)


def opened(segment: Segment, places: Mapping[str, Quantity]) -> Segment:
    """The segment with one more training for each family that gets places."""
    dedicated = tuple((frozenset((family,)), count) for family, count in places.items())
    return Segment(segment.trainings + dedicated, segment.needs)


def cost_of(places: Mapping[str, Quantity], costs: Mapping[str, Quantity]) -> Quantity:
    """The cost of opening ``places``."""
    return sum(costs[family] * count for family, count in places.items())


def worst_gap(segment: Segment, families: Iterable[str]) -> Quantity:
    """g(S): the largest gap of the sets inside S."""
    return max(gap(segment, inside) for inside in subsets(families))


def least_cost_of_whole_places(segment: Segment, costs: Mapping[str, Quantity]) -> Quantity:
    """By trying every whole number of places up to the need of each family."""
    families = [family for family, need in segment.needs.items() if need]
    gaps = [(inside, gap(segment, inside)) for inside in subsets(families)]
    tries = (
        dict(zip(families, counts, strict=True))
        for counts in product(*(range(int(segment.needs[family]) + 1) for family in families))
    )
    return min(
        cost_of(places, costs)
        for places in tries
        if all(sum(places[family] for family in inside) >= need for inside, need in gaps)
    )


def least_cost_by_duality(segment: Segment, costs: Mapping[str, Quantity]) -> Quantity:
    """What any opening must cost, by telescoping the costs over sets of dearest families.

    With c1 >= c2 >= ..., the cost of y is the sum of (c_i - c_i+1) y(P_i), and y(P_i) >= g(P_i).
    """
    order = sorted((f for f, need in segment.needs.items() if need), key=lambda f: -costs[f])
    steps = pairwise([*(costs[family] for family in order), 0])
    return sum(
        (cost - following) * worst_gap(segment, order[: i + 1])
        for i, (cost, following) in enumerate(steps)
    )


def code_of(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    """The code and the values of the InvalidInput that ``call`` raises."""
    with pytest.raises(InvalidInput) as caught:
        call()
    return caught.value.message.code, dict(caught.value.message.values)


# By hand


def test_the_shortfall_of_the_toy_case_is_50_whole_places() -> None:
    found = shortfall(TOY, TOY_NEEDS)
    assert found == 50
    assert isinstance(found, int)


def test_places_go_where_they_cost_least_but_for_what_only_the_dear_family_can_close() -> None:
    # A alone lacks 40 - 30, B alone 60 - 50, together 50: the cheaper one takes what is left.
    dear_a = cheapest_openings(TOY, TOY_NEEDS, {"A": 3, "B": 1, "C": 9})
    assert dear_a == {"A": 10, "B": 40, "C": 0}
    dear_b = cheapest_openings(TOY, TOY_NEEDS, {"A": 1, "B": Fraction(3, 2), "C": 9})
    assert dear_b == {"A": 40, "B": 10, "C": 0}


def test_equal_costs_are_taken_by_name() -> None:
    assert cheapest_openings(TOY, TOY_NEEDS, {"A": 1, "B": 1, "C": 1}) == {
        "A": 10,
        "B": 40,
        "C": 0,
    }


def test_half_of_the_needs_is_there_already() -> None:
    costs = {"A": 1, "B": 1, "C": 1}
    half = cheapest_openings(TOY, TOY_NEEDS, costs, target=Fraction(1, 2))
    assert half == {"A": 0, "B": 0, "C": 0}
    more = cheapest_openings(TOY, TOY_NEEDS, costs, target=Fraction(3, 4))
    assert more == {"A": 0, "B": 25, "C": 0}


def test_a_target_above_one_asks_for_places_to_spare() -> None:
    assert cheapest_openings({targets("A"): 5}, {"A": 4}, {"A": 1}, target=2) == {"A": 3}


def test_no_need_means_no_opening() -> None:
    assert cheapest_openings(TOY, {"A": 0}, {"A": 1}) == {}
    assert shortfall(TOY, {}) == 0


def test_a_cost_may_be_given_for_a_family_known_but_not_needed() -> None:
    assert cheapest_openings(TOY, {"A": 50, "D": 0}, {"A": 1, "B": 2, "D": 3}) == {"A": 20}


def test_openings_beyond_64_bits_stay_exact() -> None:
    big = 10**30
    places = {signature: capacity * big for signature, capacity in TOY.items()}
    needs = {family: need * big for family, need in TOY_NEEDS.items()}
    found = cheapest_openings(places, needs, {"A": 3, "B": 1, "C": 9})
    assert found == {"A": 10 * big, "B": 40 * big, "C": 0}


# Properties


@examples
@given(segments(rational=True))
def test_the_shortfall_is_need_minus_maximum_flow(segment: Segment) -> None:
    found = shortfall(segment.capacities, segment.needs)
    served = maximum_flow(segment.trainings, segment.needs)
    assert found == sum(segment.needs.values()) - served
    assert found == fair_coverage(segment.capacities, segment.needs).shortfall


@examples
@given(segments(families=3, most=5), costs_of_all)
def test_no_whole_openings_cost_less(segment: Segment, costs: dict[str, int]) -> None:
    found = cheapest_openings(segment.capacities, segment.needs, known(costs, segment))
    assert all(count.denominator == 1 for count in found.values())
    assert cost_of(found, costs) == least_cost_of_whole_places(segment, costs)


@examples
@given(segments(rational=True), costs_of_all, ratios)
def test_the_openings_reach_the_target_at_the_least_cost_of_all(
    segment: Segment, costs: dict[str, int], target: Fraction
) -> None:
    found = cheapest_openings(segment.capacities, segment.needs, known(costs, segment), target)
    wanted = scaled(segment, target)
    assert all(count >= 0 for count in found.values())
    assert is_achievable(opened(wanted, found), wanted.needs)
    assert cost_of(found, costs) == least_cost_by_duality(wanted, costs)
    assert list(found) == sorted(family for family, need in segment.needs.items() if need)


@examples
@given(segments(families=4), costs_of_all, ratios)
def test_after_the_openings_the_worst_family_is_at_the_target(
    segment: Segment, costs: dict[str, int], target: Fraction
) -> None:
    target = min(target, Fraction(1))
    found = cheapest_openings(segment.capacities, segment.needs, known(costs, segment), target)
    after = opened(segment, found)
    reached = fair_coverage(after.capacities, after.needs).ratios.values()
    assert min(reached, default=Fraction(1)) >= target
    assert not any(found.values()) or min(reached) == target


@examples
@given(segments(rational=True), costs_of_all, ratios)
def test_a_target_is_the_same_as_scaled_needs(
    segment: Segment, costs: dict[str, int], target: Fraction
) -> None:
    priced, wanted = known(costs, segment), scaled(segment, target)
    found = cheapest_openings(segment.capacities, segment.needs, priced, target)
    assert found == cheapest_openings(segment.capacities, wanted.needs, priced)
    assert sum(found.values()) == shortfall(segment.capacities, wanted.needs)


# Errors


def test_a_missing_cost_names_the_family_in_need() -> None:
    code, values = code_of(lambda: cheapest_openings(TOY, TOY_NEEDS, {"A": 1, "C": 1}))
    assert (code, values) == ("error.openings_missing_cost", {"family": "B"})


def test_a_cost_for_an_unknown_family_is_refused_by_name() -> None:
    costs = {"A": 1, "B": 1, "C": 1, "Z": 1}
    code, values = code_of(lambda: cheapest_openings(TOY, TOY_NEEDS, costs))
    assert (code, values) == ("error.openings_unknown_family", {"family": "Z"})


def test_a_negative_cost_is_refused_by_name() -> None:
    code, values = code_of(lambda: cheapest_openings(TOY, {"A": 1}, {"A": -1}))
    assert (code, values) == ("error.openings_negative_cost", {"family": "A", "value": -1})


@pytest.mark.parametrize("number", [1.0, True, "1", None])
def test_a_cost_or_a_target_that_is_not_rational_is_refused(number: object) -> None:
    wrong = cast("Quantity", number)
    shown = {"value": str(number), "type": type(number).__name__}
    code, values = code_of(lambda: cheapest_openings(TOY, {"A": 1}, {"A": wrong}))
    assert (code, values) == ("error.openings_inexact_cost", {"family": "A", **shown})
    code, values = code_of(lambda: cheapest_openings(TOY, {"A": 1}, {"A": 1}, wrong))
    assert (code, values) == ("error.openings_inexact_target", shown)


@pytest.mark.parametrize("target", [0, Fraction(-1, 2)])
def test_a_target_that_is_not_positive_is_refused(target: Quantity) -> None:
    code, values = code_of(lambda: cheapest_openings(TOY, {"A": 1}, {"A": 1}, target))
    assert (code, values) == ("error.openings_target_not_positive", {"value": target})


def test_openings_refuse_the_needs_and_places_that_coverage_refuses() -> None:
    for wrong_places, wrong_needs in (({}, {"A": -1}), ({targets("A"): -1}, {"A": 1})):
        with pytest.raises(ValueError, match="coverage_negative"):
            cheapest_openings(wrong_places, wrong_needs, {"A": 1})
        with pytest.raises(ValueError, match="coverage_negative"):
            shortfall(wrong_places, wrong_needs)


def test_20_families_are_accepted_and_21_refused() -> None:
    needs = {f"f{i:02}": 2 for i in range(21)}
    costs = dict.fromkeys(needs, 1)
    code, _ = code_of(lambda: cheapest_openings({}, needs, costs))
    assert code == "error.coverage_too_many_families"
    del needs["f20"], costs["f20"]
    places = {frozenset(needs): 10}
    assert sum(cheapest_openings(places, needs, costs).values()) == 30
