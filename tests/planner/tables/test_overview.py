"""The inventory in counts, as tables."""

from __future__ import annotations

from fractions import Fraction

from planner.findings import Place
from planner.messages import message
from planner.study import Fact
from planner.tables.overview import (
    cities_table,
    families_table,
    levels_table,
    modalities_table,
    overview_table,
)
from tests.build import study, training
from tests.planner.tables.shipped import SHIPPED

BUILT = study(
    trainings=[training("t1", "a", "b"), training("t2", "b", city=None)],
    facts=[Fact(key="trainings_declared", text="", number=9)],
)


def test_levels_of_the_shipped_study_are_counted_and_shared():
    table = levels_table(SHIPPED)
    assert table.column("trainings") == (8, 16, 47, 9)
    assert table.column("share") == tuple(Fraction(n, 80) for n in (8, 16, 47, 9))
    assert sum(table.column("share")) == 1


def test_families_carry_their_trainings_and_open_their_row():
    table = families_table(BUILT)
    assert table.column("trainings") == (1, 2, 0)
    assert table.rows[1].place == Place("families", "b")
    assert table.rows[1].trainings == ("t1", "t2")
    assert message("note.several") in table.notes


def test_an_unknown_city_stands_last_and_opens_nothing():
    table = cities_table(BUILT)
    assert table.column("key")[-1] == message("unknown.city")
    assert table.column("trainings") == (0, 1, 1)
    assert table.rows[-1].place is None
    assert message("note.several") not in table.notes


def test_unknown_modalities_are_counted():
    assert modalities_table(BUILT).column("trainings")[-1] == 2


def test_a_study_without_trainings_has_no_shares():
    assert set(families_table(study()).column("share")) == {None}


def test_counts_stand_beside_what_the_study_prints():
    table = overview_table(BUILT)
    assert table.column("number") == (2, 2, 3, 0, 0, 0, 0)
    nothing = message("table.overview.not_printed")
    assert table.column("published")[:3] == (9, 9, nothing)
