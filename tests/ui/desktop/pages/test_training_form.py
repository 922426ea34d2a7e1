from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from planner.findings import Place
from ui.desktop.pages.trainings import TrainingsPage

NARROW = "\u202f"


@pytest.fixture
def page(shown) -> TrainingsPage:
    made = shown(TrainingsPage)
    made.view.select("t010")
    return made


@pytest.fixture
def detail(page):
    return page.detail


def training(session, key="t010"):
    return session.study.trainings.get(key)


def box(detail, form, name):
    detail.show_tab(form)
    return detail.forms[form].boxes[name]


def overwrite(qtbot, line, words):
    line.setFocus()
    line.selectAll()
    line.insert(words)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def seats_cell(page, key="t010"):
    return page.model.index(page.model.line_of(key), page.model.column_of("seats")).data()


def add_seats(qtbot, detail, low, high="", year=None):
    detail.show_tab("seats")
    seats = detail.owned["seats"]
    seats.add_button.click()
    controls = {name: found.control for name, found in seats.draft.boxes.items()}
    controls["low"].setText(low)
    controls["high"].setText(high)
    if year is not None:
        controls["year"].setText(year)
    qtbot.keyClick(controls["low"], Qt.Key.Key_Return)
    return seats


# Fields


def test_a_field_is_saved_when_it_is_left_as_one_step(detail, qtbot, session):
    overwrite(qtbot, box(detail, "identity", "hours").control, f"1{NARROW}200")
    assert training(session).hours == 1200
    assert box(detail, "identity", "hours").control.text() == "1200"
    overwrite(qtbot, box(detail, "identity", "duration").control, "2 ans")
    session.run_verb("undo")
    assert training(session).hours == 1200
    assert training(session).duration == "1 an"
    assert box(detail, "identity", "duration").control.text() == "1 an"


def test_an_emptied_number_is_unknown_and_not_zero(detail, qtbot, session):
    overwrite(qtbot, box(detail, "identity", "months").control, "")
    assert training(session).months is None
    assert box(detail, "identity", "months").control.placeholderText() == "inconnu"


def test_a_refused_value_stays_with_its_reason_until_escape(detail, qtbot, session):
    hours = box(detail, "identity", "hours")
    overwrite(qtbot, hours.control, "beaucoup")
    assert training(session).hours is None
    assert hours.refusal.isVisible()
    assert "beaucoup" in hours.refusal.text()
    assert hours.control.text() == "beaucoup"
    assert hours.control.accessibleDescription() == hours.refusal.text()
    qtbot.keyClick(hours.control, Qt.Key.Key_Escape)
    assert not hours.refusal.isVisible()
    assert hours.control.text() == ""


def test_a_refused_value_does_not_follow_to_another_training(page, detail, qtbot):
    overwrite(qtbot, box(detail, "identity", "hours").control, "beaucoup")
    page.view.select("t011")
    assert box(detail, "identity", "hours").control.text() == ""
    assert not box(detail, "identity", "hours").refusal.isVisible()


def test_several_lines_are_saved_when_the_text_is_left(detail, qtbot, session):
    comment = box(detail, "identity", "comment").control
    comment.setFocus()
    comment.insertPlainText("Première ligne\nseconde ligne")
    qtbot.keyClick(comment, Qt.Key.Key_Tab)
    assert training(session).comment == "Première ligne\nseconde ligne"


def test_ticking_a_family_adds_it_and_the_table_follows(page, detail, qtbot, session):
    families = box(detail, "families", "families").control
    assert families.count() == 12
    before = training(session).families
    families.setCurrentRow(3)
    qtbot.keyClick(families, Qt.Key.Key_Space)
    assert set(training(session).families) == {*before, "offre-de-services"}
    shown = page.model.index(page.model.line_of("t010"), page.model.column_of("families")).data()
    assert shown.startswith(f"{len(before) + 1} · ")


def test_the_described_box_takes_a_training_out_of_the_described(page, detail, session):
    box(detail, "identity", "is_described").control.click()
    assert not training(session).is_described
    assert page.summary == "79 décrites (81 déclarées)"
    assert detail.badge.isVisible()


def test_an_institution_is_chosen_by_its_name(detail, qtbot, session):
    institution = box(detail, "identity", "institution").control
    institution.setFocus()
    institution.lineEdit().setText("ieseg")
    qtbot.keyClick(institution, Qt.Key.Key_Tab)
    assert training(session).institution == "ieseg"
    assert institution.currentText() == "IÉSEG"


def test_an_institution_that_nobody_knows_is_refused(detail, qtbot, session):
    institution = box(detail, "identity", "institution")
    institution.control.setFocus()
    institution.control.lineEdit().setText("Hogwarts")
    qtbot.keyClick(institution.control, Qt.Key.Key_Tab)
    assert training(session).institution == "edhec"
    assert "Hogwarts" in institution.refusal.text()


