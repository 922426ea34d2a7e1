from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planner.compute.inventory import UNKNOWN
from planner.compute.leavers import LeaversBy, leaver_groups, people_who_left
from planner.messages import Interval
from planner.study import Leavers
from tests.build import study, training


def left(key, of="t1", year=2025, occupation="Data analyst", low=3, high=3, **more):
    return Leavers(
        key=key, training=of, year=year, occupation=occupation, low=low, high=high, **more
    )


def between(low, high):
    return Interval(Fraction(low), None if high is None else Fraction(high))


def held(*rows):
    trainings = [training("t1"), training("t2"), training("t9", is_archived=True)]
    return study(trainings=trainings, leavers=rows)


def test_spellings_of_one_occupation_are_added_and_the_first_names_it():
    rows = left("l1"), left("l2", "t2", occupation="DATA  analyst", low=2, high=5)
    (group,) = leaver_groups(held(*rows), LeaversBy.OCCUPATION)
    assert group.name == "Data analyst"
    assert group.total.people == between(5, 8)
    assert group.total.trainings == ("t1", "t2")


def test_years_that_nobody_told_of_are_absent_and_not_zero():
    rows = left("l1", year=2023), left("l2", year=2025)
    (group,) = leaver_groups(held(*rows), LeaversBy.OCCUPATION)
    assert list(group.years) == [2023, 2025]


def test_one_row_without_upper_bound_leaves_the_sum_without_one():
    rows = left("l1"), left("l2", "t2", low=4, high=None)
    (group,) = leaver_groups(held(*rows), LeaversBy.YEAR)
    assert group.total.people == between(7, None)


def test_families_stand_in_the_order_of_the_study_and_the_unknown_last():
    rows = left("l1"), left("l2", "t2", family="c"), left("l3", "t2", family="a")
    groups = leaver_groups(held(*rows), LeaversBy.FAMILY)
    assert [group.key for group in groups] == ["a", "c", UNKNOWN]
    assert groups[0].name == "A"


def test_the_leavers_of_archived_trainings_do_not_count():
    assert leaver_groups(held(left("l1", "t9")), LeaversBy.YEAR) == ()


_BOUNDS = st.tuples(st.integers(0, 50), st.one_of(st.none(), st.integers(0, 50)))


@given(st.lists(_BOUNDS, max_size=8))
def test_a_sum_holds_every_sum_of_what_its_rows_allow(bounds):
    rows = [
        left(f"l{n}", low=low, high=None if more is None else low + more)
        for n, (low, more) in enumerate(bounds)
    ]
    people = people_who_left(rows).people
    assert people.low == sum(row.low for row in rows)
    if any(row.high is None for row in rows):
        assert people.high is None
    else:
        assert people.high == sum(row.high for row in rows)
