"""The indicators of action 1.3 as tables: by year, by occupation of leavers, by domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.indicators import Indicator
from planner.compute.inventory import as_written
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from planner.compute.indicators import Amount, Indicators, YearAmount
    from planner.messages import Message, Value
    from planner.study import Study

_AMOUNTS = (
    Column(
        "said",
        message("indicator.column.said"),
        Format.INTERVAL,
        note=message("note.said"),
        width=16,
    ),
    Column(
        "total",
        message("indicator.column.whole"),
        Format.INTERVAL,
        note=message("note.whole"),
        width=16,
    ),
    Column("told", message("indicator.column.told"), Format.INTEGER, width=12),
    Column("of", message("indicator.column.of"), Format.INTEGER, width=12),
)


def indicators_table(study: Study, told: Indicators) -> Table:
    """Places by kind and leavers, a year a line; years that nobody tells stand as unknown."""
    columns = (
        Column("indicator", message("indicator.column.indicator"), Format.SAID, width=30),
        Column("year", message("indicator.column.year"), Format.INTEGER),
        *_AMOUNTS,
    )
    rows = [
        _year_row(message("indicator.seats_kind", kind=word(kind)), one)
        for kind, series in told.seats.items()
        for one in series
    ]
    rows += [_year_row(word(Indicator.LEAVERS), one) for one in told.leavers]
    title = message("table.indicators")
    return Table("indicators", title, columns, tuple(rows), _notes(told))


def occupations_table(study: Study, told: Indicators) -> Table:
    """The occupations of leavers in the last year that is told, most people first."""
    columns = (
        Column("occupation", message("field.leavers.occupation"), width=44),
        Column("family", message("field.leavers.family"), width=30),
        *_AMOUNTS,
    )
    rows = tuple(
        Row(
            (one.name, _family(study, one.family), *_amounts(one.amount)),
            None,
            one.amount.trainings,
        )
        for one in told.occupations
    )
    title = message("table.leavers_occupations", year=told.occupations_year)
    if told.occupations_year is None:
        title = message("table.leavers_occupations.none")
    return Table("leavers_occupations", title, columns, rows, _notes(told))


def domain_hours_table(study: Study, told: Indicators) -> Table:
    """The hours given to each domain made visible by action 1.3."""
    columns = (
        Column("domain", message("field.domain_hours.domain"), width=44),
        *_AMOUNTS,
        Column("uncounted", message("indicator.column.uncounted"), Format.INTEGER, width=14),
    )
    rows = tuple(
        Row(
            (one.domain.name, *_amounts(one.amount), one.uncounted),
            Place("domains", one.domain.key),
            one.amount.trainings,
        )
        for one in told.hours
    )
    title = message("table.domain_hours_indicator")
    return Table("domain_hours_indicator", title, columns, rows, _notes(told))


def _year_row(said: Message, one: YearAmount) -> Row:
    return Row((said, one.year, *_amounts(one.amount)), None, one.amount.trainings)


def _amounts(amount: Amount) -> tuple[Value, ...]:
    return amount.said, amount.total, amount.told, amount.of


def _family(study: Study, key: str | None) -> Value:
    return (
        message("indicator.no_family") if key is None else as_written(study.families.get(key).name)
    )


def _notes(told: Indicators) -> tuple[Message, ...]:
    return (message("note.indicators", n=told.of),)
