from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, Qt

import ui.desktop.pages.crosstabs as crosstabs_page
from planner.changes import Touched
from planner.compute.inventory import Dimension, Measure, crosstab
from planner.edits import Batch, Drop, Put
from planner.figures.figure import Rect, Text
from planner.messages import message
from planner.study import Seats
from planner.vocab import SeatKind
from ui.desktop.pages.crosstabs import CrosstabsPage

FAMILIES, LEVELS, CITIES = 0, 1, 2


@pytest.fixture
def page(shown):
    return shown(CrosstabsPage)


def figure(page):
    return page.figure.drawing._figure


def cell(session, row, column):
    crossed = crosstab(session.study, Dimension.FAMILY, Dimension.LEVEL)
    return crossed.cell(row, column)


def centre(page, hit):
    """The middle of a cell, in px of the drawing."""
    rect = next(m for m in figure(page).marks if m.hit == hit and isinstance(m, Rect))
    scale = page.figure.drawing.scale
    return QPointF((rect.x + rect.w / 2) * scale, (rect.y + rect.h / 2) * scale).toPoint()


def test_it_opens_on_families_by_level(page, session):
    assert figure(page).key == "heat.family.level"
    assert "18" in page.summary
    assert page.figure.shows_table is False


def test_a_click_on_a_cell_asks_for_its_trainings(page, session, asked, qtbot):
    hit = "cell:ia-technicien:5"
    qtbot.mouseClick(page.figure.drawing, Qt.MouseButton.LeftButton, pos=centre(page, hit))
    keys, why = asked.selections[0]
    assert keys == cell(session, "ia-technicien", "5").trainings
    assert len(keys) == 4
    assert "Niveau 5" in why


def test_enter_on_the_cell_under_the_keyboard_does_the_same(page, session, asked, qtbot):
    drawing = page.figure.drawing
    drawing.setFocus()
    while drawing.current != "cell:pilotage:7":
        qtbot.keyClick(drawing, Qt.Key.Key_Right)
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    assert asked.selections[0][0] == cell(session, "pilotage", "7").trainings


def test_an_empty_cell_says_so_and_leads_nowhere(page, asked, qtbot):
    hit = "cell:gouvernance:5"
    qtbot.mouseClick(page.figure.drawing, Qt.MouseButton.LeftButton, pos=centre(page, hit))
    assert asked.selections == []
    assert len(asked.said) == 1
    assert "aucune formation" in asked.said[0]


def test_a_row_a_column_and_the_total_lead_to_their_trainings(page, session, asked):
    crossed = crosstab(session.study, Dimension.FAMILY, Dimension.LEVEL)
    for hit, expected in (
        ("row:direction", crossed.row_total("direction")),
        ("column:8", crossed.column_total("8")),
        ("total", crossed.total),
    ):
        page.figure.hit.emit(hit)
        assert asked.selections[-1][0] == expected.trainings


def test_rows_and_columns_are_swapped(page, qtbot):
    qtbot.mouseClick(page.swap, Qt.MouseButton.LeftButton)
    assert figure(page).key == "heat.level.family"
    assert (page.rows.currentIndex(), page.columns.currentIndex()) == (LEVELS, FAMILIES)


def test_any_dimension_and_measure_can_be_chosen(page, session):
    page.rows.setCurrentIndex(CITIES)
    page.measure.setCurrentIndex(1)
    assert figure(page).key == "heat.city.level"
    crossed = crosstab(session.study, Dimension.CITY, Dimension.LEVEL, Measure.SEATS)
    assert figure(page).table.column("7")[:-1] == tuple(
        crossed.cell(row, "7").total for row in crossed.rows
    )


def test_a_dimension_chosen_twice_changes_places(page):
    page.rows.setCurrentIndex(LEVELS)
    assert (page.rows.currentIndex(), page.columns.currentIndex()) == (LEVELS, FAMILIES)
    page.columns.setCurrentIndex(LEVELS)
    assert (page.rows.currentIndex(), page.columns.currentIndex()) == (FAMILIES, LEVELS)


def shown_in_twin(page):
    """The figures of the twin as a person reads them, row by row."""
    model = page.figure.model
    columns, rows = range(model.columnCount()), range(model.rowCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in rows]


@pytest.mark.parametrize("chip", ["", "fragile", "empty"])
def test_what_is_exported_is_exactly_what_is_shown(page, session, tmp_path, monkeypatch, chip):
    out = tmp_path / "croisement.xlsx"
    monkeypatch.setattr(crosstabs_page, "ask_target", lambda *given: out)
    page.rows.setCurrentIndex(CITIES)
    page.columns.setCurrentIndex(FAMILIES)
    if chip:
        page.chips.buttons[chip].click()
    page.export.trigger()
    sheet = load_workbook(out).worksheets[0]
    lines = [["" if v is None else str(v) for v in row] for row in sheet.values]
    head = next(n for n, line in enumerate(lines) if line[0] == "Ville")
    width = page.figure.model.columnCount()
    shown = shown_in_twin(page)
    assert [line[:width] for line in lines[head + 1 : head + 1 + len(shown)]] == shown


