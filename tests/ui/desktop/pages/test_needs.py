"""Journeys over the needs page, through the real window; what counts is the study file."""

from __future__ import annotations

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt

from planner.compute.allocations import matrix
from planner.compute.needs import needs
from planner.edits import Batch, Drop, Set
from planner.findings import Place
from planner.messages import message
from planner.vocab import Nature
from tests.exports.pdf_reading import page_words
from tests.ui.desktop.pages.tabs import front, plain, text_of, type_into
from ui.actions.files import shipped_document
from ui.actions.printing import print_page
from ui.desktop.models.table_model import RAW, UNKNOWN
from ui.desktop.pages.needs import NeedsPage

FRONT = "needs"

STEP = message("verb.rows.set")
DIGITAL = "numerique-communication"
EXPERTS = "experts-9-22"
TECHNICIAN, ENGINEER = ("ia-technicien", 5), ("ia-ingenieur", 7)


@pytest.fixture
def page(window, session) -> NeedsPage:
    session.page_asked.emit("needs")
    return window.shell.pages["needs"]


# Sectors


def test_all_sectors_stand_there_and_the_digital_one_is_missing_never_zero(page):
    tab = front(page, "sectors")
    assert tab.model.rowCount() == 11
    line = tab.model.line_of(DIGITAL)
    shown = tab.model.index(line, 1)
    assert plain(shown.data()) == "aucun tableau dans l’étude : besoin inconnu"
    assert shown.data(UNKNOWN)
    assert all(tab.model.index(line, column).data(RAW) is None for column in range(1, 6))
    assert tab.view.columnSpan(line, 1) == 6
    assert plain(page.summary) == "70 identités vérifiées sur 72"


def test_choosing_the_missing_sector_says_so_and_leads_to_its_need(page, qtbot):
    tab = front(page, "sectors")
    tab.view.select(DIGITAL)
    assert tab.missing.isVisible()
    assert not tab.cells_view.isVisible()
    assert "besoin est inconnu, et non nul" in plain(tab.told_here.sentences.text())
    tab.missing.button.click()
    assert page.tab is page.kinds["lines"]
    assert page.tab.chosen_key() == f"{DIGITAL}.coloured.2017-2027"


def test_a_sector_whose_need_nobody_wrote_is_offered_as_a_draft(page, session):
    keys = [line.key for line in session.study.need_lines if line.sector == DIGITAL]
    scenarios = [
        Set("scenarios", row.key, (("need_lines", tuple(set(row.need_lines) - set(keys))),))
        for row in session.study.scenarios
    ]
    session.do(Batch((*scenarios, *(Drop("need_lines", key) for key in keys))), STEP)
    tab = front(page, "sectors")
    tab.view.select(DIGITAL)
    tab.missing.button.click()
    lines = page.kinds["lines"]
    assert lines.draft_frame.isVisible()
    assert lines.draft.boxes["sector"].control.typed() == DIGITAL


def test_a_restored_sign_is_explained_cell_by_cell(page, qtbot):
    tab = front(page, "sectors")
    tab.view.select("transport-logistique-commerce")
    tab.cells_view.setFocus()
    tab.cells_view.setCurrentIndex(tab.cells.index(1, 1))
    qtbot.keyClick(tab.cells_view, Qt.Key.Key_Right)
    assert plain(tab.cells_view.currentIndex().data()) == "* -48 810"
    told = text_of(tab.detail)
    assert "n’a pas de signe moins à cette case" in told
    assert "362 260 + 45 160 − 48 810" in told
    assert "4438" in told
    assert "- | 48 810 | 63 140" in told
    assert page.panel.title.text().endswith("productivité, 2022")


def test_a_sector_tells_how_its_figures_are_made_and_what_fails(page):
    tab = front(page, "sectors")
    tab.view.select("agroalimentaire")
    told = plain(tab.told_here.sentences.text())
    assert "90 + 630 = 720" in told
    assert told.count("Identité non vérifiée en 2027") == 2
    tab.view.setCurrentIndex(tab.model.index(10, 0))
    assert "Industrie du numérique" in plain(tab.told_here.sentences.text())


