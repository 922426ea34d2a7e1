"""The tabs of the form, driven by the keyboard; what they leave is read from the file."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from planner.findings import Place
from ui.actions.files import open_document
from ui.actions.registry import VERBS
from ui.desktop.pages.trainings import TrainingsPage
from ui.desktop.widgets.value_popover import ValuePopover

FRONT = "trainings"


@pytest.fixture
def page(shown) -> TrainingsPage:
    made = shown(TrainingsPage)
    made.view.select("t010")
    return made


@pytest.fixture
def detail(page):
    return page.detail


def in_file(session):
    """The study as it lies on disk now."""
    store = session.desk.document.store
    document = open_document(store.path, "x", session.desk.now, read_only=True)
    study = document.study
    document.close()
    return study


def change(session, *values):
    VERBS["trainings.set"].run(session.desk, key="t010", values=list(values))


def add_leavers(qtbot, detail, **typed):
    detail.show_tab("leavers")
    leavers = detail.owned["leavers"]
    qtbot.keyClick(leavers.add_button, Qt.Key.Key_Space)
    boxes = leavers.draft.boxes
    for name, words in typed.items():
        boxes[name].control.setFocus()
        boxes[name].control.show_typed(words)
    qtbot.keyClick(boxes["low"].control, Qt.Key.Key_Return)
    return leavers


# Leavers


def test_leavers_are_added_by_keyboard_and_lie_in_the_file(detail, qtbot, session):
    leavers = add_leavers(qtbot, detail, occupation="Data analyst", low="3", high="5")
    (kept,) = in_file(session).leavers
    assert (kept.training, kept.year, kept.occupation) == ("t010", 2025, "Data analyst")
    assert (kept.low, kept.high, kept.family, kept.confidence) == (3, 5, None, "medium")
    assert leavers.view.hasFocus()
    qtbot.keyClick(leavers.view, Qt.Key.Key_Delete)
    assert len(in_file(session).leavers) == 0
    session.run_verb("undo")
    assert len(in_file(session).leavers) == 1


def test_fewer_at_most_than_at_least_is_refused_with_its_reason(detail, qtbot, session):
    leavers = add_leavers(qtbot, detail, occupation="Data analyst", low="5", high="3")
    assert leavers.draft.refusal.isVisible()
    assert len(session.study.leavers) == 0


def test_occupations_already_named_are_proposed(detail, qtbot, session):
    add_leavers(qtbot, detail, occupation="Zoologue du numérique", low="3")
    leavers = detail.owned["leavers"]
    leavers.add_button.click()
    completer = leavers.draft.boxes["occupation"].control.completer()
    completer.setCompletionPrefix("du numér")
    assert completer.currentCompletion() == "Zoologue du numérique"


def test_leavers_that_a_finding_names_are_shown(page, detail, qtbot, session):
    add_leavers(qtbot, detail, occupation="Data analyst", low="3")
    key = session.study.leavers[0].key
    page.view.select("t011")
    page.show_place(Place("leavers", key))
    assert page.view.current_key() == "t010"
    assert detail.owned["leavers"].view.current_key() == key


# Comments


def comment(qtbot, detail, words):
    thread = detail.comments
    thread.text.setFocus()
    thread.text.insertPlainText(words)
    qtbot.keyClick(thread.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_comment_is_added_said_otherwise_and_removed(detail, qtbot, session):
    detail.show_tab("comments")
    thread = detail.comments
    assert thread.none.isVisible()
    comment(qtbot, detail, "À vérifier")
    (kept,) = in_file(session).comments
    assert (kept.about, kept.row, kept.text, kept.author) == (
        "trainings", "t010", "À vérifier", "Camille",
    )  # fmt: skip
    assert kept.written_on == session.desk.today()
    assert thread.text.toPlainText() == ""
    line = thread.lines[kept.key]
    qtbot.keyClick(line.edit, Qt.Key.Key_Space)
    assert thread.text.toPlainText() == "À vérifier"
    comment(qtbot, detail, " ensemble")
    assert in_file(session).comments[0].text == "À vérifier ensemble"
    qtbot.keyClick(thread.lines[kept.key].remove, Qt.Key.Key_Space)
    assert len(in_file(session).comments) == 0
    session.run_verb("undo")
    assert list(thread.lines) == [kept.key]


def test_only_ones_own_words_can_be_changed(detail, session):
    VERBS["comments.add"].run(session.desk, key="t010", text="de Camille")
    session.desk.author = "Noé"
    VERBS["comments.add"].run(session.desk, key="t010", text="de Noé")
    detail.show_tab("comments")
    first, second = detail.comments.lines.values()
    assert not first.edit.isVisible()
    assert second.edit.isVisible()


def test_what_is_typed_about_a_training_does_not_follow_to_another(page, detail, session):
    detail.show_tab("comments")
    detail.comments.text.insertPlainText("à moitié")
    VERBS["comments.add"].run(session.desk, key="t010", text="entre-temps")
    assert detail.comments.text.toPlainText() == "à moitié"
    page.view.select("t011")
    assert detail.comments.text.toPlainText() == ""


# Hours


def test_the_sum_of_the_domains_is_checked_as_they_are_typed(detail, qtbot, session):
    change(session, "hours=100")
    domains = [row.key for row in session.study.domains][:2]
    detail.show_tab("hours")
    for domain, hours in zip(domains, ("60", "50"), strict=True):
        detail.hours.rows.add_button.click()
        boxes = detail.hours.rows.draft.boxes
        boxes["domain"].control.show_typed(domain)
        boxes["hours"].control.setText(hours)
        qtbot.keyClick(boxes["hours"].control, Qt.Key.Key_Return)
    (told,) = detail.hours.sums
    assert "110" in told.text()
    assert told.text().startswith("⚠")
    change(session, "hours=200")
    (told,) = detail.hours.sums
    assert "200" in told.text()
    assert not told.text().startswith("⚠")


# Where values come from


def popover(detail):
    found = QApplication.activePopupWidget()
    assert isinstance(found, ValuePopover)
    return found


def test_f1_in_a_field_opens_the_pedigree_of_its_value(detail, qtbot, session):
    change(session, "title=Autre")
    detail.show_tab("identity")
    box = detail.forms["identity"].boxes["title"]
    qtbot.keyClick(box.control, Qt.Key.Key_F1)
    shown = popover(detail)
    assert (shown.history.key, shown.history.field) == ("t010", "title")
    shown.history.buttons[0].click()
    assert in_file(session).trainings.get("t010").title != "Autre"
    shown.close()
    box.info.click()
    popover(detail).close()


def test_f1_on_a_cell_opens_the_pedigree_of_its_value(page, detail, qtbot):
    page.view.select_cell("t010", "city")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F1)
    shown = popover(detail)
    assert (shown.history.collection, shown.history.field) == ("trainings", "city")
    shown.close()


def test_every_value_tells_its_nature_and_since_when_it_stands(detail, qtbot, session):
    change(session, "title=Autre")
    detail.show_tab("sources")
    model = detail.sources.model
    lines = {model.index(n, 0).data(): n for n in range(model.rowCount())}
    assert model.index(lines["Intitulé"], 1).data() == "déclaré"
    assert model.index(lines["Ville"], 1).data() == "publié"
    assert model.index(lines["Ville"], 2).data() == "d’origine"
    detail.sources.view.setCurrentIndex(model.index(lines["Intitulé"], 0))
    detail.sources.view.activated.emit(model.index(lines["Intitulé"], 0))
    shown = popover(detail)
    assert shown.history.field == "title"
    shown.close()


# Tabs


def test_tabs_are_walked_by_arrows_and_by_page_keys(detail, qtbot):
    detail.show_tab("identity")
    first = detail.tabs.buttons[0]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert detail.tabs.number == 7
    assert detail.tabs.buttons[7].hasFocus()
    assert first.focusPolicy() is Qt.FocusPolicy.ClickFocus
    qtbot.keyClick(detail.tabs.buttons[7], Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert detail.tabs.number == 0


# Closing


def test_closing_the_window_saves_the_cell_that_is_being_typed(window, qtbot, session):
    window.shell.show_page("trainings")
    page = window.shell.pages["trainings"]
    path = session.desk.document.store.path
    page.view.select_cell("t010", "title")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    line = QApplication.focusWidget()
    line.selectAll()
    qtbot.keyClicks(line, "Tapé en fermant".replace("é", "e"))
    window.close()
    assert title_in(path, session) == "Tape en fermant"


@pytest.mark.parametrize("name", ["title", "comment"])
def test_closing_the_window_saves_the_field_that_is_being_typed(window, qtbot, session, name):
    window.shell.show_page("trainings")
    page = window.shell.pages["trainings"]
    path = session.desk.document.store.path
    page.view.select("t010")
    control = page.detail.forms["identity"].boxes[name].control
    control.setFocus()
    control.selectAll()
    qtbot.keyClicks(control, "Tape en fermant")
    window.close()
    assert title_in(path, session, name) == "Tape en fermant"


def title_in(path, session, name="title"):
    document = open_document(path, "x", session.desk.now, read_only=True)
    found = getattr(document.study.trainings.get("t010"), name)
    document.close()
    return found
