from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from planner.compute.selection import Choice, Facet
from ui.actions.registry import VERBS
from ui.actions.settings import read_settings
from ui.actions.views import SavedView
from ui.desktop.pages import training_rows
from ui.desktop.pages.trainings import TrainingsPage
from ui.desktop.session import Session
from ui.desktop.widgets.column_chooser import ColumnChooser

SEVEN = Choice(Facet.LEVEL, "7")


@pytest.fixture
def page(shown) -> TrainingsPage:
    return shown(TrainingsPage)


def choose(page, *choices):
    for choice in choices:
        page.bar.choose(choice, choice.key)


def entry(page, words):
    """The line of the menu of views that says ``words``."""
    menu = page.views.menu()
    return next(action for action in menu.actions() if words in action.text())


def save(page, qtbot, name):
    entry(page, "Enregistrer").trigger()
    assert page.views.line.line.hasFocus()
    page.views.line.line.setText(name)
    qtbot.keyClick(page.views.line.line, Qt.Key.Key_Return)


def shown_keys(page):
    return set(page.model.keys_shown)


# Filters


def test_domain_places_and_doubt_combine_with_the_other_filters(page, qtbot, session):
    study = session.study
    domain = study.domains[0].key
    for collection, *values in (
        ("domain_hours", "training=t010", f"domain={domain}", "hours=10"),
        ("domain_hours", "training=t011", f"domain={domain}"),
        ("seats", "training=t010", "year=2026", "kind=open", "low=5", "high=9", "confidence=low"),
        ("seats", "training=t012", "year=2025", "kind=open", "low=5", "high=9", "confidence=low"),
    ):
        VERBS["rows.add"].run(session.desk, collection=collection, values=values)
    choose(page, Choice(Facet.DOMAIN, domain))
    assert shown_keys(page) == {"t010", "t011"}
    choose(page, Choice(Facet.SEATS, "known:2026"))
    assert shown_keys(page) == {"t010"}
    page.bar.clear_all()
    choose(page, Choice(Facet.SEATS, "known"))
    assert shown_keys(page) == {"t010", "t012"}
    page.bar.clear_all()
    with qtbot.waitSignal(page.list.doubts.found):
        choose(page, Choice(Facet.DOUBT, "doubtful"))
    assert "t081" in shown_keys(page)
    assert len(shown_keys(page)) < 40


def test_a_training_that_no_longer_fits_leaves_at_once(page, session):
    choose(page, SEVEN)
    before = shown_keys(page)
    gone = sorted(before)[0]
    page.pen.change("trainings", gone, "level", "6")
    assert shown_keys(page) == before - {gone}
    session.run_verb("undo")
    assert shown_keys(page) == before


def test_places_that_are_removed_leave_the_table(page, session):
    values = ["training=t010", "year=2026", "kind=open", "low=5", "high=9", "confidence=low"]
    key = VERBS["rows.add"].run(session.desk, collection="seats", values=values).data["key"]
    column = page.model.column_of("seats")
    assert page.model.index(page.model.line_of("t010"), column).data() == "5 – 9"
    VERBS["rows.remove"].run(session.desk, collection="seats", key=key)
    assert page.model.index(page.model.line_of("t010"), column).data() == "inconnu"


def test_filters_search_sorting_and_selection_survive_language_and_theme(window, qtbot):
    window.shell.show_page("trainings")
    page = window.shell.pages["trainings"]
    choose(page, SEVEN)
    page.bar.search.setText("lille")
    page.view.sortByColumn(page.model.column_of("title"), Qt.SortOrder.DescendingOrder)
    key = page.model.keys_shown[3]
    page.view.select(key)
    shown = page.model.keys_shown
    for change, asked in (("language_asked", "en"), ("theme_asked", "dark")):
        getattr(window.menu, change).emit(asked)
        rebuilt = window.shell.pages["trainings"]
        assert rebuilt is not page
        qtbot.waitUntil(lambda rebuilt=rebuilt: bool(rebuilt.view.current_key()))
        assert rebuilt.bar.search.text() == "lille"
        assert set(rebuilt.bar.choices) == {SEVEN}
        assert rebuilt.model.keys_shown == shown
        assert rebuilt.view.current_key() == key
        assert rebuilt.detail.key == key
        page = rebuilt


def test_leaving_the_page_keeps_what_it_shows(window):
    window.shell.show_page("trainings")
    page = window.shell.pages["trainings"]
    choose(page, SEVEN)
    shown = page.model.keys_shown
    window.shell.show_page(next(iter(window.shell.pages)))
    window.shell.show_page("trainings")
    assert window.shell.pages["trainings"].model.keys_shown == shown


