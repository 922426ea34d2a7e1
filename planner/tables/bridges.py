"""The declared bridges from one training to another, with their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, Dimension, label
from planner.fields import label_code
from planner.findings import Place
from planner.messages import message
from planner.tables.provenance import PROVENANCE, provenance
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.messages import Value
    from planner.study import Bridge, Study


def _level(key: str) -> Column:
    return Column(key, message(f"bridges.column.{key}"), Format.INTEGER, "cec", width=8)


def _institution(key: str) -> Column:
    return Column(key, message(f"bridges.column.{key}"), Format.SAID, width=30)


_COLUMNS = (
    Column("key", message("column.key"), width=14),
    Column("start", message(label_code("bridges", "start")), width=44),
    _institution("start_institution"),
    _level("start_level"),
    Column("goal", message(label_code("bridges", "goal")), width=44),
    _institution("goal_institution"),
    _level("goal_level"),
    Column("conditions", message(label_code("bridges", "conditions")), width=48),
    *PROVENANCE,
)


def bridges_table(study: Study, keys: Collection[str] | None = None) -> Table:
    """The declared bridges, all or those of ``keys``, with both trainings in words."""
    kept = [row for row in study.bridges if keys is None or row.key in keys]
    rows = tuple(
        Row(
            (
                row.key,
                *_training(study, row.start),
                *_training(study, row.goal),
                row.conditions,
                *provenance(row.source),
            ),
            Place("bridges", row.key),
            _ends(row),
        )
        for row in kept
    )
    notes = (message("ladder.note.declared"), message("note.provenance"))
    return Table("bridges", message("table.bridges", n=len(rows)), _COLUMNS, rows, notes)


def _ends(row: Bridge) -> tuple[str, ...]:
    return tuple(dict.fromkeys((row.start, row.goal)))


def _training(study: Study, key: str) -> tuple[Value, ...]:
    row = study.trainings.find(key)
    if row is None:
        return key, None, None
    return row.title, label(study, Dimension.INSTITUTION, row.institution or UNKNOWN), row.level
