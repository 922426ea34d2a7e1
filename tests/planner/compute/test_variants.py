"""Subsets of moves made at once, against making them one after the other."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.gaps import gaps
from planner.compute.moves import (
    AddSeats,
    ChangeNeed,
    ChangeShare,
    ChangeYield,
    CloseTraining,
    OpenTraining,
    check_contradictions,
    overlay,
)
from planner.compute.variants import Variants
from planner.compute.whatif import differences, what_if
from planner.edits import apply
from planner.errors import InvalidInput
from planner.vocab import Modality
from planner.watch import Cancelled, Watch
from tests.planner.needing import assumed, line, toy
from tests.tries import tries

YIELDS = assumed(yield__completion=1, yield__stays=1, yield__reaches=1, ceiling__5=25)
counts = st.integers(0, 12)
moves = st.one_of(
    st.builds(
        lambda name, families, low, more: OpenTraining(
            name, families, 5, low, None if more is None else low + more
        ),
        st.sampled_from(["N", "O"]),
        st.sampled_from([("a",), ("b", "c"), ("a", "b", "c")]),
        counts,
        st.none() | counts,
    ),
    st.builds(CloseTraining, st.sampled_from(["ab", "b", "c"])),
    st.builds(AddSeats, st.sampled_from(["ab", "b", "c"]), counts),
    st.builds(lambda low: ChangeNeed("n", low, None, None), st.integers(0, 200)),
    st.builds(
        lambda family, level, share: ChangeShare("n", family, level, Fraction(share, 11)),
        st.sampled_from("abc"),
        st.sampled_from([5, 6]),
        st.integers(0, 11),
    ),
    st.builds(lambda part: ChangeYield("yield.stays", Fraction(part, 4)), st.integers(1, 4)),
)


def base():
    return toy(need_lines=[line("n", 110, start=2020, end=2022)], assumptions=YIELDS)


def stand_together(told):
    try:
        check_contradictions(told)
    except InvalidInput:
        return False
    return True


sets = st.lists(moves, min_size=1, max_size=5).filter(stand_together)


def slowly(study, told):
    """The study and report of moves made one after the other, nothing remembered."""
    made = apply(study, overlay(study, "s", told)).study
    return made, gaps(made, "s")


@given(sets)
@tries(80)
def test_a_subset_of_moves_gives_the_very_study_that_making_them_in_turn_gives(told):
    study, variants = base(), Variants(base(), "s", told)
    for size in range(len(told) + 1):
        for places in combinations(range(len(told)), size):
            chosen = [told[place] for place in places]
            assert variants.study_with(frozenset(places)) == slowly(study, chosen)[0]


@given(sets)
@tries(40)
def test_what_if_says_what_fresh_reports_of_each_subset_say(told):
    study, made = base(), what_if(base(), "s", told)
    before, after = slowly(study, [])[1], slowly(study, told)[1]
    assert (made.before, made.after) == (before, after)
    assert made.segments == differences(before, after)
    for place, effect in enumerate(made.moves):
        others = told[:place] + told[place + 1 :]
        assert effect.alone == differences(before, slowly(study, [told[place]])[1])
        assert effect.beside == differences(slowly(study, others)[1], after)


SHIPPED = (
    AddSeats("t060", 30),
    OpenTraining("BTS IA", ("ia-technicien",), 5, 40, 40, (Modality.CONTINUING,)),
    CloseTraining("t064"),
    AddSeats("t060", 5),
    ChangeYield("yield.stays", Fraction(4, 5)),
)


@pytest.mark.parametrize("scenario", ["experts", "coloration", "sensibilisation"])
def test_the_shipped_study_is_computed_alike_the_fast_and_the_slow_way(scenario):
    study = read_sample()

    def slow(told):
        return gaps(apply(study, overlay(study, scenario, told)).study, scenario)

    made = what_if(study, scenario, SHIPPED)
    assert made.after == slow(SHIPPED)
    for place, effect in enumerate(made.moves):
        assert effect.beside == differences(
            slow(SHIPPED[:place] + SHIPPED[place + 1 :]), made.after
        )


def test_segments_that_no_move_touches_are_not_computed_again(monkeypatch):
    computed = []
    real = gaps.__globals__["_gap"]

    def counted(study, on_offer, need, **told):
        computed.append(need.level)
        return real(study, on_offer, need, **told)

    monkeypatch.setitem(gaps.__globals__, "_gap", counted)
    what_if(read_sample(), "coloration", [AddSeats("t060", 30), AddSeats("t063", 10)])
    levels = {level: computed.count(level) for level in set(computed)}
    assert levels.pop(5) == 4
    assert set(levels.values()) == {1}


def test_the_watch_is_told_how_far_it_is_and_stops_the_work():
    told = []
    what_if(
        base(), "s", [AddSeats("b", 1), AddSeats("c", 2)], Watch(lambda *step: told.append(step))
    )
    shares = [share for share, _ in told]
    assert shares == sorted(shares)
    assert len(shares) == 4  # with two moves, all but one is the other alone
    assert {code for _, code in told} == {"whatif.stage"}
    watch = Watch()
    watch.cancel()
    with pytest.raises(Cancelled):
        what_if(base(), "s", [AddSeats("b", 1)], watch)
