"""Search for everything through the real window: Ctrl+K, a few letters, Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from db.store import open_store
from planner.compute.search import Kind
from planner.edits import Set
from planner.messages import message
from tests.ui.conftest import NOON
from tests.ui.desktop.pages.conftest import undressed  # noqa: F401 - a fixture

FRONT = "symposium"  # the quickest to make
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(window, qtbot):
    """The panel, opened by its key; the study is ready to be searched."""
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    panel = window.shell.search
    qtbot.waitUntil(lambda: panel._index is not None)
    return panel


def names(panel):
    model = panel.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def press(qtbot, panel, *keys):
    for key in keys:
        qtbot.keyClick(panel.field, key)


def test_a_training_is_found_opened_and_edited_without_the_mouse(panel, window, session, qtbot):
    path = session.desk.document.store.path
    qtbot.keyClicks(panel.field, "MOBIL robotique")
    assert names(panel)[0] == session.say("search.kind.trainings")
    key = panel.list.current.key
    press(qtbot, panel, Qt.Key.Key_Return)
    assert not panel.isVisible()
    page = window.shell.pages["trainings"]
    assert window.shell.key == "trainings"
    assert page.view.current_key() == key
    page.view.setFocus()
    title = page.model.index(page.model.line_of(key), page.model.column_of("title"))
    page.view.setCurrentIndex(title)
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    line = page.view.indexWidget(title) or page.view.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "Robots mobiles")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    session.desk.document.close()
    stored = open_store(path, author="x", machine="x", clock=lambda: NOON, read_only=True)
    assert stored.study.trainings.get(key).title == "Robots mobiles"
    stored.close()


def test_before_a_word_pages_and_commands_are_offered_with_their_keys(panel, session):
    shown = names(panel)
    assert session.say("page.quality") in shown
    assert session.say("verb.export.workbook") in shown
    assert panel.list.current.kind is Kind.PAGES


def test_up_and_down_pass_over_headings_and_go_round(panel, qtbot):
    qtbot.keyClicks(panel.field, "lille")
    seen = [panel.list.current]
    while True:
        press(qtbot, panel, Qt.Key.Key_Down)
        if panel.list.current == seen[0]:
            break
        seen.append(panel.list.current)
    headings = len({entry.kind for entry in seen})
    assert headings > 1
    assert len(seen) == panel.list.model().rowCount() - headings
    press(qtbot, panel, Qt.Key.Key_Up)
    assert panel.list.current == seen[-1]
    assert panel.field.accessibleDescription().startswith(seen[-1].name)


def test_escape_closes_it_and_gives_the_focus_back(window, qtbot):
    button = next(iter(window.shell.navigation.buttons.values()))
    button.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    panel = window.shell.search
    assert panel.field.hasFocus()
    press(qtbot, panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert button.hasFocus()


def test_going_elsewhere_closes_it(panel, window, qtbot):
    window.shell.title_bar.more.setFocus()
    assert not panel.isVisible()


def test_a_page_is_found_by_its_name(panel, window, session, qtbot):
    qtbot.keyClicks(panel.field, "qualite")
    press(qtbot, panel, Qt.Key.Key_Return)
    assert window.shell.key == "quality"


def test_a_city_is_chosen_on_the_map_and_leads_to_its_trainings(panel, window, session, qtbot):
    qtbot.keyClicks(panel.field, "maubeuge")
    assert panel.list.current.kind is Kind.CITIES
    press(qtbot, panel, Qt.Key.Key_Return)
    assert window.shell.key == "map"
    assert window.shell.pages["map"].chosen == "city:maubeuge"
    window.shell.pages["map"].side.lead.click()
    page = window.shell.pages["trainings"]
    cities = {session.study.trainings.get(key).city for key in page.model.keys_shown}
    assert cities == {"maubeuge"}


def test_every_kind_of_row_leads_to_a_page(panel, window, session, qtbot):
    assert window.shell.commands.kinds() == set(Kind) - {Kind.PAGES, Kind.VERBS}
    name = next(iter(session.study.certifications)).title
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    panel.field.setText(name)  # keyClicks takes ASCII only
    assert panel.list.current.kind is Kind.CERTIFICATIONS
    press(qtbot, panel, Qt.Key.Key_Return)
    assert window.shell.key == "certifications"


def test_nothing_found_says_what_to_try(panel, session, qtbot):
    qtbot.keyClicks(panel.field, "xyzzyq")
    assert panel.note.isVisible()
    assert "xyzzyq" in panel.note.text()
    press(qtbot, panel, Qt.Key.Key_Return)
    assert panel.isVisible()


def test_a_verb_of_a_hidden_page_is_done_on_its_page(panel, window, session, qtbot):
    qtbot.keyClicks(panel.field, session.say("verb.trainings.add"))
    press(qtbot, panel, Qt.Key.Key_Return)
    assert window.shell.key == "trainings"
    assert window.shell.pages["trainings"].draft.isVisible()


def test_a_verb_that_needs_a_row_only_shows_its_page(panel, window, session, qtbot):
    before = session.study
    qtbot.keyClicks(panel.field, session.say("verb.trainings.archive"))
    press(qtbot, panel, Qt.Key.Key_Return)
    assert window.shell.key == "trainings"
    assert session.study is before


def test_undo_is_run_at_once(panel, session, qtbot):
    session.do(
        Set("trainings", "t001", (("is_archived", True),)), message("verb.trainings.archive")
    )
    qtbot.keyClicks(panel.field, session.say("verb.undo"))
    press(qtbot, panel, Qt.Key.Key_Return)
    assert not session.study.trainings.get("t001").is_archived


def test_what_was_added_is_found_after_the_change(panel, window, session, qtbot):
    session.run_verb("trainings.add", values=["title=Zoologie appliquée"])
    former = panel._index
    panel.close_panel()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(lambda: panel._index is not former)
    qtbot.keyClicks(panel.field, "zoolog")
    assert "Zoologie appliquée" in names(panel)
