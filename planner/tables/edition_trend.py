"""The indicators of action 1.3 by edition, a line a moment of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.edition_trend import Moment, Series, Step
    from planner.messages import Message


def edition_trend_table(told: Sequence[Series], key: str = "edition_trend") -> Table:
    """Each indicator at each moment: the year it tells of, the amount, how many tell it.

    The lines of today lead to the trainings that tell it, those of an edition to the edition.
    """
    columns = (
        Column("indicator", message("indicator.column.indicator"), Format.SAID, width=26),
        Column("edition", message("edition_trend.column.edition"), Format.SAID, width=18),
        Column("year", message("indicator.column.year"), Format.INTEGER, width=8),
        Column(
            "said",
            message("indicator.column.said"),
            Format.INTERVAL,
            note=message("note.said"),
            width=16,
        ),
        Column("told", message("indicator.column.told"), Format.INTEGER, width=12),
        Column("of", message("indicator.column.of"), Format.INTEGER, width=12),
    )
    rows = tuple(_row(one, step) for one in told for step in one.steps)
    note = message("note.edition_trend")
    return Table(key, message("table.edition_trend"), columns, rows, (note,))


def series_name(one: Series) -> Message:
    """What a series counts: places of a kind, leavers, hours."""
    if one.kind is None:
        return word(one.indicator)
    return message(f"edition_trend.seats.{one.kind}")


def moment_name(at: Moment) -> Message:
    """An edition by its name, or today."""
    if not at.edition:
        return message("edition_trend.today")
    return message("edition_trend.edition", name=at.name)


def _row(one: Series, step: Step) -> Row:
    amount, at = step.amount, step.moment
    said = amount.said if amount.is_known else None
    values = (series_name(one), moment_name(at), step.year, said, amount.told, amount.of)
    if at.edition:
        return Row(values, Place("editions", at.edition))
    return Row(values, None, amount.trainings)
