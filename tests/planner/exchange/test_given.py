"""Cells as spreadsheets leave them, and the rows that they make."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from planner.errors import InvalidInput
from planner.exchange.given import Columns, given_table
from planner.exchange.grids import EMPTY, CellKind, Grid, Merge, SheetCell, a1
from planner.exchange.layout import column_of
from planner.exchange.tidy import typed
from planner.fields import Field, Kind, field_of
from planner.fields.kinds import text
from planner.messages import Interval
from tests.build import study
from ui.actions.exchange_cells import cell_reader
from ui.actions.texts import Texts

MONTHS, TITLE = field_of("trainings", "months"), field_of("trainings", "title")
DAY, FLAG = Field("day", Kind.DAY), Field("flag", Kind.FLAG)
NUMBER, TEXT = CellKind.NUMBER, CellKind.TEXT


def cell(value, kind=TEXT, formula=""):
    return SheetCell(kind, value, formula)


@pytest.mark.parametrize(
    ("typed_in", "means"),
    [
        ("12", "12"), (" 12 ", "12"), ("12,0", "12"), ("12.00", "12"), ("1\u202f200", "1200"),
        ("1\u00a0200", "1200"), ("1 200,0", "1200"), ("−3", "-3"), ("12,5", "12,5"),
        ("douze", "douze"), ("", ""),
    ],
)  # fmt: skip
def test_numbers_typed_as_texts_lose_their_spaces_and_empty_decimals(typed_in, means):
    assert typed(cell(typed_in), MONTHS) == means


@pytest.mark.parametrize(
    ("number", "means"), [(12, "12"), (12.0, "12"), (12.5, "12.5"), (1e14, "100000000000000")]
)
def test_numbers_are_read_without_an_exponent(number, means):
    assert typed(cell(number, NUMBER), TITLE) == means


def test_days_are_counted_from_1900_or_from_1904():
    assert typed(cell(46_266, NUMBER), DAY) == date(2026, 9, 1)
    assert typed(cell(44_804, NUMBER), DAY, is_1904=True) == date(2026, 9, 1)
    assert typed(cell("46266"), DAY) == date(2026, 9, 1)
    assert typed(cell("46266,0"), DAY) == date(2026, 9, 1)
    assert typed(cell("01/09/2026"), DAY) == "01/09/2026"
    assert typed(cell(date(2026, 9, 1), CellKind.DAY), DAY) == date(2026, 9, 1)


@pytest.mark.parametrize("number", [0, 60, -5, 12.5, 99_999_999, 1e300, float("inf")])
def test_a_number_that_is_no_day_of_our_time_is_refused(number):
    with pytest.raises(InvalidInput, match="cell_no_day"):
        typed(cell(number, NUMBER), DAY)


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (CellKind.FORMULA, "=1+1", "cell_formula"), (CellKind.FAULT, "#N/A", "cell_fault"),
        (CellKind.DAY, date(2026, 1, 2), "cell_not_text"), (CellKind.FLAG, True, "cell_not_text"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(kind, value, code):
    with pytest.raises(InvalidInput, match=code):
        typed(cell(value, kind), MONTHS)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_are_composed(form):
    assert typed(cell(unicodedata.normalize(form, "Médiéval")), TITLE) == "Médiéval"


def test_several_names_may_stand_one_a_line():
    several = field_of("trainings", "families")
    assert typed(cell("\u00a0Famille\u00a0a \r\nFamille b"), several) == "Famille a\nFamille b"


def test_a_text_that_begins_like_a_formula_is_a_text():
    for words in ("=1+1", "+33 1 23", "-", "@SUM(A1)", "=cmd|' /C calc'!A0"):
        assert typed(cell(words), text("x")) == words


def table_of(*rows, columns=("title", "city", "months", "seats:2026", "family:a"), **more):
    made = study()
    at = {n: column_of(made, code) for n, code in enumerate(columns, 1)}
    cells = tuple(
        tuple(v if isinstance(v, SheetCell) else EMPTY if v is None else cell(v) for v in row)
        for row in (columns, *rows)
    )
    read = cell_reader(made, [Texts("fr"), Texts("en")], {})
    return given_table(Grid("Offre", cells, **more), Columns(1, at), read)


def test_rows_are_read_as_people_write_them():
    found = table_of(
        ["Licence", "LILLE", "24,0", "20 à 30", "x"],
        ["Master", "lille", cell(12, NUMBER), "au moins 12", None],
        [None] * 5,
        ["Thèse", None, None, cell(5, NUMBER), cell(True, CellKind.FLAG)],
    )
    assert [row.spot.row for row in found.rows] == [2, 3, 5]
    assert dict(found.rows[0].values) == {
        "title": "Licence", "city": "lille", "months": 24, "seats:2026": Interval(20, 30),
        "family:a": True,
    }  # fmt: skip
    assert dict(found.rows[1].values)["seats:2026"] == Interval(12, None)
    assert dict(found.rows[1].values)["family:a"] is False
    assert dict(found.rows[2].values)["city"] is None
    assert found.told == ()


def test_a_refused_cell_says_where_it_stands_what_stands_there_and_why():
    found = table_of(["Licence", "Atlantis", "douze", "#N/A", None])
    refused = {each.code: each for each in found.rows[0].refused}
    assert {code: (each.cell, each.value) for code, each in refused.items()} == {
        "city": ("B2", "Atlantis"), "months": ("C2", "douze"), "seats:2026": ("D2", "#N/A"),
    }  # fmt: skip
    for each in refused.values():
        assert len(Texts("fr").say(each.said)) > 20
    assert found.rows[0].values == {"title": "Licence", "family:a": False}


def test_the_value_of_a_formula_is_read_and_told_and_one_without_a_value_refused():
    found = table_of(
        ["Licence", None, cell(24, NUMBER, "=12*2"), None, None],
        ["Master", None, cell("=12*2", CellKind.FORMULA, "=12*2"), None, None],
    )
    assert found.rows[0].values["months"] == 24
    assert [(told.cell, told.said.code) for told in found.told] == [("C2", "given.formula")]
    assert [each.cell for each in found.rows[1].refused] == ["C3"]


def test_hidden_rows_are_kept_and_told():
    found = table_of(["Licence"], ["Master"], hidden=frozenset({3}))
    assert [row.values["title"] for row in found.rows] == ["Licence", "Master"]
    assert [(told.spot.row, told.said.code) for told in found.told] == [(3, "given.row_hidden")]


def test_cells_merged_downwards_have_the_value_of_the_first_and_are_told():
    found = table_of(
        ["Licence", "lille"], ["Master", None], ["Thèse", None], merges=(Merge(2, 3, 2, 2),)
    )
    assert [row.values["city"] for row in found.rows] == ["lille", "lille", None]
    assert [(told.cell, told.said.code) for told in found.told] == [("B3", "given.merged")]


def test_cells_merged_across_columns_or_with_the_headings_are_refused():
    across = table_of(["Licence", None, "24"], merges=(Merge(2, 2, 3, 4),))
    assert [(each.cell, each.said.code) for each in across.rows[0].refused] == [
        ("D2", "error.cell_merged")
    ]
    headed = table_of(["Licence", None], merges=(Merge(1, 1_048_576, 2, 2),))
    assert [each.cell for each in headed.rows[0].refused] == ["B2"]


def test_a_merge_over_the_whole_sheet_costs_no_more_than_the_sheet():
    found = table_of(["Licence", None], merges=(Merge(1, 1_048_576, 1, 16_384),))
    assert [each.cell for each in found.rows[0].refused] == ["B2", "C2", "D2", "E2"]


def test_ten_thousand_empty_rows_are_no_rows():
    found = table_of(["Licence"], *([[None] * 5] * 10_000), ["Master"])
    assert [row.spot.row for row in found.rows] == [2, 10_003]


def test_the_last_row_and_column_of_a_sheet_have_their_names():
    assert (a1(1, 1), a1(10, 27), a1(1_048_576, 16_384)) == ("A1", "AA10", "XFD1048576")
