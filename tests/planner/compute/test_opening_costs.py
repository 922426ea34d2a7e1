"""Costs by family or level, and openings written as moves that reach their target."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.compute.gaps import gaps, openings
from planner.compute.moves import overlay
from planner.compute.opening_costs import Costs, opening_moves
from planner.edits import apply
from planner.errors import InvalidInput
from planner.vocab import Modality, NeedKind
from tests.planner.needing import assumed, line, toy
from tests.tries import tries


def name(family, level):
    return f"{family} {level}"


def opened(report):
    return {f.family: f.worst for segment in report.segments for f in segment.families if f.worst}


def test_places_go_to_the_cheaper_of_two_families_that_share_a_training():
    dear_a = openings(
        toy(), "s", costs=Costs({"a": Fraction(5), "b": Fraction(1), "c": Fraction(1)})
    )
    dear_b = openings(
        toy(), "s", costs=Costs({"a": Fraction(1), "b": Fraction(5), "c": Fraction(1)})
    )
    assert opened(dear_a) == {"a": 10, "b": 40}
    assert opened(dear_b) == {"a": 10, "b": 40} or opened(dear_b) == {"a": 40, "b": 10}
    assert opened(dear_b) != opened(dear_a)
    assert dear_a.segments[0].cost.high == 10 * 5 + 40
    assert dear_a.notes[0].code == "gap.note.given_costs"


def test_a_familys_cost_goes_before_its_levels_and_that_before_the_assumption():
    study = toy(assumptions=assumed(opening__cost=7))
    costs = Costs({"a": Fraction(2)}, {5: Fraction(3)})
    found = {
        f.family: f.cost_per_place for f in openings(study, "s", costs=costs).segments[0].families
    }
    assert found == {"a": 2, "b": 3, "c": 3}
    plain = openings(study, "s")
    assert {f.cost_per_place for f in plain.segments[0].families} == {7}
    assert plain.segments[0].cost.high == 50 * 7


def test_without_any_cost_the_fewest_places_are_told_and_no_cost():
    report = openings(toy(), "s")
    assert sum(opened(report).values()) == 50
    assert report.segments[0].cost is None


def test_costs_that_cannot_be_compared_are_refused():
    with pytest.raises(InvalidInput, match="opening_cost_missing"):
        openings(toy(), "s", costs=Costs({"a": Fraction(2)}))
    with pytest.raises(InvalidInput, match="opening_cost_negative"):
        openings(toy(), "s", costs=Costs(levels={5: Fraction(-1)}))


def test_openings_for_people_in_post_are_continuing_trainings():
    study = toy(need_lines=[line("n", 110, kind=NeedKind.AWARENESS)])
    (first, *_) = opening_moves(openings(study, "s"), name)
    assert first.modalities == (Modality.CONTINUING,)
    assert first.name == "A 5"


def test_only_the_segment_that_is_wanted_is_opened():
    report = openings(toy(), "s")
    assert opening_moves(report, name, "expert.6.2020-2021") == ()
    assert opening_moves(report, name, report.segments[0].key) == opening_moves(report, name)


@given(
    st.fixed_dictionaries(
        {}, optional={k: st.tuples(st.integers(0, 40), st.integers(0, 9)) for k in ("ab", "b", "c")}
    ),
    st.integers(1, 3),
    st.fractions(Fraction(1, 10), 1, max_denominator=12),
    st.fractions(Fraction(1, 4), 1, max_denominator=4),
)
@tries(50)
def test_openings_that_are_made_cover_every_family_up_to_the_target(places, years, target, stays):
    study = toy(
        places={key: (low, low + more) for key, (low, more) in places.items()},
        need_lines=[line("n", 110, start=2020, end=2020 + years)],
        assumptions=assumed(yield__stays=stays),
    )
    moves = opening_moves(openings(study, "s", target), name)
    after = gaps(apply(study, overlay(study, "s", moves)).study, "s")
    for family in after.segments[0].families:
        assert family.coverage.low >= target
