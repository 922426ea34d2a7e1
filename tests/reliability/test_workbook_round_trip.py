"""T9: what goes out in a workbook or a text comes back as it was, or is refused before."""

from __future__ import annotations

import re
import tempfile
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.exchange.bounds import TABLE
from db.exchange.csv_file import read_csv
from db.exchange.workbook_file import read_workbook
from exports.institution_workbook import Form, write_institution_workbook
from exports.table_file import Origin, write_table_file
from exports.xlsx_text import CELL_LIMIT
from planner.errors import ExportError
from planner.exchange.form import form_tables
from planner.exchange.given import given_table
from planner.exchange.grids import CellKind
from planner.exchange.replies import Reply, RowFate, compare
from planner.exchange.sent import base_of, base_text, sent
from planner.fields import LONG
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.text import clean, unwritable
from tests.build import study, training
from ui.actions.exchange_cells import cell_reader
from ui.actions.texts import Texts

FRENCH = Texts("fr")
DAY = date(2026, 1, 15)
IN_ONE = 5  # rows of a table, each an example of its own
ORIGIN = Origin("Étude", DAY, "f" * 64)
HEADS = ("=", "+", "-", "@", "\t", "\r", "'", "=1+1", "_x0041_", "#N/A", "TRUE", "1e5", "é", "\n")

anything = st.one_of(
    st.text(max_size=30),
    st.builds("".join, st.tuples(st.sampled_from(HEADS), st.text(max_size=8))),
    st.text("e\u0301\u0327à\u202f\u00a0 😀\u200d\u202eأب=x_0041", max_size=20),
)
numbers = st.one_of(
    st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False, width=64)
)
days = st.dates(date(1850, 1, 1), date(9999, 12, 31))
SAID = message("name.as_written", name="Colonne")
COLUMNS = (
    Column("text", SAID), Column("number", SAID, Format.DECIMAL), Column("day", SAID, Format.DATE)
)  # fmt: skip


