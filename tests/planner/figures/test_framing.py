from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.inventory import overview
from planner.figures.city_map import city_map
from planner.figures.figure import Path
from planner.figures.framing import MARGIN, framed
from tests.planner.figures.recording import assert_no_word_covers_another, assert_within, drawn
from ui.actions.texts import Texts


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [180, 236, 640])
def test_a_figure_alone_says_its_title_and_where_it_comes_from(language, width):
    study, speaker = read_sample(), Texts(language)
    figure = city_map(study, overview(study), width=width, height=300)
    alone = framed(figure, speaker)
    assert_within(alone, speaker)
    assert_no_word_covers_another(alone, speaker)
    said = " ".join(drawn(alone, speaker).said)
    for words in (figure.title, figure.subtitle, figure.source):
        assert speaker.say(words) in said


def test_nothing_of_the_figure_is_lost_or_turned():
    study = read_sample()
    figure = city_map(study, overview(study))
    alone = framed(figure, Texts("fr"))
    kept = [mark for mark in alone.marks if mark.hit or isinstance(mark, Path)]
    given = [mark for mark in figure.marks if mark.hit or isinstance(mark, Path)]
    assert len(kept) == len(given)
    down = {
        round(a.points[0][1] - b.points[0][1], 6)
        for a, b in zip(kept, given, strict=True)
        if isinstance(a, Path)
    }
    across = {
        round(a.points[0][0] - b.points[0][0], 6)
        for a, b in zip(kept, given, strict=True)
        if isinstance(a, Path)
    }
    assert across == {MARGIN}
    assert len(down) == 1
    assert alone.table is figure.table
