"""The tables say what the entities say: no column more, none less."""

from __future__ import annotations

from dataclasses import fields

import pytest

from db.constraints import LINKS
from db.rows import LINK_ROWS, METADATA, ROWS, table_of
from planner.fields import ENTITIES, FIELDS, Kind
from planner.study import Source

SOURCE = {f"source_{field.name}" for field in fields(Source)}
MANY = {Kind.CHOICES, Kind.REFERENCES}


def expected_columns(collection: str) -> set[str]:
    columns = {"key", "rank", "version"} | SOURCE
    for field in FIELDS[collection]:
        if field.kind is Kind.FRACTION:
            columns |= {f"{field.key}_numerator", f"{field.key}_denominator"}
        elif field.kind not in MANY:
            columns.add(field.key)
        if field.unique:
            columns.add(f"{field.key}_key")
    return columns


def test_each_collection_has_its_table_in_the_order_of_references() -> None:
    assert list(ROWS) == list(ENTITIES)


@pytest.mark.parametrize("collection", ENTITIES)
def test_a_table_has_the_columns_of_its_entity(collection: str) -> None:
    assert set(table_of(ROWS[collection]).columns.keys()) == expected_columns(collection)


@pytest.mark.parametrize("collection", ENTITIES)
def test_only_what_may_be_unknown_may_be_null(collection: str) -> None:
    never_null = {Kind.TEXT, Kind.FLAG, Kind.CHOICE}
    table = table_of(ROWS[collection])
    for field in FIELDS[collection]:
        if field.kind in MANY:
            continue
        names = [field.key]
        if field.kind is Kind.FRACTION:
            names = [f"{field.key}_numerator", f"{field.key}_denominator"]
        for name in names:
            nullable = not field.required and field.kind not in never_null
            assert table.c[name].nullable is nullable, name


def test_each_field_that_holds_several_values_has_its_link_table() -> None:
    many = {(c, f.key) for c, declared in FIELDS.items() for f in declared if f.kind in MANY}
    assert {(link.collection, link.field) for link in LINKS.values()} == many
    assert set(LINK_ROWS) == set(LINKS)


def test_every_constraint_has_a_name() -> None:
    for table in METADATA.tables.values():
        for constraint in table.constraints:
            assert constraint.name, (table.name, constraint)
