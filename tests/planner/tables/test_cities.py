"""Cities with what they offer."""

from __future__ import annotations

from fractions import Fraction

from db.samples.reading import read_sample
from planner.compute.city_counts import CityMeasure, CityShares, city_counts
from planner.findings import Place
from planner.messages import Interval
from planner.study import Seats
from planner.tables.cities import cities_table, city_list_table
from planner.vocab import SeatKind
from tests.build import study, training
from ui.actions.texts import Texts


def held():
    rows = [training("t1", "b", level=7), training("t2", "a", "b", city="douai")]
    rows += [training("t3", level=None), training("t4", city=None)]
    told = Seats(key="s", training="t1", year=2026, kind=SeatKind.OPEN, low=12, high=15)
    return study(trainings=rows, seats=[told])


def test_every_city_has_a_line_with_its_places_and_who_told_none():
    made = cities_table(held(), city_counts(held()))
    assert made.column("city") == ("Douai", "Lille", None)
    assert made.column("department") == ("Nord", "Nord", None)
    assert made.column("trainings") == (1, 2, 1)
    assert made.column("seats")[1] == Interval(Fraction(12), None)
    assert made.column("untold") == (1, 1, 1)
    assert [row.place for row in made.rows] == [
        Place("cities", "douai"), Place("cities", "lille"), None,
    ]  # fmt: skip
    assert made.rows[1].trainings == ("t1", "t3")


def test_parts_are_columns_in_the_measure_of_the_map():
    counted = cities_table(held(), city_counts(held(), shares=CityShares.FAMILY))
    assert counted.column("part.b") == (1, 1, 0)
    assert counted.column("part.unknown") == (0, 1, 1)
    placed = cities_table(held(), city_counts(held(), CityMeasure.SEATS, CityShares.LEVEL))
    assert placed.column("part.7")[1] == Interval(Fraction(12), Fraction(15))
    assert placed.column("part.5")[0] == Interval(Fraction(0), None)


def test_the_short_list_starts_with_the_city_that_offers_most_and_skips_empty_ones():
    made = city_list_table(held(), city_counts(held(), keys={"t1", "t3", "t4"}))
    assert made.column("city") == ("Lille", None)
    assert [Texts("fr").show(value) for value in made.column("levels")] == [
        "7\u202f: 1, inconnu\u202f: 1",
        "5\u202f: 1",
    ]


def test_the_shipped_list_counts_every_described_training():
    sample = read_sample()
    made = city_list_table(sample, city_counts(sample))
    assert made.column("city")[:3] == ("Villeneuve d'Ascq", "Lille", "Compiègne")
    assert sum(made.column("trainings")) == 80
    levels = {row.key: row.level for row in sample.trainings}
    for row in made.rows:
        said = Texts("en").show(row.values[3])
        for level in {levels[key] for key in row.trainings}:
            n = sum(levels[key] == level for key in row.trainings)
            assert f"{'unknown' if level is None else level}: {n}" in said
