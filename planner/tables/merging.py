"""A merge of two trainings before it is done: both values of each field, and what results."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.merging import Take, merged_value
from planner.fields import FIELDS
from planner.findings import Place
from planner.messages import Interval, Message, Value, message
from planner.tables.cells import cell_label, cell_said
from planner.tables.table import Column, Format, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.compute.merging import Conflict, FieldChoice, MergePlan
    from planner.study import Entity, Study

_COLUMNS = (
    Column("what", message("table.merge.what"), Format.SAID, width=26),
    Column("kept", message("table.merge.kept"), width=30),
    Column("other", message("table.merge.other"), width=30),
    Column("result", message("table.merge.result"), width=30),
    Column("name", message("table.merge.name"), width=20),
)
#: What a line of owned rows does not repeat: whom they belong to.
_POINTERS = frozenset({"training", "about", "row"})


def merge_table(study: Study, plan: MergePlan, takes: Mapping[str, Take]) -> Table:
    """The fields that differ, the conflicts, then the rows that move and those that do not.

    ``name`` is what decides the line on the command line; it is empty where nothing is asked.
    """
    rows = (
        *(_field(study, plan, choice, takes) for choice in plan.fields),
        *(_conflict(study, conflict, takes) for conflict in plan.conflicts),
        *(_following(study, row, "moves") for row in plan.moved),
        *(_following(study, row, "alike") for row in plan.alike),
    )
    titles = {
        "kept": study.trainings.get(plan.keep).title,
        "other": study.trainings.get(plan.other).title,
    }
    return Table("merge", message("table.merge", **titles), _COLUMNS, rows)


def merge_sentence(plan: MergePlan) -> Message:
    """What the merge does besides the fields, in one sentence."""
    if not plan.moved:
        return message("merge.archives", key=plan.other)
    return message("merge.does", n=len(plan.moved), key=plan.other)


def row_in_words(study: Study, collection: str, key: str) -> Message:
    """What an owned row says, in one line: its known values, bounds as one interval."""
    row = getattr(study, collection).get(key)
    return message("cell.row", told=tuple(_told(study, collection, row)))


def _told(study: Study, collection: str, row: Entity) -> Iterator[Value]:
    for field in FIELDS[collection]:
        value = getattr(row, field.key)
        if field.key == "low" and value is not None:
            high = getattr(row, "high", None)
            yield Interval(Fraction(value), None if high is None else Fraction(high))
            continue
        said = cell_said(study, collection, field.key, value)
        if said is None or field.key == "high" or field.key in _POINTERS:
            continue
        if field.unit:
            said = message("cell.told", field=cell_label(collection, field.key), value=said)
        yield said


def _field(study: Study, plan: MergePlan, choice: FieldChoice, takes: Mapping[str, Take]) -> Row:
    take = takes.get(choice.field, choice.proposed)
    values = (choice.kept, choice.other, merged_value(study, choice, take))
    said = (cell_said(study, "trainings", choice.field, value) for value in values)
    label = cell_label("trainings", choice.field)
    return Row((label, *said, choice.field), Place("trainings", plan.keep, choice.field))


def _conflict(study: Study, conflict: Conflict, takes: Mapping[str, Take]) -> Row:
    room, take = conflict.collection, takes.get(conflict.key)
    kept, other = (row_in_words(study, room, key) for key in (conflict.kept, conflict.other))
    result: Value = message("merge.undecided")
    if take is not None:
        result = kept if take is Take.KEEP else other
    label = message(f"collection.{room}")
    return Row((label, kept, other, result, conflict.key), Place(room, conflict.kept))


def _following(study: Study, row: tuple[str, str], what: str) -> Row:
    room, key = row
    said, label = row_in_words(study, room, key), message(f"collection.{room}")
    return Row((label, "", said, message(f"merge.{what}"), ""), Place(room, key))
