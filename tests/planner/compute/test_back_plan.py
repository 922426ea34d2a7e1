"""When tasks must start at the latest for one of them to be done by a day."""

from __future__ import annotations

from datetime import date, timedelta

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.back_plan import back_plan
from planner.errors import InvalidInput
from tests.planner.compute.planning import roadmap_of, task

BY = date(2027, 6, 1)


@st.composite
def networks(draw):
    """Up to seven tasks, each after some of those before it."""
    tasks = []
    for n in range(draw(st.integers(1, 7))):
        before = [t.key for t in tasks]
        after = draw(st.lists(st.sampled_from(before), unique=True)) if before else []
        tasks.append(task(f"t{n}", draw(st.integers(0, 50)), *after))
    return tasks


@given(networks())
def test_each_task_starts_as_early_as_the_longest_way_to_the_goal_asks(tasks):
    found = back_plan(roadmap_of(*tasks), tasks[-1].key, BY, BY)
    graph = nx.DiGraph()
    graph.add_nodes_from(t.key for t in tasks)
    graph.add_edges_from((b, t.key) for t in tasks for b in t.after)
    length = {t.key: t.days for t in tasks}
    assert {p.task.key for p in found.tasks} == {
        tasks[-1].key,
        *nx.ancestors(graph, tasks[-1].key),
    }
    for placed in found.tasks:
        ways = nx.all_simple_paths(graph, placed.task.key, tasks[-1].key)
        if placed.task.key == tasks[-1].key:
            ways = [[placed.task.key]]
        longest = max(sum(length[key] for key in way) for way in ways)
        assert placed.start == BY - timedelta(days=longest)
        assert placed.finish - placed.start == timedelta(days=placed.task.days)


def test_a_start_that_has_gone_by_is_late_and_counted():
    study = roadmap_of(task("a", 30), task("b", 10, "a"))
    found = back_plan(study, "b", BY, BY - timedelta(days=35))
    assert [placed.is_late for placed in found.tasks] == [True, False]
    assert found.starts == BY - timedelta(days=40)
    assert found.days_short == 5


def test_with_time_left_nothing_is_short():
    assert back_plan(roadmap_of(task("a", 30)), "a", BY, date(2027, 1, 1)).days_short == 0


def test_summers_push_the_start_back():
    study = roadmap_of(task("a", 30), delay_summer=30)
    assert back_plan(study, "a", date(2027, 8, 15), BY).starts == date(2027, 6, 16)


def test_the_shipped_filing_can_be_planned_back_from_a_date():
    found = back_plan(read_sample(), "1.5-depot", date(2028, 6, 30), date(2026, 11, 22))
    assert found.tasks[-1].task.key == "1.5-depot"
    assert found.starts < date(2027, 12, 1)


@pytest.mark.parametrize(
    ("tasks", "goal", "code"),
    [
        ([task("a", 3)], "z", "error.back_plan_unknown"),
        ([task("a", 3, "b"), task("b", 3, "a")], "a", "error.back_plan_circle"),
        ([task("a", 10_000_000)], "a", "error.schedule_beyond_calendar"),
    ],
)
def test_what_cannot_be_planned_back_is_refused_with_its_reason(tasks, goal, code):
    with pytest.raises(InvalidInput) as caught:
        back_plan(roadmap_of(*tasks), goal, BY, BY)
    assert caught.value.message.code == code


def test_what_must_start_today_is_still_in_time():
    study = roadmap_of(task("a", 10))
    made = back_plan(study, "a", date(2027, 3, 15), date(2027, 3, 5))
    assert (made.starts, made.tasks[0].is_late, made.days_short) == (date(2027, 3, 5), False, 0)
