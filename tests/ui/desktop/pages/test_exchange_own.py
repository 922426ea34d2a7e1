"""An institution's own table on the page of exchanges: mapped, matched, taken; drafts kept."""

from __future__ import annotations

import tomllib

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from planner.edits import Set
from planner.messages import message
from planner.tables.replies import row_said
from tests.db.exchange.lheo_files import formation, lheo, put
from tests.ui.desktop.pages.test_exchange import came, press
from ui.desktop.pages.exchange import ExchangePage

FRONT = "exchange"
HEADINGS = ["Intitulé du diplôme", "Lieu", "Durée (mois)", "Effectif visé", "Service"]


@pytest.fixture
def page(shown):
    return shown(ExchangePage)


def table(folder, *rows, heads=HEADINGS, name="offre.xlsx"):
    book = Workbook()
    book.active.title = "Offre"
    book.active.append(["Université de technologie de Compiègne (UTC) : notre offre"])
    book.active.append([])
    for row in (heads, *rows):
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def owned(page, key="utc"):
    box = page.reply.owner
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(0)


def typed(box, words):
    """Type into a choice by keyboard, as one who never takes the mouse."""
    box.setFocus()
    box.lineEdit().selectAll()
    if words.isascii():
        QTest.keyClicks(box.lineEdit(), words)
    else:
        box.lineEdit().insert(words)  # QTest clicks the keys of ASCII alone
    popup = box.completer().popup()
    QTest.keyClick(popup if popup.isVisible() else box.lineEdit(), Qt.Key.Key_Return)


def forward():
    """Ctrl+Enter where the focus is: no mouse is needed between the steps."""
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, control)


def test_from_their_own_table_to_the_study_by_keyboard_and_back(qtbot, window, session, tmp_path):
    page = window.findChild(ExchangePage)
    before = session.study
    first = next(row.title for row in before.trainings if row.institution == "utc")
    path = table(tmp_path, [first, "Compiègne", 7, 24, "DRI"], ["Master neuf", "Lille", 9, 12, ""])
    came(qtbot, page, path)
    owned(page)
    own = page.reply.own
    assert page.reply.view == "columns"
    assert not page.reply.apply.isEnabled()
    assert own.columns.boxes["Lieu"].currentText() == "Ville"
    assert own.columns.boxes["Service"].currentText() == "ignorer"
    typed(own.columns.boxes["Effectif visé"], "places ouvertes 2026")
    typed(own.columns.boxes["Service"], "remarques")
    assert own.columns.whys["Service"].text() == "choisie"
    assert page.reply.will.text().startswith("2 formations")
    forward()
    assert page.reply.view == "lines"
    assert "1 par le même intitulé" in own.matched.text()
    forward()
    board = page.reply.board
    assert board.rows.hasFocus()
    board.rows.selectAll()
    press(board.rows, Qt.Key.Key_R)
    forward()
    study = session.study
    known = next(row for row in study.trainings if row.title == first)
    new = next(row for row in study.trainings if row.title == "Master neuf")
    assert (known.months, known.comment, new.institution) == (7, "DRI", "utc")
    assert {(s.training, s.year, s.low) for s in study.seats} >= {
        (known.key, 2026, 24), (new.key, 2026, 12),
    }  # fmt: skip
    assert {(c.given, c.taken) for c in study.import_choices} == {
        ("Effectif visé", "seats:2026"), ("Service", "comment"),
    }  # fmt: skip
    assert page.reply.files == []
    session.desk.document.undo()
    assert session.study == before


def test_what_the_study_file_holds_afterwards_is_what_was_taken(qtbot, page, file, tmp_path):
    came(qtbot, page, table(tmp_path, ["Master neuf", "Lille", 9, 12, "DRI"]))
    owned(page)
    page.reply.show_view("preview")
    page.reply.apply.click()
    assert "Master neuf" in [row.title for row in file().trainings]
    page.session.desk.document.undo()
    assert "Master neuf" not in [row.title for row in file().trainings]


def test_two_columns_on_one_field_are_refused_and_nothing_changes(qtbot, page, refusals, tmp_path):
    came(qtbot, page, table(tmp_path, ["Master neuf", "Lille", 9, 12, "DRI"]))
    owned(page)
    boxes = page.reply.own.columns.boxes
    typed(boxes["Service"], "remarques")
    typed(boxes["Effectif visé"], "remarques")
    assert "« Service »" in refusals[-1].replace("\u202f", " ")
    assert boxes["Effectif visé"].typed() == ""
    assert page.reply.own.columns.whys["Service"].text() == "choisie"
    typed(boxes["Effectif visé"], "nulle part")
    assert "nulle part" in refusals[-1]
    typed(boxes["Effectif visé"], "ville")
    assert page.reply.own.columns.boxes["Lieu"].typed() == ""
    assert "autre en-tête" in page.reply.own.columns.whys["Lieu"].text()


def test_a_table_without_known_headings_asks_for_their_row(qtbot, page, tmp_path):
    path = table(tmp_path, ["Master neuf", "DRI"], heads=["Quoi", "Qui"])
    came(qtbot, page, path)
    owned(page)
    own = page.reply.own
    assert "Aucune ligne d’en-têtes" in page.reply.refusal.text()
    assert not page.reply.next.isEnabled()
    assert not own.save.isEnabled()
    own.heading.setCurrentIndex(own.heading.findData("3"))
    own.heading.activated.emit(0)
    assert "Intitulé de la formation" in page.reply.refusal.text()
    typed(own.columns.boxes["Quoi"], "intitulé de la formation")
    assert page.reply.refusal.isHidden()
    page.reply.next.click()
    page.reply.next.click()
    assert page.reply.board.chips["new"].text() == "1 nouvelle"


