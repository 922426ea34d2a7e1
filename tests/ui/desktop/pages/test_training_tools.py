"""The tools of the page of trainings, driven by keyboard and read back from the study file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from db.journal import HiddenStep
from planner.edits import Batch, Put
from planner.messages import message
from planner.study import Seats
from planner.vocab import Nature, SeatKind
from ui.actions.document import Document
from ui.actions.files import open_document, shipped_document
from ui.desktop.dialogs.refused_cells import RefusedCells
from ui.desktop.pages.training_history import TrainingHistory
from ui.desktop.pages.trainings import TrainingsPage
from ui.desktop.widgets.value_history import ValueHistory

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STEP = message("step.changed", name="x", target="collection.trainings")
NARROW = "\u202f"


@pytest.fixture
def page(shown) -> TrainingsPage:
    return shown(TrainingsPage)


@pytest.fixture
def tools(page):
    return page.tools


def kept(session):
    """The trainings as the file holds them, read again from the disk."""
    path, desk = session.desk.document.store.path, session.desk
    document = open_document(path, "Reader", desk.now, read_only=True)
    study = document.study
    document.close()
    return study


def select(page, qtbot, first, count, column="level"):
    """Select lines by keyboard: the first one, then Shift and the arrow."""
    assert page.view.select_cell(first, column)
    page.view.setFocus()
    for _ in range(count - 1):
        qtbot.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    return page.view.selected_keys()


def clipboard(text):
    QApplication.clipboard().setText(text)


# Bulk


def test_fifteen_trainings_are_corrected_by_keyboard_in_one_step_and_one_undo(page, tools, qtbot):
    session = page.session
    before = session.study
    keys = select(page, qtbot, "t001", 15)
    assert len(keys) == 15
    tools.bulk_action.trigger()
    panel = tools.bulk
    assert panel.isVisible()
    assert panel.field.hasFocus()
    panel.field.show_typed("level")
    panel.field.committed.emit()
    box = panel.boxes["level"].control
    box.show_typed("6")
    box.committed.emit()
    lines = panel.preview.model()
    assert lines.rowCount() == sum(
        (before.trainings.get(key).level != 6) * 2 for key in keys
    )  # each cell and its row's nature
    assert session.study == before
    qtbot.keyClick(panel, Qt.Key.Key_Return, CONTROL)
    assert not panel.isVisible()
    assert page.view.hasFocus()
    stored = kept(session).trainings
    assert {stored.get(key).level for key in keys} == {6}
    assert stored.get("t016") == before.trainings.get("t016")
    session.run_verb("undo")
    assert kept(session) == before


def test_families_are_added_and_taken_out_and_the_preview_says_each(page, tools, qtbot):
    keys = select(page, qtbot, "t001", 3)
    tools.open_bulk()
    panel = tools.bulk
    control = panel.boxes["families"].control
    control.show_typed("direction")
    control.committed.emit()
    assert panel.model.rowCount() == 6
    assert "3 cases changent dans 3 lignes." in panel.said.text()
    panel.mode.show_typed("remove")
    panel.mode.committed.emit()
    assert panel.model.rowCount() == 0
    assert not panel.apply_button.isEnabled()
    panel.mode.show_typed("add")
    panel.mode.committed.emit()
    panel.apply_button.click()
    assert all("direction" in kept(page.session).trainings.get(k).families for k in keys)


def test_a_value_that_cannot_stand_is_refused_in_the_panel(page, tools, qtbot):
    select(page, qtbot, "t001", 2)
    tools.open_bulk()
    panel = tools.bulk
    panel.field.show_typed("hours")
    panel.field.committed.emit()
    qtbot.keyClicks(panel.boxes["hours"].control, "beaucoup")
    assert "beaucoup" in panel.refusal.text()
    assert not panel.apply_button.isEnabled()
    before = page.session.study
    qtbot.keyClick(panel, Qt.Key.Key_Return, CONTROL)
    assert page.session.study == before


def test_a_value_can_be_made_unknown_and_escape_changes_nothing(page, tools, qtbot):
    before = page.session.study
    select(page, qtbot, "t001", 2)
    tools.open_bulk()
    panel = tools.bulk
    panel.field.show_typed("city")
    panel.field.committed.emit()
    panel.mode.show_typed("forget")
    panel.mode.committed.emit()
    assert panel.model.index(0, 4).data() == "inconnu"
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert page.session.study == before


def test_the_panel_follows_the_selection(page, tools, qtbot):
    select(page, qtbot, "t001", 2)
    tools.open_bulk()
    assert tools.bulk.title.text() == "Modifier 2 formations"
    page.view.select_cell("t005", "level")
    assert tools.bulk.title.text() == "Modifier 1 formation"


# Duplicates


@pytest.fixture
def pairs(tools, qtbot):
    """The panel of duplicates once the trainings are compared."""
    tools.open_duplicates()
    qtbot.waitUntil(lambda: tools.duplicates.list.count() > 0)
    return tools.duplicates


def test_a_merge_that_keeps_both_families_is_one_step_in_the_file(page, pairs, qtbot):
    session = page.session
    before = session.study
    count = pairs.list.count()
    row = next(n for n, p in enumerate(pairs.pairs) if "families" in p.differs)
    pairs.list.setCurrentRow(row)
    plan = pairs.plan
    pairs.form.choices["families"][next(t for t in plan.asked["families"] if t == "both")].click()
    qtbot.keyClick(pairs, Qt.Key.Key_Return, CONTROL)
    study = kept(session)
    union = {*before.trainings.get(plan.keep).families, *before.trainings.get(plan.other).families}
    assert set(study.trainings.get(plan.keep).families) == union
    assert study.trainings.get(plan.other).is_archived
    assert [(line.old, line.new) for line in study.lineages] == [(plan.other, plan.keep)]
    assert pairs.list.count() < count
    qtbot.keyClick(pairs, Qt.Key.Key_Escape)
    assert page.view.isVisible()
    assert page.view.current_key() == plan.keep
    session.run_verb("undo")
    assert kept(session) == before


def test_the_other_sheet_can_be_the_one_that_is_kept(pairs):
    first = pairs.plan.keep
    pairs.second.button.click()
    assert (pairs.plan.keep, pairs.plan.other) != (first, pairs.pair().second)
    assert pairs.plan.other == first


def test_a_conflict_must_be_decided_before_the_merge(page, tools, qtbot):
    def seats(key, owner, low):
        row = Seats(key=key, training=owner, year=2026, kind=SeatKind.OPEN, low=low, high=low)
        return Put("seats", row)

    page.session.do(Batch((seats("s1", "t008", 20), seats("s2", "t009", 30))), STEP)
    tools.open_duplicates()
    panel = tools.duplicates
    qtbot.waitUntil(lambda: panel.list.count() > 0)
    row = next(n for n, p in enumerate(panel.pairs) if (p.first, p.second) == ("t008", "t009"))
    panel.list.setCurrentRow(row)
    assert not panel.merge_button.isEnabled()
    assert "Il reste 1 choix à faire." in panel.effect.text()
    choice = panel.form.choices["seats:2026:open"]
    next(button for take, button in choice.items() if take == "other").click()
    panel.merge_button.click()
    assert kept(page.session).seats.get("s2").training == "t008"


def test_a_pair_noted_as_different_is_gone_with_its_reason_kept(page, pairs, qtbot):
    pair, count = pairs.pair(), pairs.list.count()
    pairs.differ_button.click()
    qtbot.keyClick(pairs.reason, Qt.Key.Key_Return)
    assert "diffèrent" in pairs.refusal.text()
    qtbot.keyClicks(pairs.reason, "Deux parcours")
    qtbot.keyClick(pairs.reason, Qt.Key.Key_Return)
    (row,) = kept(page.session).acceptances
    assert (row.finding, row.row, row.reason) == ("near_duplicate", pair.first, "Deux parcours")
    assert pairs.list.count() == count - 1
    page.session.run_verb("undo")
    assert pairs.list.count() == count


# Copy and paste


def test_a_block_with_one_bad_cell_changes_nothing_and_names_it(page, tools, qtbot):
    session, told = page.session, []
    session.refused.connect(told.append)
    before = session.study
    page.view.select_cell("t001", "level")
    clipboard("6\r\n9\r\n5\r\n")
    tools.block.paste_action.trigger()
    assert kept(session) == before
    assert "Ligne 2 du bloc" in told[0]
    assert "« 9 »" in told[0].replace(NARROW, " ")


def test_a_block_is_pasted_from_the_current_cell_as_one_step(page, tools, qtbot):
    session = page.session
    before = session.study
    page.view.select_cell("t001", "title")
    clipboard('"Titre de\ndeux lignes"\r\nAutre\r\n')
    tools.block.paste_action.trigger()
    stored = kept(session).trainings
    assert stored.get("t001").title == "Titre de\ndeux lignes"
    assert stored.get("t002").title == "Autre"
    assert stored.get("t001").source.nature is Nature.DECLARED
    session.run_verb("undo")
    assert kept(session) == before


def test_one_value_fills_the_marked_cells(page, tools, qtbot):
    keys = select(page, qtbot, "t001", 4)
    clipboard("8")
    qtbot.keyClick(page.view, Qt.Key.Key_V, CONTROL)
    assert {kept(page.session).trainings.get(key).level for key in keys} == {8}


def test_marked_cells_are_copied_in_the_order_shown(page, tools, qtbot):
    page.view.sortByColumn(page.model.column_of("level"), Qt.SortOrder.AscendingOrder)
    first = page.model.row_at(0).place.key
    keys = select(page, qtbot, first, 3)
    tools.block.copy()
    levels = [page.session.study.trainings.get(key).level for key in keys]
    assert QApplication.clipboard().text() == "\n".join(map(str, levels))


def test_shift_and_the_arrows_mark_several_columns(page, tools, qtbot):
    page.view.select_cell("t001", "institution")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(page.view, Qt.Key.Key_Down, SHIFT)
    assert len(tools.block.columns()) == 2
    tools.block.copy()
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    assert [len(line) for line in lines] == [2, 2]
    assert "Centrale Lille" in lines[0]
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    assert len(tools.block.columns()) == 1


def test_many_refused_cells_are_listed_beside_the_window(page, tools, qtbot):
    page.view.select_cell("t001", "level")
    clipboard("a\nb\nc\nd\ne")
    tools.block.paste()
    (dialog,) = page.findChildren(RefusedCells)
    assert dialog.view.model().rowCount() == 5
    dialog.reject()


def test_without_a_file_nothing_is_pasted_and_the_reason_is_told(session, shown):
    old, session.desk.document = session.desk.document, shipped_document()
    session._adopt()
    page = shown(TrainingsPage)
    told = []
    session.refused.connect(told.append)
    page.view.select_cell("t001", "level")
    clipboard("6")
    page.tools.block.paste()
    assert "Nouvelle étude" in told[0]
    assert not page.tools.bulk_action.isEnabled() or page.pen.lock
    old.close()


def test_the_context_menu_offers_the_tools(page, tools, qtbot):
    page.view.select_cell("t001", "level")
    page.view.customContextMenuRequested.emit(page.view.rect().center())
    (menu,) = [child for child in page.findChildren(QMenu) if child.isVisible()]
    assert set(tools.actions) <= set(menu.actions())
    menu.close()


# One value


def test_one_value_is_given_back_from_its_history(page, qtbot):
    session = page.session
    before = session.study
    page.pen.change("trainings", "t010", "level", "6")
    page.pen.change("trainings", "t010", "hours", "300")
    history = ValueHistory(session, page)
    history.show_value("trainings", "t010", "level")
    assert [button.text() for button in history.buttons] == [
        "Rétablir «\u202fNiveau 7 (bac+5)\u202f»"
    ]
    history.buttons[0].click()
    stored = kept(session).trainings.get("t010")
    assert (stored.level, stored.hours) == (7, 300)
    page.pen.change("trainings", "t010", "hours", "")
    session.run_verb("undo")
    session.run_verb("undo")
    assert kept(session).trainings.get("t010").level == 6
    session.run_verb("undo")
    session.run_verb("undo")
    assert kept(session) == before


def test_a_value_that_never_changed_says_so_and_shows_its_source(page):
    history = ValueHistory(page.session, page)
    history.show_value("trainings", "t010", "city")
    assert "Annexe 3" in history.source.text()
    assert history.buttons == []


def words_of(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_steps_that_are_not_ours_to_read_are_told_where_a_value_and_a_training_tell_theirs(
    page, monkeypatch
):
    session = page.session
    step = HiddenStep(7, datetime(2026, 3, 2, 9, tzinfo=UTC), "Paul")
    monkeypatch.setattr(Document, "hidden", lambda *_: (step,))
    history = ValueHistory(session, page)
    history.show_value("trainings", "t010", "city")
    assert "Une autre étape a modifié cela\u202f: Paul, le 2 mars" in words_of(history)
    assert "jamais" not in words_of(history)
    told = TrainingHistory(session, page)
    told.show_training("t010")
    assert told.toPlainText().startswith("Une autre étape a modifié cela\u202f: Paul")


def test_while_the_line_is_cut_no_value_is_said_never_to_have_changed(page):
    session = page.session
    session.desk.document.cut = message("error.server_lost", name="région")
    history = ValueHistory(session, page)
    history.show_value("trainings", "t010", "city")
    assert "La connexion à la région est coupée" in words_of(history)
    assert "jamais" not in words_of(history)
