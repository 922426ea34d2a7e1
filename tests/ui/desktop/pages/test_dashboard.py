from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from planner.changes import Touched
from planner.checks import run_checks
from planner.compute.indicators import Indicator
from planner.compute.inventory import overview
from planner.edits import Batch, Drop, Put, Set
from planner.figures.figure import Text
from planner.findings import Severity
from planner.messages import message
from planner.study import Leavers, Seats
from planner.vocab import CertificationStatus, SeatKind
from ui.actions.findings import acceptance
from ui.desktop.pages import PAGES
from ui.desktop.pages.dashboard import DashboardPage
from ui.desktop.reckoned import Findings
from ui.desktop.widgets.card import Card

STEP = message("verb.rows.set")


@pytest.fixture
def settled(qtbot, session):
    """Wait until the lane has summed up the study as it is."""

    def wait(page):
        def is_done():
            return not page.state.is_stale and not Findings.of(session).is_stale

        qtbot.waitUntil(is_done, timeout=10_000)

    return wait


@pytest.fixture
def page(shown, settled):
    made = shown(DashboardPage)
    settled(made)
    return made


def numbers(page):
    return {name: card.number.text() for name, card in page.key_figures.items()}


def lines(page, name):
    return [(line.words, line.figure) for line in page.lists[name].lines]


def test_the_key_figures_are_those_of_the_study(page):
    assert numbers(page) == {
        "described": "80 / 81",
        "answers": "276 / 277",
        "seats": "0 / 80",
        "cells": "30 / 48",
    }


def test_each_key_figure_tells_its_nature(page):
    natures = {name: card.nature.text() for name, card in page.key_figures.items()}
    assert "Déclaré" in natures["seats"]
    assert "Calculé" in natures["described"]
    assert "publié" in natures["answers"]
    assert all(natures.values())


def test_where_nobody_has_answered_the_indicators_say_what_will_stand_there(page, session):
    for one, card in page.indicators.items():
        assert not card.empty.isHidden()
        assert all(view.isHidden() for view in card.views)
        assert card.empty.text() == session.say(f"dashboard.trend.{one}.none")
        assert card.told.text() == "0 formation sur 80 le dit"


def test_an_indicator_leads_to_the_trainings_that_have_not_told_it(page, asked, qtbot):
    card = page.indicators[Indicator.LEAVERS]
    qtbot.keyClick(card.button, Qt.Key.Key_Space)
    ((keys, why),) = asked.selections
    assert len(keys) == 80
    assert why == "80 formations aux sortants inconnus"


def leavers(key, year, occupation, low, high):
    return Put(
        "leavers",
        Leavers(key=key, training="t001", year=year, occupation=occupation, low=low, high=high),
    )


def test_leavers_that_are_typed_are_drawn_by_year_and_occupation(page, session, settled, asked):
    edits = (leavers("l1", 2024, "Technicien", 8, 9), leavers("l2", 2026, "Analyste", 4, 4))
    session.do(Batch(edits), STEP)
    settled(page)
    card = page.indicators[Indicator.LEAVERS]
    years, occupations = card.views
    assert card.empty.isHidden()
    assert not years.isHidden()
    assert years.drawing.hits == tuple(f"year:leavers:{y}" for y in (2024, 2025, 2026))
    assert "Analyste" in occupations.title.text()
    assert card.told.text() == "1 formation sur 80 le dit"
    years.hit.emit("year:leavers:2024")
    assert asked.selections[-1][0] == ("t001",)
    assert "2024" in asked.selections[-1][1]
    years.hit.emit("year:leavers:2025")  # nobody tells that year
    assert len(asked.selections) == 1


def test_places_typed_for_a_training_are_counted(page, session, settled):
    key = next(iter(row.key for row in session.study.trainings))
    row = Seats(key="s", training=key, year=2026, kind=SeatKind.OPEN, low=24, high=24)
    session.do(Put("seats", row), STEP)
    settled(page)
    assert numbers(page)["seats"] == "1 / 80"
    assert "24" in page.indicators[Indicator.SEATS].views[0].title.text()


