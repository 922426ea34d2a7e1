"""Scenarios, their moves, comparisons and lifts as tables and sentences."""

from __future__ import annotations

from itertools import count

import pytest

from db.samples.reading import read_sample
from planner.compute.gaps import gaps
from planner.compute.moves import as_edit
from planner.compute.scenario_comparison import compare
from planner.compute.scenarios import keep
from planner.compute.whatif import AddSeats, ChangeNeed, CloseTraining, OpenTraining, what_if
from planner.edits import apply
from planner.messages import Interval, message
from planner.tables.gap_pedigree import pedigree
from planner.tables.lifts import lifts, lifts_table, shortfall_sentence
from planner.tables.scenarios import (
    comparison_table,
    scenario_moves_table,
    scenarios_table,
    totals_table,
)
from tests.planner.needing import assumed, line, toy
from ui.actions.texts import Texts

ENGLISH = Texts("en")
ADD = AddSeats("b", 10)


def with_kept(study, *moves):
    number = count()
    key, edit = keep(study, "s", "Plus", moves, lambda: f"k{next(number)}")
    return apply(study, edit).study, key


def said(told):
    return [(lift.way, ENGLISH.say(lift.said)) for lift in told]


def test_the_list_counts_lines_and_moves():
    study, key = with_kept(toy(), ADD, CloseTraining("c"))
    table = scenarios_table(study)
    assert table.column("key") == ("s", key)
    assert table.column("moves") == (0, 2)
    assert table.column("lines") == (1, 1)


def test_kept_moves_are_told_in_words():
    study, key = with_kept(toy(), ADD, CloseTraining("c"))
    told = [ENGLISH.say(move) for move in scenario_moves_table(study, key).column("move")]
    assert told == ["Add 10 places a year to “Formation b” (ENS)", "Close “Formation c” (ENS)"]


def test_the_comparison_has_a_coverage_a_scenario_and_a_verdict_for_all_but_the_first():
    study, key = with_kept(toy(), ADD)
    table = comparison_table(compare(study, ["s", key]))
    keys = [column.key for column in table.columns]
    assert keys == ["segment", "family", "coverage0", "coverage1", "served0", "served1", "verdict1"]
    assert table.column("verdict1") == tuple(map(message, ("sign.up", "sign.up", "sign.same")))
    assert table.column("served1")[0] == Interval.exactly(24)
    assert comparison_table(compare(study, ["s", key]), "expert.9.1-2").rows == ()


def test_the_totals_tell_what_is_missing_added_and_what_it_would_cost():
    study, key = with_kept(toy(assumptions=assumed(opening__cost=3)), ADD)
    table = totals_table(compare(study, ["s", key]))
    assert table.column("missing") == (Interval.exactly(50), Interval.exactly(40))
    assert table.column("added") == (Interval.exactly(0), Interval.exactly(10))
    assert table.column("cost") == (Interval.exactly(150), Interval.exactly(120))
    assert [ENGLISH.say(v) for v in table.column("missing_verdict")] == ["bounds unchanged", "down"]


def test_a_move_says_whom_it_lifts_in_people_and_whom_not():
    made = what_if(toy(), "s", [ADD])
    assert said(lifts(made.moves[0].alone, 1)) == [
        ("up", "Lifts at level 5: A (+4 people) and B (+6 people)."),
        ("still", "No effect at level 5: C."),
    ]
    assert ENGLISH.say(shortfall_sentence(made.segments[0])) == (
        "Level 5, people whom nothing can serve: 50 people before these moves, 40 people after."
    )
    nothing = what_if(toy(), "s", [AddSeats("b", 0)])
    assert said(lifts(nothing.segments, 1)) == [("still", "Changes nothing of what is known.")]


def test_a_closing_is_told_in_people_or_in_points_where_nobody_can_count_them():
    made = what_if(toy(places={}), "s", [CloseTraining("c")])
    assert said(lifts(made.segments, -1)) == [
        ("down", "Lowers at level 5: C (−10 to +0 people)."),
        ("still", "No effect at level 5: A and B."),
    ]
    endless = toy(places={}, need_lines=[line("n", (110, 110, None))])
    made = what_if(endless, "s", [CloseTraining("c")])
    assert said(lifts(made.segments, -1))[0] == (
        "down",
        "Lowers at level 5: C (+0 points at worst, −100 points at best).",
    )


def test_the_effect_goes_from_the_lower_end_to_the_higher_whatever_the_case():
    study = toy(places={"ab": (30, 30), "b": (20, 60), "c": (50, 50)})
    made = what_if(study, "s", [ADD])
    assert said(lifts(made.segments, 1))[0][1] == (
        "Lifts at level 5: A (+0 to +4 people) and B (+0 to +6 people)."
    )


def test_the_table_of_lifts_has_a_line_a_move():
    study = toy()
    made = what_if(study, "s", [ADD, OpenTraining("N", ("a",), 5, 5, 5)])
    table = lifts_table(study, made)
    assert table.column("number") == (1, 2)
    assert "Lifts at level 5" in ENGLISH.say(table.column("alone")[0])
    assert "before" not in ENGLISH.say(table.title)


NAMES = ("need", "central", "capacity", "coverage", "served", "equal_split", "ceiling")


@pytest.mark.parametrize("name", [*NAMES, "ratio", "tier_need", "tier_places", "shortfall"])
def test_every_figure_of_a_gap_has_its_formula_its_nature_and_rows(name):
    study = read_sample()
    report = gaps(study, "coloration")
    segment = report.segments[2]
    gap, tier = segment.families[0], segment.tiers_low[0]
    told = pedigree(study, report, segment, gap, tier, name)
    collections = {row.place.collection for row in told.rows}
    wanted = {
        "need": {"need_lines"},
        "central": {"need_lines"},
        "tier_need": {"need_lines"},
        "capacity": {"trainings"},
        "tier_places": {"trainings"},
    }
    assert collections == wanted.get(name, {"need_lines", "trainings"})
    assert ENGLISH.say(told.formula)
    assert ENGLISH.say(told.nature) in ("assumption", "computed")
    assert all(ENGLISH.say(row.told) and ENGLISH.say(row.source) for row in told.rows)


def test_a_pedigree_adds_up_to_the_figure():
    study = toy(assumptions=assumed(yield__stays=1))
    report = gaps(study, "s")
    segment = report.segments[0]
    told = pedigree(study, report, segment, segment.families[1], None, "capacity")
    assert [dict(row.told.values)["places"] for row in told.rows] == [
        Interval.exactly(30),
        Interval.exactly(20),
    ]
    (row,) = pedigree(study, report, segment, segment.families[0], None, "need").rows
    people, share = row.told["people"], row.told["share"]
    assert people.low * share == segment.families[0].need.low == 40


def test_unknown_places_and_needs_stay_unknown_in_a_pedigree():
    study = toy(places={"b": (20, 20)})
    report = gaps(apply(study, keep_need(study)).study, "s")
    segment = report.segments[0]
    told = pedigree(study, report, segment, segment.families[0], None, "capacity")
    assert told.rows[0].told["places"] == Interval(0, None)


def keep_need(study):
    return as_edit(study, ChangeNeed("n", 100, 110, 120), "s")
