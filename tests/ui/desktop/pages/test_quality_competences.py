"""Competences under their occupations: by keyboard and by dragging, asserted on the study file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from planner.compute.competences import progress
from planner.edits import Batch, Drop
from planner.findings import Place
from planner.messages import message
from planner.vocab import Attachment, Nature
from ui.desktop.pages.quality import QualityPage
from ui.desktop.widgets.attachment_tree import ROWS

STEP = message("verb.rows.set")


@pytest.fixture
def page(shown):
    made = shown(QualityPage)
    made.tabs.setCurrentWidget(made.competences)
    return made


@pytest.fixture
def tab(page):
    return page.competences


def on_disk(session):
    return session.desk.document.store.load()


def state(session, key):
    row = on_disk(session).competences.get(key)
    return row.occupation, row.attachment


def test_every_competence_stands_once_under_its_occupation_in_printed_order(tab, session):
    keys = set(session.study.competences.keys())
    rows = [key for key in tab.model.after("") if key in keys]
    assert len(rows) == len(keys) == 563
    parent = tab.model.branch(tab.model.find("c050").parent())
    assert parent.key == session.study.competences.get("c050").occupation
    held = [b.key for b in parent.children]
    assert held == sorted(held, key=lambda k: session.study.competences.get(k).rank)


def test_the_progress_is_told(page, tab, session):
    assert page.summary == "0 rattachement vérifié sur 547 · 16 sans métier"
    assert (tab.bar.value(), tab.bar.maximum()) == (0, 547)


def test_enter_confirms_and_goes_to_the_next_row_to_check(tab, session, qtbot):
    tab.view.make_current("c050")
    before = session.study.competences.get("c050")
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert state(session, "c050") == (before.occupation, Attachment.CHECKED)
    assert on_disk(session).competences.get("c050").source.nature is Nature.PUBLISHED
    assert tab.view.current_key() == "c051"
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert progress(on_disk(session)).checked == 2
    session.run_verb("undo")
    assert progress(on_disk(session)).checked == 1


def test_alt_and_an_arrow_move_a_row_to_the_next_occupation_and_back(tab, session, qtbot):
    tab.view.make_current("c050")
    first = session.study.competences.get("c050").occupation
    around = [o.key for o in session.study.occupations if o.sector == "btp"]
    qtbot.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    goal = around[around.index(first) + 1]
    assert state(session, "c050") == (goal, Attachment.CHECKED)
    assert on_disk(session).competences.get("c050").source.nature is Nature.DECLARED
    assert tab.view.current_key() == "c050"
    qtbot.keyClick(tab.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert state(session, "c050") == (first, Attachment.CHECKED)
    session.run_verb("undo")
    session.run_verb("undo")
    assert state(session, "c050") == (first, Attachment.AS_PRINTED)


def test_before_the_first_occupation_there_is_nothing_and_it_is_said(tab, session, qtbot):
    refused = []
    session.refused.connect(refused.append)
    tab.view.make_current("c050")
    qtbot.keyClick(tab.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert refused == [session.say("competences.nowhere")]
    assert state(session, "c050")[1] is Attachment.AS_PRINTED


def test_several_rows_move_as_one_step(tab, session, qtbot):
    tab.view.make_current("c050")
    qtbot.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert tab.view.chosen_keys() == ["c050", "c051"]
    qtbot.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    moved = [state(session, key)[0] for key in ("c050", "c051")]
    assert len(set(moved)) == 1
    assert tab.view.chosen_keys() == ["c050", "c051"]
    session.run_verb("undo")
    assert progress(on_disk(session)).checked == 0


def test_enter_on_an_occupation_confirms_all_its_rows_at_once(tab, session, qtbot):
    occupation = session.study.competences.get("c050").occupation
    tab.view.make_current(occupation)
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    rows = [r for r in on_disk(session).competences if r.occupation == occupation]
    assert {row.attachment for row in rows} == {Attachment.CHECKED}
    session.run_verb("undo")
    assert progress(on_disk(session)).checked == 0


def drop(tab, keys, goal):
    """Let rows go on the line of ``goal``, as the end of dragging them does."""
    tab.view.make_current(goal)
    at = QPointF(tab.view.visualRect(tab.model.find(goal)).center())
    indexes = [tab.model.find(key) for key in keys]
    data = tab.model.mimeData(indexes)
    assert data.hasFormat(ROWS)
    event = QDropEvent(
        at,
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tab.view.dropEvent(event)
    return event


def test_rows_let_go_on_an_occupation_belong_to_it(tab, session):
    around = [o.key for o in session.study.occupations if o.sector == "btp"]
    drop(tab, ["c050", "c051"], around[3])
    assert [state(session, key) for key in ("c050", "c051")] == [
        (around[3], Attachment.CHECKED)
    ] * 2
    session.run_verb("undo")
    assert progress(on_disk(session)).checked == 0


def test_rows_let_go_on_a_row_go_to_its_occupation(tab, session):
    goal = session.study.competences.get("c060")
    drop(tab, ["c050"], "c060")
    assert state(session, "c050")[0] == goal.occupation


def test_rows_of_another_sector_are_refused_with_a_sentence(tab, session):
    refused = []
    session.refused.connect(refused.append)
    drop(tab, ["c050"], session.study.competences.get("c001").occupation)
    assert len(refused) == 1
    assert state(session, "c050")[1] is Attachment.AS_PRINTED


def test_what_is_not_ours_is_not_taken(tab):
    tab.view.make_current("c050")
    foreign = QMimeData()
    foreign.setText("c051")
    event = QDropEvent(
        QPointF(tab.view.visualRect(tab.model.find("c050")).center()),
        Qt.DropAction.CopyAction,
        foreign,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    tab.view.dropEvent(event)
    assert not event.isAccepted()


def test_a_row_without_occupation_is_placed_and_cannot_be_confirmed_before(tab, session, qtbot):
    row = next(r for r in session.study.competences if r.occupation is None)
    tab.view.make_current(row.key)
    assert not tab.confirm.isEnabled()
    qtbot.keyClick(tab.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    last = [o.key for o in session.study.occupations if o.sector == row.sector][-1]
    assert state(session, row.key) == (last, Attachment.CHECKED)
    assert progress(on_disk(session)).unplaced == 15


def test_only_rows_to_check_are_kept_on_demand(tab, session, qtbot):
    tab.view.make_current("c050")
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    tab.chips.buttons["to_check"].click()
    assert not tab.model.find("c050").isValid()
    assert tab.model.find("c051").isValid()
    unplaced = next(r for r in session.study.competences if r.occupation is None)
    assert not tab.model.find(unplaced.key).isValid()
    tab.view.make_current("c051")
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert tab.view.current_key() == "c052"


def test_words_are_searched_in_competences_and_occupations(tab, qtbot):
    qtbot.keyClicks(tab.search, "chef de chantier")
    assert tab.model.find("c050").isValid()
    assert not tab.model.find("c001").isValid()
    tab.search.setText("zzz")
    assert tab.view.isHidden()
    assert not tab.empty.isHidden()


def test_a_place_that_is_asked_for_comes_to_the_front(page, tab):
    page.tabs.setCurrentIndex(0)
    page.show_place(Place("competences", "c300"))
    assert page.tabs.currentWidget() is tab
    assert tab.view.current_key() == "c300"


def test_the_current_row_tells_where_it_is_printed(tab):
    tab.view.make_current("c050")
    assert "3355" in tab.detail.sentence.text()


def test_a_study_without_competences_says_what_will_stand_here(tab, session):
    study = session.study
    gone = [Drop("competences", key) for key in tuple(study.competences.keys())]
    gone += [Drop("occupations", key) for key in tuple(study.occupations.keys())]
    assert session.do(Batch(tuple(gone)), STEP)
    assert tab.view.isHidden()
    assert not tab.nothing.isHidden()


def test_what_was_open_stays_open_after_a_change(tab, session, qtbot):
    tab.view.make_current("c050")
    kept = tab.view.open_keys()
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert tab.view.open_keys() == kept
