"""The plan: Gantt pages on their side, what holding it takes, the other actions as context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.paper import Paper
from exports.pdf import LANDSCAPE, UPRIGHT, WIDE, start_page
from exports.pdf_styles import (
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    STYLES,
    WIDE_HEIGHT,
    WIDE_WIDTH,
    WIDTH,
)
from exports.pdf_tables import pdf_table
from planner.compute.task_gaps import expiries
from planner.figures.gantt import gantt
from planner.messages import message
from planner.tables.plans import (
    back_plan_sentence,
    back_plan_table,
    chance_sentences,
    chances_table,
    delays_table,
    expiries_table,
    slip_sentence,
    slips_table,
)
from planner.tables.rows import rows_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from reportlab.platypus.flowables import Flowable

    from exports.chapters.subject import Subject
    from exports.pdf_scribe import Scribe

#: What the chapter's heading, the figure's titles and its source take of the height.
_AROUND = 84.0


def plan_pages(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """One figure a page, beside the plan kept last; what cannot be placed in time is said."""
    is_wide = subject.paper is Paper.A3
    across = WIDE if is_wide else LANDSCAPE
    room = (WIDE_HEIGHT if is_wide else LANDSCAPE_HEIGHT) - _AROUND
    width = WIDE_WIDTH if is_wide else LANDSCAPE_WIDTH
    figures = gantt(subject.study, subject.roadmap, subject.outlook, width=width, height=room)
    yield from start_page(across if figures else UPRIGHT)
    yield scribe.heading(message("roadmap.plan"))
    if not figures:
        yield scribe.prose(message("roadmap.plan.none"))
    for place, figure in enumerate(figures):
        if place:
            yield from start_page(across)
        yield scribe.figure(figure)
    yield from _loops(subject, scribe)


def holding_pages(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """What has moved, the chances to hold, the plan backwards where asked for, the renewals."""
    if subject.roadmap.plan is None:
        return
    yield from start_page(UPRIGHT)
    yield scribe.heading(message("roadmap.plan.holding"))
    baseline = subject.outlook.baseline
    if baseline is not None:
        moved = tuple(subject.outlook.slips.values())
        yield scribe.heading(message("roadmap.plan.slips"), 1)
        yield scribe.prose(slip_sentence(baseline, moved))
        yield from pdf_table(slips_table(baseline, moved), scribe, WIDTH)
    yield scribe.heading(message("roadmap.plan.chances"), 1)
    for said in chance_sentences(subject.roadmap, subject.outlook):
        yield scribe.prose(said)
    drawn = chances_table(subject.roadmap, subject.outlook)
    yield from pdf_table(drawn, scribe, WIDTH, notes=drawn.notes)
    yield from _back(subject, scribe)
    yield from _filings(subject, scribe, subject.roadmap.plan.finish)


def _back(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    if subject.back is None:
        return
    yield scribe.heading(message("roadmap.plan.back"), 1)
    yield scribe.prose(back_plan_sentence(subject.back))
    table = back_plan_table(subject.back)
    columns = ("task", "late", "latest_start", "latest_finish", "days")
    yield from pdf_table(table, scribe, WIDTH, columns=columns, notes=table.notes)


def _filings(subject: Subject, scribe: Scribe, until: date) -> Iterator[Flowable]:
    """The registrations that end while the plan runs, and the delays that it counts on."""
    yield scribe.heading(message("roadmap.plan.filings"), 1)
    ending = expiries(subject.study, subject.on, until)
    if ending:
        yield from pdf_table(expiries_table(ending), scribe, WIDTH)
    else:
        yield scribe.prose(message("roadmap.plan.no_expiry"))
    delays = delays_table(subject.study)
    if delays.rows:
        columns = ("name", "value", "unit", "reason")
        yield from pdf_table(delays, scribe, WIDTH, columns=columns, title=delays.title)


def _loops(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """Each loop of tasks that wait for one another, named."""
    plan = subject.roadmap.plan
    for cycle in plan.cycles if plan is not None else ():
        names = tuple(subject.study.tasks.get(key).title for key in cycle)
        yield scribe.prose(message("roadmap.plan.loop", names=names))


def other_actions(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """The actions of the study's plan that are not followed here."""
    yield from start_page(UPRIGHT)
    yield scribe.heading(message("roadmap.actions"))
    yield scribe.prose(message("roadmap.actions.lead"), STYLES.lead)
    table = rows_table(subject.study, "actions")
    columns = ("key", "title", "contributors", "is_managed")
    yield from pdf_table(table, scribe, WIDTH, columns=columns, widths=(5, 26, 30, 7))
