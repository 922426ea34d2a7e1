from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from planner.compute.selection import Choice, Facet
from planner.findings import Place
from ui.actions.files import open_document, shipped_document
from ui.desktop.inputs import LineInput
from ui.desktop.models.table_model import UNKNOWN
from ui.desktop.pages.training_columns import SHOWN
from ui.desktop.pages.trainings import TrainingsPage
from ui.desktop.widgets.check_list import CheckList
from ui.desktop.widgets.choice_box import ChoiceBox

NARROW = "\u202f"


@pytest.fixture
def page(shown) -> TrainingsPage:
    return shown(TrainingsPage)


def cell(page, key, column):
    line = page.model.line_of(key)
    return page.model.index(line, page.model.column_of(column))


def said(page, key, column):
    return cell(page, key, column).data()


def keys(page):
    return [page.model.row_at(line).place.key for line in range(page.model.rowCount())]


def editor_on(qtbot, page, key, column):
    """The editor that F2 opens on a cell."""
    assert page.view.select_cell(key, column)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    return editor(page)


def editor(page):
    found = [
        child
        for kind in (LineInput, ChoiceBox, CheckList)
        for child in page.view.viewport().findChildren(kind)
    ]
    return found[-1] if found else None


def overwrite(qtbot, line, words, key=Qt.Key.Key_Return):
    line.selectAll()
    line.insert(words)  # QTest knows no key for accents
    qtbot.keyClick(line, key)


def choose(page, **values):
    for facet, chosen in values.items():
        for key in chosen:
            page.bar.choose(Choice(Facet(facet), key), key)


# What is shown


def test_all_trainings_are_shown_with_how_many_are_described(page):
    assert page.model.rowCount() == 81
    assert page.summary == "80 décrites (81 déclarées)"
    assert said(page, "t001", "institution") == "Centrale Lille"
    assert said(page, "t001", "families").startswith("6 · Pilotage")


def test_what_is_not_known_says_so_and_is_never_zero(page):
    index = cell(page, "t001", "seats")
    assert index.data() == "inconnu"
    assert index.data(UNKNOWN)


def test_the_undescribed_training_is_told_apart(page):
    assert said(page, "t081", "title").endswith("· déclarée, non décrite")
    assert cell(page, "t081", "title").data(Qt.ItemDataRole.FontRole).italic()
    assert cell(page, "t001", "title").data(Qt.ItemDataRole.FontRole) is None
    page.view.select("t081")
    assert page.detail.badge.text() == "déclarée, non décrite"


def test_a_click_on_a_heading_sorts_and_keeps_the_current_training(page):
    page.view.select("t010")
    page.view.sortByColumn(page.model.column_of("level"), Qt.SortOrder.AscendingOrder)
    levels = [page.model.row_at(n).values[page.model.column_of("level")] for n in range(81)]
    assert levels[-1] is None
    assert levels[:-1] == sorted(levels[:-1])
    assert page.view.current_key() == "t010"


