"""Gaps, tiers, break-even and openings of a scenario as tables.

People and places are rounded to whole numbers for reading; the ratios are exact. A coverage that
could be anything from 0 to 100 % is None: unknown, never zero.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.gap_sentences import family_name, rounded, rounded_span
from planner.findings import Place
from planner.messages import Interval, message
from planner.tables.table import Column, Format, Row, Table
from planner.words import unit, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.gap_report import (
        FamilyGap,
        FamilyOpening,
        GapReport,
        GapTier,
        OpeningsReport,
        SegmentGap,
        SegmentOpenings,
    )
    from planner.messages import Message, Value
    from planner.study import Study

ANYTHING = Interval(Fraction(0), Fraction(1))


def _column(
    key: str, shape: Format, unit: str = "", width: int = 12, note: Message | None = None
) -> Column:
    return Column(key, message(f"table.gaps.{key}"), shape, unit, note, width)


_WHERE = (
    _column("kind", Format.SAID, width=20),
    _column("level", Format.SAID, width=16),
    _column("period", Format.SAID),
)
_FAMILY = _column("family", Format.TEXT, width=22)
_NEED = (
    _column("need", Format.INTERVAL, "person", 16),
    _column("central", Format.INTEGER, "person"),
)
_GAPS = (
    *_WHERE,
    _FAMILY,
    *_NEED,
    _column("trainings", Format.INTEGER),
    _column("competing", Format.INTEGER, note=message("note.gaps.competing")),
    _column("capacity", Format.INTERVAL, "person", 16, message("note.gaps.capacity")),
    _column("coverage", Format.PERCENT, width=16, note=message("note.gaps.coverage")),
    _column("standing", Format.SAID, width=16),
    _column("served", Format.INTERVAL, "person", 16),
    _column("equal_split", Format.PERCENT, width=16, note=message("note.gaps.equal_split")),
    _column("ceiling", Format.PERCENT, width=16, note=message("note.gaps.ceiling")),
)
_BREAK_EVEN = (
    *_WHERE,
    _FAMILY,
    *_NEED,
    _column("trainings", Format.INTEGER),
    _column("years", Format.INTEGER, "year", 8),
    _column("leavers", Format.DECIMAL, "person", 18, message("note.gaps.leavers")),
    _column("leavers_central", Format.DECIMAL, "person", 18, message("note.gaps.leavers")),
)
_TIERS = (
    *_WHERE,
    _column("end", Format.SAID, width=16),
    _column("rank", Format.INTEGER, width=8),
    _column("families", Format.TEXT, width=36),
    _column("ratio", Format.PERCENT),
    _column("tier_need", Format.INTEGER, "person"),
    _column("tier_places", Format.INTEGER, "person"),
    _column("missing", Format.INTEGER, "person"),
    _column("trainings", Format.INTEGER),
    _column("sentence", Format.SAID, width=80),
)
_OPENINGS = (
    *_WHERE,
    _FAMILY,
    _column("best", Format.INTEGER, "seat"),
    _column("worst", Format.INTEGER, "seat"),
    _column("yearly", Format.INTEGER, "seat"),
    _column("cost", Format.DECIMAL),
)


def gaps_table(study: Study, report: GapReport) -> Table:
    """A line for each family of each segment: need, capacity, coverage and the simpler rules."""
    rows = tuple(
        Row((*_where(segment), *_gap(family)), _place(study, family.family), family.trainings)
        for segment in report.segments
        for family in segment.families
    )
    return Table("gaps", message("table.gaps", scenario=report.name), _GAPS, rows, _notes(report))


def break_even_table(study: Study, report: GapReport) -> Table:
    """The yearly leavers that each training would have to place, family by family."""
    rows = tuple(
        Row(
            (*_where(segment), *_break_even(segment, family)),
            _place(study, family.family),
            family.trainings,
        )
        for segment in report.segments
        for family in segment.families
    )
    title = message("table.break_even", scenario=report.name)
    notes = (message("gap.note.break_even_alone"), message("note.gaps.rounded"))
    return Table("break_even", title, _BREAK_EVEN, rows, notes)


def tiers_table(study: Study, report: GapReport) -> Table:
    """The tiers of each segment at the worst end, then at the best, worst covered first."""
    rows = tuple(
        Row((*_where(segment), *_tier(study, end, rank, tier)), None, tier.trainings)
        for segment in report.segments
        for end, tiers in (("worst", segment.tiers_low), ("best", segment.tiers_high))
        for rank, tier in enumerate(tiers, 1)
    )
    title = message("table.tiers", scenario=report.name)
    return Table("tiers", title, _TIERS, rows, (message("note.gaps.ends"), *_notes(report)))


def openings_table(study: Study, report: OpeningsReport) -> Table:
    """Places to open by family at both ends, then the total of each segment."""
    rows = tuple(row for segment in report.segments for row in _openings(study, report, segment))
    title = message("table.openings", scenario=report.name, target=report.target)
    notes = (message("note.gaps.openings"), *report.notes, message("note.gaps.rounded"))
    columns = (*_OPENINGS[:-1], _cost_column(report))
    return Table("openings", title, columns, rows, notes)


def informative(coverage: Interval) -> Interval | None:
    """The coverage, or None where it could be anything from 0 to 100 %."""
    return None if coverage == ANYTHING else coverage


def period(segment: SegmentGap | SegmentOpenings) -> Message:
    """The years of a segment, as ``2017-2027``."""
    return message("gap.period", start=segment.start, end=segment.end)


def _notes(report: GapReport) -> tuple[Message, ...]:
    told = (note for segment in report.segments for note in segment.notes)
    return (*dict.fromkeys((*report.notes, *told)), message("note.gaps.rounded"))


def _where(segment: SegmentGap | SegmentOpenings) -> tuple[Value, ...]:
    return word(segment.kind), message(f"level.short.{segment.level}"), period(segment)


def _place(study: Study, family: str) -> Place | None:
    return Place("families", family) if study.families.find(family) else None


def _gap(family: FamilyGap) -> tuple[Value, ...]:
    coverage = informative(family.coverage)
    return (
        family.name,
        rounded_span(family.need),
        _whole(family.central),
        len(family.trainings),
        len(family.competing),
        rounded_span(family.capacity),
        coverage,
        word(family.standing),
        None if coverage is None else rounded_span(family.served),
        informative(family.equal_split),
        informative(family.ceiling),
    )


def _break_even(segment: SegmentGap, family: FamilyGap) -> tuple[Value, ...]:
    return (
        family.name,
        rounded_span(family.need),
        _whole(family.central),
        len(family.trainings),
        segment.years,
        None if family.break_even is None else _tenths(family.break_even),
        None if family.break_even_central is None else _tenth(family.break_even_central),
    )


def _tier(study: Study, end: str, rank: int, tier: GapTier) -> tuple[Value, ...]:
    return (
        message(f"gap.end.{end}"),
        rank,
        tuple(family_name(study, family) for family in tier.families),
        tier.ratio,
        _whole(tier.need),
        _whole(tier.places),
        _whole(tier.missing),
        len(tier.trainings),
        tier.sentence,
    )


def _openings(study: Study, report: OpeningsReport, segment: SegmentOpenings) -> Iterator[Row]:
    years = segment.end - segment.start
    for family in segment.families:
        values = _opened(family.best, family.worst, years, _cost_of(family))
        yield Row((*_where(segment), family.name, *values), _place(study, family.family))
    cost = None if segment.cost is None else segment.cost.high
    total = _opened(segment.total.low, segment.total.high, years, cost)
    yield Row((*_where(segment), message("column.total"), *total))


def _opened(
    best: Fraction, worst: Fraction | None, years: int, cost: Fraction | None
) -> tuple[Value, ...]:
    return (
        math.ceil(best),
        None if worst is None else math.ceil(worst),
        None if worst is None else math.ceil(worst / years),
        cost,
    )


def _cost_of(family: FamilyOpening) -> Fraction | None:
    """What a family's openings cost at the worst end."""
    if family.worst is None or family.cost_per_place is None:
        return None
    return family.worst * family.cost_per_place


def _cost_column(report: OpeningsReport) -> Column:
    heading = message("table.gaps.cost", unit=unit(report.cost_unit))
    return Column("cost", heading, Format.DECIMAL, width=16)


def _whole(people: Fraction | None) -> int | None:
    return None if people is None else rounded(people)


def _tenth(number: Fraction) -> Fraction:
    return Fraction(rounded(number * 10), 10)


def _tenths(span: Interval) -> Interval:
    return Interval(_tenth(span.low), None if span.high is None else _tenth(span.high))
