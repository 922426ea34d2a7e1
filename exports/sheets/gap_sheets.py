"""The sheets from needs to break-even, for one or several scenarios."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from exports.sheets.plan import Bars, Part, Sheet, sheet_of
from planner.compute.gaps import gaps, openings
from planner.compute.projections import recover
from planner.errors import InvalidInput
from planner.messages import Interval, message
from planner.tables.gaps import (
    break_even_table,
    gaps_table,
    openings_table,
    tiers_table,
)
from planner.tables.needs import allocations_table, assumptions_table, needs_table
from planner.tables.projections import identities_table, projections_table
from planner.tables.table import Column, Format, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from planner.compute.gap_report import GapReport, OpeningsReport
    from planner.messages import Message, Value
    from planner.study import Scenario, Study

#: A chart shows at most so many bars of a scenario: those that ask the most of each training.
MOST_BARS = 15

_SCENARIO = Column("scenario", message("workbook.scenario"), width=24)
_LABEL = Column("label", message("workbook.family_and_level"), Format.SAID, width=34)
_BETWEEN, _CENTRAL = "leavers", "leavers_central"


def gap_sheets(study: Study, scenarios: Sequence[Scenario]) -> tuple[Sheet, ...]:
    """These sheets; a scenario that cannot be computed is told in a note with its reason."""
    reports, plans, refused = _computed(study, scenarios)
    names = [report.name for report in reports]
    tiers = [tiers_table(study, report) for report in reports]
    opened = [openings_table(study, plan) for plan in plans]
    projections = recover(study)
    return (
        sheet_of("needs", Part(needs_table(study))),
        sheet_of(
            "projections",
            Part(projections_table(study, projections)),
            Part(identities_table(study, projections)),
        ),
        sheet_of("assumptions", Part(assumptions_table(study))),
        sheet_of("allocations", Part(allocations_table(study))),
        _gaps(study, reports, refused),
        sheet_of("tiers", Part(_together("tiers", names, tiers))),
        sheet_of("openings", Part(_together("openings", names, opened))),
        _break_even(study, reports, refused),
    )


def _computed(
    study: Study, scenarios: Sequence[Scenario]
) -> tuple[list[GapReport], list[OpeningsReport], tuple[Message, ...]]:
    reports, plans, refused = [], [], []
    for scenario in scenarios:
        try:
            reports.append(gaps(study, scenario.key))
            plans.append(openings(study, scenario.key))
        except InvalidInput as error:
            refused.append(
                message("workbook.refused", scenario=scenario.name, reason=error.message)
            )
    return reports, plans, tuple(refused)


def _gaps(study: Study, reports: Sequence[GapReport], refused: tuple[Message, ...]) -> Sheet:
    told = [gaps_table(study, report) for report in reports]
    table = _together("gaps", [report.name for report in reports], told)
    sentences = (segment.sentence for report in reports for segment in report.segments)
    return sheet_of(
        "gaps",
        Part(replace(table, notes=(*refused, *table.notes))),
        sentences=tuple(dict.fromkeys(sentences)),
    )


def _together(key: str, scenarios: Sequence[str], tables: Sequence[Table]) -> Table:
    """One table of the tables of several scenarios, each line headed by its scenario."""
    rows = (
        replace(row, values=(scenario, *row.values))
        for scenario, table in zip(scenarios, tables, strict=True)
        for row in table.rows
    )
    columns = tables[0].columns if tables else ()
    title = message(f"workbook.sheet.{key}")
    return Table(key, title, (_SCENARIO, *columns), tuple(rows), _notes(tables))


def _notes(tables: Iterable[Table]) -> tuple[Message, ...]:
    return tuple(dict.fromkeys(note for table in tables for note in table.notes))


def _break_even(study: Study, reports: Sequence[GapReport], refused: tuple[Message, ...]) -> Sheet:
    """The families that ask the most of each training first, with a chart for each scenario."""
    tables = [_heaviest_first(break_even_table(study, report)) for report in reports]
    together = _together("break_even", [report.name for report in reports], tables)
    table = _labelled(together) if reports else together
    noted = replace(table, notes=(*refused, *table.notes))
    return sheet_of("break_even", Part(noted, bars=tuple(_bars(noted))))


def _labelled(table: Table) -> Table:
    """The table with each line headed by its family and level, as charts name it."""
    family, level = _place(table, "family"), _place(table, "level")
    return replace(
        table,
        columns=(_LABEL, *table.columns),
        rows=tuple(
            replace(row, values=(_label(row.values[family], row.values[level]), *row.values))
            for row in table.rows
        ),
    )


def _label(family: Value, level: Value) -> Message:
    return message("workbook.family_at_level", family=family, level=level)


def _heaviest_first(table: Table) -> Table:
    place = _place(table, _shown_value(table))
    rows = sorted(table.rows, key=lambda row: _number(row.values[place]), reverse=True)
    return replace(table, rows=tuple(rows))


def _shown_value(table: Table) -> str:
    """The column that a chart shows: leavers for the central need, or at least, where unknown."""
    is_known = any(value is not None for value in table.column(_CENTRAL))
    return _CENTRAL if is_known else _BETWEEN


def _number(value: Value) -> float:
    """A number to compare; the lower bound of an interval, below all where unknown."""
    known = value.low if isinstance(value, Interval) else value
    return float(known) if isinstance(known, int | float | Fraction) else -1.0


def _bars(table: Table) -> Iterator[Bars]:
    """A chart for each scenario whose families differ, over its first lines."""
    start = 0
    for scenario, count in Counter(table.column(_SCENARIO.key)).items():
        own = replace(table, rows=table.rows[start : start + count])
        key = _shown_value(own)
        if len({_number(value) for value in own.column(key)}) > 1:
            yield Bars(
                labels=_LABEL.key,
                values=key,
                title=message("workbook.chart.break_even", scenario=scenario),
                label_axis=_LABEL.heading,
                value_axis=message(f"workbook.chart.{key}"),
                first=start,
                last=start + min(count, MOST_BARS) - 1,
            )
        start += count


def _place(table: Table, key: str) -> int:
    return [column.key for column in table.columns].index(key)
