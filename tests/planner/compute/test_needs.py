"""Needs by segment and family: exact shares, joined periods, unknowns and remainders."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.needs import NOBODY, People, needs
from planner.errors import InvalidInput
from planner.messages import Interval
from planner.study import Scenario
from planner.vocab import NeedKind
from tests.planner.needing import line, planned, spread

THIRD = Fraction(1, 3)


def people(low, central, high):
    return People(*(None if n is None else Fraction(n) for n in (low, central, high)))


def test_people_are_shared_out_exactly():
    study = planned(
        [line("n", (100, 110, 120))], spread("n", {("a", 5): THIRD, ("b", 7): 1 - THIRD})
    )
    five, seven = needs(study, "s").segments
    assert (five.level, five.families[0].family) == (5, "a")
    assert five.families[0].people == People(Fraction(100, 3), Fraction(110, 3), Fraction(40))
    assert seven.families[0].people == People(Fraction(200, 3), Fraction(220, 3), Fraction(80))
    assert (five.kind, five.start, five.end) == (NeedKind.EXPERT, 2020, 2021)


def test_lines_that_follow_each_other_add_up_over_the_whole_period():
    shares = spread("n", {("a", 5): 1})
    study = planned(
        [
            line("late", 30, sector="x", start=2022, end=2027, allocation="n"),
            line("early", 10, sector="x", start=2017, end=2022, allocation="n"),
            line("other", 5, sector="y", start=2017, end=2027, allocation="n"),
        ],
        shares,
    )
    (segment,) = needs(study, "s").segments
    assert (segment.start, segment.end) == (2017, 2027)
    assert segment.families[0].people == people(45, 45, 45)
    assert set(segment.families[0].lines) == {"late", "early", "other"}


def test_sectors_of_different_years_stay_apart():
    shares = spread("n", {("a", 5): 1})
    study = planned(
        [
            line("first", 10, sector="x", start=2017, end=2022, allocation="n"),
            line("second", 5, sector="y", start=2019, end=2027, allocation="n"),
        ],
        shares,
    )
    periods = [(s.start, s.end, s.families[0].people.low) for s in needs(study, "s").segments]
    assert periods == [(2017, 2022, 10), (2019, 2027, 5)]


def test_a_hole_between_two_lines_keeps_them_apart():
    shares = spread("n", {("a", 5): 1})
    lines = [
        line("first", 10, start=2017, end=2019, allocation="n"),
        line("second", 5, start=2020, end=2022, allocation="n"),
    ]
    assert len(needs(planned(lines, shares), "s").segments) == 2


def test_kinds_are_never_added():
    shares = spread("n", {("a", 5): 1})
    lines = [
        line("experts", 10, allocation="n"),
        line("aware", 90, allocation="n", kind=NeedKind.AWARENESS),
    ]
    found = needs(planned(lines, shares), "s").segments
    assert [(s.kind, s.families[0].people.low) for s in found] == [
        (NeedKind.AWARENESS, 90),
        (NeedKind.EXPERT, 10),
    ]


@pytest.mark.parametrize("sector", [None, "x"])
def test_lines_that_count_the_same_people_are_refused_by_name(sector):
    lines = [
        line("region", 10, start=2017, end=2027, sector=sector),
        line("sector", 5, start=2022, end=2024, sector="x"),
    ]
    with pytest.raises(InvalidInput) as refused:
        needs(planned(lines), "s")
    assert refused.value.message.code == "error.overlapping_needs"
    assert {refused.value.message["first"], refused.value.message["second"]} == {
        "Besoin region",
        "Besoin sector",
    }


def test_lines_that_overlap_may_stand_in_two_scenarios():
    lines = [line("region", 10), line("sector", 5, sector="x", allocation="region")]
    study = planned(
        lines,
        spread("region", {("a", 5): 1}),
        scenarios=[
            Scenario(key="one", name="1", need_lines=("region",)),
            Scenario(key="two", name="2", need_lines=("sector",)),
        ],
    )
    assert needs(study, "one").segments[0].families[0].people.low == 10
    assert needs(study, "two").segments[0].families[0].people.low == 5


def test_an_unknown_line_leaves_the_need_open_above():
    lines = [
        line("known", 10, sector="x", allocation="n"),
        line("unknown", (None, None, None), sector="y", allocation="n"),
    ]
    found = needs(planned(lines, spread("n", {("a", 5): 1})), "s")
    (segment,) = found.segments
    assert segment.families[0].people == people(10, None, None)
    assert segment.families[0].people.interval == Interval(Fraction(10), None)
    assert segment.unknown_lines == found.unknown_lines == ("unknown",)


def test_a_known_bound_is_kept_beside_an_unknown_one():
    study = planned([line("n", (None, 7, 9))], spread("n", {("a", 5): 1}))
    found = needs(study, "s")
    assert found.segments[0].families[0].people == people(0, 7, 9)
    assert found.unknown_lines == ("n",)


def test_what_no_share_bears_is_told_and_never_spread():
    study = planned([line("n", (80, 100, None))], spread("n", {("a", 5): Fraction(3, 4)}))
    found = needs(study, "s")
    assert found.segments[0].families[0].people == people(60, 75, None)
    (rest,) = found.unallocated
    assert (rest.line, rest.share, rest.people) == ("n", Fraction(1, 4), people(20, 25, None))


def test_a_line_without_allocation_is_wholly_unallocated():
    found = needs(planned([line("n", 100, allocation=None)]), "s")
    assert found.segments == ()
    assert (found.unallocated[0].share, found.unallocated[0].people.low) == (1, 100)


def test_shares_above_the_whole_are_told_as_an_excess():
    study = planned([line("n", 100)], spread("n", {("a", 5): 1, ("b", 5): Fraction(1, 10)}))
    (rest,) = needs(study, "s").unallocated
    assert (rest.share, rest.people.low) == (Fraction(-1, 10), 10)


def test_a_share_of_zero_asks_for_nobody_even_of_an_unknown_line():
    study = planned(
        [line("n", (None, None, None))], spread("n", {("a", 5): 1, ("b", 5): 0, ("c", 7): 0})
    )
    (segment,) = needs(study, "s").segments
    assert [family.family for family in segment.families] == ["a"]
    assert people(None or 0, None, None).times(Fraction(0)) == NOBODY


def test_an_unknown_scenario_and_a_line_without_years_are_refused():
    study = planned([line("n", 1, start=2020, end=2020)])
    with pytest.raises(InvalidInput) as refused:
        needs(study, "nowhere")
    assert refused.value.message["known"] == ("s",)
    with pytest.raises(InvalidInput) as refused:
        needs(study, "s")
    assert refused.value.message.code == "error.need_without_years"


@given(
    st.tuples(*(st.integers(0, 10_000),) * 3).map(sorted),
    st.lists(st.integers(0, 20), min_size=1, max_size=6),
)
def test_shares_and_remainder_always_make_the_whole_line(bounds, weights):
    whole = sum(weights) + 1
    cells = {("abc"[n % 3], 5 + n // 3): Fraction(w, whole) for n, w in enumerate(weights)}
    found = needs(planned([line("n", tuple(bounds))], spread("n", cells)), "s")
    told = [f.people for s in found.segments for f in s.families]
    told += [rest.people for rest in found.unallocated]
    total = sum(told, NOBODY)
    assert (total.low, total.central, total.high) == tuple(bounds)


def test_the_experts_of_the_study_go_nine_to_twenty_two():
    technicians, engineers = needs(read_sample(), "experts").segments
    assert (technicians.level, engineers.level) == (5, 7)
    assert (technicians.start, technicians.end) == (2017, 2027)
    assert technicians.families[0].people == People(
        Fraction(4000 * 9, 31), Fraction(4200 * 9, 31), Fraction(5000 * 9, 31)
    )
    assert engineers.families[0].people.central == Fraction(4200 * 22, 31)


@pytest.mark.parametrize(
    ("scenario", "people"), [("coloration", 15_960), ("sensibilisation", 299_070)]
)
def test_the_sector_tables_of_the_study_add_up_and_the_digital_sector_stays_unknown(
    scenario, people
):
    found = needs(read_sample(), scenario)
    families = [family for segment in found.segments for family in segment.families]
    assert sum(family.people.low for family in families) == people
    assert all(family.people.high is None for family in families)
    assert {(s.start, s.end) for s in found.segments} == {(2017, 2027)}
    assert [key.split(".")[0] for key in found.unknown_lines] == ["numerique-communication"]
    assert found.unallocated == ()
