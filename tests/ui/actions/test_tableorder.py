from __future__ import annotations

from fractions import Fraction

import pytest

from planner.messages import Interval, message
from planner.tables.table import Column, Format, Row, Table
from ui.actions.tableorder import found, ordered, with_columns
from ui.actions.texts import Texts

HEADING = message("page.trainings")


def between(low, high):
    return Interval(Fraction(low), None if high is None else Fraction(high))


def table():
    columns = (
        Column("name", HEADING),
        Column("count", HEADING, Format.INTEGER),
        Column("seats", HEADING, Format.INTERVAL),
        Column("names", HEADING),
    )
    rows = (
        ("Été à Lille", 20, between(5, None), ("b",)),
        ("arras", None, between(5, 9), ("a", "c")),
        ("Écarts", 3, None, None),
    )
    return Table("small", HEADING, columns, tuple(Row(values) for values in rows))


def names(shown):
    return [row.values[0] for row in shown.rows]


@pytest.mark.parametrize(
    ("column", "is_descending", "expected"),
    [
        ("name", False, ["arras", "Écarts", "Été à Lille"]),
        ("count", False, ["Écarts", "Été à Lille", "arras"]),
        ("count", True, ["Été à Lille", "Écarts", "arras"]),
        ("seats", False, ["arras", "Été à Lille", "Écarts"]),
        ("names", True, ["arras", "Été à Lille", "Écarts"]),
        ("colour", False, ["Été à Lille", "arras", "Écarts"]),
    ],
)
def test_rows_are_sorted_as_in_the_window_and_the_unknown_comes_last(
    column, is_descending, expected
):
    shown = ordered(table(), column, Texts("fr"), is_descending=is_descending)
    assert names(shown) == expected


def test_every_word_is_found_in_the_named_columns_alone():
    assert names(found(table(), "ETE  lille", ("name",), Texts("fr"))) == ["Été à Lille"]
    assert names(found(table(), "b", ("name",), Texts("fr"))) == []
    assert names(found(table(), " ", ("name",), Texts("fr"))) == names(table())


def test_columns_are_taken_in_the_order_named_and_all_where_none_is_known():
    shown = with_columns(table(), ("count", "colour", "name"))
    assert [column.key for column in shown.columns] == ["count", "name"]
    assert shown.rows[0].values == (20, "Été à Lille")
    assert with_columns(table(), ("colour",)) == table()
