from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.samples.reading import read_sample
from planner.compute.milestones import milestones
from planner.compute.roadmap import roadmap
from planner.study import Action, Task
from planner.vocab import TaskKind
from tests.build import study

MONDAY = date(2020, 1, 6)


def task(key, days, kind=TaskKind.MILESTONE, **fields):
    start = MONDAY + timedelta(days=days)
    return Task(key=key, action="1", title=key, kind=kind, days=0, not_before=start, **fields)


@pytest.fixture
def planned():
    tasks = [task("c", 30), task("a", 0), task("b", 10, due=MONDAY), task("w", 5, TaskKind.TASK)]
    return roadmap(study(actions=[Action(key="1", title="1", is_managed=True)], tasks=tasks))


def keys(found):
    return [one.task.key for one in found]


def test_the_next_milestone_comes_first_and_the_last_one_behind_first(planned):
    found = milestones(planned, MONDAY + timedelta(days=10))
    assert keys(found.ahead) == ["b", "c"]
    assert keys(found.behind) == ["a"]
    later = milestones(planned, MONDAY + timedelta(days=99))
    assert keys(later.behind) == ["c", "b", "a"]


def test_a_milestone_planned_after_its_deadline_is_missed(planned):
    missed = {one.task.key: one.is_missed for one in milestones(planned, MONDAY).ahead}
    assert missed == {"a": False, "b": True, "c": False}


def test_a_roadmap_without_dates_has_no_milestone_to_place():
    undated = Task(key="a", action="1", title="a", kind=TaskKind.MILESTONE, days=0)
    held = study(actions=[Action(key="1", title="1", is_managed=True)], tasks=[undated])
    found = milestones(roadmap(held), MONDAY)
    assert (found.ahead, found.behind) == ((), ())


def test_the_shipped_milestones_are_all_behind_in_2026():
    found = milestones(roadmap(read_sample()), date(2026, 1, 5))
    assert found.ahead == ()
    assert len(found.behind) >= 4
    assert list(found.behind) == sorted(found.behind, key=lambda one: one.on, reverse=True)
