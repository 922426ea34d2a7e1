"""The indicators of action 1.3: sums as intervals, and nothing unknown that becomes zero."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.indicators import Indicator, indicators
from planner.messages import Interval
from planner.study import Domain, DomainHours, Leavers, Seats
from planner.vocab import DomainScheme, SeatKind
from tests.build import study, training

UNKNOWN = Interval(Fraction(0), None)
DOMAINS = [
    Domain(key="vision", rank=1, scheme=DomainScheme.VISIBILITY, name="Vision"),
    Domain(key="langues", rank=2, scheme=DomainScheme.VISIBILITY, name="Langues"),
    Domain(key="decision", rank=3, scheme=DomainScheme.EXPERTISE, name="Décision"),
]


def seats(key, owner, year, low, high, kind=SeatKind.OPEN):
    return Seats(key=key, training=owner, year=year, kind=kind, low=low, high=high)


def leavers(key, owner, year, occupation, low, high, family=None):
    return Leavers(
        key=key, training=owner, year=year, occupation=occupation, low=low, high=high, family=family
    )


def amounts(series):
    return {one.year: (one.amount.said, one.amount.total, one.amount.told) for one in series}


def between(low, high):
    return Interval(Fraction(low), None if high is None else Fraction(high))


def test_the_shipped_study_knows_none_of_them():
    told = indicators(read_sample())
    assert told.of == 80
    assert told.years == ()
    assert {one: told.told(one) for one in Indicator} == dict.fromkeys(Indicator, 0)
    assert [one.amount.total for one in told.hours] == [UNKNOWN] * 9


def test_places_are_summed_by_year_and_kind_and_the_silent_leave_no_upper_bound():
    base = study(
        trainings=[training("t1", "a"), training("t2", "a")],
        seats=[
            seats("s1", "t1", 2024, 10, 12),
            seats("s2", "t2", 2024, 5, 5),
            seats("s3", "t1", 2026, 20, 20),
            seats("s4", "t1", 2026, 8, 8, SeatKind.FILLED),
        ],
    )
    told = indicators(base)
    assert told.years == (2024, 2025, 2026)
    assert amounts(told.seats[SeatKind.OPEN]) == {
        2024: (between(15, 17), between(15, 17), 2),
        2025: (UNKNOWN, UNKNOWN, 0),
        2026: (between(20, 20), between(20, None), 1),
    }
    assert amounts(told.seats[SeatKind.FILLED])[2026] == (between(8, 8), between(8, None), 1)
    assert all(total == UNKNOWN for _, total, _ in amounts(told.seats[SeatKind.FUNDED]).values())
    assert told.missing[Indicator.SEATS] == ()


def test_places_without_an_upper_bound_do_not_count_as_known():
    base = study(trainings=[training("t1", "a")], seats=[seats("s", "t1", 2026, 4, None)])
    told = indicators(base)
    assert told.missing[Indicator.SEATS] == ("t1",)
    assert told.seats[SeatKind.OPEN][0].amount.total == between(4, None)


def test_two_tellings_of_one_number_are_covered_not_added():
    base = study(
        trainings=[training("t1", "a")],
        seats=[seats("s1", "t1", 2026, 10, 12), seats("s2", "t1", 2026, 11, 15)],
    )
    assert indicators(base).seats[SeatKind.OPEN][0].amount.said == between(10, 15)


def test_archived_and_undescribed_trainings_take_no_part():
    base = study(
        trainings=[
            training("t1", "a"),
            training("t2", "a", is_archived=True),
            training("t3", is_described=False),
        ],
        seats=[seats("s1", "t2", 2020, 10, 10), seats("s2", "t3", 2021, 10, 10)],
    )
    told = indicators(base)
    assert (told.of, told.years) == (1, ())


def test_leavers_are_told_by_occupation_in_the_last_year_most_first():
    base = study(
        trainings=[training("t1", "a"), training("t2", "a")],
        leavers=[
            leavers("l0", "t1", 2024, "Vendeur", 99, 99),
            leavers("l1", "t1", 2025, "Développeur", 4, 6, "a"),
            leavers("l2", "t2", 2025, "développeur", 3, 3, "a"),
            leavers("l3", "t2", 2025, "Analyste", 5, None, "b"),
        ],
    )
    told = indicators(base)
    assert told.occupations_year == 2025
    first, second = told.occupations
    assert (first.name, first.family, first.amount.said) == ("Développeur", "a", between(7, 9))
    assert first.amount.trainings == ("t1", "t2")
    assert (second.name, second.family, second.amount.said) == ("Analyste", "b", between(5, None))
    assert amounts(told.leavers)[2025] == (between(12, None), between(12, None), 2)
    assert told.missing[Indicator.LEAVERS] == ()


def test_an_occupation_of_two_families_names_none():
    base = study(
        trainings=[training("t1", "a")],
        leavers=[
            leavers("l1", "t1", 2025, "Analyste", 4, 6, "a"),
            leavers("l2", "t1", 2025, "Analyste", 4, 6, "b"),
        ],
    )
    assert indicators(base).occupations[0].family is None


def test_hours_count_the_domains_of_action_1_3_only_and_silence_is_no_zero():
    base = study(
        trainings=[training("t1", "a"), training("t2", "a")],
        domains=DOMAINS,
        domain_hours=[
            DomainHours(key="h1", training="t1", domain="vision", hours=40),
            DomainHours(key="h2", training="t2", domain="vision", hours=None),
            DomainHours(key="h3", training="t2", domain="decision", hours=70),
        ],
    )
    told = indicators(base)
    vision, languages = told.hours
    assert (vision.amount.total, vision.uncounted) == (between(40, None), 1)
    assert vision.amount.trainings == ("t1", "t2")
    assert languages.amount.total == UNKNOWN
    assert told.missing[Indicator.HOURS] == ("t2",)


bounds = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 9)).map(
    lambda b: (b[0], None if b[1] is None else b[0] + b[1])
)
rows = st.lists(
    st.tuples(st.sampled_from(["t1", "t2", "t3"]), st.integers(2020, 2023), bounds), max_size=8
)


@given(rows)
def test_any_way_in_which_the_unknown_may_turn_out_stands_within_the_interval(told_rows):
    base = study(
        trainings=[training(key, "a") for key in ("t1", "t2", "t3")],
        seats=[
            seats(f"s{n}", owner, year, *span) for n, (owner, year, span) in enumerate(told_rows)
        ],
    )
    for one in indicators(base).seats[SeatKind.OPEN]:
        held = [(owner, span) for owner, year, span in told_rows if year == one.year]
        least = sum(
            min(low for owner, (low, _) in held if owner == key)
            for key in {owner for owner, _ in held}
        )
        assert one.amount.total.low == least
        silent = {"t1", "t2", "t3"} - {owner for owner, _ in held}
        assert (one.amount.total.high is None) is (
            bool(silent) or any(high is None for _, (_, high) in held)
        )


@given(rows)
def test_one_more_training_that_says_nothing_only_opens_the_interval(told_rows):
    base = study(
        trainings=[training(key, "a") for key in ("t1", "t2", "t3")],
        seats=[
            seats(f"s{n}", owner, year, *span) for n, (owner, year, span) in enumerate(told_rows)
        ],
    )
    more = replace(base, trainings=base.trainings.put(training("t4", "a")))
    for before, after in zip(
        indicators(base).seats[SeatKind.OPEN], indicators(more).seats[SeatKind.OPEN], strict=True
    ):
        assert after.amount.said == before.amount.said
        assert after.amount.total.high is None