def test_a_printed_cell_is_brought_to_the_front_when_it_is_asked_for(page, session):
    session.place_asked.emit(Place("projections", "btp.ai.2022"))
    tab = page.kinds["sectors"]
    assert page.tab is tab
    assert tab.view.current_key() == "btp"
    assert tab.cells_view.currentIndex().isValid()
    assert page.panel.title.text().startswith("Impact de l’IA, 2022")


# Need lines


def test_low_and_high_are_typed_in_place_and_undone_by_one_step(page, qtbot, file, session):
    tab, before = front(page, "lines"), session.study
    for column, typed in (("low", "3 900"), ("high", "5200")):
        tab.view.select_cell("experts", column)
        assert type_into(qtbot, tab.view, typed) is None
    row = file().need_lines.get("experts")
    assert (row.low, row.central, row.high) == (3900, 4200, 5200)
    assert row.source.nature is Nature.DECLARED
    session.run_verb("undo")
    assert file().need_lines.get("experts").high == 5000
    session.run_verb("undo")
    assert file() == before


@pytest.mark.parametrize(("column", "typed"), [("low", "abc"), ("low", "6000"), ("high", "10")])
def test_a_wrong_number_is_refused_beside_the_cell_and_nothing_changes(
    page, qtbot, file, session, column, typed
):
    tab, before = front(page, "lines"), session.study
    tab.view.select_cell("experts", column)
    editor = type_into(qtbot, tab.view, typed)
    assert editor is not None
    assert tab.view.refusal.isVisible()
    assert tab.view.refusal.sentence.text()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert file() == before


def test_an_emptied_number_is_unknown_not_zero(page, qtbot, file):
    tab = front(page, "lines")
    tab.view.select_cell("btp.coloured.2017-2022", "central")
    type_into(qtbot, tab.view, "")
    assert file().need_lines.get("btp.coloured.2017-2022").central is None
    assert tab.view.currentIndex().data() == "inconnu"


def test_a_line_says_where_it_comes_from_who_counts_it_and_what_it_overlaps(page):
    tab = front(page, "lines")
    tab.view.select("experts")
    told = plain(tab.source.read())
    assert "1628" in told
    assert "Compté par le scénario Experts de l’IA." in told
    assert "ne s’ajoute pas à 19 autres" in told
    tab.duplicate()
    assert "mêmes personnes, jamais additionnées" in plain(tab.source.read())
    assert "Aucun scénario ne compte ce besoin." in plain(tab.source.read())


def test_a_line_that_a_scenario_counts_is_not_removed_and_the_scenario_is_named(
    page, refusals, file, session
):
    tab, before = front(page, "lines"), session.study
    tab.view.select("experts")
    page.remove_action.trigger()
    assert "Experts de l’IA" in refusals[-1]
    assert file() == before


def test_a_line_is_added_duplicated_and_removed(page, qtbot, file):
    tab = front(page, "lines")
    page.add_action.trigger()
    given = {"name": "Besoin local", "start": "2024", "end": "2026", "central": "120"}
    for name, typed in given.items():
        tab.draft.boxes[name].control.show_typed(typed)
    tab.draft.boxes["kind"].control.show_typed("expert")
    tab.draft.add_button.click()
    added = next(line for line in file().need_lines if line.name == "Besoin local")
    assert (added.low, added.central, added.allocation) == (None, 120, None)
    assert tab.chosen_key() == added.key
    page.copy_action.trigger()
    assert sum(line.name == "Besoin local" for line in file().need_lines) == 2
    qtbot.keyClick(tab.view, Qt.Key.Key_Delete)
    assert sum(line.name == "Besoin local" for line in file().need_lines) == 1


def test_a_kind_keeps_its_lines_and_the_figure_follows_the_current_one(page):
    tab = front(page, "lines")
    tab.chips.buttons["awareness"].click()
    assert tab.model.rowCount() == 19
    assert plain(page.summary) == "19 besoins sur 39"
    assert "113 490" in plain(tab.figure.title.text())
    tab.figure.hit.emit(f"line:{DIGITAL}.awareness.2017-2027")
    assert tab.chosen_key() == f"{DIGITAL}.awareness.2017-2027"
    assert "Personne n’a donné de nombre" in plain(tab.source.read())


