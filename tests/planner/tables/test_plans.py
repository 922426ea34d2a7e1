"""Plans kept, chances, plans backwards and gaps as tables."""

from __future__ import annotations

from datetime import date, timedelta

from db.samples.reading import read_sample
from planner.compute.back_plan import back_plan
from planner.compute.baselines import kept_plan, slips
from planner.compute.filing_calendar import Delays
from planner.compute.gaps import gaps
from planner.compute.outlook import outlook
from planner.compute.roadmap import roadmap
from planner.compute.task_gaps import task_gaps
from planner.edits import Set, apply
from planner.messages import message
from planner.tables.plans import (
    back_plan_sentence,
    back_plan_table,
    baselines_table,
    chance_sentences,
    chances_table,
    decision_sentence,
    delays_table,
    filing_sentences,
    slip_sentence,
    slips_table,
    task_gaps_table,
)
from tests.planner.compute.planning import START, roadmap_of, task

DUE = date(2027, 2, 1)


def kept(given):
    return apply(given, kept_plan(given, "k", "Avant", START)).study


def test_a_plan_kept_tells_its_tasks_and_its_end():
    made = baselines_table(kept(roadmap_of(task("a", 10), task("b", 5, "a"))))
    assert made.column("tasks") == (2,)
    assert made.column("finish") == (date(2027, 1, 19),)


def test_slips_are_days_and_their_sentence_names_the_worst():
    given = kept(roadmap_of(task("a", 10), task("b", 5)))
    assert slip_sentence(given.baselines.get("k"), slips(given, "k")).code == "plans.slips.none"
    moved = apply(given, Set("tasks", "b", (("days", 12),))).study
    found = slips(moved, "k")
    assert slips_table(moved.baselines.get("k"), found).column("slip_days") == (0, 7)
    said = slip_sentence(moved.baselines.get("k"), found)
    assert (said["n"], said["title"]) == (1, "Tâche b")
    assert said["days"] == message("plans.days", n=7)


def test_what_slipped_alike_is_said_without_naming_one():
    given = kept(roadmap_of(task("a", 10), task("b", 5)))
    moved = given
    for key in "ab":
        edit = Set("tasks", key, (("not_before", START + timedelta(days=3)),))
        moved = apply(moved, edit).study
    said = slip_sentence(moved.baselines.get("k"), slips(moved, "k"))
    assert (said.code, said["days"]) == ("plans.slips.alike", message("plans.days", n=3))


def test_chances_leave_out_what_has_no_date_to_hold():
    given = roadmap_of(task("a", 10), task("b", 5, due=DUE, days_low=3, days_high=90))
    beside = outlook(given, roadmap(given), START)
    made = chances_table(roadmap(given), beside)
    assert made.column("task") == ("Tâche b",)
    assert made.column("holds") == (beside.chances["b"].holds,)
    told = chance_sentences(roadmap(given), beside)
    assert told[0]["share"] == beside.chances["b"].holds
    assert (told[1]["n"], told[1]["of"]) == (1, 2)


def test_a_deadline_without_bounds_before_it_has_an_unknown_chance_never_a_sure_one():
    given = roadmap_of(task("a", 10, due=DUE), task("b", 0, "a"))
    beside = outlook(given, roadmap(given), START)
    assert chances_table(roadmap(given), beside).column("holds") == (None, "")
    assert chance_sentences(roadmap(given), beside)[0].code == "plans.chances.unbounded"


def test_a_filing_tells_its_decision_by_the_delays_of_the_study():
    rules = Delays(shortest=210, usual=225, longest=245, habilitation=60, closed_month=7)
    told, opens = filing_sentences(date(2027, 1, 1), rules)
    assert told["soonest"] == date(2027, 8, 1)  # not in July, when nobody sits
    assert told["sitting"]["month"] == message("month.long.7")
    assert opens["opens"] == told["latest"] + timedelta(days=60)
    assert filing_sentences(date(2027, 1, 1), Delays()) == (message("plans.filing.unknown"),)
    (plain,) = filing_sentences(date(2027, 1, 1), Delays(usual=225))
    assert plain["sitting"] == message("plans.sitting")


def test_a_decision_tells_by_when_to_file():
    rules = Delays(usual=225, longest=245, closed_month=8)
    assert decision_sentence(date(2027, 6, 30), rules)["filed"] == date(2026, 10, 28)
    assert decision_sentence(date(2027, 6, 30), Delays()).code == "plans.filing.unknown"


def test_what_should_have_begun_is_called_past():
    given = roadmap_of(task("a", 10), task("b", 5, "a"))
    made = back_plan(given, "b", date(2027, 1, 15), START)
    late = back_plan_table(made).column("late")
    assert late == (message("plans.late"), message("plans.in_time"))
    assert back_plan_sentence(made).code == "plans.back.late"
    assert back_plan_sentence(made)["days"] == message("plans.days", n=4)
    early = back_plan(given, "b", date(2027, 3, 15), START)
    assert back_plan_sentence(early).code == "plans.back.time"


def test_the_delays_are_the_studys_own_with_their_reasons():
    made = delays_table(read_sample())
    assert len(made.rows) == 7
    assert all(made.column("reason"))


def test_a_gap_that_could_be_anything_is_unknown_never_zero():
    region = read_sample()
    report = gaps(region, "experts")
    found = task_gaps([task("a", 1, families=("ia-technicien",), level=5)], report)
    made = task_gaps_table(region, found, report.name)
    assert made.column("coverage") == (None,)
    assert made.column("break_even")[0].low > 0
    none = task_gaps_table(region, task_gaps([task("a", 1, families=("x",))], report), "x")
    assert none.column("standing") == (message("plans.gaps.no_need"),)