# Views


def test_a_view_is_kept_and_shown_again_after_a_restart(
    page, qtbot, session, jobs, appearance, tmp_path
):
    choose(page, SEVEN, Choice(Facet.CITY, "lille"))
    page.bar.search.setText("data")
    page.view.sortByColumn(page.model.column_of("title"), Qt.SortOrder.DescendingOrder)
    page.list.columns.show_columns(("title", "hours", "level"))
    wanted = page.model.keys_shown
    save(page, qtbot, "Masters de Lille")
    kept = read_settings(tmp_path / "preferences.toml")
    assert kept.views == (
        SavedView(
            "Masters de Lille", ("title", "hours", "level"), ("level=7", "city=lille"), "data",
            "-title",
        ),
    )  # fmt: skip
    again = Session(session.desk, jobs, appearance.look, kept, tmp_path / "preferences.toml")
    other = TrainingsPage(again)
    qtbot.addWidget(other)
    other.show()
    assert other.model.rowCount() == 81
    entry(other, "Masters de Lille").trigger()
    assert other.model.keys_shown == wanted
    assert other.list.columns.shown_columns() == ("title", "hours", "level")
    assert other.bar.search.text() == "data"
    assert other.views.name == "Masters de Lille"


def test_a_view_is_updated_renamed_and_deleted(page, qtbot, session):
    choose(page, SEVEN)
    save(page, qtbot, "a")
    page.bar.clear_all()
    entry(page, "Mettre à jour").trigger()
    assert session.settings.views[0].filters == ()
    entry(page, "Renommer").trigger()
    assert page.views.line.line.text() == "a"
    page.views.line.line.setText("b")
    qtbot.keyClick(page.views.line.line, Qt.Key.Key_Return)
    assert [view.name for view in session.settings.views] == ["b"]
    entry(page, "Supprimer").trigger()
    assert session.settings.views == ()
    assert page.views.name == ""


def test_a_view_without_a_name_is_not_kept(page, qtbot, session):
    entry(page, "Enregistrer").trigger()
    page.views.line.line.setText("   ")
    assert not page.views.line.keep.isEnabled()
    qtbot.keyClick(page.views.line.line, Qt.Key.Key_Return)
    assert session.settings.views == ()
    qtbot.keyClick(page.views.line.line, Qt.Key.Key_Escape)
    assert not page.views.line.isVisible()


def test_what_a_view_names_and_nobody_knows_is_left_out(page, session):
    view = SavedView("vieille", ("colour", "city"), ("city=atlantis", "level=7"), "", "colour")
    session.settings = replace(session.settings, views=(view,))
    entry(page, "vieille").trigger()
    assert set(page.bar.choices) == {SEVEN}
    assert page.list.columns.shown_columns() == ("title", "city")


def test_the_menu_of_views_opens_on_its_action_and_leads_to_the_columns(page):
    page.views.action.trigger()
    menu = QApplication.activePopupWidget()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:2] == ["Aucune vue enregistrée", "Choisir les colonnes…"]
    menu.close()
    entry(page, "colonnes").trigger()
    chooser = QApplication.activePopupWidget()
    assert isinstance(chooser, ColumnChooser)
    chooser.close()


# Many trainings


def test_a_large_table_comes_by_way_of_the_lane(monkeypatch, qtbot, session):
    monkeypatch.setattr(training_rows, "AT_ONCE", 10)
    page = TrainingsPage(session)
    qtbot.addWidget(page)
    page.show()
    assert page.list.stack.currentWidget() is page.list.reading
    page.pen.change("trainings", "t010", "title", "Pendant la lecture")
    qtbot.waitUntil(lambda: page.model.rowCount() == 81)
    assert page.list.stack.currentWidget() is page.view
    title = page.model.index(page.model.line_of("t010"), page.model.column_of("title"))
    assert title.data() == "Pendant la lecture"
    for column in range(page.model.columnCount()):
        page.view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
        assert page.model.rowCount() == 81


def test_one_edit_says_one_row_anew(page, monkeypatch):
    said = []
    whole = training_rows.trainings_table
    monkeypatch.setattr(
        training_rows,
        "trainings_table",
        lambda study, keys=None: said.append(list(keys)) or whole(study, said[-1]),
    )
    page.pen.change("trainings", "t010", "title", "Autre titre")
    page.acts.add.trigger()
    page.draft.boxes["title"].control.setText("Nouvelle")
    page.draft.add_button.click()
    added = page.view.current_key()
    page.session.run_verb("undo")
    assert said == [["t010"], [added], []]
    assert page.model.rowCount() == 81
