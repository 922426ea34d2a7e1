"""Plans kept, started again, and what has slipped since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db.samples.reading import read_sample
from planner.compute.baselines import kept_plan, replanned, slips
from planner.compute.roadmap import roadmap
from planner.edits import Set, apply
from planner.study import Action
from planner.vocab import Nature
from tests.planner.compute.planning import roadmap_of, task

TODAY = date(2026, 11, 22)
SAMPLE = read_sample()


def test_a_plan_just_kept_has_not_slipped():
    kept = apply(SAMPLE, kept_plan(SAMPLE, "b", "Étude 2019", TODAY)).study
    assert {slip.days for slip in slips(kept, "b")} == {0}
    assert kept.baselines.get("b").made_on == TODAY
    assert {row.source.nature for row in kept.baseline_dates} == {Nature.COMPUTED}


def test_a_task_that_lasts_longer_slips_and_takes_the_next_along():
    before = roadmap_of(task("a", 10), task("b", 5, "a"), task("c", 1))
    kept = apply(before, kept_plan(before, "k", "Départ", TODAY)).study
    late = apply(kept, Set("tasks", "a", (("days", 14),))).study
    assert {slip.task.key: slip.days for slip in slips(late, "k")} == {"a": 4, "b": 4, "c": 0}


def test_planning_again_starts_today_and_keeps_what_was_planned():
    again = apply(SAMPLE, replanned(SAMPLE, "b", "Étude 2019", TODAY)).study
    placed = roadmap(again)
    assert min(span.earliest_start for span in placed.plan.spans.values()) == TODAY
    assert placed.missed == ()
    assert all(slip.days > 0 for slip in slips(again, "b"))
    moved = again.tasks.get("1.5-groupes")
    assert (moved.not_before, moved.source.nature) == (TODAY, Nature.ASSUMPTION)


def test_planning_again_leaves_what_is_still_to_come():
    later = TODAY + timedelta(days=90)
    study = roadmap_of(task("a", 10, not_before=later, due=later + timedelta(days=20)))
    again = apply(study, replanned(study, "b", "Départ", TODAY)).study
    assert again.tasks == study.tasks


def test_planning_again_is_undone_in_one_step():
    applied = apply(SAMPLE, replanned(SAMPLE, "b", "Étude 2019", TODAY))
    assert apply(applied.study, applied.inverse).study == SAMPLE


def test_a_task_added_since_has_no_slip():
    before = roadmap_of(task("a", 10))
    kept = apply(before, kept_plan(before, "k", "Départ", TODAY)).study
    more = replace(kept, tasks=kept.tasks.put(task("b", 1)))
    assert {slip.task.key: slip.days for slip in slips(more, "k")} == {"a": 0, "b": None}


def test_a_baseline_that_is_not_there_is_a_key_error():
    with pytest.raises(KeyError):
        slips(SAMPLE, "nothing")


def test_planning_again_dates_only_what_waits_for_none_of_the_roadmap():
    early = TODAY - timedelta(days=400)
    study = roadmap_of(
        task("a", 10, not_before=early),
        task("b", 5, "a"),
        task("c", 5, "x", not_before=early),
        replace(task("x", 1), action="other"),
    )
    study = replace(
        study, actions=study.actions.put(Action(key="other", title="Autre", is_managed=False))
    )
    again = apply(study, replanned(study, "b", "Départ", TODAY)).study
    assert {row.key: row.not_before for row in again.tasks if row.key in "abc"} == {
        "a": TODAY,
        "b": None,
        "c": TODAY,
    }
