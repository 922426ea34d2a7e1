"""Who uses a need line, what overlaps, and what a scenario may take."""

from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.overlaps import choose_line, lines_of, nesting, overlapping, uses
from planner.edits import apply
from planner.errors import EditRefused
from planner.study import Scenario, ScenarioMove
from planner.vocab import MoveKind, NeedKind
from tests.planner.needing import line, planned


def keys(lines):
    return [row.key for row in lines]


def test_lines_of_one_kind_overlap_where_sector_and_years_meet():
    region, sector = line("r", 1), line("x", 1, sector="x")
    later, other = line("l", 1, start=2021, end=2022), line("y", 1, sector="y")
    every = (region, sector, later, other)
    assert keys(overlapping(region, every)) == ["x", "y"]
    assert keys(overlapping(sector, every)) == ["r"]
    assert overlapping(later, every) == ()


def test_experts_nest_in_coloured_recruitments_and_do_not_overlap_them():
    expert, coloured = line("e", 1), line("c", 1, kind=NeedKind.COLOURED)
    assert keys(nesting(expert, (expert, coloured))) == ["c"]
    assert overlapping(expert, (expert, coloured)) == ()


def test_uses_name_the_scenarios_that_count_a_line_or_move_it():
    move = ScenarioMove(key="m", scenario="t", kind=MoveKind.NEED, need_line="n")
    scenarios = [
        Scenario(key="s", name="Compte", need_lines=("n",)),
        Scenario(key="t", name="Change", need_lines=()),
    ]
    study = planned([line("n", 1)], scenarios=scenarios, scenario_moves=[move])
    assert uses(study, "n").names == ("Compte", "Change")


def test_a_line_is_taken_in_and_out_in_the_order_of_the_study():
    lines = [line("a", 1, sector="x"), line("b", 1, sector="y")]
    study = planned(lines, scenarios=[Scenario(key="s", name="S", need_lines=("b",))])
    taken = apply(study, choose_line(study, "s", "a", is_chosen=True)).study
    assert taken.scenarios.get("s").need_lines == ("a", "b")
    assert keys(lines_of(taken, taken.scenarios.get("s"))) == ["a", "b"]
    left = apply(taken, choose_line(taken, "s", "b", is_chosen=False)).study
    assert left.scenarios.get("s").need_lines == ("a",)


def test_people_are_never_counted_twice_in_a_scenario():
    lines = [line("a", 1), line("b", 1, sector="x")]
    study = planned(lines, scenarios=[Scenario(key="s", name="S", need_lines=("a",))])
    with pytest.raises(EditRefused) as refused:
        choose_line(study, "s", "b", is_chosen=True)
    assert dict(refused.value.message.values) == {"first": "Besoin a", "second": "Besoin b"}


def test_no_shipped_scenario_counts_people_twice():
    study = read_sample()
    for scenario in study.scenarios:
        lines = lines_of(study, scenario)
        assert [overlapping(one, lines) for one in lines] == [()] * len(lines)
