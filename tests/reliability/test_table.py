"""The table of promises says when a figure was not reached."""

from __future__ import annotations

import pytest

from tests.reliability.__main__ import told
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
    assert told([made]).splitlines()[-1].split(" | ")[4] == word
