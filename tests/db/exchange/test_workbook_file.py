"""Workbooks that are damaged, hostile or no workbooks: one sentence, in reasonable time."""

from __future__ import annotations

import random
import zipfile
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from db.exchange.bounds import REFERENTIAL
from db.exchange.workbook_file import read_workbook
from planner.errors import StudyFileError
from planner.exchange.grids import CellKind, Merge
from ui.actions.texts import Texts


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.xlsx"
    book = Workbook()
    sheet = book.active
    sheet.title = "Une"
    sheet.append(["texte", 12, 1.5, True, date(2026, 11, 2), datetime(2026, 11, 2, 8), time(8)])
    sheet.append(["=1+1", "#N/A", None, "x"])
    sheet["A2"].data_type = "f"
    sheet["B2"].data_type = "e"
    sheet.merge_cells("A4:B5")
    book.create_sheet("Deux")
    book.save(path)
    return path


def refused(path, bounds=REFERENTIAL):
    with pytest.raises(StudyFileError) as caught:
        read_workbook(path, bounds)
    said = caught.value.message
    assert str(path) in Texts("fr").say(said)
    assert Texts("en").say(said)
    return said.code.removeprefix("error.workbook_")


def test_cells_are_read_as_they_stand(plain):
    one, two = read_workbook(plain)
    assert (one.name, two.name, two.rows) == ("Une", "Deux", ())
    first, second = one.rows[:2]
    assert [cell.kind for cell in first] == [
        CellKind.TEXT, CellKind.NUMBER, CellKind.NUMBER, CellKind.FLAG, CellKind.DAY,
        CellKind.FAULT, CellKind.FAULT,
    ]  # fmt: skip
    assert [cell.value for cell in first[:5]] == ["texte", 12, 1.5, True, date(2026, 11, 2)]
    assert [cell.kind for cell in second[:4]] == [
        CellKind.FORMULA, CellKind.FAULT, CellKind.EMPTY, CellKind.TEXT,
    ]  # fmt: skip
    assert one.merges == (Merge(4, 5, 1, 2),)


def rewritten(path, change):
    """The archive with its entries passed through ``change(name, bytes)``; None leaves one out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    target = path.with_name("changed.xlsx")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            new = change(name, data)
            if new is not None:
                archive.writestr(name, new)
    return target


def in_sheet(path, old, new):
    return rewritten(path, lambda name, data: data.replace(old, new) if "sheet1" in name else data)


BOMB = b'<!DOCTYPE x [<!ENTITY a "b">]>'


def test_document_types_and_entities_are_refused(plain):
    def spoil(name, data):
        return data.replace(b"<worksheet", BOMB + b"<worksheet") if "sheet1" in name else data

    assert refused(rewritten(plain, spoil)) == "hostile"
    utf16 = lambda name, data: data.decode().encode("utf-16") if "sheet1" in name else data  # noqa: E731
    assert refused(rewritten(plain, utf16)) == "hostile"


def test_what_is_no_workbook_is_said_so(tmp_path, plain):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK nothing")
    assert refused(path) == "not_excel"
    path.write_bytes(b"")
    assert refused(path) == "not_excel"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refused(path) == "locked"
    assert refused(tmp_path / "nothing.xlsx") == "unreadable"
    without = rewritten(plain, lambda name, data: None if name == "xl/workbook.xml" else data)
    assert refused(without) == "not_excel"


def test_a_damaged_workbook_is_said_so(plain):
    assert refused(in_sheet(plain, b"</row>", b"")) == "damaged"
    cut = plain.with_name("cut.xlsx")
    cut.write_bytes(plain.read_bytes()[:-200])
    assert refused(cut) == "not_excel"


def test_bombs_are_refused_before_they_are_unpacked(plain):
    blank = rewritten(
        plain, lambda name, data: data + b" " * (40 << 20) if "sheet1" in name else data
    )
    assert blank.stat().st_size < 1 << 20
    assert refused(blank) == "too_large"
    strings = b"<sst>" + b"<si><t/></si>" * 1_000_000 + b"</sst>"
    many = rewritten(plain, lambda name, data: strings if "styles" in name else data)
    assert refused(many) == "too_large"


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<row r="9000"><c r="A9000" t="inlineStr"><is><t>x</t></is></c></row>',
        b'<row r="9"><c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row>',
    ],
)
def test_cells_far_away_are_an_error_and_never_a_cut(plain, row):
    path = in_sheet(plain, b"</sheetData>", row + b"</sheetData>")
    assert refused(path) == ("too_many_columns" if b"XFD" in row else "too_many_rows")


def test_formatted_cells_far_away_cost_nothing(plain):
    row = b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    found = read_workbook(in_sheet(plain, b"</sheetData>", row + b"</sheetData>"))
    assert len(found[0].rows) == 2


def test_a_merge_over_the_whole_sheet_costs_nothing(plain):
    path = in_sheet(plain, b'ref="A4:B5"', b'ref="A1:XFD1048576"')
    assert read_workbook(path)[0].merges == (Merge(1, 1048576, 1, 16384),)


def test_too_many_rows_are_an_error_and_never_a_cut(plain):
    assert refused(plain, replace(REFERENTIAL, rows=1)) == "too_many_rows"
    assert refused(plain, replace(REFERENTIAL, columns=4)) == "too_many_columns"
    assert refused(plain, replace(REFERENTIAL, area=5)) == "too_large"


def test_any_mutated_workbook_is_read_or_refused_by_us(plain):
    data = plain.read_bytes()
    chance = random.Random(5)
    outcomes = set()
    for _ in range(150):
        mutated = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        path = plain.with_name("mutated.xlsx")
        path.write_bytes(mutated)
        try:
            read_workbook(path)
            outcomes.add("read")
        except StudyFileError as error:
            outcomes.add(error.message.code)
    assert len(outcomes) > 1
