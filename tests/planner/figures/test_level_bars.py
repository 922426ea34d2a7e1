from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.inventory import overview
from planner.figures.figure import Rect
from planner.figures.level_bars import family_bars, level_bars
from planner.study import Study
from tests.build import study, training
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)
from ui.actions.texts import Texts


@pytest.fixture(scope="module")
def region() -> Study:
    return read_sample()


@pytest.mark.parametrize("bars", [level_bars, family_bars])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_bars_stand_inside_and_can_be_read(region, bars, language):
    figure = bars(region, overview(region))
    assert_within(figure, Texts(language))
    assert_no_word_covers_another(figure, Texts(language))
    assert_legible(figure)
    assert_said(figure)


def rects(figure):
    return {m.hit: m for m in drawn(figure).marks if isinstance(m, Rect)}


def test_a_bar_is_as_long_as_its_count_from_zero(region):
    bars = rects(level_bars(region, overview(region)))
    assert bars["level:7"].w / bars["level:5"].w == pytest.approx(47 / 8)
    assert len({bar.x for bar in bars.values()}) == 1


def test_the_numbers_drawn_are_those_of_the_twin(region):
    for bars in (level_bars, family_bars):
        figure = bars(region, overview(region))
        counts = [str(count) for count in figure.table.column("trainings")]
        assert [words for words in drawn(figure).said if words.isdigit()] == counts


def test_a_level_without_training_stands_with_zero_and_no_bar(region):
    figure = level_bars(region, overview(region))
    assert "level:4" in drawn(figure).hits
    assert "level:4" not in rects(figure)


def test_every_family_can_be_clicked(region):
    hits = drawn(family_bars(region, overview(region))).hits
    assert hits == {f"family:{row.key}" for row in region.families}


def test_an_unknown_level_is_hatched():
    given = study(trainings=[training("t1", "a"), training("t2", "a", level=None)])
    bars = rects(level_bars(given, overview(given)))
    assert bars["level:unknown"].paint.hatch
    assert bars["level:unknown"].paint.fill is None


def test_an_empty_study_has_its_figures_too():
    empty = Study()
    for bars in (level_bars, family_bars):
        figure = bars(empty, overview(empty))
        assert_within(figure)
        assert_said(figure)
        assert rects(figure) == {}
