from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from planner.changes import Touched
from planner.checks import run_checks
from planner.compute.inventory import overview
from planner.edits import Batch, Drop, Put, Set
from planner.figures.figure import Text
from planner.findings import Severity
from planner.messages import message
from planner.study import Seats
from planner.vocab import CertificationStatus, SeatKind
from ui.desktop.pages import PAGES
from ui.desktop.pages.dashboard import DashboardPage
from ui.desktop.widgets.card import Card

STEP = message("verb.rows.set")


@pytest.fixture
def page(shown):
    return shown(DashboardPage)


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


def test_unknown_places_and_leavers_are_never_shown_as_zero(page):
    shown = dict(lines(page, "indicators"))
    assert shown["Places déclarées"] == "0 / 80"
    assert shown["Heures sur les nouveaux domaines"] == "0 / 80"
    assert shown["Métiers des sortants"] == "inconnu"


def test_places_typed_for_a_training_are_counted_at_once(page, session):
    key = next(iter(row.key for row in session.study.trainings))
    row = Seats(key="s", training=key, year=2026, kind=SeatKind.OPEN, low=24, high=24)
    session.do(Put("seats", row), STEP)
    assert numbers(page)["seats"] == "1 / 80"
    assert dict(lines(page, "indicators"))["Places déclarées"] == "1 / 80"


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


def test_a_card_whose_page_is_still_to_come_is_no_link(page, asked, qtbot):
    for name in ("certifications", "milestones", "indicators"):
        card = page.cards[name]
        assert card.focusPolicy() is Qt.FocusPolicy.NoFocus
        assert card.property("leads") == "false"
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert asked.pages == []


def test_a_city_of_the_map_leads_to_its_trainings(page, session, asked):
    page.map.hit.emit("city:calais")
    keys, why = asked.selections[0]
    assert len(keys) == 3
    assert {session.study.trainings.get(key).city for key in keys} == {"calais"}
    assert why == "Calais\u202f: 3 formations"


def test_certifications_stand_by_status_in_their_order_of_priority(page, session):
    shown = lines(page, "certifications")
    assert shown[0] == ("Idée", "6")
    assert shown[1][0].startswith("Utilisation de l’IA chez les managers")
    first = next(iter(session.study.certifications))
    session.do(Set("certifications", first.key, (("status", CertificationStatus.FILED),)), STEP)
    figures = [line for line in lines(page, "certifications") if line[1]]
    assert figures == [("Idée", "5"), ("Déposée", "1")]


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


def test_an_archived_training_leaves_the_key_figures(page, session):
    key = next(row.key for row in session.study.trainings if row.is_described)
    session.do(Set("trainings", key, (("is_archived", True),)), STEP)
    assert numbers(page)["described"] == "79 / 80"
    assert overview(session.study).trainings_described == 79


def test_a_study_without_needs_or_roadmap_says_what_will_stand_there(page, session):
    for name in ("scenarios", "tasks", "certification_contents", "certifications"):
        rows = tuple(getattr(session.study, name))
        gone = tuple(Drop(name, row.key) for row in reversed(rows))
        assert session.do(Batch(gone), STEP)
    assert all(card.isHidden() for card in page.worst)
    assert not page.no_gap.isHidden()
    assert lines(page, "milestones") == [(page.session.say("dashboard.milestones.none"), "")]
    assert lines(page, "certifications")[0][0].startswith("Aucune certification")


def test_a_scenario_that_cannot_be_computed_does_not_hide_the_others(page, session):
    row = session.study.need_lines.get("experts")
    lines = ("experts", "twice")
    twice = (
        Put("need_lines", replace(row, key="twice", name="Encore")),
        Set("scenarios", "experts", (("need_lines", lines),)),
    )
    assert session.do(Batch(twice), STEP)
    told = [card.worst.scenario for card in page.worst if not card.isHidden()]
    assert told == ["coloration", "sensibilisation", "coloration"]


def test_only_what_was_touched_is_shown_anew(page, monkeypatch):
    told = []
    monkeypatch.setattr(page, "_show_worst", lambda: told.append("worst"))
    monkeypatch.setattr(page, "_show_milestones", lambda: told.append("milestones"))
    page.refresh(Touched(frozenset({("competences", "x")})))
    assert told == []
    page.refresh(Touched(frozenset({("tasks", "x")})))
    assert told == ["milestones"]
    page.refresh(Touched(frozenset({("seats", "x")})))
    assert told == ["milestones", "worst"]


def test_nothing_of_the_page_is_cut_at_1280(page, qtbot):
    page.resize(1080, 716)
    qtbot.waitUntil(lambda: page.width() == 1080)
    contents = page.grid.parentWidget()
    qtbot.waitUntil(lambda: contents.width() <= 1080)
    for card in page.findChildren(Card):
        assert card.geometry().right() < contents.width()
    for words in (label for card in page.key_figures.values() for label in [card.title]):
        assert isinstance(words, QLabel)
        assert words.heightForWidth(words.width()) <= words.height()


def test_every_city_has_its_name_on_the_map(page, session):
    marks = page.map.drawing._figure.marks
    named = {mark.hit for mark in marks if isinstance(mark, Text)}
    assert named >= {f"city:{row.key}" for row in session.study.cities}
