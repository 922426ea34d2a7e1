from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

from planner.messages import Interval, message
from planner.tables.table import Column, Row, Table
from ui.actions.outcome import Outcome, plain
from ui.actions.texts import Texts

TEXTS = Texts("fr")
TABLE = Table(
    "t",
    message("value.yes"),
    (Column("a", message("value.yes")), Column("b", message("value.no"))),
    (Row((1, None)), Row((Fraction(1, 4), Interval(Fraction(2), None)))),
)


def test_values_become_plain_data_and_unknown_is_null():
    assert plain(Fraction(6, 2), TEXTS) == 3
    assert plain(Fraction(1, 4), TEXTS) == 0.25
    assert plain(Interval(Fraction(0), None), TEXTS) == {"low": 0, "high": None}
    assert plain(date(2026, 1, 2), TEXTS) == "2026-01-02"
    assert plain(message("value.yes"), TEXTS) == "oui"
    assert plain(("a", 1, True, None), TEXTS) == ["a", 1, True, None]


def test_a_table_is_a_list_of_rows_by_column_key():
    assert Outcome(tables=(TABLE,)).plain(TEXTS) == [
        {"a": 1, "b": None},
        {"a": 0.25, "b": {"low": 2, "high": None}},
    ]


def test_given_data_come_first_then_files_then_tables_then_sentences(tmp_path):
    said = (message("value.yes"),)
    path = tmp_path / "x"
    assert Outcome(said, (TABLE,), (path,), {"k": 1}).plain(TEXTS) == {"k": 1}
    assert Outcome(said, (TABLE,), (path,)).plain(TEXTS) == {"written": [str(path)]}
    assert Outcome(said).plain(TEXTS) == {"said": ["oui"]}


def test_all_of_it_can_be_written_as_json():
    json.dumps(Outcome(tables=(TABLE,)).plain(TEXTS))
