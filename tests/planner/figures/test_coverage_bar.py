from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from db.samples.reading import read_sample
from planner.compute.gap_report import Standing
from planner.compute.gaps import gaps
from planner.figures.coverage_bar import coverage_bar
from planner.figures.figure import Rect
from planner.figures.palette import Ink
from planner.messages import Interval
from tests.planner.figures.recording import assert_said, assert_within
from ui.actions.texts import Texts


@pytest.fixture(scope="module")
def gap():
    return gaps(read_sample(), "experts").segments[0].families[0]


def parts(figure, ink=None, *, hatch=False):
    rects = [mark for mark in figure.marks if isinstance(mark, Rect)]
    return [r for r in rects if (hatch and r.paint.hatch) or (ink and r.paint.fill is ink)]


def test_an_unknown_coverage_is_one_hatch_in_a_dotted_frame(gap):
    figure = coverage_bar(gap)
    assert parts(figure, Ink.COVERED) == parts(figure, Ink.LACKING) == []
    assert [part.w for part in parts(figure, hatch=True)] == [figure.width - 1]
    assert figure.marks[-1].paint.dotted


def test_sure_possible_and_lacking_share_the_bar_from_zero_to_all(gap):
    coverage = Interval(Fraction(1, 4), Fraction(3, 4))
    figure = coverage_bar(replace(gap, coverage=coverage, standing=Standing.LACKING), width=401)
    widths = [parts(figure, Ink.COVERED), parts(figure, hatch=True), parts(figure, Ink.LACKING)]
    assert [[part.w for part in found] for found in widths] == [[100.0], [200.0], [100.0]]
    assert not figure.marks[-1].paint.dotted


def test_a_covered_family_has_a_full_bar(gap):
    figure = coverage_bar(replace(gap, coverage=Interval.exactly(1), standing=Standing.COVERED))
    assert [part.w for part in parts(figure, Ink.COVERED)] == [figure.width - 1]
    assert parts(figure, Ink.LACKING) == parts(figure, hatch=True) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_bar_stands_inside_and_its_words_are_known(gap, language):
    assert_within(coverage_bar(gap), Texts(language))
    assert_said(coverage_bar(gap))
