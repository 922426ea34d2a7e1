"""Copies of the region on the page of exchanges: opened, decided upon, brought home as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.edits import Drop, Put, Set
from planner.exchange.replies import RowFate
from planner.findings import Place
from planner.messages import message
from planner.rights import Person, Role
from planner.study import Comment
from tests.build import training
from ui.actions import region
from ui.actions.files import open_document
from ui.desktop.pages.exchange import ExchangePage

LABEL = message("step.changed", name="x", target="collection.trainings")


@pytest.fixture
def page(shown):
    return shown(ExchangePage)


@pytest.fixture
def away(desk, tmp_path):
    """A copy of the study at work, edited elsewhere; its path."""

    def edit(*edits):
        path = tmp_path / "copie.cartoplan"
        region.take(desk, path)
        document = open_document(path, "Ann", desk.now)
        for each in edits:
            document.do(each, LABEL)
        document.close()
        return path

    return edit


def came(qtbot, page, path):
    page.receive([path])
    qtbot.waitUntil(lambda: page.copy.current is not None, timeout=20_000)


def test_before_any_copy_the_tab_says_what_will_be_there_and_offers_to_bring_one(page):
    page.tabs.bring(3)
    assert page.copy.empty.isVisible()
    assert page.printed() == ()


def test_from_a_copy_to_the_study_and_back(qtbot, page, away):
    session = page.session
    city = session.study.trainings.get("t001").city
    new = training("t-away", title="Ajoutée au train", institution=None, city=city)
    path = away(
        Set("trainings", "t001", (("level", 5), ("duration", "30 mois"))),
        Put("trainings", new),
        Put("comments", Comment(key="c-away", about="trainings", row="t-away", text="À voir")),
    )
    session.do(Set("trainings", "t001", (("level", 6),)), LABEL)
    before = session.study
    came(qtbot, page, path)
    tab = page.copy
    assert page.tabs.number == 3
    assert "Camille" in tab.notes.text()
    counts = tab.current.held.counts()
    assert (counts[RowFate.CONFLICTING], counts[RowFate.NEW]) == (1, 2)
    assert not tab.board.chips[RowFate.IDENTICAL].isEnabled()
    assert "3 lignes seront reprises" in tab.will.text()
    assert "1 case en conflit" in tab.will.text()
    tab.board.rows.select("trainings/t001")
    told = [tab.board.cell_model.index(0, column).data() for column in (2, 3, 4)]
    assert [text[:8] for text in told] == ["Niveau 7", "Niveau 6", "Niveau 5"]
    tab.board.rows.setFocus()
    QTest.keyClick(tab.board.rows, Qt.Key.Key_R)
    tab.apply.click()
    row = session.study.trainings.get("t001")
    assert (row.level, row.duration) == (5, "30 mois")
    assert session.study.trainings.get("t-away") == new
    assert tab.current is None
    session.desk.document.undo()
    assert session.study == before


def test_long_texts_of_a_cell_are_told_whole(qtbot, page, away):
    title = "Master en intelligence artificielle, parcours industrie du futur"
    came(qtbot, page, away(Set("trainings", "t001", (("title", title), ("level", 5)))))
    board = page.copy.board
    board.cells.select("title")
    assert f"Copie\u202f: {title}" in board.states.text()
    assert board.cells.select("level")
    assert not board.states.isVisible()


def test_what_is_absent_goes_only_by_decision(qtbot, page, away, file):
    came(qtbot, page, away(Drop("trainings", "t001")))
    tab = page.copy
    assert not tab.apply.isEnabled()
    tab.board.rows.select("trainings/t001")
    tab.board.acts["drop"].click()
    tab.apply.click()
    assert file().trainings.find("t001") is None


def test_what_is_not_ones_own_is_shown_with_the_reason(qtbot, page, away, monkeypatch):
    path = away(Set("trainings", "t001", (("level", 5),)))
    reader = Person(Role.READER)
    monkeypatch.setattr(type(page.session.desk.document.store.keeper), "person", reader)
    came(qtbot, page, path)
    board = page.copy.board
    assert board.chips[RowFate.REFUSED].text() == "1 refusée"
    assert "lecteur" in board.why.text()
    assert [act for act in board.acts.values() if act.isEnabled()] == []
    assert not page.copy.apply.isEnabled()


def test_a_change_made_meanwhile_is_compared_again(qtbot, page, away):
    came(qtbot, page, away(Set("trainings", "t001", (("level", 5),))))
    assert page.copy.current.held.counts()[RowFate.CHANGED] == 1
    page.session.do(Set("trainings", "t001", (("level", 5),)), LABEL)
    assert page.copy.current.held.rows == ()
    (table,) = page.printed()
    assert table.rows == ()


def test_leaving_a_copy_takes_nothing(qtbot, page, away):
    before = page.session.study
    came(qtbot, page, away(Set("trainings", "t001", (("level", 5),))))
    page.copy.leave.click()
    assert page.session.study == before
    assert page.copy.empty.isVisibleTo(page.copy)


def test_a_file_that_is_no_copy_is_refused_in_a_sentence(qtbot, page, study_file):
    with qtbot.waitSignal(page.session.refused, timeout=20_000) as told:
        page.receive([study_file])
    assert "region take" in told.args[0]
    assert page.copy.current is None


def test_whoever_wants_to_bring_a_copy_back_is_asked_which(qtbot, page, away, monkeypatch):
    path = away(Set("trainings", "t001", (("level", 5),)))
    monkeypatch.setattr("ui.desktop.pages.exchange.ask_study", lambda *_: path)
    page.show_place(Place("region", ""))
    qtbot.waitUntil(lambda: page.copy.current is not None, timeout=20_000)
    assert page.tabs.number == 3
