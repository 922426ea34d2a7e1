"""The page of exchanges: a journey from sending to taking, and each of its parts."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest

from planner.edits import Set
from planner.exchange.replies import RowFate
from planner.messages import message
from tests.exchange_files import Hand
from ui.desktop.pages.exchange import ExchangePage
from ui.desktop.pages.exchange_unknown import LEFT_OUT

FRONT = "exchange"
CHANGED = message("step.changed", name="x", target="collection.trainings")


@pytest.fixture
def page(shown):
    return shown(ExchangePage)


def sent_to(qtbot, page, folder, *keys):
    """The workbook that the page writes for the first of some institutions."""
    page.follow.send.show_institutions(keys)
    with qtbot.waitSignal(page.session.written, timeout=20_000) as told:
        page.follow.send.send_into(folder)
    return told.args[0][0]


def came(qtbot, page, path):
    """Let the page receive a file, and wait until it is shown."""
    number = len(page.reply.files)
    page.receive([path])
    qtbot.waitUntil(lambda: len(page.reply.files) > number, timeout=20_000)


def keys_of(hand):
    return [hand.sheet.cell(row, 1).value for row in range(6, hand.sheet.max_row + 1)]


def named(page, fate):
    return [row for row in page.reply.incoming.comparison.rows if row.fate is fate]


def press(view, key):
    view.setFocus()
    QTest.keyClick(view, key)


def test_from_sending_to_taking_a_reply_in_the_window(qtbot, window, session, tmp_path):
    page = window.findChild(ExchangePage)
    path = sent_to(qtbot, page, tmp_path / "out", "utc")
    assert [row.institution for row in session.study.mailings] == ["utc"]
    hand = Hand(path)
    first, second, gone = keys_of(hand)[:3]
    before = session.study.trainings.get(first).level
    wanted = 8 if before != 8 else 7
    hand.type(first, "level", f"niveau {wanted}")
    hand.type(second, "seats:2026", "20 à 30")
    hand.sheet.delete_rows(hand.row(gone))
    hand.add(title="Master IA et santé", level="bac+5")
    hand.save()
    session.do(Set("trainings", first, (("level", 1),)), CHANGED)
    came(qtbot, page, path)
    board = page.reply.board
    assert page.tabs.number == 1
    assert board.chips["conflicting"].text() == "1 en conflit"
    assert board.rows.current_key() == first
    assert board.cell_model.index(0, 5).data() == "à décider"
    press(board.rows, Qt.Key.Key_R)
    assert board.cell_model.index(0, 5).data() == "réponse"
    board.rows.select(gone)
    press(board.rows, Qt.Key.Key_A)
    assert "4 formations seront reprises" in page.reply.will.text()
    QTest.keyClick(board.rows, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    study = session.study
    assert study.trainings.get(first).level == wanted
    assert study.trainings.get(gone).is_archived
    assert [(s.training, s.low, s.high) for s in study.seats] == [(second, 20, 30)]
    assert any(row.title == "Master IA et santé" for row in study.trainings)
    assert (study.replies[0].institution, study.replies[0].undecided) == ("utc", 0)
    assert page.reply.files == []
    session.desk.document.undo()
    assert session.study.trainings.get(first).level == 1
    assert len(session.study.replies) == 0


def test_the_follow_up_tells_who_answered_and_gives_the_reminder(qtbot, page, tmp_path):
    path = sent_to(qtbot, page, tmp_path, "simplon", "utc")
    table = page.follow.table
    assert table.select("simplon")
    assert "Simplon" in page.follow.remind_text.toPlainText()
    page.follow.copy.click()
    assert QGuiApplication.clipboard().text().startswith("Objet")
    came(qtbot, page, path)
    page.reply.apply.click()
    page.tabs.bring(0)
    line = page.follow.model.line_of("simplon")
    assert page.follow.model.index(line, 1).data() == "répondu"
    assert "il a répondu" in page.follow.remind_state.text()
    assert page.follow.model.index(page.follow.model.line_of("edhec"), 1).data() == "non envoyé"


def test_what_is_typed_wrong_is_told_beside_the_form_and_nothing_is_sent(page, session, tmp_path):
    form = page.follow.send
    for field, typed in ((form.due, "31/02/2026"), (form.due, "01/01/1999"), (form.years, "26")):
        former = field.text()
        field.setText(typed)
        form.send_into(tmp_path / "none")
        assert form.fault.text()
        field.setText(former)
    assert not (tmp_path / "none").exists()
    assert len(session.study.mailings) == 0


def test_chosen_lines_are_those_that_are_sent_to(page):
    page.follow.table.selectRow(0)
    assert len(page.follow.selected()) == 1
    assert page.follow.send.whom.text().startswith("Un classeur pour ")
    page.follow.table.clearSelection()
    assert "24 établissements" in page.follow.send.whom.text()


def test_a_cell_is_decided_upon_alone_and_turned_by_enter(qtbot, page, session, tmp_path):
    path = sent_to(qtbot, page, tmp_path, "simplon")
    hand = Hand(path)
    (key,) = keys_of(hand)
    hand.type(key, "level", 8)
    hand.type(key, "months", 7)
    hand.save()
    came(qtbot, page, path)
    board = page.reply.board
    assert board.cell_model.rowCount() == 2
    board.whole.setChecked(True)
    assert board.cell_model.rowCount() > 30
    board.whole.setChecked(False)
    board.cells.select("level")
    press(board.cells, Qt.Key.Key_E)
    sides = {
        board.cell_model.index(n, 6).data(): board.cell_model.index(n, 5).data() for n in (0, 1)
    }
    assert sides == {"level": "étude", "months": "réponse"}
    board.cells.select("months")
    press(board.cells, Qt.Key.Key_Return)
    assert "Rien à reprendre" in page.reply.will.text()
    press(board.cells, Qt.Key.Key_Return)
    page.reply.apply.click()
    row = session.study.trainings.get(key)
    assert (row.months, row.level != 8) == (7, True)


def test_chips_show_the_rows_of_one_fate_alone(qtbot, page, tmp_path):
    path = sent_to(qtbot, page, tmp_path, "utc")
    hand = Hand(path)
    hand.type(keys_of(hand)[0], "months", 7)
    hand.save()
    came(qtbot, page, path)
    board = page.reply.board
    total = board.row_model.rowCount()
    board.chips["changed"].click()
    assert board.row_model.rowCount() == 1
    assert not board.chips["conflicting"].isEnabled()
    board.chips["all"].click()
    assert board.row_model.rowCount() == total
    assert page.printed()[0].rows


def test_an_unknown_value_and_heading_are_said_and_the_row_is_taken(qtbot, page, session, tmp_path):
    path = sent_to(qtbot, page, tmp_path, "simplon")
    hand = Hand(path)
    (key,) = keys_of(hand)
    hand.type(key, "city", "Tourcoing")
    hand.sheet.cell(5, hand.sheet.max_column + 1).value = "Responsable"
    hand.save()
    came(qtbot, page, path)
    boxes = page.reply.unknown.boxes
    assert set(boxes) == {"Tourcoing", "Responsable"}
    assert len(named(page, RowFate.REFUSED)) == 1
    boxes["Tourcoing"].setCurrentIndex(boxes["Tourcoing"].findData("lille"))
    boxes["Tourcoing"].activated.emit(0)
    box = page.reply.unknown.boxes["Responsable"]
    box.setCurrentIndex(box.findData(LEFT_OUT))
    box.activated.emit(0)
    assert named(page, RowFate.REFUSED) == []
    page.reply.apply.click()
    assert session.study.trainings.get(key).city == "lille"
    kept = {(c.given, c.taken) for c in session.study.import_choices}
    assert kept == {("Tourcoing", "lille"), ("Responsable", "")}


def test_refused_rows_are_written_back_and_the_file_stays(qtbot, page, session, tmp_path):
    path = sent_to(qtbot, page, tmp_path, "simplon")
    hand = Hand(path)
    hand.type(keys_of(hand)[0], "months", "deux ans")
    hand.save()
    came(qtbot, page, path)
    assert page.reply.back.isEnabled()
    assert page.reply.board.cell_model.index(0, 3).data() == "deux ans"
    written = page.reply.write_back_into(tmp_path / "back")
    assert "deux ans" in Hand(written).cell(keys_of(hand)[0], "reason").value
    page.reply.apply.click()
    assert len(page.reply.files) == 1
    assert session.study.replies[0].refused == 1
    page.reply.leave.click()
    assert page.reply.empty.isVisible()


def test_a_table_of_nobody_asks_whose_it_is(qtbot, page, session, tmp_path):
    book = Workbook()
    book.active.append(["Intitulé", "Ville", "Niveau"])
    book.active.append(["Bachelor IA", "Lille", "bac+3"])
    path = tmp_path / "offre.xlsx"
    book.save(path)
    came(qtbot, page, path)
    assert page.reply.incoming is None
    assert "ne dit pas de quel établissement" in page.reply.refusal.text()
    assert not page.reply.apply.isEnabled()
    box = page.reply.owner
    box.setCurrentIndex(box.findData("simplon"))
    box.activated.emit(0)
    page.reply.chips["preview"].click()
    assert page.reply.board.chips["new"].text() == "1 nouvelle"
    page.reply.apply.click()
    added = next(row for row in session.study.trainings if row.title == "Bachelor IA")
    assert (added.institution, added.city, added.level) == ("simplon", "lille", 6)


def test_a_file_dropped_on_the_page_is_received_and_others_are_not(qtbot, page, tmp_path):
    path = sent_to(qtbot, page, tmp_path, "simplon")

    def drop(name):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(name))])
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))

    drop(tmp_path / "photo.png")
    assert page.tabs.number == 0
    drop(path)
    qtbot.waitUntil(lambda: len(page.reply.files) == 1, timeout=20_000)
    assert page.tabs.number == 1


def test_the_study_changed_meanwhile_is_seen_at_once(qtbot, page, session, tmp_path):
    path = sent_to(qtbot, page, tmp_path, "simplon")
    hand = Hand(path)
    (key,) = keys_of(hand)
    hand.type(key, "months", 7)
    hand.save()
    came(qtbot, page, path)
    assert len(named(page, RowFate.CHANGED)) == 1
    session.do(Set("trainings", key, (("months", 9),)), CHANGED)
    assert len(named(page, RowFate.CONFLICTING)) == 1


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(qtbot, page, session, tmp_path):
    broken = tmp_path / "cassé.xlsx"
    broken.write_bytes(b"PK\x03\x04 cut")
    with qtbot.waitSignal(session.refused, timeout=20_000) as told:
        page.receive([broken])
    assert "cassé.xlsx" in told.args[0]
    assert page.reply.files == []