def test_the_figure_has_its_table_and_a_sentence(page, qtbot):
    tab = front(page, "lines")
    tab.view.select("experts")
    tab.figure.drawing.setFocus()
    qtbot.keyClick(tab.figure.drawing, Qt.Key.Key_T)
    assert tab.figure.shows_table
    assert tab.figure.model.rowCount() == 1
    assert "4 200 personnes" in plain(tab.figure.accessibleDescription())


def test_a_region_is_not_called_unknown(page):
    tab = front(page, "lines")
    tab.view.select("experts")
    assert tab.form.boxes["sector"].control.currentText() == "toute la région"


# Allocation


def test_a_matrix_at_95_percent_is_told_and_the_remainder_given_in_one_step(
    page, qtbot, file, session
):
    tab = front(page, "allocation")
    tab.choice.setCurrentIndex(tab.choice.findData("sensibilisation-tiers"))
    for family, typed in (("pilotage", "35 %"), ("direction", "30"), ("autres", "30 %")):
        tab.select_cell((family, 6))
        assert type_into(qtbot, tab.view, typed) is None
    assert matrix(file(), "sensibilisation-tiers").total == Fraction(95, 100)
    assert "Il reste 5 % à attribuer" in plain(tab.sum.text())
    assert "non répartis" in plain(tab.lines_told.sentences.text())
    shares = {left.share for left in needs(file(), "sensibilisation").unallocated}
    assert shares == {Fraction(5, 100)}
    tab.select_cell(("direction", 7))
    assert plain(tab.give.text()) == "Attribuer le reste, 5 %, à « Direction », niveau 7"
    before = session.study
    tab.give.click()
    assert matrix(file(), "sensibilisation-tiers").total == 1
    assert matrix(file(), "sensibilisation-tiers").share("direction", 7) == Fraction(5, 100)
    assert "Tout le besoin est réparti" in plain(tab.sum.text())
    assert not tab.give.isVisible()
    session.run_verb("undo")
    assert file() == before
    assert tab.give.isVisible()


def test_fractions_are_kept_and_shown_exactly(page, qtbot, file):
    tab = front(page, "allocation")
    tab.select_cell(TECHNICIAN)
    assert plain(tab.view.currentIndex().data()) == "≈ 29,03 %"
    assert "9/31" in plain(tab.cell_told.lines.read())
    tab.fractions.click()
    assert tab.view.currentIndex().data() == "9/31"
    assert type_into(qtbot, tab.view, "1/3") is None
    assert matrix(file(), EXPERTS).share(*TECHNICIAN) == Fraction(1, 3)


@pytest.mark.parametrize("typed", ["abc", "120 %", "-4", "0,25", "7/3"])
def test_what_is_no_share_is_refused_beside_the_cell_and_nothing_changes(
    page, qtbot, file, session, typed
):
    tab, before = front(page, "allocation"), session.study
    tab.select_cell(TECHNICIAN)
    editor = type_into(qtbot, tab.view, typed)
    assert editor is not None
    assert tab.view.refusal.sentence.text()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert file() == before


def test_an_excess_is_told_and_nothing_takes_it_off(page, qtbot, file):
    tab = front(page, "allocation")
    tab.select_cell(TECHNICIAN)
    type_into(qtbot, tab.view, "60 %")
    assert "de trop" in plain(tab.sum.text())
    assert not tab.give.isVisible()
    assert matrix(file(), EXPERTS).total > 1
    assert matrix(file(), EXPERTS).share(*ENGINEER) == Fraction(22, 31)


def test_sums_are_shown_and_never_typed(page):
    tab = front(page, "allocation")
    last = tab.model.rowCount() - 1
    for line, column in ((last, 1), (0, tab.model.columnCount() - 1), (0, 0)):
        index = tab.model.index(line, column)
        assert not tab.model.flags(index) & Qt.ItemFlag.ItemIsEditable
        assert not tab.model.setData(index, "10 %")
    assert plain(tab.model.index(last, tab.model.columnCount() - 1).data()) == "100 %"


def test_a_cell_is_spoken_with_its_family_and_level(page):
    tab = front(page, "allocation")
    tab.select_cell(TECHNICIAN)
    spoken = tab.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert plain(spoken) == "IA technicien, Niveau 5: ≈ 29,03 %"


