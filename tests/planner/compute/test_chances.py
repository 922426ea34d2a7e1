"""The chance of holding dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.chances import chances
from planner.compute.roadmap import roadmap
from tests.planner.compute.planning import START, roadmap_of, task

triples = st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)).map(sorted)


def three(key, triple, *after, **fields):
    low, days, high = triple
    return task(key, max(days, 1), *after, days_low=low, days_high=max(high, 1), **fields)


@given(triples, triples)
def test_a_finish_lies_between_the_best_and_the_worst_case(first, second):
    tasks = [three("a", first), three("b", second, "a")]
    found = chances(roadmap(roadmap_of(*tasks)))["b"]
    best = sum(t.days_low if t.days_low < t.days_high else t.days for t in tasks)
    worst = sum(t.days_high if t.days_low < t.days_high else t.days for t in tasks)
    assert START + timedelta(days=best) <= found.half <= found.most
    assert found.most <= START + timedelta(days=worst)


def test_without_bounds_the_plan_itself_comes_out():
    found = chances(roadmap(roadmap_of(task("a", 30), task("b", 10, "a"))))
    assert found["b"].half == found["b"].most == START + timedelta(days=40)


def test_one_task_follows_the_triangular_law():
    # from 0 to 100 with mode 50, half of the draws finish by 50 and 98 % by 90
    due = START + timedelta(days=90)
    found = chances(roadmap(roadmap_of(three("a", (0, 50, 100), due=due))))["a"]
    assert abs((found.half - START).days - 50) <= 2
    assert abs(found.holds - Fraction(98, 100)) < Fraction(1, 50)


@given(st.integers(0, 120), st.integers(0, 120))
def test_a_later_deadline_is_never_harder_to_hold(one, other):
    held = [
        chances(roadmap(roadmap_of(three("a", (10, 50, 100), due=START + timedelta(days=days)))))[
            "a"
        ].holds
        for days in sorted((one, other))
    ]
    assert held[0] <= held[1]


def test_the_same_plan_always_gives_the_same_chances():
    study = roadmap_of(three("a", (5, 9, 30)), three("b", (1, 2, 3), "a"))
    turned = replace(study, tasks=type(study.tasks)(reversed(tuple(study.tasks))))
    assert chances(roadmap(study)) == chances(roadmap(turned))


def test_a_roadmap_without_dates_has_no_chances():
    assert chances(roadmap(roadmap_of(task("a", 5, not_before=None)))) == {}


def test_a_deadline_has_a_chance_only_where_something_before_it_is_drawn():
    due = START + timedelta(days=400)
    tasks = [
        task("a", 30, due=due),
        three("b", (5, 9, 30)),
        task("c", 10, "a", due=due),
        task("d", 10, "b", due=due),
        task("e", 10, "d", due=due),
    ]
    found = chances(roadmap(roadmap_of(*tasks)))
    assert [found[key].holds for key in "abcde"] == [None, None, None, 1, 1]


def test_a_finish_on_the_very_deadline_holds_it():
    due = START + timedelta(days=2)
    found = chances(roadmap(roadmap_of(three("a", (1, 2, 2), due=due))))["a"]
    assert (found.half, found.most, found.holds) == (due, due, 1)


def test_a_task_waits_for_the_last_of_what_comes_before_it_and_for_its_own_day():
    waits = START + timedelta(days=90)
    tasks = [
        three("a", (40, 50, 60)),
        task("b", 5),
        task("c", 1, "a", "b"),
        task("d", 1, "b", not_before=waits),
    ]
    found = chances(roadmap(roadmap_of(*tasks)))
    assert found["c"].half >= START + timedelta(days=41)
    assert found["d"].half == waits + timedelta(days=1)