def test_families_are_sorted_by_how_many_they_are(page):
    page.view.sortByColumn(page.model.column_of("families"), Qt.SortOrder.DescendingOrder)
    column = page.model.column_of("families")
    sizes = [len(page.model.row_at(n).values[column] or ()) for n in range(81)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 9 or sizes[0] == 7


# What is searched and filtered


def test_the_search_cares_neither_for_accents_nor_for_capitals(page, qtbot):
    qtbot.keyClicks(page.bar.search, "INGENIEUR valenciennes")
    assert page.model.rowCount() > 0
    assert all("Valenciennes" in said(page, key, "city") for key in keys(page))
    assert page.summary == f"{page.model.rowCount()} sur 80 décrites (81 déclarées)"


def test_filters_combine_and_their_chips_take_them_away(page):
    choose(page, level=["7"], city=["lille", "douai"])
    both = set(keys(page))
    study = page.session.study
    assert both == {t.key for t in study.trainings if t.level == 7 and t.city in ("lille", "douai")}
    page.bar.chips[Choice(Facet.LEVEL, "7")].click()
    assert both < set(keys(page))
    page.bar.clear.click()
    assert page.model.rowCount() == 81


@pytest.mark.parametrize("facet", list(Facet))
def test_the_filter_menu_offers_every_facet_with_its_counts(page, qtbot, facet):
    with qtbot.waitSignal(page.list.doubts.found):
        page.bar.menu.aboutToShow.emit()
    page.bar.menu.aboutToShow.emit()
    menus = page.bar.menu.findChildren(QMenu)[-len(Facet) :]
    action = menus[list(Facet).index(facet)].actions()[0]
    count = int(action.text().split("\t")[1])
    action.trigger()
    assert page.model.rowCount() == count or facet is Facet.STATE
    assert len(page.bar.chips) == 1


def test_nothing_found_offers_to_take_the_filters_away(page):
    page.bar.search.setText("zzzz")
    assert page.list.stack.currentWidget() is page.list.nothing
    assert page.summary == "0 sur 80 décrites (81 déclarées)"
    page.list.nothing.button.click()
    assert page.list.stack.currentWidget() is page.view
    assert page.model.rowCount() == 81


def test_the_current_training_stays_current_while_it_is_shown(page):
    page.view.select("t010")
    page.bar.search.setText("edhec")
    assert page.view.current_key() == "t010"
    assert page.detail.key == "t010"


# What is typed in place


def test_a_title_is_typed_undone_redone_and_kept(page, qtbot, session):
    former = said(page, "t010", "title")
    line = editor_on(qtbot, page, "t010", "title")
    overwrite(qtbot, line, "Maîtrise des données")
    assert said(page, "t010", "title") == "Maîtrise des données"
    assert page.detail.forms["identity"].boxes["title"].control.typed() == "Maîtrise des données"
    session.run_verb("undo")
    assert said(page, "t010", "title") == former
    session.run_verb("redo")
    assert said(page, "t010", "title") == "Maîtrise des données"
    document = open_document(
        session.desk.document.store.path, "x", session.desk.now, read_only=True
    )
    assert document.study.trainings.get("t010").title == "Maîtrise des données"
    document.close()


def test_typing_starts_an_edit_and_escape_gives_it_up(page, qtbot):
    former = said(page, "t010", "title")
    page.view.select_cell("t010", "title")
    page.view.setFocus()
    qtbot.keyClick(page.view, "N")
    line = editor(page)
    assert line.typed() == "N"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert said(page, "t010", "title") == former
    assert editor(page) is None or not editor(page).isVisible()


def test_a_value_that_cannot_be_is_refused_beside_its_cell(page, qtbot, session):
    before = session.study
    page.list.columns.show_columns(("title", "months"))
    line = editor_on(qtbot, page, "t010", "months")
    overwrite(qtbot, line, "douze")
    assert session.study is before
    assert page.view.refusal.isVisible()
    assert "douze" in page.view.refusal.sentence.text()
    assert line.isVisible()
    overwrite(qtbot, line, "121")
    assert "120" in page.view.refusal.sentence.text()
    overwrite(qtbot, line, "14")
    assert not page.view.refusal.isVisible()
    assert session.study.trainings.get("t010").months == 14


def test_an_empty_title_is_refused_and_tab_leaves_the_former_one(page, qtbot, session):
    former = said(page, "t010", "title")
    line = editor_on(qtbot, page, "t010", "title")
    line.clear()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert said(page, "t010", "title") == former
    assert page.view.refusal.isVisible()


def test_a_level_is_chosen_from_words_or_left_unknown(page, qtbot, session):
    box = editor_on(qtbot, page, "t010", "level")
    assert [box.itemText(n) for n in range(3)] == ["inconnu", "Niveau 1", "Niveau 2"]
    box.show_typed("6")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert session.study.trainings.get("t010").level == 6
    box = editor_on(qtbot, page, "t010", "level")
    box.show_typed("")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert session.study.trainings.get("t010").level is None
    assert said(page, "t010", "level") == "inconnu"


def test_a_city_is_found_by_typing_its_name_without_accents(page, qtbot, session):
    box = editor_on(qtbot, page, "t010", "city")
    overwrite(qtbot, box.lineEdit(), "bethune")
    assert session.study.trainings.get("t010").city == "bethune"


def test_families_are_ticked_in_place(page, qtbot, session):
    ticks = editor_on(qtbot, page, "t010", "families")
    ticks.setCurrentRow(7)
    before = ticks.item(7).checkState()
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert ticks.item(7).checkState() is not before
    qtbot.keyClick(ticks, Qt.Key.Key_Return)
    assert "exploitation" in session.study.trainings.get("t010").families


def test_tab_leaves_the_table(page, qtbot):
    page.view.select_cell("t010", "title")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Tab)
    assert not page.view.hasFocus()


