"""One region, two desks and a command line: who edits what, at once, through a cut line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from db.server import watching
from db.server.address import Address
from planner.edits import Drop, Edit, Put
from planner.errors import NotYours
from tests.build import training
from tests.ui.desktop.region.pieces import LABEL, SOON, box, note, row, type_in
from ui import cli
from ui.actions.document import Document
from ui.actions.door import local_time
from ui.actions.files import open_document
from ui.actions.settings import read_settings
from ui.actions.texts import Texts
from ui.desktop.dialogs.clashes import ClashDialog
from ui.desktop.dialogs.regions import RegionDialog
from ui.desktop.session import Session

pytestmark = pytest.mark.postgresql

FRONT = "trainings"


@pytest.fixture
def ines(qtbot, region: Address, session: Session, window):
    """The trainings page of the real window, in which Inès has opened the region."""
    with qtbot.waitSignal(session.region.line_changed, timeout=SOON):
        assert session.open(region.with_login("Inès"))
    page = window.shell.pages["trainings"]
    page.view.select("t1")
    return page


def tell(qtbot, session: Session, document: Document, edit: Edit) -> None:
    """Let an edit of somebody else appear in the window."""
    with qtbot.waitSignal(session.changed, timeout=SOON):
        document.reload()
        document.do(edit, LABEL)


def test_what_others_write_appears_beside_what_is_being_typed(
    qtbot, ines, session, paul, window, region
):
    assert window.windowTitle() == f"{region.name} — Cartoplan"
    line = type_in(qtbot, ines, "duration", "2 ans et")
    selected = ines.view.selected_keys()
    saved_at = session.saved_at
    tell(qtbot, session, paul, note("t1", hours=1200))
    assert box(ines, "hours").control.text() == "1200"
    assert line.text() == "2 ans et"
    assert line.hasFocus()
    tell(qtbot, session, paul, Put("trainings", training("t9", institution="iut")))
    assert ines.model.line_of("t9") >= 0
    tell(qtbot, session, paul, Drop("trainings", "t9"))
    assert (line.text(), line.hasFocus()) == ("2 ans et", True)
    assert ines.view.selected_keys() == selected == ("t1",)
    assert session.saved_at == saved_at  # what others keep is not our own saving
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert (row(session).duration, row(session).hours) == ("2 ans et", 1200)
    paul.reload()
    assert paul.study.trainings.get("t1").duration == "2 ans et"


def test_a_cell_that_is_typed_in_stays_open_while_others_write(qtbot, ines, session, paul):
    view = ines.view
    view.select_cell("t1", "title")
    view.edit(view.currentIndex())
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "Licence")
    tell(qtbot, session, paul, note("t3", duration="6 mois"))
    assert editor.text() == "Licence"
    assert editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert row(session).title == "Licence"
    cell = ines.model.index(ines.model.line_of("t3"), ines.model.column_of("title"))
    qtbot.waitUntil(lambda: row(session, "t3").duration == "6 mois", timeout=SOON)
    assert cell.isValid()


@pytest.mark.parametrize(
    ("side", "kept"), [("mine", "Le mien"), ("theirs", "Le leur"), ("", "Le leur")]
)
def test_two_texts_for_one_field_are_kept_until_somebody_chooses(
    qtbot, ines, session, paul, side, kept
):
    tell(qtbot, session, paul, note("t1", comment=f"Avant, {side}."))
    text = type_in(qtbot, ines, "comment", "Le mien")
    tell(qtbot, session, paul, note("t1", comment="Le leur"))
    assert text.toPlainText() == "Le mien"
    seen = []

    def choose():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ClashDialog)
        clash = dialog.clashes[0]
        seen.append((clash.field, clash.base, clash.mine, clash.theirs, dialog.keep.isEnabled()))
        if not side:
            dialog.reject()
            return
        dialog.groups[0].button(1 if side == "mine" else 2).click()
        dialog.keep.click()

    QTimer.singleShot(0, choose)
    qtbot.keyClick(text, Qt.Key.Key_Tab)
    assert seen == [("comment", f"Avant, {side}.", "Le mien", "Le leur", False)]
    assert row(session).comment == kept
    refusal = box(ines, "comment").refusal.text()
    if side:
        assert refusal == ""
        assert text.toPlainText() == kept
    else:
        assert "Choisissez l’un des deux textes" in refusal
        assert text.toPlainText() == "Le mien"


def test_what_is_not_theirs_is_closed_with_the_reason(qtbot, ines, session, window):
    ines.view.select("t2")
    hours = box(ines, "hours").control
    assert hours.isReadOnly()
    assert "un autre établissement (IUT)" in hours.toolTip()
    assert hours.accessibleDescription() == hours.toolTip()
    index = ines.model.index(ines.model.line_of("t2"), ines.model.column_of("title"))
    assert not ines.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    ines.detail.show_tab("seats")
    assert not ines.detail.owned["seats"].add_button.isEnabled()
    assert not ines.acts.archive.isEnabled()
    assert "un autre établissement (IUT)" in ines.acts.archive.toolTip()
    assert ines.acts.add.isEnabled()
    ines.view.select("t1")
    assert ines.acts.archive.isEnabled()
    assert ines.detail.owned["seats"].add_button.isEnabled()
    assert not box(ines, "hours").control.isReadOnly()
    window.shell.show_page("needs")
    add = next(a for a in window.shell.pages["needs"].actions() if a.data() == "needs.add")
    assert not add.isEnabled()
    assert "votre rôle (établissement)" in add.toolTip()
    with qtbot.waitSignal(session.refused) as told:
        assert not session.do(note("t2", hours=3), LABEL)
    assert "un autre établissement (IUT)" in told.args[0]


def test_the_command_line_works_on_the_same_region(
    qtbot, ines, session, region, capsys, monkeypatch
):
    def run(login: str, *words: str) -> int:
        address = str(region.with_login(login))
        return cli.main(["--file", address, *words], lambda file, texts: 3)

    assert cli.main(["--file", str(region)], lambda file, texts: 3 if file == region else 0) == 3
    with qtbot.waitSignal(session.changed, timeout=SOON):
        assert run("Paul", "trainings", "set", "t2", "hours=77") == 0
    assert row(session, "t2").hours == 77
    assert run("Inès", "trainings", "set", "t2", "hours=78") == 1
    assert "un autre établissement (IUT)" in capsys.readouterr().err
    assert run("Inès", "trainings", "set", "t1", "months=9") == 0
    qtbot.waitUntil(lambda: row(session).months == 9, timeout=SOON)


def test_who_is_there_is_told_with_their_row(qtbot, ines, session, window, region):
    people = window.shell.job_bar.people
    document = open_document(region.with_login("Paul"), "Paul", local_time)
    told = []
    watch = watching.Watching(document.store, document.store.keeper, "Paul", told.append)
    watch.start()
    watch.go_to("trainings", "t3")
    qtbot.waitUntil(lambda: "Formation t3" in people.toolTip(), timeout=SOON)
    assert people.isVisible()
    assert "Paul" in people.text()
    ines.view.select("t3")
    assert ines.detail.subtitle.text().endswith("Paul regarde cette formation")
    ines.view.select("t1")
    assert "Paul" not in ines.detail.subtitle.text()
    watch.stop()
    document.close()
    qtbot.waitUntil(lambda: "Paul" not in people.text(), timeout=SOON)


def test_a_cut_line_closes_the_window_for_writing_and_keeps_what_was_typed(
    qtbot, ines, session, window, server, region
):
    bar, region_link = window.shell.line_bar, session.region
    assert not bar.isVisible()
    line = type_in(qtbot, ines, "duration", "Trois ans")
    server.stop()
    qtbot.keyClick(line, Qt.Key.Key_Tab)  # it may be left before the cut is known
    qtbot.waitUntil(bar.isVisible, timeout=SOON)
    held = [Texts("fr").say(step) for step in region_link.held]
    assert line.text() == "Trois ans"
    assert line.isReadOnly()
    assert "coupée" in line.toolTip()
    assert "coupée" in bar.sentence.text()
    assert ines.view.selected_keys() == ("t1",)
    ines.detail.show_tab("history")  # which cannot be read just now
    ines.detail.show_tab("identity")
    with qtbot.waitSignal(session.refused):
        assert session.run_verb("undo") is None
    server.start()
    region_link.hurry()
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=SOON)
    assert held
    qtbot.waitUntil(lambda: row(session).duration == "Trois ans", timeout=SOON)
    assert not line.isReadOnly()
    assert box(ines, "duration").refusal.text() == ""


def test_a_text_that_was_being_typed_when_the_line_was_cut_is_saved_when_it_is_back(
    qtbot, ines, session, window, server
):
    line = type_in(qtbot, ines, "hours", "1 234")
    server.stop()
    qtbot.waitUntil(window.shell.line_bar.isVisible, timeout=SOON)
    assert line.text() == "1 234"
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert "est gardée et sera enregistrée" in box(ines, "hours").refusal.text()
    sentence = window.shell.line_bar.sentence
    qtbot.waitUntil(lambda: "1 modification attend" in sentence.text(), timeout=SOON)
    server.start()
    session.region.hurry()
    qtbot.waitUntil(lambda: row(session).hours == 1234, timeout=SOON)
    assert box(ines, "hours").refusal.text() == ""
    assert line.text() == "1234"


def test_a_step_whose_answer_was_lost_is_not_done_twice(ines, session):
    from ui.actions.document import Held

    document = session.desk.document
    document.do(note("t1", months=11), LABEL)
    step = document.store.undoable()
    held = Held(note("t1", months=11), LABEL, session.study, step.action_id)
    assert not document.take_up(held)
    assert document.store.undoable().seq == step.seq


def test_a_person_sees_the_name_of_a_row_that_they_may_not_write(paul, region):
    document = open_document(region.with_login("Inès"), "Inès", local_time)
    with pytest.raises(NotYours) as refused:
        document.do(note("t2", hours=1), LABEL)
    assert refused.value.message.code == "rights.not_your_institution"
    document.close()


def test_the_dialog_says_why_a_region_does_not_open_and_keeps_no_password(
    qtbot, session, region, server, tmp_path
):
    dialog = RegionDialog(session, None)
    qtbot.addWidget(dialog)
    dialog.server.setText("/nowhere/at/all")
    dialog.base.setText("region")
    dialog.login.setText("Inès")
    dialog.password.setText("très-secret")
    dialog.tls.setChecked(False)
    dialog.opener.click()
    assert "ne répond pas" in dialog.refusal.text()
    assert dialog.refusal.isVisibleTo(dialog)
    dialog.server.setText(region.host)
    dialog.base.setText(region.database)
    dialog.opener.click()
    assert dialog.result() == RegionDialog.DialogCode.Accepted
    settings = read_settings(tmp_path / "preferences.toml")
    assert settings.regions == (str(region.with_login("Inès")),)
    assert "secret" not in (tmp_path / "preferences.toml").read_text(encoding="utf-8")
    again = RegionDialog(session, None)
    qtbot.addWidget(again)
    known = again.server.text(), again.base.text(), again.login.text(), again.password.text()
    assert known == (region.host, region.database, "Inès", "")
