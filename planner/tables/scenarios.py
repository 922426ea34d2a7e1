"""The scenarios of a study, the moves that one keeps, and several side by side, as tables."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import rounded_span
from planner.compute.scenarios import moves_of
from planner.compute.whatif import Sign
from planner.findings import Place
from planner.messages import message
from planner.tables.gaps import informative
from planner.tables.table import Column, Format, Row, Table
from planner.tables.whatif import move_message
from planner.words import unit, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.scenario_comparison import (
        Comparison,
        FamilySides,
        SegmentSides,
        Side,
    )
    from planner.messages import Message, Value
    from planner.study import Study


def _column(key: str, shape: Format = Format.TEXT, width: int = 14) -> Column:
    return Column(key, message(f"table.scenarios.{key}"), shape, width=width)


_LIST = (
    Column("key", message("column.key"), width=16),
    _column("name", width=36),
    _column("lines", Format.INTEGER),
    _column("seat_kind", Format.SAID),
    _column("moves", Format.INTEGER),
    _column("comment", width=40),
)
_MOVES = (
    _column("number", Format.INTEGER, 8),
    _column("kind", Format.SAID, 18),
    _column("move", Format.SAID, 80),
)
_WHERE = (
    _column("segment", Format.SAID, 30),
    _column("family", width=22),
)
_NO_NEED = message("whatif.no_need")


def scenarios_table(study: Study) -> Table:
    """The scenarios with the number of need lines that they use and of moves that they keep."""
    moves = Counter(row.scenario for row in study.scenario_moves)
    rows = tuple(
        Row(
            (
                row.key,
                row.name,
                len(row.need_lines),
                word(row.seat_kind),
                moves[row.key],
                row.comment,
            ),
            Place("scenarios", row.key),
        )
        for row in study.scenarios
    )
    return Table("scenarios", message("table.scenarios", n=len(rows)), _LIST, rows)


def scenario_moves_table(study: Study, scenario: str) -> Table:
    """The moves that a scenario keeps, in words, numbered from 1."""
    kinds = [row.kind for row in study.scenario_moves if row.scenario == scenario]
    moves = moves_of(study, scenario)
    rows = tuple(
        Row((number, word(kind), move_message(study, move)))
        for number, (kind, move) in enumerate(zip(kinds, moves, strict=True), 1)
    )
    name = study.scenarios.get(scenario).name
    return Table("scenario_moves", message("table.scenarios.of", scenario=name), _MOVES, rows)


def comparison_table(compared: Comparison, segment: str = "") -> Table:
    """Coverage of each family in each scenario, and which way it goes from the first one.

    ``segment`` is the key of the one segment that is wanted, empty for all.
    """
    rows = tuple(
        Row((_segment(part), family.name, *_family(family)), Place("families", family.family))
        for part in compared.segments
        if segment in ("", part.key)
        for family in part.families
    )
    columns = (*_WHERE, *_family_columns(compared))
    title = message("table.scenarios.compared", scenarios=_names(compared))
    notes = (message("note.scenarios.first", scenario=compared.sides[0].name),)
    return Table("scenarios_compared", title, columns, rows, notes)


def totals_table(compared: Comparison, segment: str = "") -> Table:
    """Shortfall, places added, trainings closed and cost to cover all, by scenario and segment."""
    rows = tuple(
        Row((_segment(part), side.name, *_totals(part, place)), Place("scenarios", side.key))
        for part in compared.segments
        if segment in ("", part.key)
        for place, side in enumerate(compared.sides)
    )
    title = message("table.scenarios.totals", scenarios=_names(compared))
    notes = (message("note.scenarios.added"), message("note.gaps.rounded"))
    return Table("scenarios_totals", title, _total_columns(compared.sides[0]), rows, notes)


def verdict(sign: Sign | None) -> Message:
    """Which way something goes; undetermined where its ends disagree or one side has no need."""
    return word(Sign.UNDETERMINED if sign is None else sign)


def _family_columns(compared: Comparison) -> Iterator[Column]:
    for place, side in enumerate(compared.sides):
        heading = message("table.scenarios.coverage", scenario=side.name)
        yield Column(f"coverage{place}", heading, Format.PERCENT, width=18)
    for place, side in enumerate(compared.sides):
        heading = message("table.scenarios.served", scenario=side.name)
        yield Column(f"served{place}", heading, Format.INTERVAL, "person", width=18)
    for place, side in enumerate(compared.sides[1:], 1):
        heading = message("table.scenarios.verdict", scenario=side.name)
        yield Column(f"verdict{place}", heading, Format.SAID, width=18)


def _total_columns(first: Side) -> tuple[Column, ...]:
    cost = message("table.scenarios.cost", unit=unit(first.openings.cost_unit))
    return (
        _WHERE[0],
        _column("scenario", width=24),
        replace(_column("missing", Format.INTERVAL, 12), unit="person"),
        _column("missing_verdict", Format.SAID, 16),
        _column("added", Format.INTERVAL, 12),
        _column("closed", Format.INTEGER),
        Column("cost", cost, Format.INTERVAL, width=18),
    )


def _family(family: FamilySides) -> Iterator[Value]:
    for gap in family.gaps:
        yield _NO_NEED if gap is None else informative(gap.coverage)
    for gap in family.gaps:
        yield _NO_NEED if gap is None else rounded_span(gap.served)
    yield from (verdict(sign) for sign in family.signs[1:])


def _totals(part: SegmentSides, place: int) -> tuple[Value, ...]:
    gap, plan = part.gaps[place], part.openings[place]
    cost = plan.cost if plan is not None else None
    change = part.shortfall_changes[place]
    return (
        _NO_NEED if gap is None else rounded_span(gap.shortfall),
        verdict(None if change is None else change.sign),
        part.added[place],
        part.closed[place],
        cost,
    )


def _segment(part: SegmentSides) -> Message:
    return message(
        "scenarios.segment",
        kind=word(part.kind),
        level=message(f"level.short.{part.level}"),
        start=part.start,
        end=part.end,
    )


def _names(compared: Comparison) -> tuple[Value, ...]:
    return tuple(side.name for side in compared.sides)
