"""T8: everything hostile that was measured, read as it would come: in a process of its own.

The process is bound to 200 MB and five seconds by the system: a file that needs more would be
refused as too heavy or too slow, which is none of the causes that are expected here.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace

import pytest

from db.exchange.bounds import TABLE
from db.exchange.received import receive
from planner.errors import StudyFileError
from planner.exchange.grids import CellKind, Merge
from tests.db.exchange import workbooks as made
from ui.actions.texts import Texts

BOUNDS = replace(TABLE, memory=200 << 20, seconds=5)
WHOLE = b"A1:XFD1048576"


@pytest.fixture
def plain(tmp_path):
    return made.table(tmp_path / "table.xlsx")


def cell(place, inner=b"<v>1</v>", kind=b"n"):
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
    return b'<row r="%s"><c r="%s" t="%s">%s</c></row>' % (row, place.encode(), kind, inner)


REFUSED = {  # the first few are those that `make test` reads
    "no byte at all": (lambda p: made.as_text(p, b""), "received_empty"),
    "an entity bomb": (made.entity_bomb, "workbook_hostile"),
    "an entity that reads a file": (made.outer_entity, "workbook_hostile"),
    "a cell in the last row": (
        lambda p: made.in_data(p, cell("A1048576")), "workbook_too_many_rows"),
    "a cell in the last column": (
        lambda p: made.in_data(p, cell("XFD9")), "workbook_too_many_columns"),
    "an endless row number": (
        lambda p: made.in_data(p, cell("A99999999999")), "workbook_too_many_rows"),
    "a row number that is none": (
        lambda p: made.in_data(p, b'<row r="x"><c r="A9"><v>1</v></c></row>'), "workbook_damaged"),
    "two cells that span a large sheet": (
        lambda p: made.in_data(p, cell("KM40000")), "workbook_too_large"),
    "merges one over the other": (
        lambda p: made.after_data(
            p, b"<mergeCells>" + b'<mergeCell ref="%s"/>' % WHOLE * 2 + b"</mergeCells>"),
        "workbook_damaged"),
    "more merges than there are cells": (
        lambda p: made.after_data(
            p, b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 11_000 + b"</mergeCells>"),
        "workbook_too_large"),
    "a size told too small": (lambda p: made.lying_size(p, 10), "workbook_damaged"),
    "a size told too large": (lambda p: made.lying_size(p, 1 << 31), "workbook_damaged"),
    "an entry under a password": (made.encrypted_entry, "workbook_locked"),
    "a part that comes twice": (made.twice, "workbook_damaged"),
    "an .xls renamed": (
        lambda p: made.as_text(p, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)),
        "workbook_locked"),
    "a PDF renamed": (lambda p: made.as_text(p, b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"), "table_unknown"),
    "a page of the web renamed": (
        lambda p: made.as_text(p, b"<html><table><tr><td>a</td></tr></table>"), "table_unknown"),
    "a program renamed": (
        lambda p: made.as_text(p, b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)), "table_unknown"),
    "an archive that is no workbook": (
        lambda p: made.rewritten(p, lambda name, data: None if "xl/" in name else data),
        "workbook_not_excel"),
    "a workbook in binary (.xlsb)": (
        lambda p: made.rewritten(
            p, lambda name, data: None if name == "xl/workbook.xml" else data),
        "workbook_not_excel"),
    "a sheet cut in two": (
        lambda p: made.rewritten(
            p, lambda name, data: data[: len(data) // 2] if name == made.SHEET else data),
        "workbook_damaged"),
    "a sheet in UTF-16": (
        lambda p: made.rewritten(
            p, lambda n, d: d.decode().encode("utf-16") if n == made.SHEET else d),
        "workbook_hostile"),
    "a sheet that is not there": (
        lambda p: made.rewritten(p, lambda name, data: None if name == made.SHEET else data),
        "workbook_damaged"),
    "a zip bomb": (made.zip_bomb, "workbook_too_large"),
    "three million texts": (made.many_strings, "workbook_too_large"),
    "elements within elements": (made.deep, "workbook_too_large"),
}  # fmt: skip


@pytest.mark.promise("T8", asked=len(REFUSED), quick=3, unit="files", weight=10)
def test_a_hostile_file_is_refused_for_its_cause_in_one_sentence(figure, tmp_path):
    wrong = {}
    for number, what in enumerate(list(REFUSED)[: figure.count]):
        room = tmp_path / str(number)
        room.mkdir()
        change, code = REFUSED[what]
        path = change(made.table(room / "table.xlsx"))
        if fault := _wrong(path, f"error.{code}"):
            wrong[what] = fault
    assert wrong == {}
    figure.reached(number + 1)


def _wrong(path, code):
    """What is wrong with how a file is refused; nothing where it is refused as it ought to be."""
    before = path.read_bytes()
    try:
        receive(path, bounds=BOUNDS)
    except StudyFileError as error:
        said = error.message
    else:
        return "read"
    sentences = [Texts(language).say(said) for language in ("fr", "en")]
    if any(path.name not in sentence or "\n" in sentence for sentence in sentences):
        return sentences
    if dict(said.values)["path"] != str(path) or path.read_bytes() != before:
        return "another path, or another file"
    return "" if said.code == code else said.code


HARMLESS = {
    "a merge over the whole sheet": lambda p: made.after_data(
        p, b'<mergeCells><mergeCell ref="%s"/></mergeCells>' % WHOLE),
    "a link over the whole sheet": lambda p: made.after_data(
        p, b'<hyperlinks><hyperlink ref="%s" location="x"/></hyperlinks>' % WHOLE),
    "a validation over the whole sheet": lambda p: made.after_data(
        p, b'<dataValidations><dataValidation sqref="%s"/></dataValidations>' % WHOLE),
    "a condition over the whole sheet": lambda p: made.after_data(
        p, b'<conditionalFormatting sqref="%s"/>' % WHOLE),
    "a size of the sheet that lies": lambda p: made.in_sheet(
        p, b'<dimension ref="A1:E4"', b'<dimension ref="%s"' % WHOLE),
    "formats to the end of the sheet": lambda p: made.in_data(
        p, b'<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>'),
    "a macro": lambda p: made.with_part(p, "xl/vbaProject.bin", b"\xcc\x61" + bytes(400)),
    "a link to another file": lambda p: made.with_part(
        p, "xl/externalLinks/externalLink1.xml", b"<externalLink>\\\\server\\share</externalLink>"),
    "a drawing that is not well formed": lambda p: made.with_part(
        p, "xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>"),
}  # fmt: skip


@pytest.mark.promise("T8", asked=len(HARMLESS), quick=2, unit="files", weight=3)
def test_what_only_looks_huge_or_strange_is_read_like_any_table(figure, tmp_path):
    before = receive(made.table(tmp_path / "table.xlsx"), bounds=BOUNDS).grids
    assert len(before[0].rows) == 4
    for number, what in enumerate(list(HARMLESS)[: figure.count]):
        path = HARMLESS[what](made.table(tmp_path / f"{number}.xlsx"))
        after = receive(path, bounds=BOUNDS).grids
        assert [grid.rows for grid in after] == [grid.rows for grid in before], what
        figure.reached(number + 1)


def test_a_merge_over_the_whole_sheet_is_told(plain):
    path = HARMLESS["a merge over the whole sheet"](plain)
    assert receive(path, bounds=BOUNDS).grids[0].merges == (Merge(1, 1048576, 1, 16384),)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds the memory of a process")
@pytest.mark.promise("T8", asked=1, quick=0, unit="files", weight=5)
def test_a_file_that_needs_more_memory_than_allowed_is_refused(figure, plain):
    path = made.broad(plain)
    with pytest.raises(StudyFileError) as caught:
        receive(path, bounds=replace(TABLE, memory=70 << 20))
    assert caught.value.message.code == "error.received_heavy"
    assert dict(caught.value.message.values)["n"] == 70
    assert len(receive(path, bounds=replace(TABLE, memory=512 << 20)).grids[0].rows) == 11_999
    figure.reached(1)


def test_nothing_is_left_behind_by_a_refusal(plain, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    receive(plain, bounds=BOUNDS)
    assert list(room.iterdir()) == []
    with pytest.raises(StudyFileError):
        receive(made.as_text(tmp_path / "x.xlsx", b"PK"), bounds=BOUNDS)
    assert list(room.iterdir()) == []


def test_a_link_and_a_path_are_texts(plain):
    path = made.in_data(
        plain,
        cell("A9", b"<is><t>\\\\server\\share\\x</t></is>", b"inlineStr")
        + cell("A10", b'<f>HYPERLINK("http://x.invalid/")</f><v>x</v>', b"str"),
    )
    rows = receive(path, bounds=BOUNDS).grids[0].rows
    assert rows[8][0].value == "\\\\server\\share\\x"
    assert (rows[9][0].kind, rows[9][0].value) == (CellKind.TEXT, "x")
    assert rows[9][0].formula == '=HYPERLINK("http://x.invalid/")'
