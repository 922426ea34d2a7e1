from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from planner.changes import Touched
from planner.compute.gaps import gaps, openings
from planner.edits import Batch, Drop, Put, Set
from planner.findings import Place
from planner.messages import message
from planner.study import Seats
from planner.vocab import SeatKind
from ui.desktop.pages.gaps import GapsPage

STEP = message("verb.rows.set")


@pytest.fixture
def page(shown):
    return shown(GapsPage)


def figure(page):
    return page.views.bars.drawing._figure


def told(page):
    return {line.words: line.figure for line in page.side.detail.figures.lines}


def tips(page):
    return {line.words: line.tip for line in page.side.detail.figures.lines}


def choose(page, scenario, segment=0):
    page.scenario.setCurrentIndex(page.scenario.findData(scenario))
    page.segment.setCurrentIndex(segment)


def test_it_opens_on_the_first_scenario_and_tells_its_sentence(page, session):
    report = gaps(session.study, "experts")
    assert page.scenario.currentText() == "Experts de l’IA"
    assert page.segment.count() == len(report.segments) == 2
    assert page.views.sentence.text() == session.texts.say(report.segments[0].sentence)
    assert figure(page).key == f"gaps.{report.segments[0].key}"
    assert page.summary == "4 formations en jeu"


def test_the_levels_of_a_scenario_are_chosen_by_name(page):
    choose(page, "coloration", 2)
    assert page.segment.currentText() == "Niveau 7 · 2017-2027"
    assert figure(page).key == "gaps.coloured.7.2017-2027"
    assert page.views.break_even.drawing._figure.key == "break_even.coloured.7.2017-2027"


def test_while_places_are_unknown_the_gap_is_undetermined_and_never_zero(page):
    shown = told(page)
    assert page.side.detail.standing.text() == "Indéterminé"
    assert shown["Couverture équitable"] == "indéterminé"
    assert shown["Places qui peuvent y répondre"] == "inconnu"
    assert shown["Personnes servies"] == "inconnu"


def test_the_break_even_sentence_needs_no_places(page, session):
    report = gaps(session.study, "experts")
    said = session.texts.say(report.segments[0].break_even_sentences[0])
    assert page.side.detail.asked.text() == said
    assert "31 sortants par an" in said


def test_the_simple_rules_are_named_beside_the_fair_one(page):
    assert {"Règle simple\u202f: parts égales", "Règle simple\u202f: plafond"} <= told(page).keys()


def test_every_figure_leads_to_its_pedigree(page, session, asked, qtbot):
    assert all(tips(page).values())
    qtbot.mouseClick(page.side.detail.figures.buttons["need"], Qt.MouseButton.LeftButton)
    told = page.side.pedigree
    assert told.isVisible()
    assert not page.side.detail.isVisible()
    assert told.nature.text() == "Hypothèse"
    assert "part répartie" in told.formula.text()
    (button,) = told.buttons
    assert button.words == session.study.need_lines.get("experts").name
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert asked.places[-1] == Place("need_lines", "experts")
    qtbot.keyClick(told.back, Qt.Key.Key_Space)
    assert page.side.detail.isVisible()
    assert page.side.detail.figures.buttons["need"].hasFocus()


