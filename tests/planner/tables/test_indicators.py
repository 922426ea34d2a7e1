from __future__ import annotations

from planner.compute.indicators import indicators
from planner.tables.indicators import domain_hours_table, indicators_table, occupations_table
from tests.planner.figures.test_trend import TOLD


def test_every_kind_and_year_stands_with_its_bounds():
    table = indicators_table(TOLD, indicators(TOLD))
    assert len(table.rows) == 4 * 3  # three kinds of places and the leavers, three years
    assert set(table.column("of")) == {2}
    assert table.column("told")[:3] == (2, 0, 1)
    assert [total.high for total in table.column("total")][:3] == [40, None, None]


def test_occupations_and_domains_stand_with_the_trainings_behind_them():
    told = indicators(TOLD)
    assert occupations_table(TOLD, told).column("occupation") == ("Technicien", "Développeuse web")
    hours = domain_hours_table(TOLD, told)
    assert hours.column("domain") == ("Vision", "Langues")
    assert hours.rows[0].trainings == ("t1",)
    assert hours.rows[0].place.key == "vision"
