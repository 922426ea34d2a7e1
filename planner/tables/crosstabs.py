"""A cross-tabulation as a table: a column for each key, totals that count each training once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.crossings import Only, crossings_of, repeated
from planner.compute.inventory import UNKNOWN, CrossCell, Crosstab, Dimension, Measure, label, live
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.messages import Message, Value
    from planner.study import Study

#: The collection whose rows are the keys of a dimension.
COLLECTIONS = {
    Dimension.FAMILY: "families",
    Dimension.CITY: "cities",
    Dimension.INSTITUTION: "institutions",
    Dimension.DOMAIN: "domains",
}
_FORMATS = {
    Measure.TRAININGS: Format.INTEGER,
    Measure.SEATS: Format.INTERVAL,
    Measure.HOURS: Format.INTERVAL,
}
_UNITS = {Measure.TRAININGS: "", Measure.SEATS: "seat", Measure.HOURS: "hour"}


def crosstab_table(study: Study, crosstab: Crosstab, only: Collection[Only] = ()) -> Table:
    """The cross-tabulation, columns keyed by its column keys, then ``total``; a last total row.

    ``only`` leaves the cells blank that are not what is looked for; totals stay those of all
    trainings.
    """
    kept = crossings_of(crosstab, only) if only else None
    rows = [_key_row(study, crosstab, key, kept) for key in crosstab.rows]
    totals = (*(crosstab.column_total(column) for column in crosstab.columns), crosstab.total)
    values = tuple(_value(crosstab, cell) for cell in totals)
    rows.append(Row((message("column.total"), *values), None, crosstab.total.trainings))
    title = message(
        "table.crosstab",
        measure=word(crosstab.measure),
        rows=word(crosstab.row_dimension),
        columns=word(crosstab.column_dimension),
    )
    return Table(
        "crosstab", title, _columns(study, crosstab), tuple(rows), _notes(study, crosstab, only)
    )


def _columns(study: Study, crosstab: Crosstab) -> tuple[Column, ...]:
    shape, unit = _FORMATS[crosstab.measure], _UNITS[crosstab.measure]
    named = (
        Column(
            key,
            label(study, crosstab.column_dimension, key, short=True),
            shape,
            unit,
            width=14,
            scale=True,
        )
        for key in crosstab.columns
    )
    return (
        Column("row", word(crosstab.row_dimension), Format.SAID, width=40),
        *named,
        Column("total", message("column.total"), shape, unit, message("note.counted_once")),
    )


def _key_row(
    study: Study, crosstab: Crosstab, key: str, kept: frozenset[tuple[str, str]] | None
) -> Row:
    values = (
        _value(crosstab, crosstab.cell(key, column))
        if kept is None or (key, column) in kept
        else ""
        for column in crosstab.columns
    )
    named, total = label(study, crosstab.row_dimension, key), crosstab.row_total(key)
    row = (named, *values, _value(crosstab, total))
    return Row(row, _place(crosstab, key), total.trainings)


def _value(crosstab: Crosstab, cell: CrossCell) -> Value:
    return len(cell.trainings) if crosstab.measure is Measure.TRAININGS else cell.total


def _place(crosstab: Crosstab, key: str) -> Place | None:
    collection = COLLECTIONS.get(crosstab.row_dimension)
    return None if collection is None or key == UNKNOWN else Place(collection, key)


def _notes(study: Study, crosstab: Crosstab, only: Collection[Only]) -> tuple[Message, ...]:
    notes = [message("note.computed_from", n=len(live(study))), message("note.counted_once")]
    several = repeated(crosstab)
    if several:
        notes.append(message("note.counted_in_several", n=several))
    notes += [message(f"note.only.{name}", n=crosstab.small) for name in Only if name in only]
    if crosstab.measure is Measure.SEATS:
        notes.append(message("note.seats_added", kind=word(crosstab.seat_kind)))
    if crosstab.measure is Measure.HOURS:
        notes.append(message("note.hours_added"))
    return tuple(notes)
