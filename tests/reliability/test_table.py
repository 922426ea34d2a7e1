"""The table of promises says when a figure was not reached."""

from __future__ import annotations

import pytest

from tests.reliability import __main__ as table
from tests.reliability.__main__ import row_of, told
from tests.reliability.promise import Line


def line(key: str = "T1", reached: int = 1000, outcome: str = "passed") -> Line:
    return Line(key, "a kill loses nothing", reached, 1000, "kills", 61.25, outcome)


def test_a_promise_holds_where_its_test_passed_and_got_as_far_as_asked() -> None:
    assert line().held
    assert not line(reached=999).held
    assert not line(outcome="failed").held


def test_promises_stand_in_the_order_of_the_catalogue() -> None:
    assert sorted([line("T10"), line("T2")], key=lambda one: one.order)[0].key == "T2"


@pytest.mark.parametrize(
    ("made", "word"),
    [(line(), "held"), (line(reached=7), "**short**"), (line(outcome="failed"), "**failed**")],
)
def test_the_table_says_what_was_reached_and_what_was_not(made: Line, word: str) -> None:
    assert told([row_of(made)]).splitlines()[-1].split(" | ")[4] == word


def test_a_run_of_some_files_replaces_their_lines_alone(tmp_path, monkeypatch) -> None:
    document = tmp_path / "reliability.md"
    document.write_text(f"before\n{table.BEGIN}\n{table.END}\nafter\n", encoding="utf-8")
    monkeypatch.setattr(table, "DOCUMENT", document)
    table.keep([row_of(line("T2")), row_of(line("T10"))], 60, is_whole=True)
    table.keep([row_of(line("T2", reached=7)), row_of(line("T1"))], 5, is_whole=False)
    rows = [row for row in document.read_text(encoding="utf-8").splitlines() if row[:3] == "| T"]
    assert [(row.split(" | ")[0], row.split(" | ")[4]) for row in rows] == [
        ("| T1", "held"), ("| T2", "**short**"), ("| T10", "held"),
    ]  # fmt: skip
    assert document.read_text(encoding="utf-8").endswith("after\n")
    table.keep([row_of(line("T3"))], 60, is_whole=True)
    assert "| T10" not in document.read_text(encoding="utf-8")
