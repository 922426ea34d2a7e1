"""Indicators from edition to edition: what was told then, and nothing unknown that becomes zero."""

from __future__ import annotations

from fractions import Fraction

from db.samples.reading import read_sample
from planner.compute.edition_trend import UNKNOWN, moment, series
from planner.compute.indicators import Indicator, hours_total
from planner.messages import Interval
from planner.study import DomainHours, Edition
from planner.vocab import SeatKind
from tests.build import study, training
from tests.planner.compute.test_indicators import DOMAINS, leavers, seats

FIRST = Edition(key="e", name="2019", digest="0", content="-")


def with_rows(*, places=(), people=(), hours=()):
    return study(
        trainings=[training("t1", "a"), training("t2", "a")],
        domains=DOMAINS,
        seats=places,
        leavers=people,
        domain_hours=hours,
    )


def of(told, indicator, kind=None):
    (found,) = [one for one in told if (one.indicator, one.kind) == (indicator, kind)]
    return found


def test_an_edition_that_told_nothing_is_unknown_beside_a_study_that_tells():
    today = with_rows(places=[seats("s1", "t1", 2026, 10, 12)])
    told = series((moment(read_sample(), FIRST), moment(today)))
    opened = of(told, Indicator.SEATS, SeatKind.OPEN)
    then, now = opened.steps
    assert (then.moment.name, then.year, then.amount.said) == ("2019", None, UNKNOWN)
    assert not then.amount.is_known
    assert (now.moment.edition, now.year) == ("", 2026)
    assert now.amount.said == Interval(Fraction(10), Fraction(12))
    assert now.amount.total.high is None  # the other training has not told
    assert opened.is_known
    assert not of(told, Indicator.SEATS, SeatKind.FILLED).is_known


def test_each_moment_tells_its_last_year_that_is_known():
    then = with_rows(places=[seats("s1", "t1", 2018, 7, 7), seats("s2", "t1", 2024, 1, 1)])
    then_steps = of(series((moment(then, FIRST),)), Indicator.SEATS, SeatKind.OPEN).steps
    assert [(step.year, step.amount.said.low) for step in then_steps] == [(2024, 1)]
    people = with_rows(people=[leavers("l", "t1", 2023, "Technicien", 4, 5)])
    (step,) = of(series((moment(people),)), Indicator.LEAVERS).steps
    assert (step.year, step.amount.said) == (2023, Interval(Fraction(4), Fraction(5)))


def test_places_of_another_kind_do_not_stand_for_those_that_nobody_told():
    today = with_rows(places=[seats("s1", "t1", 2026, 9, 9, SeatKind.FILLED)])
    (step,) = of(series((moment(today),)), Indicator.SEATS, SeatKind.OPEN).steps
    assert step.amount.said == UNKNOWN


def test_hours_are_those_of_the_domains_made_visible_together():
    today = with_rows(
        hours=[
            DomainHours(key="h1", training="t1", domain="vision", hours=30),
            DomainHours(key="h2", training="t1", domain="langues", hours=12),
            DomainHours(key="h3", training="t1", domain="decision", hours=99),  # of the other list
        ]
    )
    assert hours_total(today).said == Interval.exactly(Fraction(42))
    assert hours_total(today).trainings == ("t1",)
    (step,) = of(series((moment(today),)), Indicator.HOURS).steps
    assert (step.year, step.amount.told, step.amount.of) == (None, 1, 2)


def test_hours_that_are_not_counted_leave_no_upper_bound():
    today = with_rows(
        hours=[
            DomainHours(key="h1", training="t1", domain="vision", hours=30),
            DomainHours(key="h2", training="t1", domain="langues"),
        ]
    )
    assert hours_total(today).said == Interval(Fraction(30), None)
    assert hours_total(with_rows()).said == UNKNOWN
