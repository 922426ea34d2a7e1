"""Amounts by year, by domain and by occupation: drawn from zero, the unknown hatched."""

from __future__ import annotations

import pytest

from db.samples.reading import read_sample
from planner.compute.indicators import indicators
from planner.figures.amount_bars import hours_bars, occupation_bars
from planner.figures.figure import Rect
from planner.figures.trend import leavers_trend, seats_trend
from planner.study import DomainHours, Leavers, Seats
from planner.vocab import SeatKind
from tests.build import study, training
from tests.planner.compute.test_indicators import DOMAINS
from tests.planner.figures.recording import (
    assert_legible,
    assert_no_word_covers_another,
    assert_said,
    assert_within,
    drawn,
)
from ui.actions.texts import Texts

TOLD = study(
    trainings=[training("t1", "a"), training("t2", "a")],
    domains=DOMAINS,
    seats=[
        Seats(key="s1", training="t1", year=2024, kind=SeatKind.OPEN, low=10, high=30),
        Seats(key="s2", training="t2", year=2024, kind=SeatKind.OPEN, low=10, high=10),
        Seats(key="s3", training="t1", year=2026, kind=SeatKind.OPEN, low=40, high=40),
        Seats(key="s4", training="t1", year=2026, kind=SeatKind.FILLED, low=20, high=20),
    ],
    leavers=[
        Leavers(key="l1", training="t1", year=2025, occupation="Technicien", low=8, high=9),
        Leavers(key="l2", training="t1", year=2025, occupation="Développeuse web", low=4, high=4),
    ],
    domain_hours=[DomainHours(key="h1", training="t1", domain="vision", hours=120)],
)
FIGURES = {
    "seats": lambda of: seats_trend(indicators(of)),
    "leavers": lambda of: leavers_trend(indicators(of)),
    "hours": lambda of: hours_bars(of, indicators(of)),
    "occupations": lambda of: occupation_bars(of, indicators(of)),
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("of", [TOLD, read_sample(), study()], ids=["told", "shipped", "empty"])
def test_each_figure_stands_inside_and_can_be_read(name, language, of):
    figure = FIGURES[name](of)
    assert_within(figure, Texts(language))
    assert_no_word_covers_another(figure, Texts(language))
    assert_legible(figure)
    assert_said(figure)


def columns(figure, hit):
    return [m for m in drawn(figure).marks if isinstance(m, Rect) and m.hit == hit]


def test_a_column_is_filled_to_what_is_sure_and_hatched_to_what_may_be():
    sure, span = columns(FIGURES["seats"](TOLD), "year:open:2024")
    assert (sure.paint.hatch, span.paint.hatch) == (False, True)
    assert sure.h == pytest.approx(span.h)  # 20 for sure, 20 more at most
    assert sure.y == pytest.approx(span.y + span.h)


def test_a_year_that_nobody_tells_is_hatched_whole_and_said_to_be_unknown():
    figure = FIGURES["seats"](TOLD)
    (unknown,) = columns(figure, "year:open:2025")
    assert unknown.paint.hatch
    assert unknown.paint.fill is None
    assert drawn(figure).said.count("inconnu") >= 1


def test_a_year_that_some_have_not_told_ends_in_an_open_piece():
    sure, more = columns(FIGURES["seats"](TOLD), "year:open:2026")
    assert (sure.paint.hatch, more.paint.hatch, more.paint.dotted) == (False, True, True)


def test_panels_share_one_scale_and_kinds_that_nobody_tells_have_none():
    figure = FIGURES["seats"](TOLD)
    opened = columns(figure, "year:open:2026")[0]
    filled = columns(figure, "year:filled:2026")[0]
    assert opened.h == pytest.approx(2 * filled.h)
    assert not columns(figure, "year:funded:2026")


def test_the_title_says_the_last_year_beside_the_first():
    said = Texts("fr").say(FIGURES["seats"](TOLD).title)
    assert "40" in said
    assert "2026" in said
    assert "2024" in said


def test_the_twin_holds_every_year_with_how_many_told_it():
    table = FIGURES["seats"](TOLD).table
    assert table.column("year") == (2024, 2025, 2026) * 2
    assert table.column("told") == (2, 0, 1, 0, 0, 1)
    assert table.rows[0].trainings == ("t1", "t2")


def test_many_years_share_their_labels():
    seats = [
        Seats(key=f"s{y}", training="t1", year=y, kind=SeatKind.OPEN, low=10, high=10)
        for y in range(2000, 2031)
    ]
    figure = FIGURES["seats"](study(trainings=[training("t1", "a")], seats=seats))
    assert_no_word_covers_another(figure, Texts("fr"))
    assert_within(figure, Texts("fr"))


def test_bars_of_domains_are_as_long_as_their_hours_and_the_unknown_is_hatched():
    figure = FIGURES["hours"](TOLD)
    told, more = columns(figure, "domain:vision")
    assert told.paint.fill is not None
    assert more.paint.dotted  # the other training has not answered
    (silent,) = columns(figure, "domain:langues")
    assert silent.paint.hatch
    assert not columns(figure, "domain:decision")


def test_occupations_stand_most_first():
    said = drawn(FIGURES["occupations"](TOLD)).said
    assert said.index("Technicien") < said.index("Développeuse web")
