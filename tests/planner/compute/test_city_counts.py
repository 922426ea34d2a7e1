from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.city_counts import (
    OTHERS,
    CityMeasure,
    CityShares,
    Held,
    city_counts,
    department_held,
)
from planner.compute.inventory import UNKNOWN, Dimension, Measure, crosstab, live
from planner.messages import Interval
from planner.study import Family, Seats
from planner.vocab import SeatKind
from tests.build import study, training

FAMILIES = [Family(key=f"f{n}", rank=n, name=f"F{n}", short_name=f"F{n}") for n in range(9)]


def seats(training_key, low, high, year=2026, kind=SeatKind.OPEN):
    key = f"{training_key}-{year}-{kind}"
    return Seats(key=key, training=training_key, year=year, kind=kind, low=low, high=high)


def test_the_shipped_cities_count_what_the_rows_count():
    sample = read_sample()
    expected = Counter(row.city for row in live(sample))
    found = {row.city: len(row.whole.trainings) for row in city_counts(sample).rows}
    assert found == {key: expected[key] for key in sample.cities.keys()}  # noqa: SIM118 - Rows


places = st.one_of(
    st.none(), st.tuples(st.integers(0, 40), st.one_of(st.none(), st.integers(40, 90)))
)
given_rows = st.lists(
    st.tuples(
        st.sampled_from(["lille", "douai", None]),
        st.one_of(st.none(), st.integers(1, 8)),
        st.sets(st.integers(0, 8)),
        places,
    ),
    max_size=25,
)


def made(rows):
    trainings = [
        training(f"t{n:02}", *(f"f{i}" for i in sorted(families)), city=city, level=level)
        for n, (city, level, families, _) in enumerate(rows)
    ]
    told = [seats(f"t{n:02}", *row[3]) for n, row in enumerate(rows) if row[3] is not None]
    return study(families=FAMILIES, trainings=trainings, seats=told)


@given(given_rows)
def test_places_are_those_of_the_crosstab(rows):
    held = made(rows)
    crossed = crosstab(held, Dimension.CITY, Dimension.LEVEL, Measure.SEATS)
    for row in city_counts(held, CityMeasure.SEATS).rows:
        total = crossed.row_total(row.city or UNKNOWN)
        assert row.whole.trainings == total.trainings
        assert row.whole.seats == total.total


@given(given_rows, st.sampled_from(CityMeasure), st.sampled_from(CityShares))
def test_no_training_is_lost_and_none_counts_twice_in_a_part(rows, measure, shares):
    counts = city_counts(made(rows), measure, shares)
    keys = [key for row in counts.rows for key in row.whole.trainings]
    assert sorted(keys) == sorted(row.key for row in live(made(rows)))
    for row in counts.rows:
        parts = [key for held in row.parts.values() for key in set(held.trainings)]
        assert all(len(set(held.trainings)) == len(held.trainings) for held in row.parts.values())
        assert set(parts) == (set(row.whole.trainings) if counts.groups else set())
        if shares is CityShares.LEVEL:
            assert len(parts) == len(row.whole.trainings)


@given(given_rows, st.sampled_from(CityMeasure))
def test_at_most_six_families_and_five_levels_stand_alone(rows, measure):
    held = made(rows)
    for shares, most in ((CityShares.FAMILY, 6), (CityShares.LEVEL, 4)):
        groups = city_counts(held, measure, shares).groups
        members = [member for group in groups for member in group.members]
        assert len(members) == len(set(members))
        alone = [group for group in groups if group.key not in (OTHERS, UNKNOWN)]
        assert len(alone) <= most or (shares is CityShares.LEVEL and len(groups) <= 6)
        if any(group.key == OTHERS for group in groups):
            assert len(alone) == most


@given(given_rows)
def test_the_families_left_together_are_the_smallest(rows):
    held = made(rows)
    sizes = Counter(key for row in live(held) for key in row.families)
    groups = city_counts(held, shares=CityShares.FAMILY).groups
    left = [sizes[key] for group in groups if group.key == OTHERS for key in group.members]
    alone = [sizes[g.key] for g in groups if g.key not in (OTHERS, UNKNOWN)]
    assert alone == sorted(alone, reverse=True)
    assert not left or max(left) <= min(alone)


def test_the_lowest_levels_are_told_together():
    held = study(trainings=[training(f"t{n}", level=n) for n in range(1, 9)])
    groups = city_counts(held, shares=CityShares.LEVEL).groups
    assert [group.key for group in groups] == [OTHERS, "5", "6", "7", "8"]
    assert groups[0].members == ("1", "2", "3", "4")


def test_places_without_upper_bound_are_counted_and_their_lower_bound_added():
    told = [seats("t1", 20, 24), seats("t2", 15, None)]
    trainings = [training("t1"), training("t2"), training("t3")]
    row = city_counts(study(trainings=trainings, seats=told)).row("lille")
    assert (row.whole.low, row.whole.high, row.whole.untold) == (35, 39, 2)
    assert row.whole.seats == Interval(Fraction(35), None)
    assert row.whole.told == Interval(Fraction(35), Fraction(39))
    assert row.whole.unknown(CityMeasure.SEATS) == 2
    assert row.whole.unknown(CityMeasure.TRAININGS) == 0


def test_only_the_trainings_asked_for_count_and_the_others_are_remembered():
    counts = city_counts(study(trainings=[training("t1"), training("t2")]), keys={"t2", "gone"})
    assert counts.whole.trainings == ("t2",)
    assert counts.described == 2


def test_archived_and_undescribed_trainings_are_in_no_city():
    rows = [training("t1", is_archived=True), training("t2", is_described=False), training("t3")]
    assert city_counts(study(trainings=rows)).row("lille").whole.trainings == ("t3",)


def test_a_city_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        city_counts(study()).row("paris")


def test_a_departement_gathers_what_its_cities_hold():
    sample = read_sample()
    counts = city_counts(sample)
    found = {row.key: department_held(sample, counts, row.key) for row in sample.departments}
    assert {key: (len(held.trainings), cities) for key, (held, cities) in found.items()} == {
        "02": (1, 1), "59": (53, 6), "60": (11, 1), "62": (8, 4), "80": (7, 1),
    }  # fmt: skip
    assert found["59"][0].untold == 53
    assert department_held(sample, counts, "99") == (Held((), 0, 0, 0), 0)


def test_places_of_a_departement_are_those_of_its_cities_together():
    told = [seats("t1", 20, 24), seats("t2", 15, None)]
    rows = [training("t1"), training("t2", city="douai"), training("t3", city=None)]
    held_study = study(trainings=rows, seats=told)
    held, cities = department_held(held_study, city_counts(held_study), "59")
    assert (held.low, held.high, held.untold, cities) == (35, 39, 1, 2)
    assert set(held.trainings) == {"t1", "t2"}
