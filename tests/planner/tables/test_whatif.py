"""A what-if as tables and sentences: values, signs, and a need that comes or goes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.compute.whatif import AddSeats, ChangeNeed, ChangeShare, CloseTraining, what_if
from planner.messages import Interval, message
from planner.tables.whatif import families_table, points, sentences, shortfalls_table
from planner.vocab import NeedKind
from tests.planner.needing import line, planned, spread, toy
from ui.actions.texts import Texts

ENGLISH = Texts("en")


def said(study, *moves):
    return [ENGLISH.say(one) for one in sentences(study, what_if(study, "s", moves))]


def test_a_line_a_family_with_differences_in_points():
    study = toy()
    table = families_table(study, what_if(study, "s", [AddSeats("b", 10)]))
    assert table.column("family") == ("A", "B", "C")
    assert table.column("before")[0] == Interval.exactly(Fraction(1, 2))
    assert table.column("after")[0] == Interval.exactly(Fraction(3, 5))
    assert table.column("worst") == table.column("best") == (10, 10, 0)
    assert table.column("verdict") == tuple(map(message, ("sign.up", "sign.up", "sign.same")))
    assert table.column("served_after")[1] == Interval.exactly(36)


def test_a_coverage_that_may_be_anything_is_unknown_and_not_zero():
    study = toy(places={})
    table = families_table(study, what_if(study, "s", [CloseTraining("ab")]))
    assert table.column("before") == (None, None, None)
    assert table.column("served_before") == (None, None, None)
    assert table.column("after") == (Interval.exactly(0), None, None)
    assert table.column("best") == (-100, 0, 0)


def test_a_family_without_need_says_so_and_is_no_number():
    study = toy()
    table = families_table(study, what_if(study, "s", [ChangeShare("n", "c", 7, Fraction(1, 2))]))
    none = message("whatif.no_need")
    assert (table.column("before")[3], table.column("worst")[3]) == (none, none)
    assert table.column("after")[3] == Interval.exactly(0)


def test_shortfalls_stand_segment_by_segment():
    table = shortfalls_table(what_if(toy(), "s", [AddSeats("b", 10)]))
    assert table.column("missing_before") == (Interval.exactly(50),)
    assert table.column("missing_after") == (Interval.exactly(40),)
    assert table.column("verdict") == (message("sign.down"),)


def test_a_sentence_tells_what_a_move_lifts_and_lowers():
    assert said(toy(), AddSeats("b", 1)) == [
        "1. Add 1 place a year to “Formation b” (ENS): "
        "lifts A at level 5 (+1 point) and B at level 5 (+1 point)."
    ]
    (closed,) = said(toy(), CloseTraining("ab"))
    assert "lowers A at level 5 (−50 points) and B at level 5 (−16.7 points)" in closed
    (unsure,) = said(toy(), ChangeNeed("n", 55, 110, 220))
    assert "undetermined effect on A at level 5 (−25 points at worst, +50 points at best)" in unsure


def test_effects_beside_the_others_are_told_only_where_they_differ():
    first, second = said(toy(), AddSeats("b", 50), AddSeats("ab", 50))
    assert ": alone, lifts" in first
    assert "; beside the other moves, lifts A" in second
    assert "alone" not in said(toy(), AddSeats("b", 10), AddSeats("c", 10))[0]


def test_many_families_are_named_then_counted():
    keys = [("a", 5), ("b", 5), ("c", 5), ("a", 6), ("b", 6)]
    study = planned(
        [line("n", 100, kind=NeedKind.EXPERT)], spread("n", dict.fromkeys(keys, Fraction(1, 5)))
    )
    moves = [ChangeShare("n", family, level, Fraction(0)) for family, level in keys]
    assert said(study, ChangeShare("n", "a", 7, Fraction(0))) == [
        "1. Give 0% of “N” to A at level 7: no bound of any coverage moves."
    ]
    from planner.tables.whatif import _effect

    made = what_if(study, "s", moves)
    assert ENGLISH.say(_effect(made.segments, 0)) == (
        "removes all need from A at level 5, B at level 5, C at level 5 and 2 others"
    )


@pytest.mark.parametrize(
    ("share", "told"), [(Fraction(1, 3), Fraction(333, 10)), (Fraction(-1, 3), Fraction(-333, 10))]
)
def test_points_are_rounded_to_the_nearest_tenth(share, told):
    assert points(share) == told