def test_all_levels_can_be_shown_and_filled(page, qtbot, file):
    tab = front(page, "allocation")
    tab.levels.click()
    tab.select_cell(("autres", 4))
    type_into(qtbot, tab.view, "2 %")
    assert matrix(file(), EXPERTS).share("autres", 4) == Fraction(2, 100)
    tab.levels.click()
    assert tab.model.column_of("4") > 0


def test_who_when_and_why_are_typed_beside_the_matrix(page, file):
    tab = front(page, "allocation")
    box = tab.form.boxes["author"]
    box.control.setText("Groupe de travail")
    box.control.editingFinished.emit()
    assert file().allocations.get(EXPERTS).author == "Groupe de travail"


def test_an_allocation_is_duplicated_with_its_shares_and_removed_once_unused(
    page, refusals, file, session
):
    tab = front(page, "allocation")
    page.copy_action.trigger()
    key = tab.chosen_key()
    assert file().allocations.get(key).name.startswith("Copie de Experts")
    assert matrix(file(), key).total == 1
    page.remove_action.trigger()
    assert file().allocations.find(key) is None
    assert tab.chosen_key() == EXPERTS
    page.remove_action.trigger()
    assert "répartit" in refusals[-1]


# Scenarios and assumptions


def test_a_scenario_is_renamed_in_place_and_undone(page, qtbot, file, session):
    tab, before = front(page, "scenarios"), session.study
    tab.view.select_cell("experts", "name")
    type_into(qtbot, tab.view, "Experts, hypothèse haute")
    assert file().scenarios.get("experts").name == "Experts, hypothèse haute"
    assert page.panel.title.text() == "Experts, hypothèse haute"
    session.run_verb("undo")
    assert file() == before


def tick(tab, key):
    item = next(i for i in tab.lines._items() if i.data(Qt.ItemDataRole.UserRole) == key)
    on, off = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    item.setCheckState(off if item.checkState() is on else on)
    return item


def test_need_lines_are_ticked_into_a_scenario_and_out(page, file):
    tab = front(page, "scenarios")
    tab.view.select("coloration")
    tick(tab, "btp.coloured.2017-2022")
    assert "btp.coloured.2017-2022" not in file().scenarios.get("coloration").need_lines
    tick(tab, "experts")
    assert "experts" in file().scenarios.get("coloration").need_lines
    assert "ne s’additionnent pas" in plain(tab.told_here.sentences.text())
    assert tab.refusal.isHidden()


def test_a_line_that_counts_people_twice_is_refused_and_its_box_goes_back(page, file, session):
    lines, tab = front(page, "lines"), page.kinds["scenarios"]
    lines.view.select("experts")
    page.copy_action.trigger()
    copy, before = lines.chosen_key(), session.study
    front(page, "scenarios")
    tab.view.select("experts")
    item = tick(tab, copy)
    assert item.checkState() is Qt.CheckState.Unchecked
    assert "comptent les mêmes personnes" in tab.refusal.text()
    assert file() == before


def test_a_scenario_is_added_duplicated_and_removed(page, file):
    tab = front(page, "scenarios")
    page.add_action.trigger()
    tab.draft.boxes["name"].control.show_typed("Variante")
    tab.draft.boxes["seat_kind"].control.show_typed("funded")
    tab.draft.add_button.click()
    key = tab.chosen_key()
    assert file().scenarios.get(key).seat_kind == "funded"
    assert "ne compte aucun besoin" in plain(tab.told_here.sentences.text())
    page.copy_action.trigger()
    assert [row.name for row in file().scenarios][-2:] == ["Variante", "Copie de Variante"]
    page.remove_action.trigger()
    assert [row.name for row in file().scenarios][-1] == "Variante"


def test_an_assumption_is_typed_in_place_and_emptied_again_to_unknown(page, qtbot, file):
    tab = front(page, "scenarios")
    tab.assumed_view.select_cell("ceiling.5", "value")
    assert tab.assumed_view.currentIndex().data() == "inconnu"
    type_into(qtbot, tab.assumed_view, "24")
    assert file().assumptions.get("ceiling.5").value == 24
    assert plain(page.summary) == "3 scénarios · 13 hypothèses données sur 16"
    type_into(qtbot, tab.assumed_view, "")
    assert file().assumptions.get("ceiling.5").value is None
    assert file().assumptions.get("ceiling.5").source.nature is Nature.ASSUMPTION


