"""Scenarios side by side, by hand on the toy case."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

import pytest

from planner.compute.gaps import gaps
from planner.compute.moves import AddSeats, ChangeNeed, CloseTraining, OpenTraining
from planner.compute.scenario_comparison import compare
from planner.compute.scenarios import keep
from planner.compute.whatif import Sign
from planner.edits import apply
from planner.errors import InvalidInput
from planner.messages import Interval
from planner.watch import Cancelled, Watch
from tests.planner.needing import assumed, seats, toy


def with_scenarios(study, **kept):
    number = count()
    keys = {}
    for name, moves in kept.items():
        keys[name], edit = keep(study, "s", name, moves, lambda: f"k{next(number)}")
        study = apply(study, edit).study
    return study, keys


def signs(part):
    return {family.family: family.signs for family in part.families}


def test_each_side_shows_what_its_own_report_says():
    study, keys = with_scenarios(
        toy(assumptions=assumed(opening__cost=2)), plus=[AddSeats("b", 10)]
    )
    made = compare(study, ["s", keys["plus"]])
    (part,) = made.segments
    for place, key in enumerate(("s", keys["plus"])):
        assert part.gaps[place] == gaps(study, key).segments[0]
    assert [gap.shortfall.low for gap in part.gaps] == [50, 40]
    assert [plan.cost.high for plan in part.openings] == [100, 80]
    assert part.added == (Interval.exactly(0), Interval.exactly(10))
    assert part.shortfall_changes[1].sign is Sign.DOWN
    assert signs(part) == {
        "a": (Sign.SAME, Sign.UP),
        "b": (Sign.SAME, Sign.UP),
        "c": (Sign.SAME, Sign.SAME),
    }


def test_places_opened_are_counted_over_the_period_and_closings_apart():
    moves = [OpenTraining("N", ("a",), 5, 3, None), AddSeats("c", 2), CloseTraining("ab")]
    study, keys = with_scenarios(toy(), mixed=moves)
    (part,) = compare(study, ["s", keys["mixed"]]).segments
    assert part.added[1] == Interval(Fraction(5), None)
    assert part.closed == (0, 1)


def test_a_sign_that_differs_between_the_ends_is_undetermined():
    study, keys = with_scenarios(toy(), wide=[ChangeNeed("n", 55, 110, 220)])
    (part,) = compare(study, ["s", keys["wide"]]).segments
    assert signs(part)["a"][1] is Sign.UNDETERMINED


def test_more_places_lift_the_people_served_even_where_coverage_has_no_bound():
    study = toy(seats=[seats("b", 5, open_ended=True)])
    endless = ChangeNeed("n", 110, None, None)
    study, keys = with_scenarios(study, need=[endless])
    number = count(90)
    moves = [endless, AddSeats("b", 7)]
    moved = keep(study, "s", "both", moves, lambda: f"k{next(number)}")
    study = apply(study, moved[1]).study
    (part,) = compare(study, [keys["need"], moved[0]]).segments
    assert part.families[1].gaps[0].coverage == part.families[1].gaps[1].coverage
    assert signs(part)["b"][1] is Sign.UP
    (back,) = compare(study, [moved[0], keys["need"]]).segments
    assert signs(back)["b"][1] is Sign.UNDETERMINED


@pytest.mark.parametrize("keys", [["s"], ["s", "s"], ["s"] * 5, []])
def test_fewer_than_two_or_more_than_four_scenarios_are_refused(keys):
    with pytest.raises(InvalidInput, match="compare_count"):
        compare(toy(), keys)


def test_a_comparison_can_be_stopped():
    study, keys = with_scenarios(toy(), plus=[AddSeats("b", 10)])
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        compare(study, ["s", keys["plus"]], watch)