def test_an_empty_file_is_refused_in_one_sentence(qtbot, page, tmp_path):
    path = tmp_path / "vide.xlsx"
    Workbook().save(path)
    came(qtbot, page, path)
    assert "est vide" in page.reply.refusal.text()
    assert not page.reply.apply.isEnabled()
    assert page.reply.steps.isHidden()


def test_a_row_is_said_to_be_a_training_and_no_training_takes_two(qtbot, page, refusals, tmp_path):
    key = next(row.key for row in page.session.study.trainings if row.institution == "utc")
    came(qtbot, page, table(tmp_path, ["Master neuf"], ["Master rare"]))
    owned(page)
    page.reply.show_view("lines")
    boxes = page.reply.own.rows.boxes
    for row in ("4", "5"):
        boxes[row].setCurrentIndex(boxes[row].findData(key))
        boxes[row].activated.emit(0)
    assert "une ligne du tableau" in refusals[-1]
    assert page.reply.own.rows.boxes["5"].typed() == "new"
    assert page.reply.own.rows.whys["4"].text() == "dit par vous"
    assert key in [row.key for row in page.reply.incoming.comparison.rows if row.given]


def test_a_mapping_is_saved_and_read_again_for_the_next_table(qtbot, page, refusals, tmp_path):
    came(qtbot, page, table(tmp_path, ["Master neuf", "Tourcoing", 9, 12, "DRI"]))
    owned(page)
    own = page.reply.own
    typed(own.columns.boxes["Service"], "remarques")
    box = own.values.boxes["Tourcoing"]
    box.setCurrentIndex(box.findData("roubaix"))
    box.activated.emit(0)
    path = tmp_path / "map.toml"
    own.save_to(path)
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (told["institution"], told["heading"], told["columns"]["Service"]) == (
        "utc",
        3,
        "comment",
    )
    assert told["values"] == {"trainings.city": {"Tourcoing": "roubaix"}}
    came(qtbot, page, table(tmp_path, ["Autre", "Tourcoing", 9, 1, "x"], name="2027.xlsx"))
    own.load_from(path)
    assert own.columns.boxes["Service"].typed() == "comment"
    assert page.reply.incoming.institution == "utc"
    (row,) = page.reply.incoming.reply.rows
    assert (row.values["city"], row.values["comment"]) == ("roubaix", "x")
    path.write_text("sheet = 3", encoding="utf-8")
    own.load_from(path)
    own.load_from(tmp_path / "none.toml")
    assert len(refusals) == 2
    assert own.columns.boxes["Service"].typed() == "comment"


def test_decisions_are_found_again_in_a_new_window_and_forgotten_when_put_aside(
    qtbot, shown, page, drafts, tmp_path
):
    session = page.session
    first = next(row for row in session.study.trainings if row.institution == "utc")
    session.do(
        Set("trainings", first.key, (("months", 5),)),
        message("step.changed", name="x", target="collection.trainings"),
    )
    path = table(tmp_path, [first.title, None, 7, 3, "DRI"])
    came(qtbot, page, path)
    assert not drafts.exists()
    owned(page)
    typed(page.reply.own.columns.boxes["Service"], "remarques")
    page.reply.show_view("preview")
    page.reply.board.rows.select(first.key)
    press(page.reply.board.rows, Qt.Key.Key_E)
    page.close()
    again = shown(ExchangePage)
    came(qtbot, again, path)
    row = next(row for row in again.reply.incoming.comparison.rows if row.key == first.key)
    assert row_said(row, again.reply.decisions).code == "exchange.what.nothing"
    assert again.reply.incoming.institution == "utc"
    assert again.reply.own.columns.boxes["Service"].typed() == "comment"
    assert "retrouvées" in again.reply.notes.text()
    again.reply.leave.click()
    assert list(drafts.iterdir()) == []


def test_what_is_taken_is_no_longer_kept(qtbot, page, drafts, tmp_path):
    came(qtbot, page, table(tmp_path, ["Master neuf", "Lille", 9, 12, "DRI"]))
    typed(page.reply.own.columns.boxes["Service"], "remarques")
    assert len(list(drafts.iterdir())) == 1
    page.reply.show_view("preview")
    page.reply.apply.click()
    assert page.reply.files == []
    assert list(drafts.iterdir()) == []


def test_decisions_that_cannot_be_kept_are_told(qtbot, page, drafts, refusals, tmp_path):
    drafts.write_text("in the way", encoding="utf-8")
    came(qtbot, page, table(tmp_path, ["Master neuf"]))
    owned(page, "simplon")
    assert "ne peuvent pas être gardées" in refusals[-1]
    assert page.reply.incoming is not None


def test_an_lheo_file_keeps_its_decisions_and_says_what_becomes_of_refused_rows(
    qtbot, shown, page, drafts, tmp_path
):
    path = put(tmp_path / "a.xml", lheo(formation("Neuve"), formation("")))
    page.receive([path])
    qtbot.waitUntil(lambda: page.lheo.current is not None, timeout=20_000)
    said = [row.values[2] for row in page.printed()[0].rows]
    assert "laissée de côté" in " ".join(map(page.session.texts.say, said))
    assert "de côté" in page.lheo.board.chips["refused"].toolTip()
    page.lheo.board.rows.selectAll()
    press(page.lheo.board.rows, Qt.Key.Key_E)
    page.close()
    again = shown(ExchangePage)
    again.receive([path])
    qtbot.waitUntil(lambda: again.lheo.current is not None, timeout=20_000)
    assert again.lheo.will.text() == "Rien à reprendre."
    assert "retrouvées" in again.lheo.notes.text()
    again.lheo.leave.click()
    assert list(drafts.iterdir()) == []