def test_an_assumption_tells_its_unit_reason_and_nature(page, file):
    tab = front(page, "scenarios")
    tab.assumed_view.select("ceiling.5")
    assert tab.assumption.isVisible()
    assert not tab.scenario.isVisible()
    assert "places par an" in tab.unit.read()
    box = tab.assumption_form.boxes["source.nature"]
    box.control.show_typed("declared")
    box.control.committed.emit()
    assert file().assumptions.get("ceiling.5").source.nature is Nature.DECLARED


# The page


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sectors", "aucun tableau dans l’étude"),
        ("lines", "4 200 (4 000 – 5 000)"),
        ("allocation", "22/31"),
        ("scenarios", "Coût d’une place à ouvrir"),
    ],
)
def test_what_a_tab_shows_can_be_put_on_paper(page, desk, tmp_path, code, words):
    front(page, code)
    out = tmp_path / "page.pdf"
    print_page(desk, message("page.needs"), page.printed(), out)
    told = plain(" ".join(page_words(out.read_bytes())))
    assert words in " ".join(told.split())


def test_enter_on_a_row_brings_its_detail_into_sight(page, qtbot):
    page.panel.fold.click()
    tab = front(page, "lines")
    tab.view.select_cell("experts", "high")
    tab.view.setFocus()
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert not page.panel.is_folded
    assert tab.form.boxes["high"].control.hasFocus()


def test_tab_leaves_the_tables(page, qtbot):
    for code in page.kinds:
        tab = front(page, code)
        tab.view.setFocus()
        qtbot.keyClick(tab.view, Qt.Key.Key_Tab)
        assert not tab.view.hasFocus()


def test_what_cannot_be_done_in_a_tab_says_so(page):
    front(page, "sectors")
    assert not page.add_action.isEnabled()
    assert "Choisissez d’abord" in page.add_action.toolTip()
    front(page, "lines")
    assert page.add_action.isEnabled()
    assert page.remove_action.isEnabled()


def test_only_the_detail_of_the_tab_in_front_takes_room(page):
    for code, tab in page.kinds.items():
        front(page, code)
        assert [c for c, other in page.kinds.items() if not other.detail.isHidden()] == [code]
        assert page.panel.title.text() == tab.title


def test_an_empty_study_says_what_will_be_here(qtbot, session, page):
    study = session.study
    clear = [Set("scenarios", row.key, (("need_lines", ()),)) for row in study.scenarios]
    clear += [Drop("need_lines", row.key) for row in study.need_lines]
    clear += [Drop("allocations", row.key) for row in study.allocations]
    assert session.do(Batch(tuple(clear)), STEP)
    lines = front(page, "lines")
    assert lines.empty.isVisible()
    lines.empty.button.click()
    assert lines.draft_frame.isVisible()
    allocation = front(page, "allocation")
    assert allocation.empty.isVisible()
    assert not allocation.give.isVisible()


def test_the_shipped_study_without_a_file_is_read_and_never_written(page, session, desk):
    desk.document = shipped_document()
    session._adopt()
    tab = front(page, "allocation")
    index = tab.model.index(0, 1)
    assert not tab.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert not page.add_action.isEnabled()
    assert page.add_action.toolTip() == page.pen.lock


def test_every_row_that_the_page_shows_can_be_asked_for(page, session):
    for place, code in (
        (Place("need_lines", "experts", "low"), "lines"),
        (Place("allocations", "sensibilisation-tiers"), "allocation"),
        (Place("allocation_shares", "experts-9-22.ia-ingenieur.7"), "allocation"),
        (Place("assumptions", "small.cell", "value"), "scenarios"),
        (Place("sectors", DIGITAL), "sectors"),
    ):
        session.place_asked.emit(place)
        assert page.tab is page.kinds[code]
    assert page.kinds["allocation"].chosen_key() == EXPERTS
    assert page.kinds["lines"].chosen_key() == "experts"
