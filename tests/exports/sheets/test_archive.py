from __future__ import annotations

import io
from datetime import date
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from exports.sheets.archive import save_steadily

ROWS = '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'


def saved(on=date(2026, 11, 22), rows=ROWS):
    workbook = Workbook()
    workbook.active.title = "Une"
    workbook.active["A1"] = "de openpyxl"
    stream = io.BytesIO()
    save_steadily(workbook, {"Une": lambda: rows}, stream, on)
    return stream


def test_a_sheet_gets_its_rows_in_place_of_those_of_openpyxl():
    assert load_workbook(saved())["Une"]["A1"].value == 7


def test_rows_may_hold_what_a_pattern_would_take_for_a_group():
    rows = ROWS.replace("<v>7</v>", '<v>7</v><extLst n="\\1 \\g&lt;0&gt;"/>')
    assert b"\\1 \\g" in ZipFile(saved(rows=rows)).read("xl/worksheets/sheet1.xml")


def test_every_entry_bears_the_day_and_no_other():
    archive = ZipFile(saved())
    assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 22, 0, 0, 0)}
    assert {entry.create_system for entry in archive.infolist()} == {0}
    assert archive.testzip() is None


def test_the_properties_bear_the_day():
    properties = load_workbook(saved()).properties
    assert properties.created.date() == properties.modified.date() == date(2026, 11, 22)


def test_a_day_before_archives_is_written_as_their_first_one():
    entry = ZipFile(saved(on=date(1912, 1, 1))).infolist()[0]
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)


def test_a_sheet_without_rows_of_openpyxl_is_a_broken_promise(monkeypatch):
    monkeypatch.setattr("exports.sheets.archive._ROWS_OF_OPENPYXL", __import__("re").compile(b"x^"))
    with pytest.raises(ValueError, match="rows element"):
        saved()
