"""Files that came by mail: copied, read in a process of their own, stopped when asked."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from db.exchange import reader_process, received
from db.exchange.bounds import TABLE
from db.exchange.received import receive
from db.exchange.wire import grids_of, lines_of
from db.exchange.workbook_file import read_workbook
from planner.errors import StudyFileError
from planner.exchange.grids import EMPTY, CellKind, Grid, Merge, SheetCell
from planner.watch import Cancelled, Watch
from tests.db.exchange import workbooks as made
from tests.tries import tries


@pytest.fixture
def plain(tmp_path):
    return made.table(tmp_path / "table.xlsx")


def test_a_file_is_told_with_its_name_and_the_digest_of_its_bytes(plain):
    before = plain.read_bytes()
    found = receive(plain)
    assert (found.path, found.name) == (plain, "table.xlsx")
    assert found.digest == hashlib.sha256(before).hexdigest()
    assert [grid.name for grid in found.grids] == ["Formations", "Notes"]
    assert plain.read_bytes() == before


def test_what_the_process_hands_over_is_what_it_read(plain):
    assert receive(plain).grids == read_workbook(plain, TABLE)


def test_a_macro_workbook_and_a_text_are_known_by_their_content(plain, tmp_path):
    macro = plain.rename(tmp_path / "table.xlsm")
    assert receive(macro).grids[0].rows[1][0].value == "Licence 0"
    path = tmp_path / "offre.tsv"
    path.write_text("Intitulé\tVille\nLicence\tLille\n", encoding="cp1252")
    (grid,) = receive(path).grids
    assert (grid.name, grid.rows[0][0].value) == ("offre", "Intitulé")


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(StudyFileError) as caught:
        receive(tmp_path / "nothing.xlsx")
    assert caught.value.message.code == "error.workbook_unreadable"


def test_a_file_that_takes_too_long_is_given_up_and_its_process_ended(plain, monkeypatch):
    ended = slow(monkeypatch)
    with pytest.raises(StudyFileError) as caught:
        receive(plain, bounds=replace(TABLE, seconds=0.2))
    assert caught.value.message.code == "error.received_slow"
    assert [process.poll() is not None for process in ended] == [True]


def test_reading_can_be_stopped_by_the_user(plain, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = slow(monkeypatch)
    seen = []
    watch = Watch(lambda done, code: (seen.append(code), len(seen) > 2 and watch.cancel()))
    with pytest.raises(Cancelled):
        receive(plain, watch)
    assert set(seen) == {"receive.reading"}
    assert [process.poll() is not None for process in ended] == [True]
    assert [path.name for path in tmp_path.iterdir()] == ["table.xlsx"]


def slow(monkeypatch):
    """Let the process sleep instead of reading; the processes that were started."""
    started = []

    def start(path, words):
        process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        started.append(process)
        return process

    monkeypatch.setattr(received, "_started", start)
    return started


@pytest.mark.parametrize("lines", ["", "{}", '{"code": 1}', "[]", '{"sheets": 1}\n'])
def test_what_is_handed_over_in_part_is_not_believed(plain, monkeypatch, lines):
    def start(path, words):
        code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"
        return subprocess.Popen([sys.executable, "-c", code, words[1], lines])

    monkeypatch.setattr(received, "_started", start)
    with pytest.raises(StudyFileError) as caught:
        receive(plain)
    assert caught.value.message.code == "error.received_heavy"


def test_the_program_of_a_bundle_is_that_process_too(plain, tmp_path):
    out = tmp_path / "lines"
    words = reader_process.words_for(plain, out, plain.name, TABLE)
    command = [sys.executable, "-m", "ui.start", reader_process.FLAG, *words]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run(command, env=environment, check=False).returncode == 0
    with out.open(encoding="utf-8") as lines:
        assert next(lines) == '{"sheets": 2}\n'
        assert tuple(grids_of(lines)) == read_workbook(plain, TABLE)


def test_days_of_1904_are_the_same_days(tmp_path):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([date(2026, 9, 1), 44_804])
    book.save(tmp_path / "mac.xlsx")
    (grid,) = receive(tmp_path / "mac.xlsx").grids
    assert grid.is_1904
    assert [cell.value for cell in grid.rows[0]] == [date(2026, 9, 1), 44_804]


def test_errors_formulas_and_hidden_rows_are_told(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["a", "=1+1", "#N/A", "#N/A"])
    sheet["C1"].data_type = "e"
    sheet["D1"].data_type = "s"
    sheet.append(["b"])
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("Cachée").sheet_state = "veryHidden"
    book.save(tmp_path / "t.xlsx")
    path = made.in_sheet(tmp_path / "t.xlsx", b"</f><v />", b"</f><v>2</v>")
    path = made.in_sheet(path, b"</f><v></v>", b"</f><v>2</v>")
    one, two = receive(path).grids
    assert one.rows[0][1] == SheetCell(CellKind.NUMBER, 2, "=1+1")
    assert one.rows[0][2] == SheetCell(CellKind.FAULT, "#N/A")
    assert one.rows[0][3] == SheetCell(CellKind.TEXT, "#N/A")
    assert (one.hidden, one.is_hidden, two.is_hidden) == (frozenset({2}), False, True)


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell(plain):
    row = b'<row r="9"><c r="A9" t="str"><f>""</f><v></v></c><c r="B9"><f>A1</f></c></row>'
    grid = receive(made.in_data(plain, row)).grids[0]
    assert grid.cell(9, 1) == EMPTY
    assert grid.cell(9, 2) == SheetCell(CellKind.FORMULA, "=A1", "=A1")


def test_a_plain_sheet_and_the_same_with_a_hidden_row_hold_the_same_cells(plain):
    """The quick survey and the full one agree."""
    hidden = made.in_sheet(plain, b'<row r="2">', b'<row r="2" hidden="true">')
    one, other = read_workbook(plain, TABLE)[0], read_workbook(hidden, TABLE)[0]
    assert other.hidden == frozenset({2})
    assert one.rows == other.rows


@pytest.mark.parametrize("old", [b' r="A2"', b' r="2"', b' r="B3"'])
def test_cells_and_rows_that_do_not_say_where_they_stand_are_where_they_come(plain, old):
    path = made.in_sheet(plain, old, b"")
    assert read_workbook(path, TABLE) == read_workbook(plain, TABLE)


VALUES = st.one_of(
    st.just(EMPTY),
    st.text(min_size=1).map(lambda text: SheetCell(CellKind.TEXT, text)),
    st.integers(-(10**15), 10**15).map(lambda n: SheetCell(CellKind.NUMBER, n)),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda n: SheetCell(CellKind.NUMBER, n)),
    st.booleans().map(lambda flag: SheetCell(CellKind.FLAG, flag)),
    st.dates().map(lambda day: SheetCell(CellKind.DAY, day)),
    st.just(SheetCell(CellKind.FAULT, "#REF!")),
    st.just(SheetCell(CellKind.FORMULA, "=A1", "=A1")),
    st.just(SheetCell(CellKind.NUMBER, 2, "=1+1")),
)


@tries(200)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3).map(tuple), max_size=5).map(tuple))
def test_any_sheet_is_handed_over_whole(rows):
    grid = Grid("é\n", rows, (Merge(1, 2, 3, 4),), frozenset({2}), is_hidden=True, is_1904=True)
    lines = list(lines_of((grid, grid)))
    assert all("\n" not in line for line in lines)
    assert tuple(grids_of(lines)) == (grid, grid)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@tries(60)
@given(st.lists(st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans(), DAYS), min_size=1))
def test_what_openpyxl_writes_is_read_back_as_it_was(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("book") / "t.xlsx"
    book = Workbook()
    for place, value in enumerate(values, 1):
        cell = book.active.cell(1, place, value)
        if isinstance(value, str):
            cell.data_type = "s"
    book.save(path)
    (grid,) = read_workbook(path, replace(TABLE, columns=500))
    assert [cell.value for cell in grid.rows[0]] == values


def test_moments_and_lengths_of_time_are_no_values(tmp_path):
    book = Workbook()
    book.active.append([datetime(2026, 9, 1, 8), timedelta(hours=30), "x"])
    book.save(tmp_path / "t.xlsx")
    (grid,) = read_workbook(tmp_path / "t.xlsx")
    assert [cell.kind for cell in grid.rows[0]] == [CellKind.FAULT, CellKind.FAULT, CellKind.TEXT]
