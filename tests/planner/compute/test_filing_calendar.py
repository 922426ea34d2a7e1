"""How long a filing takes, and when the commission sits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.filing_calendar import (
    Delays,
    decision_span,
    delays,
    first_session,
    last_filing,
    last_sitting,
    renewal_filing,
    with_summers,
)

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_shipped_study_assumes_seven_to_eight_months_and_no_commission_in_august():
    assert delays(read_sample()) == Delays(210, 225, 245, 213, 60, 30, 8)


@given(days)
def test_no_commission_decides_in_the_closed_month(by):
    sitting = last_sitting(by, Delays(closed_month=8))
    assert sitting.month != 8
    assert sitting <= by
    assert (by - sitting).days < 32


def test_a_decision_by_mid_august_must_be_filed_for_the_july_commission():
    rules = Delays(usual=225, longest=245, closed_month=8)
    assert last_filing(date(2027, 8, 15), rules) == date(2027, 7, 31) - timedelta(days=245)


def test_unknown_delays_tell_no_date():
    assert last_filing(date(2027, 8, 15), Delays()) is None
    assert renewal_filing(date(2027, 8, 15), Delays()) is None


def test_a_renewal_is_filed_seven_months_before_the_end():
    assert renewal_filing(date(2028, 3, 1), Delays(renewal=213)) == date(2027, 8, 1)


@pytest.mark.parametrize(
    ("length", "finish", "start"),
    [
        (20, date(2027, 6, 30), date(2027, 6, 10)),  # before the summer
        (20, date(2027, 7, 10), date(2027, 5, 21)),  # touches it: thirty days more
        (20, date(2027, 9, 10), date(2027, 7, 22)),  # back into August: lost days too
        (400, date(2027, 9, 30), date(2026, 8, 26) - timedelta(days=60)),  # two summers
    ],
)
def test_work_that_crosses_a_summer_starts_earlier(length, finish, start):
    assert with_summers(length, finish, Delays(summer=30)) == start


@given(st.integers(1, 900), days, st.integers(0, 45))
def test_enough_days_are_left_once_the_lost_ones_are_taken_off(length, finish, lost):
    start = with_summers(length, finish, Delays(summer=lost))
    touched = sum(
        any(start <= date(year, month, day) < finish for month in (7, 8) for day in range(1, 32))
        for year in range(start.year, finish.year + 1)
    )
    assert (finish - start).days == length + lost * touched


def test_a_decision_due_in_the_closed_month_waits_for_the_next():
    rules = Delays(shortest=210, usual=225, longest=245, closed_month=8)
    assert decision_span(date(2027, 1, 10), rules) == (date(2027, 9, 1), date(2027, 9, 12))
    assert decision_span(date(2027, 3, 1), rules) == (date(2027, 9, 27), date(2027, 11, 1))
    assert decision_span(date(2027, 1, 10), Delays()) is None
    december = Delays(usual=1, closed_month=12)
    assert decision_span(date(2027, 12, 5), december) == (date(2028, 1, 1),) * 2


def test_a_first_session_waits_for_training_bodies_to_be_habilitated():
    decided = date(2027, 3, 1)
    assert first_session(decided, Delays(habilitation=60)) == date(2027, 4, 30)
    assert first_session(decided, Delays()) is None