def test_the_rows_behind_places_are_the_trainings_with_what_is_known_of_them(page, asked, qtbot):
    qtbot.mouseClick(page.side.detail.figures.buttons["capacity"], Qt.MouseButton.LeftButton)
    told = page.side.pedigree
    assert told.nature.text() == "Calculé"
    assert len(told.buttons) == 4
    qtbot.mouseClick(told.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.places[-1].collection == "trainings"


@pytest.mark.parametrize("key", ["coverage", "served", "equal_split", "ceiling", "shortfall"])
def test_a_pedigree_follows_the_family_that_is_shown(page, key, qtbot):
    choose(page, "coloration", 2)
    page.side.detail._on_number(key)
    before = page.side.pedigree.formula.text(), len(page.side.pedigree._behind)
    page.segment.setCurrentIndex(1)
    assert page.side.pedigree.isVisible()
    assert page.side.pedigree.formula.text() == before[0]


def test_a_click_on_a_family_tells_it(page, session):
    choose(page, "coloration", 2)
    page.views.bars.hit.emit("family:gouvernance")
    family = session.study.families.get("gouvernance")
    assert page.panel.title.text() == family.name
    report = gaps(session.study, "coloration")
    gap = next(one for one in report.segments[2].families if one.family == "gouvernance")
    assert page.side.detail.own.text() == "Voir ses 4 formations"
    assert len(gap.trainings) == 4


def test_the_rows_of_the_figure_are_walked_with_the_keyboard(page, session, qtbot):
    choose(page, "coloration", 2)
    drawing = page.views.bars.drawing
    drawing.setFocus()
    while drawing.current != "family:direction":
        qtbot.keyClick(drawing, Qt.Key.Key_Down)
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert page.panel.title.text() == session.study.families.get("direction").name


def test_the_trainings_of_a_family_and_of_its_tier_are_shown_on_demand(page, session, asked, qtbot):
    choose(page, "coloration", 2)
    page.views.bars.hit.emit("family:gouvernance")
    segment = gaps(session.study, "coloration").segments[2]
    gap = next(one for one in segment.families if one.family == "gouvernance")
    qtbot.mouseClick(page.side.detail.own, Qt.MouseButton.LeftButton)
    assert asked.selections[-1] == (gap.trainings, "Gouvernance")
    qtbot.mouseClick(page.side.detail.shared, Qt.MouseButton.LeftButton)
    assert asked.selections[-1][0] == segment.tiers_low[0].trainings


def test_a_family_alone_in_its_tier_shows_no_sharing(page):
    assert page.side.detail.tier_head.isHidden()
    assert page.side.detail.shared.isHidden()


def test_what_would_close_the_gap_is_said(page, session):
    segment = openings(session.study, "experts").segments[0]
    assert page.side.detail.opening.text() == session.texts.say(segment.sentence)
    closing = page.side.detail.closing.lines[0]
    assert "1\u202f452 places" in closing.figure


def test_assumptions_and_limits_stand_below(page, session):
    report = gaps(session.study, "experts")
    for note in (*report.notes, *report.segments[0].notes):
        assert session.texts.say(note) in page.side.detail.notes.text()


def seats(session, low, high):
    report = gaps(session.study, "experts")
    for number, key in enumerate(report.segments[0].trainings):
        for year in range(2017, 2027):
            yield Put(
                "seats",
                Seats(
                    key=f"s{number}.{year}",
                    training=key,
                    year=year,
                    kind=SeatKind.OPEN,
                    low=low,
                    high=high,
                ),
            )


def test_places_that_are_typed_change_the_coverage_at_once(page, session):
    session.do(Batch(tuple(seats(session, 10, 20))), STEP)
    gap = gaps(session.study, "experts").segments[0].families[0]
    assert page.side.detail.standing.text() == "À combler"
    assert told(page)["Couverture équitable"] == session.texts.percent(gap.coverage)
    assert told(page)["Places qui peuvent y répondre"] == "400 – 800"


def test_the_chosen_scenario_level_and_family_stay_after_a_change(page, session):
    choose(page, "coloration", 2)
    page.views.bars.hit.emit("family:direction")
    name = page.panel.title.text()
    session.do(Set("scenarios", "experts", (("comment", "relu"),)), STEP)
    assert page.scenario.currentData() == "coloration"
    assert page.segment.currentText() == "Niveau 7 · 2017-2027"
    assert page.panel.title.text() == name


def test_the_dashboard_leads_to_a_family_of_another_scenario(page, session):
    where = "awareness.6.2017-2027/direction"
    page.show_place(Place("scenarios", "sensibilisation", where))
    assert page.scenario.currentData() == "sensibilisation"
    assert page.panel.title.text() == session.study.families.get("direction").name


def test_a_scenario_that_counts_people_twice_says_so_instead_of_figures(page, session):
    lines = tuple(row.key for row in session.study.need_lines if row.kind == "expert")
    first = session.study.need_lines.get(lines[0])
    session.do(
        Batch(
            (
                Put("need_lines", replace(first, key="twice", name="Encore")),
                Set("scenarios", "experts", (("need_lines", (*lines, "twice")),)),
            )
        ),
        STEP,
    )
    assert page.scenario.currentData() == "experts"
    assert "Encore" in page.refusal.text()
    assert page.room.isHidden()
    assert page.panel.isHidden()
    choose(page, "sensibilisation")
    assert page.refusal.isHidden()
    assert not page.room.isHidden()


def test_without_scenarios_the_page_says_what_will_stand_there(page, session):
    gone = tuple(Drop("scenarios", row.key) for row in session.study.scenarios)
    session.do(Batch(gone), STEP)
    assert not page.empty.isHidden()
    assert page.room.isHidden()


def test_a_change_elsewhere_costs_nothing(page, monkeypatch):
    computed = []
    monkeypatch.setattr(page, "_on_scenario", lambda: computed.append(1))
    page.refresh(Touched(frozenset({("competences", "x")})))
    assert computed == []
    page.refresh(Touched(frozenset({("assumptions", "x")})))
    assert computed == [1]


@pytest.mark.parametrize("width", [1240, 1080])
def test_figures_stand_whole_in_their_room(page, qtbot, width):
    choose(page, "coloration", 1)
    page.resize(width, 716)
    for view in (page.views.bars, page.views.break_even):
        drawing = view.drawing
        qtbot.waitUntil(lambda d=drawing: d.height() >= d._figure.height * d.scale - 1)
        assert drawing.width() >= drawing._figure.width * drawing.scale - 1
    assert page.room.horizontalScrollBar().maximum() == 0
