"""LHEO files on the page of exchanges: opened, decided upon, taken as one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.exchange.replies import RowFate
from planner.messages import message
from tests.db.exchange.lheo_files import formation, lheo, put
from ui.desktop.pages.exchange import ExchangePage


@pytest.fixture
def page(shown):
    return shown(ExchangePage)


def came(qtbot, page, path):
    page.receive([path])
    qtbot.waitUntil(lambda: page.lheo.current is not None, timeout=20_000)


def offer(page, **values):
    """A training that the study has, as another producer tells it."""
    row = page.session.study.trainings.get("t001")
    institution = page.session.study.institutions.get(row.institution).name
    told = {"institution": institution, "level": "15", "city": "Nulle-part"} | values
    return formation(row.title, **told)


def test_before_any_file_the_tab_says_what_will_be_there(page):
    page.tabs.bring(2)
    assert page.lheo.empty.isVisible()
    assert not page.lheo.shown.isVisible()
    assert page.printed() == ()


def test_from_an_lheo_file_to_the_study_and_back(qtbot, page, tmp_path):
    session = page.session
    before = session.study
    level = before.trainings.get("t001").level
    text = lheo(offer(page), formation("Nouvelle IA", institution="École neuve"))
    came(qtbot, page, put(tmp_path / "offre.xml", text))
    tab = page.lheo
    assert page.tabs.number == 2
    assert "École neuve" in tab.notes.text()
    assert tab.unread.isVisible()
    assert tab.unread_model.index(0, 3).data() == "Nulle-part"
    assert tab.board.chips[RowFate.CONFLICTING].isEnabled()
    assert "2 formations seront reprises" in tab.will.text()
    assert "2 cases en conflit" in tab.will.text()
    tab.board.rows.select("t001")
    tab.board.rows.setFocus()
    QTest.keyClick(tab.board.rows, Qt.Key.Key_R)
    QTest.keyClick(tab.board.rows, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    study = session.study
    assert (level, study.trainings.get("t001").level) == (7, 5)
    assert any(row.name == "École neuve" for row in study.institutions)
    assert [row.file_name for row in study.replies] == ["offre.xml"]
    assert tab.current is None
    session.desk.document.undo()
    assert session.study.trainings == before.trainings
    assert session.study.institutions == before.institutions


def test_what_is_left_open_keeps_the_file_in_front(qtbot, page, tmp_path):
    came(qtbot, page, put(tmp_path / "a.xml", lheo(offer(page), formation("Neuve"))))
    page.lheo.apply.click()
    assert page.lheo.current is not None
    assert page.lheo.current.held.whole().counts()[RowFate.NEW] == 0
    assert not page.lheo.apply.isEnabled()


def test_leaving_a_file_takes_nothing(qtbot, page, tmp_path):
    before = page.session.study
    came(qtbot, page, put(tmp_path / "a.xml", lheo(formation("Neuve"))))
    page.lheo.leave.click()
    assert page.session.study == before
    assert page.lheo.empty.isVisibleTo(page.lheo)


def test_a_change_made_meanwhile_is_compared_again(qtbot, page, tmp_path):
    from planner.edits import Set

    came(qtbot, page, put(tmp_path / "a.xml", lheo(offer(page))))
    assert page.lheo.current.held.whole().counts()[RowFate.CONFLICTING] == 1
    changed = message("step.changed", name="x", target="collection.trainings")
    edit = Set("trainings", "t001", (("level", 5), ("duration", "5 jours"), ("hours", 35)))
    page.session.do(edit, changed)
    page.lheo.hold_again()
    assert page.lheo.current.held.whole().counts()[RowFate.IDENTICAL] == 1


def test_a_damaged_file_is_refused_in_a_sentence(qtbot, page, tmp_path):
    with qtbot.waitSignal(page.session.refused, timeout=20_000) as told:
        page.receive([put(tmp_path / "a.xml", lheo(formation())[:-40])])
    assert "abîmé" in told.args[0]
    assert page.lheo.current is None


def test_the_rows_of_a_file_can_be_printed(qtbot, page, tmp_path):
    came(qtbot, page, put(tmp_path / "a.xml", lheo(formation("Neuve"))))
    (table,) = page.printed()
    assert table.column("title") == ("Neuve",)
