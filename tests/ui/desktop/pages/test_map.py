from __future__ import annotations

import pytest
from defusedxml.ElementTree import parse
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

import ui.desktop.pages.map as map_room
from planner.compute.inventory import live
from planner.compute.selection import Choice, Facet
from planner.edits import Batch, Drop, Put, Set
from planner.figures.figure import Circle, Figure, Path
from planner.figures.palette import Ink
from planner.findings import Place
from planner.messages import message
from planner.study import Seats
from planner.tables.table import Table
from planner.vocab import SeatKind
from ui.desktop.pages.map import MapPage

LABEL = message("step.changed", name="x", target="collection.trainings")


@pytest.fixture
def page(shown):
    return shown(MapPage)


def figure(page):
    return page.figure.figure


def centre(page, hit):
    """The middle of a bubble, in px of the drawing."""
    disc = next(m for m in figure(page).marks if m.hit == hit and isinstance(m, Circle))
    scale = page.figure.drawing.scale
    return QPointF(disc.x * scale, disc.y * scale).toPoint()


def click(page, qtbot, hit):
    pos = centre(page, hit)
    qtbot.mouseClick(page.figure.drawing, Qt.MouseButton.LeftButton, pos=pos)


def of_city(session, key):
    return tuple(row.key for row in live(session.study) if row.city == key)


def test_it_opens_on_all_trainings_with_the_greatest_city_first(page):
    assert figure(page).key == "map"
    assert page.summary == "80 formations sur 80, 13 villes"
    assert page.side.model.row_at(0).values[0] == "Villeneuve d'Ascq"
    assert page.side.model.rowCount() == 13


def test_the_figure_fills_its_room_and_follows_it(page, qtbot):
    def fills():
        drawing = page.figure.drawing
        scale = drawing.scale
        assert figure(page).width * scale == pytest.approx(drawing.width(), abs=8)
        assert figure(page).height * scale == pytest.approx(drawing.height(), abs=8)

    fills()
    page.resize(1000, 640)
    qtbot.waitUntil(lambda: page.figure.drawing.width() < 560)
    fills()


def test_arrows_in_the_list_choose_and_enter_shows_the_trainings(page, session, asked, qtbot):
    table = page.side.table
    table.setFocus()
    table.select("villeneuve-d-ascq")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert page.chosen == "city:lille"
    lit = [m for m in figure(page).marks if isinstance(m, Circle) and m.paint.stroke is Ink.ACCENT]
    assert len(lit) == 1
    assert "Lille" in page.side.name.text()
    assert asked.selections == []
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked.selections == [(of_city(session, "lille"), "Lille")]


def test_a_click_on_a_bubble_chooses_it_and_a_second_one_shows_its_trainings(
    page, session, asked, qtbot
):
    click(page, qtbot, "city:compiegne")
    assert page.chosen == "city:compiegne"
    assert page.side.table.current_key() == "compiegne"
    assert "11 formations" in page.side.told.text()
    assert asked.selections == []
    click(page, qtbot, "city:compiegne")
    assert asked.selections == [(of_city(session, "compiegne"), "Compiègne")]


def test_the_button_shows_the_trainings_of_what_is_chosen(page, session, asked, qtbot):
    page.figure.hit.emit("city:amiens")
    assert page.side.lead.text() == "Voir ces 7 formations"
    qtbot.mouseClick(page.side.lead, Qt.MouseButton.LeftButton)
    assert asked.selections == [(of_city(session, "amiens"), "Amiens")]


def test_a_departement_is_chosen_with_all_its_cities(page, session, asked):
    page.figure.hit.emit("department:59")
    assert page.side.name.text() == "Nord"
    marked = {index.row() for index in page.side.table.selectionModel().selectedRows()}
    named = {page.side.model.row_at(line).place.key for line in marked}
    assert named == {"lille", "roubaix", "villeneuve-d-ascq", "douai", "valenciennes", "maubeuge"}
    page.figure.hit.emit("department:59")
    ((keys, why),) = asked.selections
    assert why == "Nord"
    assert set(keys) == {key for city in named for key in of_city(session, city)}


