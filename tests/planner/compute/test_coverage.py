"""Fair coverage: the toy case by hand, its properties, and three second methods."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.coverage import (
    Tier,
    boundless,
    break_even,
    ceiling,
    equal_split,
    fair_coverage,
)
from planner.errors import InvalidInput
from tests.planner.compute.oracles import (
    Quantity,
    Segment,
    fair_ratios,
    is_achievable,
    maximum_flow,
    segments,
    targets,
)
from tests.tries import tries

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

TOY = {targets("AB"): 30, targets("B"): 20, targets("C"): 50}
TOY_NEEDS = {"A": 40, "B": 60, "C": 10}
ONE = Fraction(1)
NONE = Fraction(0)

examples = tries(80)


def of(segment: Segment) -> dict[str, Fraction]:
    """The fair ratios of a segment."""
    return fair_coverage(segment.capacities, segment.needs).ratios


def code_of(call: Callable[[], object]) -> tuple[str, dict[str, object]]:
    """The code and the values of the InvalidInput that ``call`` raises."""
    with pytest.raises(InvalidInput) as caught:
        call()
    return caught.value.message.code, dict(caught.value.message.values)


# By hand


def test_the_toy_case_of_the_design_is_found() -> None:
    found = fair_coverage(TOY, TOY_NEEDS)
    assert found.ratios == {"A": Fraction(1, 2), "B": Fraction(1, 2), "C": 1}
    assert found.served == {"A": 20, "B": 30, "C": 10}
    assert found.shortfall == 50
    assert isinstance(found.shortfall, int)


def test_the_tiers_tell_who_competes_for_what() -> None:
    half, covered = fair_coverage(TOY, TOY_NEEDS).tiers
    shared = (targets("AB"), targets("B"))
    assert half == Tier(targets("AB"), Fraction(1, 2), shared, Fraction(100), Fraction(50))
    assert covered == Tier(targets("C"), ONE, (targets("C"),), Fraction(10), Fraction(50))


def test_a_smaller_need_of_one_family_helps_the_one_it_shares_with() -> None:
    found = fair_coverage(TOY, {**TOY_NEEDS, "A": 10})
    assert found.ratios == {"A": Fraction(5, 7), "B": Fraction(5, 7), "C": 1}
    assert found.served["B"] == Fraction(300, 7)
    assert found.shortfall == 20


def test_a_shared_training_belongs_to_its_most_starved_family() -> None:
    places = {targets("A"): 1, targets("AB"): 2, targets("BC"): 4, targets("C"): 9}
    found = fair_coverage(places, {"A": 30, "B": 8, "C": 5})
    assert [(tier.families, tier.ratio) for tier in found.tiers] == [
        (targets("A"), Fraction(1, 10)),
        (targets("B"), Fraction(1, 2)),
        (targets("C"), ONE),
    ]
    assert [tier.signatures for tier in found.tiers] == [
        (targets("A"), targets("AB")),
        (targets("BC"),),
        (targets("C"),),
    ]


def test_families_at_the_same_ratio_share_a_tier_even_without_a_common_training() -> None:
    (tier,) = fair_coverage({targets("A"): 5, targets("B"): 1}, {"A": 10, "B": 2}).tiers
    assert (tier.families, tier.ratio) == (targets("AB"), Fraction(1, 2))


def test_a_family_just_covered_is_in_the_tier_of_the_covered() -> None:
    (tier,) = fair_coverage({targets("A"): 10, targets("B"): 9}, {"A": 10, "B": 2}).tiers
    assert (tier.families, tier.ratio, tier.need, tier.reach) == (
        targets("AB"),
        ONE,
        Fraction(12),
        Fraction(19),
    )


def test_a_family_that_no_training_targets_is_at_zero() -> None:
    tier, _ = fair_coverage({targets("B"): 9}, {"A": 3, "B": 2}).tiers
    assert (tier.families, tier.ratio, tier.signatures) == (targets("A"), NONE, ())


def test_a_training_without_places_is_still_named() -> None:
    (tier,) = fair_coverage({targets("A"): 0}, {"A": 3}).tiers
    assert (tier.ratio, tier.signatures) == (NONE, (targets("A"),))


def test_nothing_needed_means_nothing_to_tell() -> None:
    for needs in ({}, {"A": 0}):
        found = fair_coverage(TOY, needs)
        assert (found.ratios, found.served, found.tiers, found.shortfall) == ({}, {}, (), 0)


def test_a_training_nobody_needs_changes_nothing() -> None:
    more = {**TOY, targets(""): 7, targets("Z"): 7}
    assert fair_coverage(more, {**TOY_NEEDS, "Z": 0}) == fair_coverage(TOY, TOY_NEEDS)


def test_a_family_without_need_leaves_its_shared_places_to_the_others() -> None:
    assert fair_coverage({targets("AZ"): 4}, {"A": 8, "Z": 0}).ratios == {"A": Fraction(1, 2)}


def test_places_corrected_by_a_yield_stay_exact() -> None:
    found = fair_coverage({targets("AB"): Fraction(7, 3)}, {"A": 1, "B": Fraction(5, 2)})
    assert found.ratios == {"A": Fraction(2, 3), "B": Fraction(2, 3)}
    assert found.shortfall == Fraction(7, 6)


def test_numbers_beyond_64_bits_stay_exact() -> None:
    places = {signature: capacity * 10**30 for signature, capacity in TOY.items()}
    found = fair_coverage(places, {family: need * 10**30 for family, need in TOY_NEEDS.items()})
    assert found.ratios == fair_coverage(TOY, TOY_NEEDS).ratios
    assert found.shortfall == 50 * 10**30


def test_a_hair_of_difference_beyond_floats_makes_two_tiers() -> None:
    big = 10**20
    places = {targets("A"): big, targets("B"): big + 1}
    first, second = fair_coverage(places, {"A": 2 * big, "B": 2 * big}).tiers
    assert (first.families, first.ratio) == (targets("A"), Fraction(1, 2))
    assert second.ratio == Fraction(big + 1, 2 * big)


@pytest.mark.parametrize("scale", [2**29, 2**30, 2**31, 2**32])
def test_the_passage_from_64_bits_to_python_integers_is_not_seen(scale: int) -> None:
    places = {signature: capacity * scale for signature, capacity in TOY.items()}
    found = fair_coverage(places, {family: need * scale for family, need in TOY_NEEDS.items()})
    assert found.ratios == fair_coverage(TOY, TOY_NEEDS).ratios


def test_an_unbounded_capacity_covers_all_that_it_targets() -> None:
    needs: dict[str, Quantity] = {"A": Fraction(5, 2), "B": 10, "Z": 0}
    assert boundless(needs) == Fraction(25, 2)
    places = {targets("A"): boundless(needs), targets("B"): 1}
    assert fair_coverage(places, needs).ratios == {"A": 1, "B": Fraction(1, 10)}


# Properties


@examples
@given(segments(rational=True))
def test_the_people_served_are_achievable_and_as_many_as_the_maximum_flow(
    segment: Segment,
) -> None:
    found = fair_coverage(segment.capacities, segment.needs)
    assert is_achievable(segment, found.served)
    served = sum(found.served.values())
    assert served == maximum_flow(segment.trainings, segment.needs)
    assert found.shortfall == sum(segment.needs.values()) - served


@examples
@given(segments(families=4))
def test_no_family_can_rise_without_lowering_one_that_is_no_better_off(segment: Segment) -> None:
    found = fair_coverage(segment.capacities, segment.needs)
    # In these units all is whole, and so is the slack of every set: one unit is the least rise.
    unit = 1
    for served in found.served.values():
        unit *= served.denominator
    whole = Segment(tuple((s, c * unit) for s, c in segment.trainings), {})
    for family, ratio in found.ratios.items():
        kept = {f: found.served[f] * unit for f, other in found.ratios.items() if other <= ratio}
        assert is_achievable(whole, kept)
        assert ratio == 1 or not is_achievable(whole, {**kept, family: kept[family] + 1})


@examples
@given(segments(rational=True))
def test_the_ratios_are_those_of_the_definition(segment: Segment) -> None:
    assert of(segment) == fair_ratios(segment)


@examples
@given(segments(rational=True))
def test_the_tiers_hold_every_family_once_from_the_worst_up(segment: Segment) -> None:
    found = fair_coverage(segment.capacities, segment.needs)
    ratios = [tier.ratio for tier in found.tiers]
    assert ratios == sorted(set(ratios))
    assert {f: tier.ratio for tier in found.tiers for f in tier.families} == found.ratios
    assert sum(len(tier.families) for tier in found.tiers) == len(found.ratios)


@examples
@given(segments(rational=True))
def test_the_trainings_of_a_tier_explain_its_ratio(segment: Segment) -> None:
    found = fair_coverage(segment.capacities, segment.needs)
    for tier in found.tiers:
        places = sum(segment.capacities[signature] for signature in tier.signatures)
        assert tier.reach == places
        assert tier.need == sum(segment.needs[family] for family in tier.families)
        assert tier.ratio == min(places / tier.need, ONE)
    useful = {s for s in segment.capacities if any(family in found.ratios for family in s)}
    used = [signature for tier in found.tiers for signature in tier.signatures]
    assert len(used) == len(set(used))
    assert set(used) == useful


@examples
@given(segments(), st.frozensets(st.sampled_from("ABCDE")), st.integers(1, 9))
def test_more_capacity_lowers_no_ratio(
    segment: Segment, signature: frozenset[str], more: int
) -> None:
    richer = of(Segment((*segment.trainings, (signature, more)), segment.needs))
    assert all(richer[family] >= ratio for family, ratio in of(segment).items())


@examples
@given(segments(), st.sampled_from("ABCDE"), st.integers(1, 9))
def test_more_need_raises_no_ratio(segment: Segment, family: str, more: int) -> None:
    needs = {**segment.needs, family: segment.needs.get(family, 0) + more}
    poorer = of(Segment(segment.trainings, needs))
    assert all(poorer[family] <= ratio for family, ratio in of(segment).items())


@examples
@given(segments(), st.randoms(use_true_random=False))
def test_the_order_of_trainings_and_families_changes_nothing(
    segment: Segment, random: Random
) -> None:
    trainings, needs = list(segment.trainings), list(segment.needs.items())
    random.shuffle(trainings)
    random.shuffle(needs)
    shuffled = Segment(tuple(trainings), dict(needs))
    found = fair_coverage(segment.capacities, segment.needs)
    again = fair_coverage(shuffled.capacities, shuffled.needs)
    assert found == again
    assert list(found.ratios) == list(again.ratios)


@examples
@given(segments(), st.permutations("ABCDE"))
def test_the_names_of_the_families_change_nothing(segment: Segment, names: list[str]) -> None:
    new = dict(zip("ABCDE", names, strict=True))
    renamed = Segment(
        tuple((frozenset(new[family] for family in s), c) for s, c in segment.trainings),
        {new[family]: need for family, need in segment.needs.items()},
    )
    assert of(renamed) == {new[family]: ratio for family, ratio in of(segment).items()}


@examples
@given(segments(), st.frozensets(st.sampled_from("ABCDE")), st.integers(1, 9))
def test_places_that_no_tier_below_one_can_use_change_no_ratio(
    segment: Segment, signature: frozenset[str], more: int
) -> None:
    before = of(segment)
    covered = frozenset(family for family in signature if before.get(family, 1) == 1)
    assert of(Segment((*segment.trainings, (covered, more)), segment.needs)) == before


@examples
@given(segments())
def test_removing_a_training_whose_families_stay_covered_changes_nothing(
    segment: Segment,
) -> None:
    before = of(segment)
    for i, (signature, _) in enumerate(segment.trainings):
        others = segment.trainings[:i] + segment.trainings[i + 1 :]
        after = of(Segment(others, segment.needs))
        if all(after[family] == 1 for family in signature & before.keys()):
            assert after == before


@examples
@given(segments(), st.builds(Fraction, st.integers(1, 50) | st.just(10**30), st.integers(1, 50)))
def test_counting_in_other_units_changes_no_ratio(segment: Segment, unit: Fraction) -> None:
    trainings = tuple((signature, capacity * unit) for signature, capacity in segment.trainings)
    needs = {family: need * unit for family, need in segment.needs.items()}
    assert of(Segment(trainings, needs)) == of(segment)


@examples
@given(segments(rational=True))
def test_fair_lies_between_the_two_simpler_rules(segment: Segment) -> None:
    fair = of(segment)
    alone = ceiling(segment.capacities, segment.needs)
    split = equal_split(segment.capacities, segment.needs)
    assert list(fair) == list(alone) == list(split)
    assert all(fair[family] <= alone[family] for family in fair)
    assert min(split.values(), default=ONE) <= min(fair.values(), default=ONE)
    assert is_achievable(segment, {f: split[f] * segment.needs[f] for f in split})


# The simpler rules


def test_equal_split_shares_each_training_among_its_families_in_need() -> None:
    assert equal_split(TOY, TOY_NEEDS) == {"A": Fraction(15, 40), "B": Fraction(35, 60), "C": 1}
    assert equal_split({targets("AZ"): 4}, {"A": 8, "Z": 0}) == {"A": Fraction(1, 2)}


def test_ceiling_counts_shared_places_for_each_family() -> None:
    assert ceiling(TOY, TOY_NEEDS) == {"A": Fraction(30, 40), "B": Fraction(50, 60), "C": 1}


def test_break_even_is_the_yearly_leavers_that_each_training_would_place() -> None:
    found = break_even({"A": 90, "B": 45, "C": 4, "D": 0}, {"A": 3, "B": 0, "D": 2, "E": 1}, 10)
    assert found == {"A": 3, "B": None, "C": None}
    assert break_even({"A": 1}, {"A": 3}, 7) == {"A": Fraction(1, 21)}


@pytest.mark.parametrize("years", [0, -1, True, 2.0])
def test_break_even_refuses_years_that_are_not_whole_and_positive(years: int) -> None:
    code, values = code_of(lambda: break_even({"A": 1}, {"A": 1}, years))
    assert (code, values) == ("error.break_even_years", {"value": str(years)})


@pytest.mark.parametrize("count", [-1, True, 2.0])
def test_break_even_names_the_family_whose_trainings_are_no_number(count: int) -> None:
    code, values = code_of(lambda: break_even({"A": 1}, {"A": 1, "B": count}, 10))
    assert code == "error.break_even_trainings"
    assert values == {"family": "B", "value": str(count)}


# Errors


def test_a_negative_need_is_refused_by_the_name_of_its_family() -> None:
    code, values = code_of(lambda: fair_coverage(TOY, {"A": 1, "B": -2}))
    assert (code, values) == ("error.coverage_negative_need", {"family": "B", "value": -2})


def test_a_negative_capacity_is_refused_by_the_names_of_its_families() -> None:
    code, values = code_of(lambda: fair_coverage({targets("BA"): Fraction(-1, 2)}, {"A": 1}))
    assert code == "error.coverage_negative_capacity"
    assert values == {"families": ("A", "B"), "value": Fraction(-1, 2)}


@pytest.mark.parametrize("number", [1.0, True, "1", None, float("nan"), 1j])
def test_a_number_that_is_not_rational_is_refused_by_name(number: object) -> None:
    wrong = cast("Quantity", number)
    shown = {"value": str(number), "type": type(number).__name__}
    code, values = code_of(lambda: fair_coverage(TOY, {"A": wrong}))
    assert (code, values) == ("error.coverage_inexact_need", {"family": "A", **shown})
    code, values = code_of(lambda: fair_coverage({targets("A"): wrong}, {"A": 1}))
    assert (code, values) == ("error.coverage_inexact_capacity", {"families": ("A",), **shown})


@pytest.mark.parametrize("name", ["", None, 3])
def test_a_family_without_a_name_is_refused(name: str) -> None:
    for call in (
        lambda: fair_coverage(TOY, {name: 1}),
        lambda: fair_coverage({frozenset((name,)): 1}, {"A": 1}),
    ):
        code, values = code_of(call)
        assert (code, values) == ("error.coverage_family_without_name", {"value": str(name)})


def test_a_bare_name_is_no_signature() -> None:
    places = cast("dict[frozenset[str], int]", {"AB": 1})
    code, values = code_of(lambda: fair_coverage(places, {"A": 1}))
    assert (code, values) == ("error.coverage_signature", {"value": "AB"})


@pytest.mark.parametrize("rule", [fair_coverage, equal_split, ceiling])
def test_all_rules_refuse_the_same_numbers(rule: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match="coverage_negative_need"):
        rule(TOY, {"A": -1})
    with pytest.raises(ValueError, match="coverage_negative_capacity"):
        rule({targets("A"): -1}, {"A": 1})


def test_more_than_20_families_with_a_need_are_refused() -> None:
    names = [f"f{i:02}" for i in range(21)]
    code, values = code_of(lambda: fair_coverage({}, dict.fromkeys(names, 1)))
    assert code == "error.coverage_too_many_families"
    assert values == {"count": 21, "limit": 20, "families": tuple(names)}


def test_20_families_are_accepted_beside_any_number_without_need() -> None:
    needs = {f"f{i:02}": i + 1 for i in range(20)} | {f"g{i}": 0 for i in range(9)}
    places: dict[frozenset[str], int] = {frozenset((family,)): 1 for family in needs}
    found = fair_coverage(places, needs)
    assert found.ratios == {f"f{i:02}": Fraction(1, i + 1) for i in range(20)}
    assert len(found.tiers) == 20
    assert found.shortfall == sum(range(20))
