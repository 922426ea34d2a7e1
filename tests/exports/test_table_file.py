"""A table as a file of its own: what a text of cells says, sign by sign."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from exports.table_file import Origin, write_table_file
from planner.messages import message
from planner.tables.table import Column, Row, Table
from ui.actions.texts import Texts

SAID = message("name.as_written", name="Colonne")


def in_csv(path, value):
    table = Table("t", SAID, (Column("c", SAID),), (Row((value,)),))
    write_table_file(table, path, Texts("fr"), Origin("Étude", date(2026, 1, 1), "f"))
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))[1][0]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("=1+1", "'=1+1"),
        ("-cmd|x", "'-cmd|x"),
        ("-0", "'-0"),  # a text that a spreadsheet would make another
        (-(10**17), "-100000000000000000"),  # a number, however long, is no formula
        ("_x0041_", "_x0041_"),  # the escape is one of workbooks alone
        ("_x005F_x0041_", "_x005F_x0041_"),
    ],
)
def test_a_text_of_cells_says_what_the_table_says_and_no_formula(tmp_path, value, told):
    assert in_csv(tmp_path / "t.csv", value) == told
