"""What every table owes to its readers, on the shipped study."""

from __future__ import annotations

from planner.tables.table import Format
from tests.planner.tables.shipped import SHIPPED, tables


def test_no_two_columns_of_a_table_have_one_key():
    for table in tables():
        keys = [column.key for column in table.columns]
        assert len(set(keys)) == len(keys), (table.key, keys)


def test_every_row_has_a_value_for_every_column():
    for table in tables():
        assert {len(row.values) for row in table.rows} == {len(table.columns)}, table.key


def test_every_row_that_names_a_place_names_one_that_exists():
    for table in tables():
        for row in table.rows:
            if row.place is not None:
                rows = getattr(SHIPPED, row.place.collection)
                assert rows.find(row.place.key) is not None, (table.key, row.place)


def test_flags_are_flags_and_counts_are_numbers():
    for table in tables():
        for place, column in enumerate(table.columns):
            values = [row.values[place] for row in table.rows]
            known = [value for value in values if value not in (None, "")]
            if column.format is Format.FLAG:
                assert all(isinstance(value, bool) for value in known), (table.key, column.key)
            if column.format is Format.INTEGER:
                assert all(type(value) is int for value in known), (table.key, column.key)


def test_every_table_but_the_glossary_notes_where_its_figures_come_from():
    assert {table.key for table in tables() if not table.notes} == {"glossary"}