def test_the_worst_gap_of_each_scenario_is_told_in_its_sentence(page, session):
    names = [card.worst.name for card in page.worst]
    assert names == [row.name for row in session.study.scenarios]
    for card in page.worst:
        assert card.sentence.text() == session.texts.say(card.worst.sentence)
        assert card.standing.text() == "Indéterminé"


def test_a_worst_gap_leads_to_its_scenario_and_family(page, asked, qtbot):
    card = page.worst[1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    place = asked.places[0]
    assert (place.collection, place.key) == ("scenarios", "coloration")
    assert place.field == f"{card.worst.segment.key}/{card.worst.family.family}"


def test_cards_are_followed_with_the_keyboard(page, asked, qtbot):
    qtbot.keyClick(page.key_figures["cells"], Qt.Key.Key_Return)
    qtbot.keyClick(page.cards["findings"], Qt.Key.Key_Space)
    assert asked.pages == ["crosstabs", "quality"]


def test_every_card_that_leads_somewhere_leads_to_a_page_that_exists(page):
    known = {kind.key for kind in PAGES}
    cards = page.findChildren(Card)
    targets = {card.target for card in cards if card.target}
    assert targets <= known
    assert targets >= {"trainings", "crosstabs", "gaps", "quality"}


@pytest.mark.parametrize(
    ("name", "target"), [("certifications", "certifications"), ("milestones", "roadmap")]
)
def test_the_lists_at_the_foot_lead_to_their_pages(page, asked, qtbot, name, target):
    qtbot.mouseClick(page.cards[name], Qt.MouseButton.LeftButton)
    assert asked.pages == [target]


def test_a_city_of_the_map_leads_to_its_trainings(page, session, asked):
    page.map.hit.emit("city:calais")
    keys, why = asked.selections[0]
    assert len(keys) == 3
    assert {session.study.trainings.get(key).city for key in keys} == {"calais"}
    assert why == "Calais\u202f: 3 formations"


def test_certifications_stand_by_status_in_their_order_of_priority(page, session):
    assert {s: n for s, n in page.board.counts.items() if n} == {CertificationStatus.IDEA: 6}
    assert len(page.board.counts) == 8
    shown = lines(page, "certifications")
    assert shown[0] == ("Utilisation de l’IA chez les managers et chefs d’équipe", "Idée")
    first = next(iter(session.study.certifications))
    for status, stages in ((CertificationStatus.FILED, 8), (CertificationStatus.REFUSED, 9)):
        session.do(Set("certifications", first.key, (("status", status),)), STEP)
        assert page.board.counts[status] == 1
        assert page.board.counts[CertificationStatus.IDEA] == 5
        assert len(page.board.counts) == stages


def test_milestones_behind_are_said_to_be_behind(page):
    shown = lines(page, "milestones")
    assert shown[0][0] == page.session.say("dashboard.milestones.behind")
    assert shown[1][0] == "Premier symposium sur la formation"


def test_the_next_milestones_come_first(shown, session):
    session.desk.now = lambda: datetime(2020, 1, 1, tzinfo=UTC)
    page = shown(DashboardPage)
    names = [name for name, _ in lines(page, "milestones")]
    assert names[:2] == ["Tableau de bord créé", "Trois certifications déposées"]


def test_open_findings_are_counted_by_gravity(page, session):
    counts = [figure for _, figure in lines(page, "findings") if figure]
    found = run_checks(session.study)
    assert counts == [
        str(sum(one.severity is severity for one in found))
        for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)
    ]


def test_accepted_findings_are_left_out_and_told_apart(page, session, settled):
    said = [f for f in run_checks(session.study) if f.code == "headcounts_differ"]
    assert session.do(*acceptance(session.desk, said, "Deux sources"))
    shown = lines(page, "findings")
    assert shown[1] == ("À examiner", "15")
    assert shown[3][0] == "11 acceptés, avec leur raison"


