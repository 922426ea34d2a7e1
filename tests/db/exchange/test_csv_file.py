"""Tables in text files: separators, encodings, quotes, bounds; never a formula."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.exchange.bounds import TABLE
from db.exchange.csv_file import is_text, read_csv, separator
from planner.errors import StudyFileError
from planner.exchange.grids import CellKind
from tests.tries import tries
from ui.actions.texts import Texts

ROWS = [["Intitulé", "Ville", "Coût"], ["Licence « IA »", "Lille", "1 200,50"], ["b", "", "3,5"]]


def written(path, apart, encoding, rows=ROWS):
    lines = [apart.join(f'"{cell}"' if apart in cell else cell for cell in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def values(grid):
    return [["" if cell.value is None else cell.value for cell in row] for row in grid.rows]


@pytest.mark.parametrize("apart", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
def test_separators_and_encodings_are_found_out(tmp_path, apart, encoding):
    path = tmp_path / "t.csv"
    written(path, apart, encoding)
    if encoding == "utf-16-be":
        path.write_bytes(b"\xfe\xff" + path.read_bytes())
    (grid,) = read_csv(path, name="t")
    assert grid.name == "t"
    assert values(grid) == ROWS


def test_a_quote_holds_separators_and_lines(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('a;"b;c\r\nd ""e"""\n\n1;2\n;\n', encoding="utf-8", newline="")
    (grid,) = read_csv(path)
    assert values(grid) == [["a", 'b;c\nd "e"'], ["", ""], ["1", "2"]]


def test_the_line_that_names_the_separator_is_believed_and_rows_keep_their_numbers(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("sep=,\na,b;c\n", encoding="utf-8")
    (grid,) = read_csv(path)
    assert values(grid) == [["", ""], ["a", "b;c"]]


def test_decimal_commas_do_not_part_cells():
    assert separator("a;b\n1,5;2,5\n3;4,5\n") == ";"
    assert separator("titre\tcoût\nL, M\t1,5\n") == "\t"
    assert separator("seule\n") == ";"


def test_what_looks_like_a_formula_is_a_text(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("=1+1;@x;+33;-1;=cmd|' /C'!A0\n", encoding="utf-8")
    (grid,) = read_csv(path)
    assert {cell.kind for cell in grid.rows[0]} == {CellKind.TEXT}
    assert values(grid) == [["=1+1", "@x", "+33", "-1", "=cmd|' /C'!A0"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'a;"b\n' + b"c;d\n" * 100, "csv_damaged"),
        (b'a;b"c"\nd;"e"f\n', "csv_damaged"),
        (b"a;" + b"x" * 40_000, "csv_damaged"),
        (b"caf\xe9;\x81\n", "csv_encoding"),
        (b"\xff\xfea\xd8", "csv_encoding"),
        (b"a;b\n" * 6, "csv_too_large"),
        (b"a;b;c;d\n", "csv_too_large"),
    ],
)
def test_a_text_that_is_damaged_or_beyond_the_bounds_is_refused_whole(tmp_path, data, code):
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    rows = 5 if code == "csv_too_large" else 1_000
    with pytest.raises(StudyFileError) as caught:
        read_csv(path, replace(TABLE, rows=rows, columns=3))
    assert caught.value.message.code == f"error.{code}"
    assert str(path) in Texts("fr").say(caught.value.message)


def test_what_no_table_begins_with_is_no_text():
    for head in (b"", b" \n", b"%PDF-1.7", b"<html>", b"{\\rtf1", b"MZ\x90\x00", b"\x00\x01"):
        assert not is_text(head)
    assert is_text("é;b".encode())
    assert is_text("é;b".encode("utf-16"))


def test_a_comma_among_quoted_cells_parts_nothing(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('"";""\n"";"";","\n"";"";"";","', encoding="utf-8")
    (grid,) = read_csv(path)
    assert values(grid) == [["", "", "", ""], ["", "", ",", ""], ["", "", "", ","]]


CELL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters='\u2028\u2029"'), max_size=12
).filter(lambda text: text == "" or text.strip() != "")


@tries(200)
@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=2, max_size=6))
def test_what_a_spreadsheet_writes_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    lines = [";".join(f'"{cell}"' for cell in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode("utf-8-sig"))
    (grid,) = read_csv(path)
    width = max(map(len, rows))
    padded = [row + [""] * (width - len(row)) for row in rows]
    while padded and not any(padded[-1]):
        padded.pop()
    assert values(grid) == [row[: len(grid.rows[0])] for row in padded]
