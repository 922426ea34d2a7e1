"""Journeys over the roadmap page, through the real window; what counts is the study file."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from planner.compute.roadmap import roadmap
from planner.edits import Batch, Drop, Set
from planner.figures.figure import Figure
from planner.findings import Place
from planner.messages import message
from tests.ui.desktop.pages.tabs import front, type_into
from ui.actions.history import undo
from ui.desktop.pages.roadmap import RoadmapPage

FRONT = "roadmap"

STEP = message("verb.rows.set")
TODAY = date(2026, 1, 5)
WRITING = "1.5-redaction-managers"


@pytest.fixture
def page(window, session) -> RoadmapPage:
    session.page_asked.emit("roadmap")
    return window.shell.pages["roadmap"]


def test_a_duration_typed_in_the_table_moves_the_dates_behind_it(page, qtbot, file):
    tab = front(page, "tasks")
    before = roadmap(file()).plan.spans["1.3-symposium"].earliest_finish
    tab.view.select_cell("1.3-construction", "days")
    type_into(qtbot, tab.view, "150")
    after = roadmap(file())
    assert file().tasks.get("1.3-construction").days == 150
    assert (after.plan.spans["1.3-symposium"].earliest_finish - before).days == 30
    line = tab.model.line_of("1.3-construction")
    shown = tab.model.index(line, tab.model.column_of("finish")).data()
    assert shown == "27 mars 2020"
    assert "21 mai 2021" in tab.figure.title.text()


def test_a_click_in_the_chart_chooses_the_task_and_marks_it(page, qtbot):
    tab = front(page, "tasks")
    tab.figure.hit.emit(f"task:{WRITING}")
    assert tab.chosen_key() == WRITING
    assert tab.title.startswith("Rédiger les référentiels pour les managers")
    assert tab.form.key == WRITING


def test_starting_again_keeps_the_study_and_is_undone_at_once(page, desk, file):
    before = roadmap(file()).plan.finish
    page.replan_action.trigger()
    (kept,) = file().baselines
    assert kept.name == "Étude 2019"
    assert roadmap(file()).start == TODAY
    tab = front(page, "plans")
    assert tab.model.rowCount() == 1
    assert tab.slips_model.rowCount() == 19
    figure = page.kinds["tasks"].figure.figure
    assert "figure.gantt.slip" in {getattr(m.said, "code", "") for m in texts(figure)}
    undo(desk)
    assert not len(file().baselines)
    assert roadmap(file()).plan.finish == before
    assert tab.empty.isVisible()


def texts(figure: Figure):
    return [mark for mark in figure.marks if hasattr(mark, "said")]


def test_a_plan_kept_is_named_and_removed_in_place(page, qtbot, file):
    page.keep_action.trigger()
    tab = front(page, "plans")
    tab.view.select_cell(tab.chosen_key(), "name")
    type_into(qtbot, tab.view, "Plan de départ")
    assert [row.name for row in file().baselines] == ["Plan de départ"]
    page.remove_action.trigger()
    assert not len(file().baselines)
    assert not len(file().baseline_dates)


def test_a_filing_is_planned_backwards_then_added(page, desk, file):
    tab = front(page, "back")
    tab.ask("filing:drh", date(2026, 3, 31))
    assert tab.sentence.text().startswith("Trop tard de")
    assert tab.model.rowCount() == 4
    tab.ask("filing:drh", date(2027, 3, 31))
    assert tab.sentence.text().startswith("Il est encore temps")
    before = len(file().tasks)
    tab.add_button.click()
    assert len(file().tasks) == before + 6
    undo(desk)
    assert len(file().tasks) == before


def test_a_day_that_is_none_is_refused_beside_the_field(page):
    tab = front(page, "back")
    tab.by.show_typed("bientôt")
    tab.by.committed.emit()
    assert "bientôt" in tab.refusal.text()
    assert tab.made is None


def test_a_delay_changed_in_place_changes_the_plan_backwards(page, qtbot, file):
    tab = front(page, "back")
    tab.ask("1.5-depot", date(2027, 9, 30))
    before = tab.made.starts
    tab.delays_view.select_cell("delay.summer", "value")
    type_into(qtbot, tab.delays_view, "0")
    assert file().assumptions.get("delay.summer").value == 0
    assert tab.made.starts > before


def test_tasks_that_wait_for_one_another_are_named_above_the_table(page, session):
    tab = front(page, "tasks")
    assert not tab.trouble.isVisible()
    session.do(Set("tasks", "1.3-etablissements", (("after", ("1.3-symposium",)),)), STEP)
    assert tab.trouble.isVisible()
    assert "Premier symposium" in tab.trouble.text()


def test_chances_and_gaps_are_told_of_tasks_that_have_bounds_and_families(page, session, asked):
    edit = Set(
        "tasks",
        WRITING,
        (("days_low", 80), ("days_high", 150), ("families", ("ia-technicien",)), ("level", 5)),
    )
    session.do(edit, STEP)
    tab = front(page, "odds")
    assert "1 durée sur 14" in tab.sentences["list"].text().replace("\u202f", " ")
    assert tab.views["gaps"].isVisible()
    assert not tab.views["expiries"].isVisible()
    tab.gaps_link.click()
    assert asked.pages[-1] == "gaps"


def test_a_task_asked_for_elsewhere_comes_to_the_front(page, session):
    front(page, "odds")
    session.place_asked.emit(Place("tasks", "1.5-depot", "due"))
    assert page.tab is page.kinds["tasks"]
    assert page.tab.chosen_key() == "1.5-depot"


def test_every_tab_prints_what_it_shows(page):
    page.keep_action.trigger()
    for code, key in (("tasks", "gantt.1"), ("back", "delays"), ("plans", "baselines")):
        front(page, code)
        assert page.printed()[0].key == key
    front(page, "odds")
    assert page.printed()[0].key == "chances"


def test_a_study_without_tasks_says_what_will_stand_there(page, session, desk):
    keys = [task.key for task in reversed(tuple(desk.document.study.tasks))]
    session.do(Batch(tuple(Drop("tasks", key) for key in keys)), STEP)
    tab = front(page, "tasks")
    assert tab.empty.isVisible()
    assert not tab.parts.isVisible()
    tab.empty.button.click()
    assert tab.draft.isVisible()


def test_a_link_is_completed_by_name_in_the_form_and_a_circle_is_refused_by_name(page, qtbot, file):
    tab = front(page, "tasks")
    tab.view.select_cell("1.3-etablissements", "title")
    box = tab.form.boxes["after"]
    assert box.control.typed() == ""
    qtbot.keyClicks(box.control.line, "referentiels pour les managers")
    box.control.completer.popup().hide()
    qtbot.keyClick(box.control.line, Qt.Key.Key_Return)
    assert file().tasks.get("1.3-etablissements").after == (WRITING,)
    qtbot.keyClicks(box.control.line, "premier symposium sur")
    box.control.completer.popup().hide()
    qtbot.keyClick(box.control.line, Qt.Key.Key_Return)
    assert "s’attendre elle-même" in box.refusal.text()
    assert "→ Premier symposium sur la formation →" in box.refusal.text()
    assert file().tasks.get("1.3-etablissements").after == (WRITING,)
    assert not tab.trouble.isVisible()
    qtbot.keyClick(box.control.line, Qt.Key.Key_Escape)
    assert not box.refusal.isVisible()
    qtbot.keyClick(box.control.line, Qt.Key.Key_Backspace)
    qtbot.keyClick(box.control.chips[WRITING], Qt.Key.Key_Delete)
    assert file().tasks.get("1.3-etablissements").after == ()


def test_a_decision_is_planned_backwards_and_says_by_when_to_file(page):
    tab = front(page, "back")
    tab.ask("decision:drh", date(2027, 8, 15))
    assert tab.made.by == date(2026, 11, 28)
    said = tab.notes.findChildren(QLabel)
    assert any("sauf en août" in label.text() for label in said)
    assert tab.add_button.isEnabled()


def test_a_chance_that_no_duration_bounds_is_unknown(page):
    tab = front(page, "odds")
    model = tab.views["list"].model()
    assert {model.index(line, 2).data() for line in range(model.rowCount())} == {"inconnu"}
    assert tab.sentences["list"].text().startswith("Aucune chance à dire")


def test_no_tab_needs_more_room_than_a_window_of_1280_pixels_leaves_it(page):
    assert page.minimumSizeHint().width() <= 1280 - 200