def test_an_archived_training_leaves_the_key_figures(page, session, settled):
    key = next(row.key for row in session.study.trainings if row.is_described)
    session.do(Set("trainings", key, (("is_archived", True),)), STEP)
    settled(page)
    assert numbers(page)["described"] == "79 / 80"
    assert overview(session.study).trainings_described == 79


def test_a_study_without_needs_or_roadmap_says_what_will_stand_there(page, session, settled):
    for name in ("scenarios", "tasks", "certification_contents", "certifications"):
        rows = tuple(getattr(session.study, name))
        gone = tuple(Drop(name, row.key) for row in reversed(rows))
        assert session.do(Batch(gone), STEP)
    settled(page)
    assert all(card.isHidden() for card in page.worst)
    assert not page.no_gap.isHidden()
    assert lines(page, "milestones") == [(page.session.say("dashboard.milestones.none"), "")]
    assert lines(page, "certifications")[0][0].startswith("Aucune certification")


def test_a_scenario_that_cannot_be_computed_does_not_hide_the_others(page, session, settled):
    row = session.study.need_lines.get("experts")
    lines = ("experts", "twice")
    twice = (
        Put("need_lines", replace(row, key="twice", name="Encore")),
        Set("scenarios", "experts", (("need_lines", lines),)),
    )
    assert session.do(Batch(twice), STEP)
    settled(page)
    told = [card.worst.scenario for card in page.worst if not card.isHidden()]
    assert told == ["coloration", "sensibilisation", "coloration"]


def test_only_what_was_touched_is_worked_out_anew(page, monkeypatch):
    told = []
    monkeypatch.setattr(page.state, "ask", lambda: told.append("summary"))
    monkeypatch.setattr(page, "_show_milestones", lambda: told.append("milestones"))
    page.refresh(Touched(frozenset({("competences", "x")})))
    assert told == []
    page.refresh(Touched(frozenset({("tasks", "x")})))
    assert told == ["milestones"]
    page.refresh(Touched(frozenset({("seats", "x")})))
    assert told == ["milestones", "summary"]


def test_while_the_study_is_summed_up_the_page_says_so(shown, settled):
    page = shown(DashboardPage)
    assert page.stack.currentWidget() is page.loading
    settled(page)
    assert page.stack.currentWidget() is page.whole


def test_a_change_keeps_the_old_figures_in_sight_until_the_new_ones_are_told(page, session):
    key = next(iter(row.key for row in session.study.trainings))
    session.do(Set("trainings", key, (("is_archived", True),)), STEP)
    assert page.stack.currentWidget() is page.whole
    assert numbers(page)["described"] == "80 / 81"


def test_the_map_leads_to_its_page(page, asked, qtbot):
    qtbot.keyClick(page.to_map, Qt.Key.Key_Space)
    assert asked.pages == ["map"]


def test_a_departement_of_the_map_leads_to_its_trainings(page, session, asked):
    page.map.hit.emit("department:80")
    keys, why = asked.selections[0]
    cities = {row.key for row in session.study.cities if row.department == "80"}
    assert {session.study.trainings.get(key).city for key in keys} <= cities
    assert why.startswith("Somme")


def test_what_is_shown_can_be_printed(page):
    titles = {one.key for one in page.printed()}
    assert titles >= {"overview", "trend.seats", "amounts.hours", "trend.leavers"}


def test_nothing_of_the_page_is_cut_at_1280(page, dressed, qtbot):
    page.resize(1080, 716)
    qtbot.waitUntil(lambda: page.width() == 1080)
    contents = page.grid.parentWidget()
    qtbot.waitUntil(lambda: contents.width() <= 1080)
    for card in page.findChildren(Card):
        assert card.geometry().right() < contents.width()
    assert contents.width() <= page.whole.viewport().width()
    for words in (label for card in page.key_figures.values() for label in [card.title]):
        assert isinstance(words, QLabel)
        assert words.heightForWidth(words.width()) <= words.height()


def test_every_city_has_its_name_on_the_map(page, session):
    marks = page.map.drawing._figure.marks
    named = {mark.hit for mark in marks if isinstance(mark, Text)}
    assert named >= {f"city:{row.key}" for row in session.study.cities}
