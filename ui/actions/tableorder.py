"""A table as a person asks for it: found by words, sorted by a column, some columns alone."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.messages import Interval, Message
from planner.text import search_key
from ui.actions.tabletext import cell_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from planner.messages import Value
    from planner.tables.table import Column, Row, Table
    from ui.actions.texts import Texts

SortKey = tuple[float, float, str]

#: Values that are sorted by their words.
WORDS = (str, Message, tuple)


def number_key(value: Value) -> SortKey:
    """What numbers, days and intervals are sorted by; all else is equal."""
    match value:
        case date():
            return (float(value.toordinal()), 0.0, "")
        case Interval():
            high = math.inf if value.high is None else float(value.high)
            return (float(value.low), high, "")
        case bool() | int() | float() | Fraction():
            return (float(value), 0.0, "")
    return (0.0, 0.0, "")


def found(table: Table, words: str, columns: Collection[str], texts: Texts) -> Table:
    """The rows that hold every word in the named columns, accents and case aside."""
    asked = search_key(words).split()
    if not asked:
        return table
    places = [n for n, column in enumerate(table.columns) if column.key in columns]
    rows = (
        row
        for row in table.rows
        for hay in [_hay(row, places, table.columns, texts)]
        if all(word in hay for word in asked)
    )
    return replace(table, rows=tuple(rows))


def ordered(table: Table, key: str, texts: Texts, *, is_descending: bool = False) -> Table:
    """The rows sorted by the column called ``key``, the unknown last either way.

    Lists are sorted by their length, then by their words. A column that the table has not leaves
    its order.
    """
    place = next((n for n, column in enumerate(table.columns) if column.key == key), None)
    if place is None:
        return table
    column = table.columns[place]
    known = [row for row in table.rows if row.values[place] is not None]
    unknown = [row for row in table.rows if row.values[place] is None]
    by_words = any(isinstance(row.values[place], WORDS) for row in known)

    def order(row: Row) -> tuple[int, SortKey, str]:
        value = row.values[place]
        size = len(value) if isinstance(value, tuple) else 0
        words = search_key(cell_text(column, value, texts)) if by_words else ""
        return size, (0.0, 0.0, "") if by_words else number_key(value), words

    known.sort(key=order, reverse=is_descending)
    return replace(table, rows=(*known, *unknown))


def with_columns(table: Table, keys: Sequence[str]) -> Table:
    """The table with the named columns alone, in that order; names that it has not are left out."""
    places = {column.key: n for n, column in enumerate(table.columns)}
    kept = [places[key] for key in keys if key in places]
    if not kept:
        return table
    rows = tuple(replace(row, values=tuple(row.values[n] for n in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[n] for n in kept), rows=rows)


def _hay(row: Row, places: Sequence[int], columns: Sequence[Column], texts: Texts) -> str:
    said = (cell_text(columns[n], row.values[n], texts) for n in places)
    return "\n".join(map(search_key, said))
