"""The dashboard tells action 1.3 from edition to edition, and what is unknown stays so."""

from __future__ import annotations

import pytest

from planner.compute.indicators import Indicator
from planner.edits import Put, Set
from planner.messages import message
from planner.study import Seats
from planner.vocab import SeatKind
from ui.actions.files import first_study
from ui.desktop.pages.dashboard import DashboardPage

STEP = message("step.changed", name="x", target="collection.seats")


@pytest.fixture
def settled(qtbot):
    """Wait until the lane has summed up the study as it is."""

    def wait(page):
        qtbot.waitUntil(lambda: not page.state.is_stale, timeout=30_000)

    return wait


@pytest.fixture
def page(shown, settled) -> DashboardPage:
    made = shown(DashboardPage)
    settled(made)
    return made


def places(low, year=2026):
    row = Seats(key=f"s{year}", training="t001", year=year, kind=SeatKind.OPEN, low=low, high=low)
    return Put("seats", row)


def drawn(page):
    return {one for one, view in page.trend.views.items() if not view.isHidden()}


def test_without_editions_the_card_says_how_the_series_begins(page, session):
    assert drawn(page) == set()
    assert page.trend.empty.text() == session.say("dashboard.edition_trend.none")
    assert not any(f.key.startswith("edition_trend") for f in page.printed())


def test_an_edition_of_which_nobody_told_anything_is_named(page, session, settled):
    (row,) = first_study().editions
    session.do(Put("editions", row), STEP)
    settled(page)
    assert drawn(page) == set()
    assert "2019" in page.trend.empty.text()


def test_what_is_told_today_stands_beside_what_was_unknown_then(page, session, settled, asked):
    (row,) = first_study().editions
    session.do(Put("editions", row), STEP)
    session.do(places(24), STEP)
    settled(page)
    assert drawn(page) == {Indicator.SEATS}
    view = page.trend.views[Indicator.SEATS]
    assert "2019" in view.title.text()
    assert "inconnu" in view.title.text()
    assert "24" in view.title.text()
    assert page.trend.empty.isHidden()
    assert "24" in page.trend.accessibleDescription()
    view.hit.emit("edition:open:today")
    assert asked.selections[-1][0] == ("t001",)
    view.hit.emit(f"edition:open:{row.key}")  # it tells nothing of today's trainings
    assert len(asked.selections) == 1
    assert any(f.key == "edition_trend.seats" for f in page.printed())


def test_an_edition_that_is_damaged_is_told_where_it_is_missing(page, session, settled):
    session.do(places(10), STEP)
    session.run_verb("edition.freeze", name="2026")
    settled(page)
    assert page.trend.damaged.isHidden()
    row = list(session.study.editions)[-1]
    session.do(Set("editions", row.key, (("content", "!"),)), STEP)
    settled(page)
    assert not page.trend.damaged.isHidden()
    assert "2026" in page.trend.damaged.text()
    assert page.trend.damaged.text() in page.trend.accessibleDescription()


def test_two_editions_frozen_one_after_the_other_are_told_in_order(page, session, settled):
    session.do(places(10), STEP)
    session.run_verb("edition.freeze", name="2026")
    session.do(places(30, 2028), STEP)
    settled(page)
    table = page.trend.views[Indicator.SEATS].figure.table
    assert [amount.low for amount in table.column("said")] == [10, 30]
    assert table.column("year") == (2026, 2028)
