"""Moves over a study: by hand on the toy case, by property, and on the shipped study."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.gaps import gaps
from planner.compute.whatif import (
    AddSeats,
    Change,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    OpenTraining,
    Sign,
    as_edit,
    change,
    overlay,
    what_if,
)
from planner.edits import apply
from planner.errors import InvalidInput
from planner.messages import Interval
from planner.vocab import Nature
from tests.planner.needing import assumed, line, seats, toy
from tests.tries import tries

YIELDS = assumed(yield__completion=1, yield__stays=1, yield__reaches=1)
HALF, NONE, ONE = Fraction(1, 2), Fraction(0), Fraction(1)


def exactly(value):
    return Interval.exactly(value)


def both(value):
    return Change(Fraction(value), Fraction(value))


def family(segments, key):
    return next(f for segment in segments for f in segment.families if f.family == key)


def moved(study, *moves):
    """The study after the moves, one applied after the other."""
    for move in moves:
        study = apply(study, as_edit(study, move, "s")).study
    return study


def coverages(report):
    return {f.family: f.coverage for segment in report.segments for f in segment.families}


def test_ten_places_for_b_lift_both_families_that_share_a_training():
    made = what_if(toy(), "s", [AddSeats("b", 10)])
    a, b, c = (family(made.segments, key) for key in "abc")
    assert (a.coverage_before, a.coverage_after) == (exactly(HALF), exactly(Fraction(6, 10)))
    assert b.coverage == both(Fraction(1, 10))
    assert (a.served, b.served, c.served) == (both(4), both(6), both(0))
    assert c.coverage.sign is Sign.SAME
    (segment,) = made.segments
    assert (segment.shortfall_before, segment.shortfall_after) == (exactly(50), exactly(40))
    assert segment.shortfall == both(-10)
    assert segment.shortfall.sign is Sign.DOWN


def test_closing_a_training_takes_away_what_it_served():
    made = what_if(toy(), "s", [CloseTraining("ab")])
    assert family(made.segments, "a").coverage == both(-HALF)
    assert family(made.segments, "b").coverage == both(Fraction(1, 3) - HALF)
    assert made.segments[0].shortfall_after == exactly(80)


def test_a_smaller_need_of_one_family_lifts_its_neighbours_too():
    changed = ChangeShare("n", "a", 5, Fraction(1, 11))
    made = what_if(toy(), "s", [changed])
    assert family(made.segments, "a").coverage_after == exactly(Fraction(5, 7))
    assert family(made.segments, "b").coverage_after == exactly(Fraction(5, 7))
    (left,) = made.after.unallocated
    assert (left.line, left.share) == ("n", Fraction(3, 11))
    assert made.before.unallocated == ()


def test_a_share_at_a_new_level_makes_a_segment_and_is_told_as_an_excess():
    made = what_if(toy(), "s", [ChangeShare("n", "c", 7, HALF)])
    level_7 = next(segment for segment in made.segments if segment.level == 7)
    assert (level_7.shortfall_before, level_7.shortfall_after) == (exactly(0), exactly(55))
    (born,) = level_7.families
    assert (born.coverage_before, born.coverage_after) == (None, exactly(0))
    assert born.coverage is None
    assert born.served == both(0)
    assert made.after.unallocated[0].share == -HALF


def test_a_lower_yield_lowers_what_places_serve():
    made = what_if(toy(assumptions=YIELDS), "s", [ChangeYield("yield.stays", HALF)])
    assert family(made.segments, "a").coverage_after == exactly(Fraction(1, 4))
    assert made.after.yields.stays == HALF


def test_an_opened_training_has_places_in_every_year_of_the_period():
    study = toy(need_lines=[line("n", 110, start=2020, end=2023)])
    opened = moved(study, OpenTraining("  Neuve ", ("a",), 5, 4, None))
    (new,) = [row for row in opened.trainings if study.trainings.find(row.key) is None]
    rows = [row for row in opened.seats if row.training == new.key]
    assert [(row.year, row.low, row.high) for row in rows] == [
        (2020, 4, None),
        (2021, 4, None),
        (2022, 4, None),
    ]
    assert new.title == "Neuve"
    assert new.source.nature is Nature.ASSUMPTION


def test_places_added_to_unknown_ones_are_a_least_number_below_the_same_ceiling():
    study = toy(places={}, assumptions=assumed(ceiling__5=30))
    (segment,) = gaps(moved(study, AddSeats("b", 10)), "s").segments
    assert segment.families[1].capacity == Interval(Fraction(10), Fraction(60))
    assert gaps(moved(study, AddSeats("b", 0)), "s") == gaps(study, "s")


def test_places_added_on_top_of_known_ones_shift_both_ends():
    study = toy(seats=[seats("ab", 30, open_ended=True), seats("b", 20, 25)])
    study = moved(study, AddSeats("b", 10), AddSeats("ab", 1))
    rows = {row.training: (row.low, row.high) for row in study.seats}
    assert rows == {"b": (30, 35), "ab": (31, None)}
    assert {row.source.nature for row in study.seats} == {Nature.ASSUMPTION}


def test_alone_and_marginal_effects_differ_where_moves_compete():
    moves = [AddSeats("b", 50), AddSeats("ab", 50)]
    made = what_if(toy(), "s", moves)
    second = made.moves[1]
    assert family(second.alone, "b").coverage == both(HALF)
    assert family(second.beside, "b").coverage == both(0)
    assert family(second.beside, "a").coverage == both(Fraction(1, 4))


def test_a_sign_that_differs_between_the_ends_is_undetermined():
    assert Change(Fraction(1), Fraction(-1)).sign is Sign.UNDETERMINED
    assert Change(Fraction(1), None).sign is Sign.UNDETERMINED
    assert Change(Fraction(1), NONE).sign is Sign.UP
    assert Change(NONE, Fraction(-1)).sign is Sign.DOWN
    assert change(Interval(ONE, None), Interval(ONE, None)).sign is Sign.SAME
    assert change(Interval(ONE, None), Interval(ONE, ONE)) == Change(NONE, None)


def test_a_need_known_less_well_widens_the_coverage_into_undetermined():
    made = what_if(toy(), "s", [ChangeNeed("n", 55, 110, 220)])
    a = family(made.segments, "a")
    assert a.coverage_after == Interval(Fraction(1, 4), ONE)
    assert a.coverage.sign is Sign.UNDETERMINED


NEED, SHARE = ChangeNeed("n", 90, 100, 120), ChangeShare("n", "a", 5, Fraction(1, 11))
YIELD = ChangeYield("yield.stays", HALF)
OPEN, OTHER = OpenTraining("X", ("a", "c"), 5, 3, None), OpenTraining("Y", ("b",), 5, 7, 9)


@pytest.mark.parametrize("moves", list(permutations([NEED, SHARE, YIELD, OPEN]))[::5])
def test_the_order_of_moves_does_not_change_the_final_report(moves):
    study = toy(assumptions=YIELDS)
    moves = (*moves, AddSeats("b", 4), OTHER, AddSeats("b", 5), OPEN, CloseTraining("c"))
    made, turned = (what_if(study, "s", told) for told in (moves, moves[::-1]))
    assert made.after == turned.after
    assert made.segments == turned.segments
    assert made.moves == turned.moves[::-1]
    assert made.before == gaps(study, "s")


@pytest.mark.parametrize(
    ("move", "back"),
    [
        (NEED, ChangeNeed("n", 110, 110, 110)),
        (SHARE, ChangeShare("n", "a", 5, Fraction(4, 11))),
        (YIELD, ChangeYield("yield.stays", ONE)),
    ],
)
def test_a_move_and_the_move_back_leave_the_report_unchanged(move, back):
    study = toy(assumptions=YIELDS)
    assert gaps(moved(study, move), "s") != gaps(study, "s")
    assert gaps(moved(study, move, back), "s") == gaps(study, "s")


def test_opening_then_closing_leaves_the_report_unchanged():
    study = toy()
    edit = as_edit(study, OPEN, "s")
    assert gaps(moved(study, OPEN), "s") != gaps(study, "s")
    assert gaps(moved(study, OPEN, CloseTraining(edit.edits[0].row.key)), "s") == gaps(study, "s")


@pytest.mark.parametrize("move", [NEED, SHARE, YIELD, OPEN, AddSeats("b", 3), CloseTraining("ab")])
def test_the_inverse_of_an_adopted_move_gives_the_very_study_back(move):
    study = toy(assumptions=YIELDS)
    applied = apply(study, overlay(study, "s", [move]))
    assert applied.study != study
    assert apply(applied.study, applied.inverse).study == study


def test_equal_moves_take_keys_of_their_own_and_other_moves_other_keys():
    study = toy()
    before = set(study.trainings.keys())
    added = set(moved(study, OPEN, OPEN, OTHER).trainings.keys()) - before
    assert len(added) == 3
    assert all(key.startswith("whatif-") for key in added)
    assert as_edit(study, OPEN, "s") == as_edit(study, OPEN, "s")


places = st.integers(0, 60)
families = st.sets(st.sampled_from("abc"), min_size=1).map(lambda keys: tuple(sorted(keys)))
known = st.tuples(places, st.one_of(st.none(), places))


def study_of(bounds):
    rows = [
        seats(key, low, open_ended=True) if more is None else seats(key, low, low + more)
        for key, (low, more) in bounds.items()
    ]
    return toy(seats=rows)


openings = st.builds(
    lambda keys, low, more: OpenTraining("N", keys, 5, low, None if more is None else low + more),
    families,
    places,
    st.one_of(st.none(), places),
)
additions = st.builds(AddSeats, st.sampled_from(["ab", "b", "c"]), places)


@given(
    st.fixed_dictionaries({}, optional={"ab": known, "b": known, "c": known}),
    st.lists(st.one_of(openings, additions), min_size=1, max_size=4),
)
@tries(60)
def test_opening_places_never_lowers_any_familys_coverage(bounds, moves):
    made = what_if(study_of(bounds), "s", moves)
    for segments in (
        made.segments,
        *(e.alone for e in made.moves),
        *(e.beside for e in made.moves),
    ):
        for segment in segments:
            for one in segment.families:
                assert one.coverage.low >= 0
                assert one.coverage.high >= 0
                assert one.coverage.sign in (Sign.UP, Sign.SAME)
            assert segment.shortfall.sign in (Sign.DOWN, Sign.SAME)


@pytest.mark.parametrize(
    ("move", "code", "named"),
    [
        (CloseTraining("rêve"), "error.whatif_unknown", "rêve"),
        (AddSeats("rêve", 3), "error.whatif_unknown", "rêve"),
        (AddSeats("b", -3), "error.whatif_negative", -3),
        (OpenTraining("X", ("z",), 5, 1, 2), "error.whatif_unknown", "z"),
        (OpenTraining("X", (), 5, 1, 2), "error.whatif_no_family", "X"),
        (OpenTraining("X", ("a",), 9, 1, 2), "error.whatif_level", 9),
        (OpenTraining("X", ("a",), 5, -1, 2), "error.whatif_negative", -1),
        (ChangeNeed("rêve", 1, 1, 1), "error.whatif_unknown", "rêve"),
        (ChangeNeed("n", 1, -2, 1), "error.whatif_negative", -2),
        (ChangeShare("rêve", "a", 5, HALF), "error.whatif_unknown", "rêve"),
        (ChangeShare("n", "z", 5, HALF), "error.whatif_unknown", "z"),
        (ChangeShare("n", "a", 0, HALF), "error.whatif_level", 0),
        (ChangeShare("n", "a", 5, Fraction(3, 2)), "error.whatif_share", Fraction(3, 2)),
        (ChangeYield("ceiling.5", HALF), "error.whatif_yield", "ceiling.5"),
        (ChangeYield("yield.stays", NONE), "error.yield_out_of_range", NONE),
    ],
)
def test_a_bad_move_is_refused_and_named(move, code, named):
    study = toy(assumptions=YIELDS)
    with pytest.raises(InvalidInput) as refused:
        as_edit(study, move, "s")
    assert refused.value.message.code == code
    assert named in dict(refused.value.message.values).values()
    with pytest.raises(InvalidInput) as numbered:
        what_if(study, "s", [AddSeats("b", 1), move])
    assert numbered.value.message["number"] == 2
    assert numbered.value.message["why"] == refused.value.message


@pytest.mark.parametrize(
    "move", [OpenTraining("X", ("a",), 5, 9, 2), OpenTraining(" ", ("a",), 5, 1, 2)]
)
def test_a_move_that_the_study_cannot_take_is_refused_with_the_reason(move):
    with pytest.raises(InvalidInput) as refused:
        as_edit(toy(), move, "s")
    assert refused.value.message.code == "error.whatif_refused"


def test_two_moves_that_set_one_number_contradict_each_other():
    with pytest.raises(InvalidInput) as refused:
        what_if(toy(), "s", [NEED, AddSeats("b", 1), ChangeNeed("n", 1, 1, 1)])
    assert refused.value.message["first"] == 1
    assert refused.value.message["second"] == 3


def test_an_unknown_scenario_and_too_many_moves_are_refused():
    with pytest.raises(InvalidInput, match="unknown_scenario"):
        what_if(toy(), "rêve", [AddSeats("b", 1)])
    with pytest.raises(InvalidInput, match="whatif_too_many"):
        what_if(toy(), "s", [AddSeats("b", 1)] * 51)


def test_forty_places_a_year_lift_technicians_of_the_shipped_study_by_the_exact_share():
    move = OpenTraining("BTS IA", ("ia-technicien",), 5, 40, 40)
    made = what_if(read_sample(), "experts", [move])
    lifted = family(made.segments, "ia-technicien")
    need = 5000 * Fraction(9, 31)
    assert lifted.coverage_before == Interval(NONE, ONE)
    assert lifted.coverage == Change(400 / need, NONE)
    assert lifted.coverage.low == Fraction(62, 225)
    assert lifted.coverage.sign is Sign.UP
    assert family(made.segments, "ia-ingenieur").coverage == both(0)