def test_places_are_exported_between_their_two_bounds(page, session, tmp_path, monkeypatch):
    key = cell(session, "ia-technicien", "5").trainings[0]
    seats = Seats(key="s1", training=key, year=2026, kind=SeatKind.OPEN, low=24, high=30)
    assert session.do(Put("seats", seats), message("verb.trainings.add"))
    out = tmp_path / "croisement.csv"
    monkeypatch.setattr(crosstabs_page, "ask_target", lambda *given: out)
    page.measure.setCurrentIndex(1)
    page.export.trigger()
    lines = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    row = next(line for line in lines if "technicien" in line[0])
    assert row[1:3] == ["24", "inconnu"]
    twin = next(line for line in shown_in_twin(page) if "technicien" in line[0])
    assert twin[1] == "au moins 24"


def test_a_change_of_mind_writes_nothing(page, session, monkeypatch, asked):
    monkeypatch.setattr(crosstabs_page, "ask_target", lambda *given: None)
    page.export.trigger()
    assert asked.said == []


def test_what_is_printed_is_what_is_chosen(page, session):
    page.rows.setCurrentIndex(CITIES)
    page.columns.setCurrentIndex(FAMILIES)
    page.chips.buttons["fragile"].click()
    drawn, table = page.printed()
    assert drawn.key == "heat.city.family"
    assert table == page.figure.figure.table
    assert drawn.width >= 487


def numbers(page):
    return {m.hit for m in figure(page).marks if isinstance(m, Text) and m.hit.startswith("cell:")}


def test_only_the_empty_or_the_fragile_cells_are_kept_in_view(page):
    page.chips.buttons["fragile"].click()
    assert "cell:conception:5" in numbers(page)
    assert "cell:pilotage:7" not in numbers(page)
    page.chips.buttons["fragile"].click()
    page.chips.buttons["empty"].click()
    assert "cell:gouvernance:5" in numbers(page)
    assert "cell:conception:5" not in numbers(page)
    page.chips.buttons["empty"].click()
    assert {"cell:gouvernance:5", "cell:conception:5", "cell:pilotage:7"} <= numbers(page)


def test_the_twin_is_one_key_away_and_its_cells_lead_to_trainings(page, session, asked, qtbot):
    page.figure.drawing.setFocus()
    qtbot.keyClick(page.figure.drawing, Qt.Key.Key_T)
    assert page.figure.shows_table
    crossed = crosstab(session.study, Dimension.FAMILY, Dimension.LEVEL)
    last = page.figure.model.columnCount() - 1
    for line, column, expected in (
        (2, 0, crossed.row_total(crossed.rows[2])),
        (2, 3, crossed.cell(crossed.rows[2], crossed.columns[2])),
        (2, last, crossed.row_total(crossed.rows[2])),
        (len(crossed.rows), 1, crossed.column_total(crossed.columns[0])),
        (len(crossed.rows), last, crossed.total),
    ):
        page.figure.table.activated.emit(page.figure.model.index(line, column))
        assert asked.selections[-1][0] == expected.trainings


def test_a_removed_training_leaves_its_cell(page, session):
    key = cell(session, "ia-technicien", "5").trainings[0]
    session.do(Drop("trainings", key), message("verb.trainings.remove"))
    assert len(page.cells.trainings("cell:ia-technicien:5")) == 3


def test_what_a_cell_holds_is_told_beside_the_pointer(page):
    assert "4 formations" in page._describe("cell:ia-technicien:5")
    assert "une seule formation" in page._describe("cell:conception:5")
    assert "aucune formation" in page._describe("cell:gouvernance:5")


def test_the_heat_map_is_made_for_its_room(page, qtbot):
    wide = figure(page).width
    page.resize(900, 700)
    qtbot.waitUntil(lambda: figure(page).width < wide - 100)
    assert page.room.horizontalScrollBar().maximum() == 0


def test_without_trainings_the_page_says_what_to_do(page, session, asked, qtbot):
    gone = Batch(
        tuple(Drop("trainings", key) for key in (row.key for row in session.study.trainings))
    )
    session.do(gone, message("verb.trainings.remove"))
    assert page.room.isHidden()
    qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert asked.pages == ["trainings"]


def test_a_change_elsewhere_costs_nothing(page, session, monkeypatch):
    drawn = []
    monkeypatch.setattr(page, "_show", lambda: drawn.append(1))
    page.refresh(touched("claims"))
    assert drawn == []
    page.refresh(touched("trainings"))
    assert drawn == [1]


def touched(collection):
    return Touched(frozenset({(collection, "x")}))