# What is added, copied and archived


def test_a_training_is_added_from_its_title(page, qtbot, session):
    page.bar.search.setText("edhec")
    page.acts.add.trigger()
    assert page.draft_frame.isVisible()
    line = page.draft.boxes["title"].control
    assert line.hasFocus()
    qtbot.keyClicks(line, "Titre pro IoT")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    added = session.study.trainings[-1]
    assert (added.title, added.source.nature) == ("Titre pro IoT", "declared")
    assert not page.draft_frame.isVisible()
    assert page.view.current_key() == added.key
    assert page.summary == "81 décrites (82 déclarées)"
    session.run_verb("undo")
    assert page.model.rowCount() == 81


def test_a_training_without_title_is_not_added(page, qtbot, session):
    page.acts.add.trigger()
    qtbot.keyClick(page.draft.boxes["title"].control, Qt.Key.Key_Return)
    assert page.draft.refusal.isVisible()
    assert len(session.study.trainings) == 81
    qtbot.keyClick(page.draft.boxes["title"].control, Qt.Key.Key_Escape)
    assert not page.draft_frame.isVisible()


def test_a_copy_is_added_and_becomes_current(page, session):
    page.view.select("t010")
    page.acts.copy.trigger()
    key = page.view.current_key()
    assert key != "t010"
    assert session.study.trainings.get(key).title == session.study.trainings.get("t010").title
    assert page.model.rowCount() == 82


def test_archived_trainings_leave_the_table_and_come_back(page, session):
    page.view.select("t010")
    page.acts.archive.trigger()
    assert "t010" not in keys(page)
    assert page.view.current_key() == "t011"
    assert page.summary == "79 décrites (80 déclarées)"
    choose(page, state=["archived"])
    assert keys(page) == ["t010"]
    assert page.summary == "0 sur 79 décrites (80 déclarées) · 1 archivée"
    page.view.select("t010")
    assert page.acts.archive.text() == "Remettre"
    page.acts.archive.trigger()
    page.bar.clear_all()
    assert "t010" in keys(page)


def test_several_trainings_are_archived_as_one_step(page, session):
    page.view.select("t010")
    page.view.selectRow(9)
    flags = page.view.selectionModel().SelectionFlag
    for line in (9, 10, 11):
        index = page.model.index(line, 0)
        page.view.selectionModel().select(index, flags.Select | flags.Rows)
    chosen = page.view.selected_keys()
    assert len(chosen) == 3
    page.acts.archive.trigger()
    assert not set(chosen) & set(keys(page))
    assert session.step_name() == "Archiver 3 formations"
    session.run_verb("undo")
    assert set(chosen) <= set(keys(page))


def test_what_needs_a_training_says_so_without_one(page):
    page.view.clearSelection()
    assert not page.acts.copy.isEnabled()
    assert "Choisissez d’abord" in page.acts.copy.toolTip()


def test_the_context_menu_does_what_the_title_area_does(page, qtbot):
    page.view.select("t010")
    page.view.customContextMenuRequested.emit(QPoint(10, 10))
    menu = QApplication.activePopupWidget()
    texts = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert texts == [
        "Modifier la case", "Ouvrir la fiche", "Voir l’historique",
        "Ajouter", "Dupliquer", "Archiver",
        "Modifier en lot…", "Doublons possibles…", "Copier les cases", "Coller des cases",
    ]  # fmt: skip
    menu.actions()[2].trigger()
    assert page.detail.tabs.number == 7
    menu.close()


# What other pages ask for


def test_a_selection_of_another_page_is_shown_with_its_reason(page):
    page.bar.search.setText("edhec")
    page.show_selection(("t003", "t005"), "niveau 7 à Lille")
    assert keys(page) == ["t003", "t005"]
    chip = page.bar.selection
    assert chip.text() == f"sélection{NARROW}: niveau 7 à Lille"
    chip.click()
    assert page.model.rowCount() == 81