def in_tables(figure):
    """As many tables as make the rows that are asked."""
    return settings(max_examples=figure.count // IN_ONE, deadline=None)


def fit(text: str) -> str:
    """What a cell can hold of a text: composed, without what no format of ours carries."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", "".join(sign for sign in lines if not unwritable(sign)))


def written(room, name, rows):
    path = Path(room) / name
    write_table_file(
        Table("t", message("name.as_written", name="Titre"), COLUMNS, tuple(map(Row, rows))),
        path,
        FRENCH,
        ORIGIN,
    )
    return path


def live(path) -> bool:
    """Whether any cell of a workbook would be calculated."""
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return any(re.search(rb"<f[\s/>]", archive.read(name)) for name in sheets)


def found(grid, row):
    """The cells of the table's row in the sheet, below its title, origin and headings."""
    heads = next(n for n, cells in enumerate(grid.rows) if cells[0].value == "Colonne")
    return grid.rows[heads + 1 + row]


def as_told(cell, number) -> bool:
    """Whether a cell tells that number; those beyond fifteen digits stand there as text."""
    if cell.kind is CellKind.TEXT:
        return int(cell.value) == number
    return float(cell.value) == float(number)


@pytest.mark.promise("T9", asked=2_500, quick=50, unit="rows", weight=30)
def test_a_table_comes_back_from_a_workbook_as_it_went(figure):
    tried = 0

    @in_tables(figure)
    @given(st.lists(st.tuples(anything, numbers, days), min_size=IN_ONE, max_size=IN_ONE))
    def holds(rows):
        nonlocal tried
        with tempfile.TemporaryDirectory() as room:
            path = written(room, "t.xlsx", rows)
            (grid,) = read_workbook(path, TABLE)
            assert not live(path)
        for place, (text, number, day) in enumerate(rows):
            cells = found(grid, place)
            assert (cells[0].value or "") == fit(text)
            assert as_told(cells[1], number)
            told = cells[2].value
            assert (told if isinstance(told, date) else date.fromisoformat(told)) == day
        if any(unwritable(sign) for row in rows for sign in fit(row[0])):
            assert FRENCH.say("workbook.section.losses") in str(grid.rows)
        tried += len(rows)

    holds()
    figure.reached(tried)


@pytest.mark.promise("T9", asked=1_000, quick=50, unit="rows", weight=10)
def test_a_table_comes_back_from_a_text_of_cells_and_no_cell_is_taken_for_a_formula(figure):
    tried = 0

    @in_tables(figure)
    @given(st.lists(st.tuples(anything, numbers, days), min_size=IN_ONE, max_size=IN_ONE))
    def holds(rows):
        nonlocal tried
        with tempfile.TemporaryDirectory() as room:
            (grid,) = read_csv(written(room, "t.csv", rows))
        for place, (text, number, day) in enumerate(rows, 1):
            said, told, on = (str(cell.value or "") for cell in grid.rows[place])
            kept = fit(text)
            kept = f"'{kept}" if kept.startswith(tuple("=+-@\t\r'")) else kept
            assert said == (kept if kept.strip() else "")  # spaces alone say nothing
            assert float(told.replace(",", ".")) == float(number)
            assert date.fromisoformat(on) == day
        tried += len(rows)

    holds()
    figure.reached(tried)


def reply_to(made, room):
    """What comes of a workbook that is sent back untouched: the fate of each row."""
    sheet = sent(made, "ens", (2026,))
    out = Path(room) / "ens.xlsx"
    write_institution_workbook(Form(made, sheet, "mai-1", "2026", DAY), out, FRENCH)
    assert not live(out)
    read = cell_reader(made, [FRENCH, Texts("en")], {})
    tables = form_tables(made, read_workbook(out, TABLE))
    rows = [row for each in tables for row in given_table(each.grid, each.columns, read).rows]
    back = compare(made, Reply("ens", tuple(rows), base_of(base_text(sheet))))
    return [row.fate for row in back.rows]


texts = anything.map(lambda text: clean(fit(text)) or "x")


@pytest.mark.promise("T9", asked=1_500, quick=30, unit="rows", weight=30)
def test_whatever_an_institution_is_sent_comes_back_as_it_was_sent(figure):
    tried = 0

    @in_tables(figure)
    @given(st.lists(st.tuples(texts, texts), min_size=IN_ONE, max_size=IN_ONE))
    def holds(rows):
        nonlocal tried
        told = [
            training(f"t{n}", title=title, comment=comment, duration=title)
            for n, (title, comment) in enumerate(rows)
        ]
        with tempfile.TemporaryDirectory() as room:
            assert reply_to(study(trainings=told), room) == [RowFate.IDENTICAL] * IN_ONE
        tried += len(rows)

    holds()
    figure.reached(tried)


EDGES = {
    "a sign less than a cell holds": ("a" * (CELL_LIMIT - 1), True),
    "as much as a cell holds": ("a" * CELL_LIMIT, True),
    "a sign more than a cell holds": ("a" * (CELL_LIMIT + 1), False),
    "emoji that count as two, in their bounds": ("😀" * (CELL_LIMIT // 2), True),
    "emoji that count as two, beyond": ("😀" * 20_000, False),
    "accents that are composed into the bounds": ("e\u0301" * CELL_LIMIT, True),
    "what looks like an escape, within": ("_x0041_" * 2_000, True),
    "what looks like an escape, too long once it is escaped": ("_x0041_" * 4_000, False),
}


@pytest.mark.promise("T9", asked=len(EDGES), quick=len(EDGES), unit="lengths", weight=2)
@pytest.mark.parametrize("doors", ["a table", "an institution"])
def test_a_text_at_the_edge_of_a_cell_is_whole_or_told(figure, tmp_path, doors):
    for number, (text, fits) in enumerate(EDGES.values(), 1):
        if doors == "a table":
            (grid,) = read_workbook(written(tmp_path, f"{number}.xlsx", [(text, 1, DAY)]), TABLE)
            told = found(grid, 0)[0].value
            assert (told == fit(text)) is fits
            assert (FRENCH.say("workbook.section.losses") in str(grid.rows)) is not fits
        else:
            kept = clean(fit(text))[:LONG]  # no field of the study holds more
            fits = fits or len(text) > len(kept)
            _sent_whole_or_not_at_all(tmp_path / str(number), kept, fits)
        figure.reached(number)


def _sent_whole_or_not_at_all(room, text, fits):
    room.mkdir()
    made = study(trainings=[training("t1", comment=text)])
    if fits:
        assert reply_to(made, room) == [RowFate.IDENTICAL]
        return
    with pytest.raises(ExportError) as caught:
        reply_to(made, room)
    assert text[:40] in FRENCH.say(caught.value.message)
    assert list(room.iterdir()) == []
