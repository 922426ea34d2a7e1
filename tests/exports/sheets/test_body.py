from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from exports.sheets.body import Body
from exports.sheets.looks import Look, Looks
from exports.xlsx_text import CellText


@pytest.fixture
def looks():
    return Looks(Workbook(), "fr")


def body(*held, look=Look.TEXT):
    return Body([[(look, value) for value in held]])


def test_a_bare_text_is_refused_since_it_did_not_come_through_the_gate(looks):
    with pytest.raises(TypeError, match="xlsx_text"):
        body("=1+1").xml(looks)


def test_a_text_is_escaped_and_never_a_formula(looks):
    xml = body(CellText("=A1 & <b>")).xml(looks)
    assert "=A1 &amp; &lt;b&gt;</t>" in xml
    assert 't="inlineStr"' in xml
    assert "<f>" not in xml


@pytest.mark.parametrize(
    ("day", "serial"),
    [(date(1901, 1, 1), 367), (date(2020, 2, 29), 43890), (date(9999, 12, 31), 2958465)],
)
def test_days_count_as_spreadsheets_count_them(looks, day, serial):
    assert f"<v>{serial}</v>" in body(day).xml(looks)


def test_an_empty_cell_keeps_its_look(looks):
    assert body(None).xml(looks).count("<c ") == 1
    assert "<v>" not in body(None).xml(looks)


def test_a_row_has_the_height_that_was_set(looks):
    made = body(1)
    made.heights[1] = 26.5
    assert '<row r="1" ht="26.5" customHeight="1">' in made.xml(looks)


def test_cells_are_counted_from_a1_and_may_look_otherwise_later(looks):
    made = Body([[(Look.TEXT, CellText("a")), (Look.INTEGER, 2)], []])
    made.look_again(1, 1, Look.LINK)
    assert made.held(1, 2) == 2
    assert made.width == 2
    assert f'<c r="A1" s="{looks.styles[Look.LINK]}"' in made.xml(looks)


def test_every_look_has_a_style_of_its_own_kind(looks):
    assert set(looks.styles) == set(looks.quoted_styles) == set(Look)
    assert all(looks.styles[look] != looks.quoted_styles[look] for look in Look)
