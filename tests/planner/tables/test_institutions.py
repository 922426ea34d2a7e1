"""Institutions with what they offer."""

from __future__ import annotations

from planner.tables.institutions import institutions_table
from tests.build import study, training


def test_institutions_gather_cities_levels_and_families_of_their_trainings():
    rows = [training("t1", "b", level=7), training("t2", "a", "b", city="douai"), training("t3")]
    made = institutions_table(study(trainings=rows))
    assert made.column("trainings") == (3, 0)
    assert made.column("cities") == (("Lille", "Douai"), ())
    assert made.column("levels") == ((5, 7), ())
    assert made.column("families") == (("A", "B"), ())


def test_institutions_of_unplaced_trainings_have_an_unknown_city():
    made = institutions_table(study(trainings=[training(city=None)]))
    assert made.column("cities")[0] == (None,)
