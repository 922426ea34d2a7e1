"""Checks of the roadmap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.checks.roadmap import bound_findings, plan_findings
from planner.findings import Place, Severity
from tests.planner.compute.test_roadmap import built, task

START = date(2026, 1, 1)


def found(*tasks):
    return list(plan_findings(built(*tasks)))


def test_a_circle_is_named_by_the_titles_of_its_tasks():
    (said,) = found(task("a", 5, "b", not_before=START), task("b", 5, "a"))
    assert said.code == "task_cycle"
    assert said.severity is Severity.ERROR
    assert said.said["names"] == ("a", "b")


def test_a_missed_deadline_is_found_with_its_dates():
    (said,) = found(task("a", 10, not_before=START, due=date(2026, 1, 5)))
    assert said.where == Place("tasks", "a", "due")
    assert (said.said["due"], said.said["finish"]) == (date(2026, 1, 5), date(2026, 1, 11))


def test_a_task_that_waits_for_one_off_the_roadmap_is_found():
    (said,) = found(task("a", 5, "x", not_before=START), task("x", 5, action="other"))
    assert said.where == Place("tasks", "a", "after")
    assert said.said["name"] == "x"


def test_tasks_without_any_date_are_one_finding():
    (said,) = found(task("a"), task("b"))
    assert (said.code, said.said["n"]) == ("roadmap_undated", 2)


def test_dates_beyond_the_calendar_are_a_finding_not_a_crash():
    (said,) = found(task("a", 400, not_before=date(9999, 12, 1)))
    assert said.code == "roadmap_beyond_calendar"
    assert said.said["reason"].code == "error.schedule_beyond_calendar"
    assert said.where == Place("tasks", "a", "days")


@pytest.mark.parametrize(
    ("low", "high", "field"), [(6, None, "days_low"), (None, 4, "days_high"), (7, 3, "days_high")]
)
def test_a_duration_outside_its_bounds_is_found_at_the_bound(low, high, field):
    (said,) = bound_findings(built(replace(task("a", 5), days_low=low, days_high=high)))
    assert said.where == Place("tasks", "a", field)


def test_durations_in_order_or_without_bounds_are_not_found():
    rows = (task("a", 5), replace(task("b", 5), days_low=5, days_high=5))
    assert list(bound_findings(built(*rows))) == []


def test_a_sound_roadmap_and_an_empty_one_have_no_finding():
    assert found(task("a", 5, not_before=START, due=date(2026, 1, 6))) == []
    assert found() == []
