"""The standard tasks of a filing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.compute.back_plan import back_plan
from planner.compute.filing_tasks import Step, filing_goal, filing_tasks, step_days
from planner.edits import apply
from planner.errors import EditRefused, InvalidInput
from planner.study import Certification
from planner.vocab import Nature, Register, TaskKind
from tests.build import study
from tests.planner.compute.planning import START, roadmap_of, task

TITLES = {step: f"{step} IA" for step in Step}
EXAMINATION = {
    "delay_examination_low": 210,
    "delay_examination": 225,
    "delay_examination_high": 245,
}


def region(*tasks, register=Register.RNCP, **delays):
    made = roadmap_of(*tasks, **delays)
    row = Certification(key="ia", title="IA", register=register, certifiers="Branche")
    return replace(made, certifications=study(certifications=[row]).certifications)


def filed(given):
    return apply(given, filing_tasks(given, "ia", START, "f", TITLES, "hypothèse")).study


def test_six_steps_follow_one_another_from_the_first_day():
    made = filed(region(task("a", 10), **EXAMINATION))
    steps = [row for row in made.tasks if row.key.startswith("f.")]
    assert [row.title for row in steps] == list(TITLES.values())
    assert [row.after for row in steps] == [(), *((row.key,) for row in steps[:-1])]
    assert [row.not_before for row in steps] == [START, None, None, None, None, None]
    assert [row.kind is TaskKind.MILESTONE for row in steps] == [0, 0, 0, 1, 0, 1]
    assert {row.source.nature for row in steps} == {Nature.ASSUMPTION}
    assert {row.source.note for row in steps} == {"hypothèse"}
    assert steps[0].owner == "Branche"


def test_the_examination_takes_the_studys_own_delays():
    days = step_days(region(**EXAMINATION))[Step.EXAMINE]
    assert (days.low, days.days, days.high) == (210, 225, 245)
    alone = step_days(region(delay_examination=200))[Step.EXAMINE]
    assert (alone.low, alone.days, alone.high) == (None, 200, None)


def test_bounds_hold_the_most_likely_duration():
    for days in step_days(region(**EXAMINATION)).values():
        assert days.low is None or days.low <= days.days <= (days.high or 0)


def test_the_filing_is_the_first_milestone_of_the_certification():
    given = region(task("a", 10), **EXAMINATION)
    assert filing_goal(given, "ia") is None
    goal = filing_goal(filed(given), "ia")
    assert goal is not None
    assert goal.key == "f.file"
    made = back_plan(filed(given), goal.key, date(2027, 7, 1), START)
    assert [one.task.key for one in made.tasks] == ["f.write", "f.agree", "f.assemble", "f.file"]


def test_nothing_is_added_where_nothing_is_filed_or_all_is_there():
    with pytest.raises(EditRefused):
        filed(region(task("a", 10), register=Register.CQP, **EXAMINATION))
    with pytest.raises(InvalidInput):
        filed(region(task("a", 10)))
    with pytest.raises(EditRefused):
        filed(filed(region(task("a", 10), **EXAMINATION)))
