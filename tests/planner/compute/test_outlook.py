"""What stands beside a roadmap's dates."""

from __future__ import annotations

from datetime import date

from planner.compute.baselines import kept_plan
from planner.compute.outlook import last_baseline, outlook
from planner.compute.roadmap import roadmap
from planner.edits import Set, apply
from tests.planner.compute.planning import START, roadmap_of, task

DUE = date(2027, 2, 1)


def kept(given, key="b"):
    return apply(given, kept_plan(given, key, key, START)).study


def seen(given):
    return outlook(given, roadmap(given), START)


def test_without_a_plan_kept_nothing_has_slipped():
    made = seen(roadmap_of(task("a", 10)))
    assert made.baseline is None
    assert made.slips == {}


def test_the_plan_kept_last_is_the_one_compared_with():
    given = kept(kept(roadmap_of(task("a", 10))), "c")
    assert last_baseline(given).key == "c"
    moved = apply(given, Set("tasks", "a", (("days", 14),))).study
    assert seen(moved).slips["a"].days == 4
    first = outlook(moved, roadmap(moved), START, moved.baselines.get("b"))
    assert first.baseline.key == "b"


def test_draws_are_told_only_where_durations_have_bounds():
    sure = roadmap_of(task("a", 10, due=DUE))
    assert not seen(sure).is_drawn
    assert seen(roadmap_of(task("a", 10, due=DUE, days_low=5, days_high=40))).is_drawn
    assert not seen(roadmap_of(task("a", 10, days_low=5, days_high=40))).is_drawn
