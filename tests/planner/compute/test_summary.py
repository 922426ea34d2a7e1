"""The state of a study in one look is that of its parts."""

from __future__ import annotations

from dataclasses import replace

from db.samples.reading import read_sample
from planner.compute.gaps import gaps
from planner.compute.indicators import indicators
from planner.compute.inventory import overview
from planner.compute.summary import summary
from planner.compute.worst import worst_families
from planner.study import ScenarioMove, Study
from planner.vocab import MoveKind

SHIPPED = read_sample()


def test_the_shipped_study_covers_thirty_of_its_forty_eight_crossings():
    told = summary(SHIPPED)
    assert (told.covered, told.crossings, told.families) == (30, 48, 12)
    assert told.overview == overview(SHIPPED)
    assert told.indicators == indicators(SHIPPED)
    reports = (gaps(SHIPPED, row.key) for row in SHIPPED.scenarios)
    assert told.worst == worst_families(reports, 3)


def test_a_scenario_that_cannot_be_computed_is_left_out():
    row = SHIPPED.need_lines.get("experts")
    twice = replace(row, key="twice", name="Encore")
    scenario = replace(SHIPPED.scenarios.get("experts"), need_lines=("experts", "twice"))
    broken = replace(
        SHIPPED,
        need_lines=SHIPPED.need_lines.put(twice),
        scenarios=SHIPPED.scenarios.put(scenario),
    )
    assert {one.scenario for one in summary(broken).worst} == {"coloration", "sensibilisation"}


def test_an_empty_study_has_its_summary_too():
    told = summary(Study())
    assert (told.covered, told.crossings, told.worst) == (0, 0, ())


def test_a_kept_scenario_does_not_tell_the_same_gaps_again():
    line = ScenarioMove(
        key="m", scenario="experts", kind=MoveKind.CLOSE, training=SHIPPED.trainings[0].key
    )
    kept = replace(SHIPPED, scenario_moves=SHIPPED.scenario_moves.put(line))
    assert "experts" in {one.scenario for one in summary(SHIPPED).worst}
    assert "experts" not in {one.scenario for one in summary(kept).worst}