def test_the_source_is_changed_field_by_field(detail, qtbot, session):
    nature = box(detail, "sources", "source.nature").control
    assert nature.typed() == "published"
    nature.setFocus()
    nature.show_typed("declared")
    nature.committed.emit()
    overwrite(qtbot, box(detail, "sources", "source.line").control, "12")
    source = training(session).source
    assert (source.nature, source.line, source.place) == ("declared", 12, "Annexe 3")


# Places and hours


def test_added_places_show_as_an_interval_in_the_table(page, detail, qtbot, session):
    assert seats_cell(page) == "inconnu"
    add_seats(qtbot, detail, "24", "30", year="2026")
    assert seats_cell(page) == "24 – 30"
    session.run_verb("undo")
    assert seats_cell(page) == "inconnu"
    session.run_verb("redo")
    assert seats_cell(page) == "24 – 30"


def test_places_without_upper_bound_are_at_least(page, detail, qtbot):
    add_seats(qtbot, detail, "24", "", year="2026")
    assert seats_cell(page) == "au moins 24"


def test_the_next_year_is_suggested_for_the_next_places(detail, qtbot):
    seats = add_seats(qtbot, detail, "24", "30", year="2026")
    seats.add_button.click()
    assert seats.draft.boxes["year"].control.typed() == "2027"


def test_crossed_bounds_are_refused_beside_the_draft(page, detail, qtbot, session):
    seats = add_seats(qtbot, detail, "30", "24", year="2026")
    assert seats.draft.refusal.isVisible()
    assert len(session.study.seats) == 0
    qtbot.keyClick(seats.draft.boxes["low"].control, Qt.Key.Key_Escape)
    assert not seats.draft.isVisible()
    assert seats.none.isVisible()


def test_places_are_changed_in_place_and_removed(page, detail, qtbot, session):
    seats = add_seats(qtbot, detail, "24", "30", year="2026")
    key = session.study.seats[0].key
    assert seats.select(key, "low")
    index = seats.view.currentIndex()
    assert seats.model.setData(index, "26")
    assert seats_cell(page) == "26 – 30"
    qtbot.keyClick(seats.view, Qt.Key.Key_Delete)
    assert len(session.study.seats) == 0
    assert seats_cell(page) == "inconnu"
    session.run_verb("undo")
    assert seats_cell(page) == "26 – 30"


def test_hours_of_a_domain_are_added_changed_and_removed(detail, qtbot, session):
    detail.show_tab("hours")
    hours = detail.owned["domain_hours"]
    hours.add_button.click()
    hours.draft.boxes["hours"].control.setText("120")
    hours.draft.add_button.click()
    (row,) = session.study.domain_hours
    assert (row.training, row.domain, row.hours) == ("t010", session.study.domains[0].key, 120)
    assert hours.model.setData(hours.model.index(0, 1), "")
    assert session.study.domain_hours[0].hours is None
    assert hours.model.index(0, 1).data() == "inconnu"
    hours.view.select(row.key)
    hours.remove_button.click()
    assert len(session.study.domain_hours) == 0


# History


def test_the_history_tells_who_changed_what_from_what_to_what(detail, qtbot, session):
    overwrite(qtbot, box(detail, "identity", "duration").control, "18 mois")
    add_seats(qtbot, detail, "24", "30", year="2026")
    session.run_verb("undo")
    detail.show_tab("history")
    told = detail.history.toPlainText()
    assert f"Durée{NARROW}: «{NARROW}1 an{NARROW}» → «{NARROW}18 mois{NARROW}»" in told
    assert told.count("Camille") == 3
    assert "2026 · places ouvertes · Au moins 24 · Au plus 30" in told
    assert "Annulation" in told
    assert told.index("Retrait") < told.index("Ajout") < told.index("Durée")


def test_the_history_of_an_untouched_training_says_so(detail):
    detail.show_tab("history")
    assert "Rien n’a été modifié" in detail.history.toPlainText()


# What is asked for


@pytest.mark.parametrize(
    ("place", "tab"),
    [("title", "identity"), ("families", "families"), ("printed_level", "sources")],
)
def test_a_field_that_is_asked_for_has_the_cursor(detail, place, tab):
    assert detail.show_place(Place("trainings", "t010", place))
    assert detail.forms[tab].boxes[place].control.hasFocus()


def test_places_that_are_asked_for_are_shown(page, detail, qtbot, session):
    add_seats(qtbot, detail, "24", "30", year="2026")
    page.view.select("t011")
    detail.show_tab("identity")
    key = session.study.seats[0].key
    page.show_place(Place("seats", key, "high"))
    assert detail.key == "t010"
    assert detail.owned["seats"].view.current_key() == key


def test_enter_in_a_column_that_the_table_does_not_edit_leads_to_its_tab(page, detail, qtbot):
    page.view.select_cell("t010", "seats")
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert detail.tabs.buttons[detail.tabs.number].text() == "Places"


def test_without_a_training_the_panel_says_what_it_is_for(page, detail):
    page.bar.search.setText("zzzz")
    assert detail.body.currentIndex() == 0
    assert page.panel.title.text() == "Fiche de la formation"