def test_the_keyboard_walks_through_the_map(page, asked, qtbot):
    drawing = page.figure.drawing
    drawing.setFocus()
    while drawing.current != "city:calais":
        qtbot.keyClick(drawing, Qt.Key.Key_Right)
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert page.chosen == "city:calais"
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert asked.selections[0][1] == "Calais"


def test_what_is_chosen_can_be_let_go(page, qtbot):
    page.figure.hit.emit("city:lille")
    qtbot.mouseClick(page.side.shut, Qt.MouseButton.LeftButton)
    assert page.chosen == ""
    assert page.side.card.isHidden()
    assert page.side.hint.isVisible()
    assert page.side.table.current_key() == ""


def test_filters_count_only_what_they_keep(page, session, asked):
    page.bar.choose(Choice(Facet.LEVEL, "5"), "niveau 5")
    assert page.summary.startswith("8 formations sur 80")
    assert sum(figure(page).table.column("trainings")) == 8
    page.figure.hit.emit("city:roubaix")
    page.figure.hit.emit("city:roubaix")
    (keys, _) = asked.selections[0]
    assert len(keys) == 3
    assert {session.study.trainings.get(key).level for key in keys} == {5}


def test_filters_that_keep_nothing_say_so_and_lead_nowhere(page, asked):
    page.bar.choose(Choice(Facet.LEVEL, "5"), "niveau 5")
    page.bar.choose(Choice(Facet.FAMILY, "gouvernance"), "gouvernance")
    assert page.side.nothing.isVisible()
    assert page.side.model.rowCount() == 0
    page.figure.hit.emit("city:lille")
    assert page.side.lead.isHidden()
    page.figure.hit.emit("city:lille")
    assert asked.selections == []
    assert "Lille" in asked.said[0]


def test_every_facet_offered_counts_described_trainings(page):
    found = {offer.label: offer for offer in page._offers()}
    assert len(found) == 3
    levels = {choice.key: count for choice, _, count in list(found.values())[1].values}
    assert levels == {"5": "8", "6": "16", "7": "47", "8": "9"}


def test_the_field_finds_a_city_in_the_list(page, qtbot):
    page.figure.hit.emit("city:bethune")
    qtbot.keyClicks(page.bar.search, "bethune")
    assert page.side.model.rowCount() == 1
    assert page.chosen == "city:bethune"
    page.bar.search.clear()
    assert page.side.model.rowCount() == 13


@pytest.mark.parametrize("measure", [0, 1])
@pytest.mark.parametrize("shares", [0, 1, 2])
def test_measure_and_parts_are_chosen(page, measure, shares):
    page.measure.setCurrentIndex(measure)
    page.shares.setCurrentIndex(shares)
    keys = {column.key for column in figure(page).table.columns}
    assert ("part.7" in keys) is (shares == 1)
    assert ("part.conception" in keys) is (shares == 2)
    bubble = next(m for m in figure(page).marks if m.hit == "city:lille" and isinstance(m, Circle))
    assert bubble.paint.hatch is (measure == 1)


def test_an_edit_is_seen_at_once_and_the_choice_is_kept(page, session):
    page.measure.setCurrentIndex(1)
    page.figure.hit.emit("city:maubeuge")
    (training,) = of_city(session, "maubeuge")
    row = Seats(key="s1", training=training, year=2026, kind=SeatKind.OPEN, low=24, high=30)
    assert session.do(Put("seats", row), LABEL)
    assert page.chosen == "city:maubeuge"
    assert "24 – 30" in page.side.told.text()
    assert session.do(Set("trainings", training, (("city", "lille"),)), LABEL)
    assert "Aucune formation" in page.side.told.text()


