"""The gaps, scenario by scenario: sentences first, then what each training would have to place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import KeepTogether, Spacer

from exports.pdf_styles import STYLES, WIDTH
from exports.pdf_tables import pdf_table
from exports.pdf_text import joined, paragraph
from planner.figures.break_even_bars import break_even_bars
from planner.figures.gap_bars import gap_bars
from planner.messages import message
from planner.tables.gaps import break_even_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus.flowables import Flowable

    from exports.chapters.subject import Subject
    from exports.pdf_scribe import Scribe
    from planner.compute.gap_report import GapReport, SegmentGap

_COLUMNS = ("level", "period", "family", "need", "trainings", "leavers", "leavers_central")
_WIDTHS = (12, 12.5, 21, 14, 11.5, 14, 12)
#: Bars beyond which break-even is told in a table rather than drawn.
_MOST_BARS = 12


def gap_pages(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """A section a scenario: its segments in words and bars, then what each training would place."""
    yield scribe.heading(message("roadmap.gaps"))
    yield scribe.prose(message("roadmap.gaps.lead"), STYLES.lead)
    if not subject.reports:
        yield scribe.prose(message("roadmap.gaps.none"))
    for report in subject.reports:
        yield from _scenario(subject, report, scribe)


def _scenario(subject: Subject, report: GapReport, scribe: Scribe) -> Iterator[Flowable]:
    """The first segment stays with the scenario's heading."""
    scenario = subject.study.scenarios.get(report.scenario)
    lead = scenario.comment or scenario.name
    opening: list[Flowable] = [
        scribe.heading(message("name.as_written", name=report.name), 1),
        *scribe.passage(lead, calls=scribe.note(*report.notes)),
    ]
    for place, segment in enumerate(report.segments):
        yield KeepTogether([*opening, *_segment(subject, report, place, scribe)])
        yield from _tiers(segment, scribe)
        opening = []
    if report.segments:
        yield from _break_even(subject, report, scribe)
    else:
        yield from opening


def _segment(subject: Subject, report: GapReport, place: int, scribe: Scribe) -> list[Flowable]:
    """What can be said of a level, its sentence, and the bars of its families.

    Where neither needs nor places are bounded, bars would show nothing: the words stand alone.
    """
    segment = report.segments[place]
    title, *rest = scribe.figure_parts(gap_bars(subject.study, report, place, width=WIDTH))
    said = joined(scribe.text(segment.sentence), scribe.note(*segment.notes))
    bounded = any(f.need.high is not None or f.capacity.high is not None for f in segment.families)
    parts = [Spacer(1, 6), title, paragraph(said, STYLES.body)]
    return [*parts, *(rest if bounded else ())]


def _tiers(segment: SegmentGap, scribe: Scribe) -> Iterator[Flowable]:
    """The tiers that lack places while some are known: who shares what, in a sentence each."""
    if not any(family.capacity.low for family in segment.families):
        return
    lacking = [tier for tier in segment.tiers_low if tier.ratio < 1]
    if lacking:
        yield scribe.prose(message("roadmap.gaps.tiers"), STYLES.minor)
    for tier in lacking:
        yield scribe.item(tier.sentence)


def _break_even(subject: Subject, report: GapReport, scribe: Scribe) -> Iterator[Flowable]:
    """As bars where they are few and tell families apart, as a table otherwise."""
    every = [family for segment in report.segments for family in segment.families]
    if len(every) <= _MOST_BARS and all(family.need.high is not None for family in every):
        yield scribe.figure(break_even_bars(subject.study, report, width=WIDTH))
        return
    table = break_even_table(subject.study, report)
    yield from pdf_table(table, scribe, WIDTH, columns=_COLUMNS, widths=_WIDTHS, title=table.title)
