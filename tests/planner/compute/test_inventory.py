"""The inventory: counts by hand, properties of cross-tabulations, counts of the shipped study."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.samples.reading import read_sample
from planner.compute.inventory import (
    UNKNOWN,
    Dimension,
    Measure,
    crosstab,
    declared,
    known_seats,
    label,
    live,
    overview,
)
from planner.messages import Interval, message
from planner.study import AllocationShare, Domain, DomainHours, Fact, Seats
from planner.vocab import DomainScheme, Modality, SeatKind
from tests.build import study, training
from tests.tries import tries

examples = tries(100)
SHIPPED = read_sample()


def exactly(value):
    return Interval.exactly(value)


def at_least(value):
    return Interval(Fraction(value), None)


def seats(key, of, year, low, high, kind=SeatKind.OPEN):
    return Seats(key=key, training=of, year=year, kind=kind, low=low, high=high)


def hours(of, domain, count):
    return DomainHours(key=f"{of}.{domain}", training=of, domain=domain, hours=count)


DOMAINS = tuple(Domain(key=k, scheme=DomainScheme.VISIBILITY, name=k) for k in ("ml", "nlp"))
MIXED = study(
    trainings=[
        training("t1", "a", "b"),
        training("t2", "b", level=7, city="douai", institution="iut", hours=600),
        training("t3", level=None, city=None, institution=None),
        training("t4", "a", is_archived=True),
        training("t5", is_described=False, level=None),
    ],
    seats=[seats("s1", "t1", 2025, 20, 30)],
    domains=DOMAINS,
    domain_hours=[hours("t1", "ml", 40), hours("t1", "nlp", None), hours("t2", "ml", 10)],
    facts=[
        Fact(key="trainings_declared", text="", number=9),
        Fact(key="family_answers_published", text="", number=4),
    ],
)


def test_live_trainings_are_described_and_not_archived():
    assert [row.key for row in live(MIXED)] == ["t1", "t2", "t3"]


def test_declared_trainings_include_the_undescribed():
    assert [row.key for row in declared(MIXED)] == ["t1", "t2", "t3", "t5"]


def test_the_overview_counts_by_hand():
    seen = overview(MIXED)
    assert (seen.trainings_declared, seen.trainings_described) == (4, 3)
    assert (seen.trainings_published, seen.family_answers_published) == (9, 4)
    assert seen.family_answers_recorded == 3
    assert seen.trainings_with_known_seats == 1
    assert seen.trainings_without_family == 1
    assert (seen.hours_known, seen.domain_hours_known) == (1, 2)
    assert seen.by_level == {5: 1, 7: 1, None: 1}
    assert seen.by_city == {"lille": 1, "douai": 1, None: 1}
    assert seen.by_family == {"a": 1, "b": 2, "c": 0}
    assert seen.by_institution == {"ens": 1, "iut": 1, None: 1}
    assert seen.by_modality["unknown"] == 3


def test_places_without_an_upper_bound_are_not_known():
    unbounded = study(trainings=[training()], seats=[seats("s", "t1", 2025, 20, None)])
    assert overview(unbounded).trainings_with_known_seats == 0


def test_a_study_without_published_totals_says_that_it_has_none():
    seen = overview(study(trainings=[training()]))
    assert (seen.trainings_published, seen.family_answers_published) == (None, None)


def test_levels_come_in_their_order_and_the_unknown_one_last():
    rows = [training("t1", level=8), training("t2", level=None), training("t3", level=5)]
    assert list(overview(study(trainings=rows)).by_level) == [5, 8, None]


def test_the_shipped_study_has_its_published_counts():
    seen = overview(SHIPPED)
    assert (seen.trainings_declared, seen.trainings_described) == (81, 80)
    assert (seen.family_answers_recorded, seen.family_answers_published) == (276, 277)
    assert seen.trainings_with_known_seats == 0
    assert seen.by_level == {5: 8, 6: 16, 7: 47, 8: 9}
    assert {key: n for key, n in seen.by_city.items() if n > 4} == {
        "villeneuve-d-ascq": 24,
        "lille": 15,
        "compiegne": 11,
        "amiens": 7,
        "valenciennes": 7,
    }
    assert sum(seen.by_city.values()) == 80
    assert sorted(seen.by_family.values()) == sorted([48, 43, 39, 38, 37, 25, 22, 9, 5, 4, 4, 2])


def test_a_cross_tabulation_holds_the_trainings_of_each_cell():
    table = crosstab(MIXED, Dimension.FAMILY, Dimension.LEVEL)
    assert table.rows == ("a", "b", "c", UNKNOWN)
    assert table.columns == ("5", "6", "7", UNKNOWN)
    assert table.cell("b", "7").trainings == ("t2",)
    assert table.cell(UNKNOWN, UNKNOWN).trainings == ("t3",)
    assert table.cell("c", "5").is_empty
    assert table.cell("c", "5").total == exactly(0)


def test_a_total_counts_a_training_of_two_families_once():
    table = crosstab(MIXED, Dimension.FAMILY, Dimension.LEVEL)
    assert table.column_total("5").trainings == ("t1",)
    assert table.row_total("b").total == exactly(2)
    assert table.total.total == exactly(3)


def test_no_unknown_key_stands_where_nothing_is_unknown():
    table = crosstab(study(trainings=[training("t1", "a")]), Dimension.FAMILY, Dimension.CITY)
    assert UNKNOWN not in table.rows + table.columns


def test_a_key_that_is_not_in_the_table_is_a_key_error():
    table = crosstab(MIXED, Dimension.FAMILY, Dimension.LEVEL)
    with pytest.raises(KeyError):
        table.cell("nobody", "5")
    with pytest.raises(KeyError):
        table.cell("a", "1")


def test_levels_that_a_need_asks_for_stand_even_without_training():
    share = AllocationShare(key="s", allocation="x", family="a", level=8, share=Fraction(1))
    asked = study(trainings=[training("t1", "a", level=6)], allocation_shares=[share])
    assert crosstab(asked, Dimension.LEVEL, Dimension.FAMILY).rows == ("6", "7", "8")


def test_a_study_without_trainings_has_an_empty_table():
    table = crosstab(study(), Dimension.LEVEL, Dimension.CITY)
    assert table.rows == ()
    assert table.total.is_empty


def test_a_cell_of_one_training_or_one_institution_is_fragile():
    rows = [training("t1", "a"), training("t2", "a"), training("t3", "b")]
    rows += [training("t4", "c"), training("t5", "c", institution="iut")]
    table = crosstab(study(trainings=rows), Dimension.FAMILY, Dimension.CITY)
    assert table.cell("a", "lille").is_fragile
    assert table.cell("b", "lille").is_fragile
    assert not table.cell("c", "lille").is_fragile
    assert table.cell("c", "lille").institutions == 2
    assert not table.cell("c", "douai").is_fragile


def test_unknown_places_leave_a_total_without_an_upper_bound():
    table = crosstab(MIXED, Dimension.FAMILY, Dimension.CITY, Measure.SEATS)
    assert table.row_total("a").total == Interval(Fraction(20), Fraction(30))
    assert table.row_total("b").total == at_least(20)
    assert table.cell(UNKNOWN, UNKNOWN).total == at_least(0)
    assert table.cell("c", "lille").total == exactly(0)


def test_places_are_those_of_the_latest_year_and_of_one_kind():
    told = study(
        trainings=[training()],
        seats=[
            seats("s1", "t1", 2024, 10, 10),
            seats("s2", "t1", 2025, 12, 15),
            seats("s3", "t1", 2025, 14, None),
            seats("s4", "t1", 2026, 99, 99, SeatKind.FILLED),
            seats("s5", "t1", 2023, 50, 50),
        ],
    )
    assert known_seats(told, SeatKind.OPEN) == {"t1": at_least(12)}
    assert known_seats(told, SeatKind.FILLED) == {"t1": exactly(99)}
    table = crosstab(
        told, Dimension.CITY, Dimension.LEVEL, Measure.SEATS, seat_kind=SeatKind.FILLED
    )
    assert table.total.total == exactly(99)


def test_hours_are_those_of_the_domain_in_the_row_of_a_domain():
    table = crosstab(MIXED, Dimension.DOMAIN, Dimension.LEVEL, Measure.HOURS)
    assert table.row_total("ml").total == exactly(50)
    assert table.cell("nlp", "5").total == at_least(0)
    assert table.column_total("7").total == exactly(600)


def test_what_goes_together_is_read_from_a_dimension_by_itself():
    table = crosstab(MIXED, Dimension.FAMILY, Dimension.FAMILY)
    assert table.cell("a", "b").trainings == ("t1",)
    assert table.cell("b", "b").trainings == ("t1", "t2")


def test_keys_are_called_by_their_names_or_by_words_of_the_trade():
    assert label(MIXED, Dimension.FAMILY, "a") == message("name.as_written", name="Famille a")
    assert label(MIXED, Dimension.FAMILY, "a", short=True)["name"] == "A"
    assert label(MIXED, Dimension.LEVEL, "5") == message("level.5")
    assert label(MIXED, Dimension.LEVEL, "5", short=True) == message("level.short.5")
    assert label(MIXED, Dimension.CITY, UNKNOWN) == message("unknown.city")
    assert label(MIXED, Dimension.DOMAIN, "ml")["name"] == "ml"
    assert label(MIXED, Dimension.INSTITUTION, "iut")["name"] == "IUT"
    assert label(MIXED, Dimension.MODALITY, "initial") == message("modality.initial")


trainings = st.lists(
    st.builds(
        dict,
        families=st.lists(st.sampled_from("abc"), unique=True).map(tuple),
        level=st.none() | st.integers(1, 8),
        city=st.none() | st.sampled_from(("lille", "douai")),
        institution=st.none() | st.sampled_from(("ens", "iut")),
        modalities=st.lists(st.sampled_from(Modality), unique=True).map(tuple),
        is_archived=st.booleans(),
    ),
    max_size=8,
).map(lambda rows: [training(f"t{n}", *row.pop("families"), **row) for n, row in enumerate(rows)])
dimensions = st.sampled_from(tuple(Dimension))


@examples
@given(trainings, dimensions, dimensions)
def test_cells_lose_no_training_and_totals_count_each_once(rows, first, second):
    built = study(trainings=rows)
    table = crosstab(built, first, second)
    every = {row.key for row in live(built)}
    assert set(table.total.trainings) == every
    assert {key for row in table.rows for key in table.row_total(row).trainings} == every
    for row in table.rows:
        in_cells = {key for column in table.columns for key in table.cell(row, column).trainings}
        assert in_cells == set(table.row_total(row).trainings)
        assert table.row_total(row).total == exactly(len(table.row_total(row).trainings))


@examples
@given(trainings, dimensions, dimensions)
def test_turning_a_table_around_changes_no_cell(rows, first, second):
    built = study(trainings=rows)
    table, turned = crosstab(built, first, second), crosstab(built, second, first)
    assert table.rows == turned.columns
    for row in table.rows:
        for column in table.columns:
            assert table.cell(row, column) == turned.cell(column, row)


@examples
@given(trainings, dimensions)
def test_the_overview_agrees_with_the_cross_tabulation(rows, other):
    built = study(trainings=rows)
    table, seen = crosstab(built, Dimension.FAMILY, other), overview(built)
    assert seen.by_family == {
        row: len(table.row_total(row).trainings) for row in table.rows if row != UNKNOWN
    }


def test_only_crossings_of_two_known_values_can_be_empty_or_fragile():
    crossed = crosstab(SHIPPED, Dimension.FAMILY, Dimension.LEVEL)
    assert UNKNOWN in crossed.rows
    assert len(crossed.crossings) == 12 * 4
    assert sum(crossed.cell(*place).is_empty for place in crossed.crossings) == 18


def test_the_study_says_how_few_trainings_make_a_cell_fragile():
    told = SHIPPED.assumptions.get("small.cell")
    stricter = replace(
        SHIPPED, assumptions=SHIPPED.assumptions.put(replace(told, value=Fraction(4)))
    )
    for built, fragile in ((SHIPPED, False), (stricter, True)):
        cell = crosstab(built, Dimension.FAMILY, Dimension.LEVEL).cell("pilotage", "6")
        assert (len(cell.trainings), cell.is_fragile) == (4, fragile)
