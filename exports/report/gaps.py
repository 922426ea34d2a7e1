"""The sections of needs and of coverage, with why the coverage changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exports.pdf_styles import WIDTH
from exports.report.parts import Drawn, Listed, Said, Title, Tone
from planner.compute.opening_plans import openings
from planner.editions.breaks import Touched
from planner.editions.decomposition import Group, Measure
from planner.errors import CartoplanError
from planner.figures.gap_bars import gap_bars
from planner.figures.need_bars import need_bars
from planner.figures.waterfall import waterfall
from planner.messages import message
from planner.tables.account import whole_sentences
from planner.tables.decomposition import decomposition_table
from planner.tables.gaps import break_even_table, gaps_table, openings_table
from planner.tables.needs import allocations_table, lines_table
from planner.tables.scenarios import scenarios_table
from planner.vocab import NeedKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.report.parts import Part
    from exports.report.subject import Reported
    from planner.compute.gap_report import GapReport
    from planner.editions.decomposition import Decomposition, Line
    from planner.messages import Message
    from planner.tables.table import Table

_GAPS = ("level", "period", "family", "need", "trainings", "capacity", "coverage", "standing")
_GAP_WIDTHS = (10, 12, 18.2, 15.6, 13.2, 13.5, 14.6, 13.2)
_EVEN = ("level", "period", "family", "need", "trainings", "leavers", "leavers_central")
_EVEN_WIDTHS = (12, 12.5, 21, 14, 11.5, 14, 12)
_LINES, _LINE_WIDTHS = ("name", "start", "end", "low", "central", "high"), (50, 9, 9, 11, 11, 11)
_SCENARIO = ("name", "lines", "seat_kind", "moves", "comment")
_SCENARIO_WIDTHS = (24, 12, 16, 14, 40)
_OPEN = ("level", "period", "family", "best", "worst", "yearly")


def need_parts(told: Reported) -> Iterator[Part]:
    """The need lines drawn and listed, how they are spread, and the scenarios that use them."""
    study, touched = told.study, told.breaks(Touched.NEEDS)
    yield Said(message("report.needs.lead"), Tone.LEAD)
    if not study.need_lines:
        yield Said(message("report.needs.none"))
        return
    for kind in NeedKind:
        if any(line.kind is kind for line in study.need_lines):
            yield Drawn(need_bars(study, kind, width=WIDTH), touched)
    yield Listed(lines_table(study), _LINES, _LINE_WIDTHS, touched)
    yield Listed(
        allocations_table(study), ("allocation", "family", "level", "share"), remarks=touched
    )
    if study.scenarios:
        yield Listed(scenarios_table(study), _SCENARIO, _SCENARIO_WIDTHS, has_notes=False)


def coverage_parts(told: Reported) -> Iterator[Part]:
    """Why the coverage changed, then the gaps of each scenario and what closing them takes."""
    yield Said(message("report.coverage.lead"), Tone.LEAD)
    yield from _causes(told)
    if not told.subject.reports:
        yield Said(message("roadmap.gaps.none"))
    for report in told.subject.reports:
        yield from _scenario(told, report)


def _causes(told: Reported) -> Iterator[Part]:
    """The change since the former edition, shared among its causes."""
    made = told.account
    if made is None:
        return
    yield Title(message("report.coverage.causes", name=told.previous))
    if made.made is None:
        if made.refusal is not None:
            yield Said(message("editions.no_coverage", why=made.refusal))
        return
    for sentence in whole_sentences(made.made):
        yield Said(sentence)
    for line in made.made.lines:
        if line.measure is Measure.COVERAGE and not line.scope.families:
            drawn = waterfall(made.made, line, width=WIDTH)
            yield Drawn(drawn, _breaks(told, line))
    for measure in Measure:
        yield Listed(
            decomposition_table(made.made, measure),
            ("scope", "end", "before", *Group, "after", "total"),
            (30, 10, 10, 11, 11, 11, 11, 14, 10, 10),
            remarks=told.breaks(Touched.COVERAGE),
            across=True,
            printed=_whole(made.made, measure),
        )


def _breaks(told: Reported, line: Line) -> tuple[Message, ...]:
    levels = line.scope.levels
    return told.breaks(Touched.COVERAGE, level=levels[0] if len(levels) == 1 else None)


def _whole(made: Decomposition, measure: Measure) -> Table:
    """The lines of kinds and of levels: those of families fill pages, the workbook has them."""
    lines = tuple(line for line in made.lines if not line.scope.families)
    return decomposition_table(replace(made, lines=lines), measure)


def _scenario(told: Reported, report: GapReport) -> Iterator[Part]:
    study = told.study
    scenario = study.scenarios.get(report.scenario)
    yield Title(message("name.as_written", name=report.name))
    yield Said(scenario.comment or scenario.name, notes=report.notes)
    for place, segment in enumerate(report.segments):
        yield Said(segment.sentence, notes=segment.notes)
        families = segment.families
        if any(f.need.high is not None or f.capacity.high is not None for f in families):
            touched = told.breaks(Touched.COVERAGE, [f.family for f in families], segment.level)
            yield Drawn(gap_bars(study, report, place, width=WIDTH), touched)
    if not report.segments:
        return
    touched = told.breaks(Touched.COVERAGE)
    yield Listed(gaps_table(study, report), _GAPS, _GAP_WIDTHS, touched)
    yield Title(message("report.coverage.closing"))
    yield Listed(break_even_table(study, report), _EVEN, _EVEN_WIDTHS)
    try:
        opened = openings_table(study, openings(study, report.scenario))
    except CartoplanError as error:
        yield Said(error.message)
        return
    yield Listed(opened, _OPEN)
