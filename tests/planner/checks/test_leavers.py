from __future__ import annotations

from planner.checks import run_checks
from planner.checks.leavers import exceeding_leavers, repeated_leavers
from planner.findings import Place
from planner.study import Seats
from planner.vocab import SeatKind
from tests.build import study, training
from tests.planner.compute.test_leavers import left


def filled(high, key="s1", year=2025, kind=SeatKind.FILLED):
    return Seats(key=key, training="t1", year=year, kind=kind, low=0, high=high)


def held(*rows, seats=()):
    return study(trainings=[training("t1"), training("t2")], leavers=rows, seats=seats)


def test_one_occupation_told_twice_in_a_year_is_found_whatever_its_spelling():
    rows = left("l1"), left("l2", occupation="data  ANALYST"), left("l3", year=2024)
    (said,) = repeated_leavers(held(*rows))
    assert said.where == Place("leavers", "l2")
    assert (said.said["year"], said.said["title"]) == (2025, "Formation t1")


def test_two_trainings_may_lead_to_one_occupation():
    assert [*repeated_leavers(held(left("l1"), left("l2", "t2")))] == []


def test_more_leavers_than_places_filled_are_found_over_all_occupations():
    rows = left("l1", low=6, high=9), left("l2", occupation="Chef", low=5, high=None)
    (said,) = exceeding_leavers(held(*rows, seats=[filled(10)]))
    assert (said.said["people"], said.said["places"]) == (11, 10)


def test_what_may_still_fit_is_not_said():
    rows = (left("l1", low=6, high=90),)
    assert [*exceeding_leavers(held(*rows, seats=[filled(6)]))] == []


def test_unknown_or_other_places_say_nothing():
    rows = (left("l1", low=60, high=60),)
    for seats in (
        [],
        [filled(None)],
        [filled(5), filled(None, "s2")],
        [filled(5, kind=SeatKind.OPEN)],
        [filled(5, year=2024)],
    ):
        assert [*exceeding_leavers(held(*rows, seats=seats))] == []


def test_every_check_is_run_on_them_too():
    codes = {said.code for said in run_checks(held(left("l1"), left("l2"), seats=[filled(1)]))}
    assert {"leavers_repeated", "leavers_exceed"} <= codes
