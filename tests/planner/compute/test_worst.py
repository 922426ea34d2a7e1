from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from db.samples.reading import read_sample
from planner.compute.gap_report import Standing
from planner.compute.gaps import gaps
from planner.compute.worst import worst_families
from planner.messages import Interval


@pytest.fixture(scope="module")
def reports():
    region = read_sample()
    return [gaps(region, row.key) for row in region.scenarios]


def test_each_scenario_tells_its_worst_family_before_any_tells_its_second(reports):
    found = worst_families(reports, 4)
    assert [one.scenario for one in found] == [
        "experts",
        "coloration",
        "sensibilisation",
        "experts",
    ]


def test_the_hardest_break_even_comes_first_while_no_place_is_known(reports):
    first, second = worst_families(reports[:1], 2)
    assert (first.family.family, second.family.family) == ("ia-technicien", "ia-ingenieur")
    assert first.family.break_even_central > second.family.break_even_central


def test_the_sentence_is_that_of_the_family(reports):
    for one in worst_families(reports, 9):
        place = one.segment.families.index(one.family)
        assert one.sentence is one.segment.break_even_sentences[place]


def changed(report, standing, coverage=None):
    """The report with its second family at another standing."""
    segment = report.segments[1]
    family = replace(segment.families[0], standing=standing)
    if coverage is not None:
        family = replace(family, coverage=coverage)
    other = replace(segment, families=(family, *segment.families[1:]))
    return replace(report, segments=(report.segments[0], other))


def test_a_family_that_nobody_trains_for_is_the_worst(reports):
    report = changed(reports[0], Standing.UNOFFERED)
    assert worst_families([report], 1)[0].family.family == "ia-ingenieur"


def test_a_family_that_surely_lacks_places_is_worse_than_an_undetermined_one(reports):
    half = Interval(Fraction(0), Fraction(1, 2))
    report = changed(reports[0], Standing.LACKING, half)
    assert worst_families([report], 1)[0].family.family == "ia-ingenieur"


def test_a_covered_family_is_left_out(reports):
    report = changed(reports[0], Standing.COVERED, Interval.exactly(1))
    assert [one.family.family for one in worst_families([report], 5)] == ["ia-technicien"]


def test_no_report_gives_no_family():
    assert worst_families([], 3) == ()