def test_the_row_of_a_finding_is_shown_on_the_map(page, session):
    for place, chosen in (
        (Place("cities", "lens", "latitude"), "city:lens"),
        (Place("departments", "60"), "department:60"),
        (Place("outlines", "80-1", "points"), "department:80"),
        (Place("cities", "nowhere"), ""),
    ):
        page.show_place(place)
        assert page.chosen == chosen


def test_the_twin_is_one_key_away_and_leads_to_trainings(page, session, asked, qtbot):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.figure.drawing.setFocus()
    qtbot.keyClick(page.figure.drawing, Qt.Key.Key_T)
    assert page.figure.shows_table
    page.figure.table.select("arras")
    qtbot.keyClick(page.figure.table, Qt.Key.Key_Return)
    assert asked.selections == [(of_city(session, "arras"), "Arras")]


def test_trainings_without_city_stand_in_the_list_without_place(page, session, asked):
    (key,) = of_city(session, "maubeuge")
    assert session.do(Set("trainings", key, (("city", None),)), LABEL)
    model = page.side.model
    last = model.rowCount() - 1
    assert model.row_at(last).place is None
    page.side.table.activated.emit(model.index(last, 0))
    assert asked.selections == [((key,), "inconnu")]


def test_the_map_is_copied_with_its_sentence(page, asked):
    page.actions()[0].trigger()
    clipboard = QGuiApplication.clipboard()
    assert "80 formations décrites" in clipboard.text()
    picture = clipboard.image()
    assert picture.width() > 3 * figure(page).width
    seen = {picture.pixelColor(x, picture.height() // 2).name() for x in range(0, 900, 3)}
    assert len(seen) > 3
    assert asked.said


def test_the_map_is_written_as_a_drawing(page, session, monkeypatch, tmp_path, qtbot):
    out = tmp_path / "carte.svg"
    monkeypatch.setattr(map_room, "ask_target", lambda *given: out)
    page.shares.setCurrentIndex(1)
    with qtbot.waitSignal(session.written) as told:
        page.actions()[1].trigger()
    assert told.args[0] == (out,)
    said = [found.text for found in parse(out).getroot().iter("{http://www.w3.org/2000/svg}text")]
    assert "Niveau 7" in said
    monkeypatch.setattr(map_room, "ask_target", lambda *given: tmp_path / "none" / "a.svg")
    with qtbot.waitSignal(session.refused):
        page.actions()[1].trigger()


def test_what_is_printed_is_the_map_and_its_list(page):
    page.bar.choose(Choice(Facet.LEVEL, "5"), "niveau 5")
    printed, table = page.printed()
    assert isinstance(printed, Figure)
    assert printed is figure(page)
    assert isinstance(table, Table)
    assert sum(table.column("trainings")) == 8


def test_a_study_without_trainings_says_what_will_be_here(page, session, asked):
    rows = tuple(Drop("trainings", row.key) for row in session.study.trainings)
    assert session.do(Batch(rows), LABEL)
    assert page.empty.isVisible()
    assert page.room.isHidden()
    assert page.printed() == ()
    page.empty.button.click()
    assert asked.pages == ["trainings"]


def test_hits_are_described_in_words(page):
    assert page._describe("city:lille").startswith("Lille — 15 formations")
    assert "villes" in page._describe("department:59")
    assert page._describe("city:gone") == ""


def test_every_control_has_a_name_and_a_tip(page):
    for control in (page.measure, page.shares, page.side.shut, page.bar.search):
        assert control.accessibleName()
        assert control.toolTip()
    assert page.side.table.accessibleName()
    assert page.figure.drawing.accessibleName().startswith("80 formations")


def test_the_chosen_departement_is_lit(page):
    page.figure.hit.emit("department:02")
    land = next(m for m in figure(page).marks if m.hit == "department:02" and isinstance(m, Path))
    assert land.paint.fill is Ink.SELECTED
