"""Counts of two editions side by side: differences told, absence never taken for nought."""

from __future__ import annotations

from dataclasses import replace

from db.samples.reading import read_sample
from planner.compute.inventory import Dimension, overview
from planner.messages import message
from planner.rows import Rows
from planner.study import Family
from planner.tables.series import series_table

NEW = read_sample()
OLD = replace(NEW, trainings=Rows(row for row in NEW.trainings if row.level != 7))


def values(table):
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row.values, strict=True)) for row in table.rows]


def test_each_level_has_its_count_then_and_now_and_the_difference():
    table = series_table(NEW, Dimension.LEVEL, OLD, ("2017", "2019"))
    counts, before = overview(NEW).by_level, overview(OLD).by_level
    rows = values(table)
    assert sum(row["after"] for row in rows) == sum(counts.values())
    seven = next(row for row in rows if row["before"] == 0 and row["after"])
    assert seven["after"] == counts[7]
    assert 7 not in before
    assert seven["change"] == message("series.up", n=counts[7])


def test_without_a_former_edition_there_is_one_count():
    table = series_table(NEW, Dimension.CITY)
    assert [column.key for column in table.columns] == ["key", "after", "share"]


def test_a_family_that_came_later_was_absent_rather_than_empty():
    late = Family(key="late", name="Tardive", short_name="Tardive", rank=999)
    table = series_table(replace(NEW, families=Rows([*NEW.families, late])), Dimension.FAMILY, NEW)
    row = next(row for row in values(table) if row["after"] == 0 and row["before"] != 0)
    assert row["before"] == message("series.absent")
    assert row["change"] == message("series.absent")


def test_a_family_that_is_gone_stands_with_what_it_had():
    gone = next(row for row in NEW.families if overview(NEW).by_family[row.key])
    bare = replace(
        NEW,
        families=Rows(row for row in NEW.families if row.key != gone.key),
        trainings=Rows(
            replace(row, families=tuple(k for k in row.families if k != gone.key))
            for row in NEW.trainings
        ),
    )
    rows = values(series_table(bare, Dimension.FAMILY, NEW))
    (row,) = [row for row in rows if row["after"] == message("series.absent")]
    assert row["before"] == overview(NEW).by_family[gone.key]
