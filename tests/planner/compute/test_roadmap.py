"""The roadmap: managed tasks placed in time from the dates that they name."""

from __future__ import annotations

from datetime import date

from db.samples.reading import read_sample
from planner.compute.roadmap import roadmap
from planner.rows import Rows
from planner.study import Action, Study, Task
from planner.vocab import TaskKind

SHIPPED = read_sample()


def task(key, days=10, *after, action="managed", **dates):
    kind = TaskKind.TASK if days else TaskKind.MILESTONE
    return Task(key=key, action=action, title=key, kind=kind, days=days, after=after, **dates)


def built(*tasks):
    actions = [
        Action(key="managed", title="Suivie", is_managed=True),
        Action(key="other", title="Autre"),
    ]
    return Study(actions=Rows(actions), tasks=Rows(tasks))


def test_the_plan_starts_on_the_earliest_date_that_a_task_names():
    placed = roadmap(built(task("a", not_before=date(2026, 3, 1)), task("b", due=date(2026, 2, 1))))
    assert placed.start == date(2026, 2, 1)
    assert placed.plan is not None
    assert placed.plan.spans["a"].earliest_start == date(2026, 3, 1)


def test_tasks_follow_those_they_wait_for():
    placed = roadmap(built(task("a", not_before=date(2026, 1, 1)), task("b", 5, "a")))
    assert placed.plan is not None
    assert placed.plan.spans["b"].earliest_finish == date(2026, 1, 16)
    assert placed.plan.critical_path == ("a", "b")


def test_tasks_of_other_actions_stay_off_the_roadmap():
    placed = roadmap(
        built(
            task("a", not_before=date(2026, 1, 1)), task("x", action="other", due=date(2020, 1, 1))
        )
    )
    assert [row.key for row in placed.tasks] == ["a"]
    assert placed.start == date(2026, 1, 1)


def test_a_roadmap_without_any_date_is_not_placed_in_time():
    placed = roadmap(built(task("a"), task("b")))
    assert (placed.start, placed.plan, placed.missed) == (None, None, ())
    assert len(placed.tasks) == 2


def test_a_task_that_ends_after_its_deadline_is_missed_and_one_on_the_day_is_not():
    start = date(2026, 1, 1)
    placed = roadmap(
        built(
            task("late", 10, not_before=start, due=date(2026, 1, 10)),
            task("kept", 10, not_before=start, due=date(2026, 1, 11)),
        )
    )
    assert placed.missed == ("late",)


def test_a_missed_milestone_does_not_accuse_the_tasks_before_it():
    placed = roadmap(
        built(
            task("work", 30, not_before=date(2026, 1, 1)),
            task("milestone", 0, "work", due=date(2026, 1, 15)),
        )
    )
    assert placed.missed == ("milestone",)


def test_the_shipped_roadmap_is_placed_without_a_circle():
    placed = roadmap(SHIPPED)
    assert placed.start == date(2019, 7, 1)
    assert placed.plan is not None
    assert placed.plan.cycles == ()
    assert placed.plan.spans.keys() == {row.key for row in placed.tasks}
    assert placed.missed == ()
