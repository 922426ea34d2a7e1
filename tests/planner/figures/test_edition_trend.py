"""Indicators by edition: every moment a column with its name, the unknown hatched and said."""

from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.edition_trend import moment
from planner.compute.indicators import Indicator
from planner.figures.edition_trend import edition_trend
from planner.figures.figure import Rect
from planner.findings import Place
from planner.study import Edition
from planner.tables.edition_trend import moment_name
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)
from tests.planner.figures.test_trend import TOLD
from ui.actions.texts import Texts


def edition(number):
    return Edition(key=f"e{number}", name=f"Édition provisoire {number}", digest="0", content="-")


PAST = moment(read_sample(), edition(2019))
MANY = tuple(moment(TOLD, edition(2001 + 2 * place)) for place in range(9))


@pytest.mark.parametrize("indicator", Indicator)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "moments",
    [(PAST, moment(TOLD)), (PAST, moment(read_sample())), (*MANY, moment(TOLD)), (moment(TOLD),)],
    ids=["one", "silent", "many", "today"],
)
def test_each_figure_stands_inside_and_can_be_read(moments, language, indicator):
    figure = edition_trend(moments, indicator)
    assert_within(figure, Texts(language))
    assert_no_word_covers_another(figure, Texts(language))
    assert_legible(figure)
    assert_said(figure)


def test_an_edition_that_told_nothing_is_hatched_and_said_to_be_unknown():
    figure = edition_trend((PAST, moment(TOLD)), Indicator.LEAVERS)
    (unknown,) = [
        m for m in drawn(figure).marks if isinstance(m, Rect) and m.hit == "edition:leavers:e2019"
    ]
    assert unknown.paint.hatch
    assert unknown.paint.fill is None
    said = Texts("fr").say(figure.sentence)
    assert "inconnu" in said
    assert "2019" in said
    assert "aujourd’hui" in said
    assert figure.table.column("said")[0] is None


def test_the_last_moments_stand_where_there_are_many():
    figure = edition_trend((*MANY, moment(TOLD)), Indicator.HOURS)
    told = figure.table.column("edition")
    assert len(told) == 6
    assert told[-1] == moment_name(moment(TOLD))


def test_only_kinds_of_places_that_were_told_have_a_panel():
    figure = edition_trend((PAST, moment(TOLD)), Indicator.SEATS)
    hits = {mark.hit for mark in figure.marks if mark.hit}
    assert hits == {
        f"edition:{kind}:{at}" for kind in ("open", "filled") for at in ("e2019", "today")
    }


def test_lines_of_today_lead_to_trainings_and_others_to_their_edition():
    then, now = edition_trend((PAST, moment(TOLD)), Indicator.LEAVERS).table.rows
    assert (then.place, then.trainings) == (Place("editions", "e2019"), ())
    assert (now.place, now.trainings) == (None, ("t1",))