def test_a_place_is_brought_to_the_front_whatever_was_filtered(page):
    page.bar.search.setText("edhec")
    page.show_place(Place("trainings", "t020", "title"))
    assert page.view.current_key() == "t020"
    assert page.view.currentIndex().column() == page.model.column_of("title")
    page.show_place(Place("trainings", "t030", "printed_level"))
    assert page.detail.forms["sources"].boxes["printed_level"].control.hasFocus()


def test_an_archived_place_is_brought_to_the_front_too(page):
    page.view.select("t010")
    page.acts.archive.trigger()
    page.show_place(Place("trainings", "t010", "title"))
    assert page.view.current_key() == "t010"


def test_the_window_builds_the_page_for_what_is_asked(window, session):
    session.selection_asked.emit(("t003",), "essai")
    page = window.shell.pages["trainings"]
    assert window.shell.key == "trainings"
    assert keys(page) == ["t003"]
    window.shell.show_page(next(iter(window.shell.pages)))
    session.place_asked.emit(Place("trainings", "t004", "title"))
    assert window.shell.key == "trainings"
    assert page.view.current_key() == "t004"


# What is locked, what is remembered


def test_without_a_file_nothing_can_be_typed_and_the_reason_is_told(shown, session):
    session.desk.document.close()
    session.desk.document = shipped_document()
    page = shown(TrainingsPage)
    page.view.select("t010")
    assert not page.model.flags(cell(page, "t010", "title")) & Qt.ItemFlag.ItemIsEditable
    for action in (page.acts.add, page.acts.copy, page.acts.archive):
        assert not action.isEnabled()
        assert "lecture seule" in action.toolTip()
    box = page.detail.forms["identity"].boxes["title"]
    assert box.control.isReadOnly()
    assert "lecture seule" in box.control.toolTip()
    page.detail.show_tab("seats")
    seats = page.detail.owned["seats"]
    assert not seats.add_button.isEnabled()
    assert "lecture seule" in seats.add_button.toolTip()


def headings(page):
    """The keys of the columns as they stand, from left to right."""
    header, names = page.view.horizontalHeader(), page.model.keys_of_columns()
    order = [header.logicalIndex(place) for place in range(header.count())]
    return tuple(names[column] for column in order if not page.view.isColumnHidden(column))


def test_columns_are_chosen_ordered_by_keyboard_and_remembered(page, shown, qtbot):
    assert "months" not in headings(page)
    chooser = page.list.columns.open_menu()
    lines = chooser.lines
    names = [lines.item(n).text() for n in range(lines.count())]
    lines.setCurrentRow(names.index("Mois"))
    qtbot.keyClick(lines, Qt.Key.Key_Space)
    assert headings(page)[-1] == "months"
    for _ in range(names.index("Mois")):
        qtbot.keyClick(lines, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert headings(page)[:2] == ("months", "institution")
    qtbot.keyClick(lines, Qt.Key.Key_Escape)
    assert not chooser.isVisible()
    assert headings(shown(TrainingsPage))[:2] == ("months", "institution")
    chooser = page.list.columns.open_menu()
    chooser.reset.click()
    assert headings(page) == SHOWN


def test_the_title_stays_and_a_column_drawn_by_hand_too(page):
    chooser = page.list.columns.open_menu()
    title = next(
        line
        for line in map(chooser.lines.item, range(chooser.lines.count()))
        if line.text() == "Intitulé"
    )
    assert not title.flags() & Qt.ItemFlag.ItemIsUserCheckable
    chooser.close()
    header = page.view.horizontalHeader()
    header.moveSection(header.visualIndex(page.model.column_of("city")), 0)
    assert page.list.columns.shown_columns()[:2] == ("city", "institution")
    assert headings(page) == page.list.columns.shown_columns()


def test_the_room_that_is_left_goes_to_the_words_that_are_cut(page):
    title, families, city = (page.model.column_of(n) for n in ("title", "families", "city"))
    before = [page.view.columnWidth(n) for n in (title, families, city)]
    page.resize(1900, 816)
    after = [page.view.columnWidth(n) for n in (title, families, city)]
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert after[2] == before[2]


def test_a_width_drawn_by_hand_stays(page):
    title = page.model.column_of("title")
    page.view.setColumnWidth(title, 333)
    page.resize(1900, 816)
    assert page.view.columnWidth(title) == 333
