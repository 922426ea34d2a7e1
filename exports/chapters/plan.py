"""The plan: Gantt pages on A4 on its side, then the other actions as context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.pdf import LANDSCAPE, UPRIGHT, start_page
from exports.pdf_styles import LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH, STYLES, WIDTH
from exports.pdf_tables import pdf_table
from planner.figures.gantt import gantt
from planner.messages import message
from planner.tables.rows import rows_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus.flowables import Flowable

    from exports.chapters.subject import Subject
    from exports.pdf_scribe import Scribe

#: What the chapter's heading, the figure's titles and its source take of the height.
_AROUND = 84.0


def plan_pages(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """One figure a page; what cannot be placed in time is said."""
    room = LANDSCAPE_HEIGHT - _AROUND
    figures = gantt(subject.study, subject.roadmap, width=LANDSCAPE_WIDTH, height=room)
    yield from start_page(LANDSCAPE if figures else UPRIGHT)
    yield scribe.heading(message("roadmap.plan"))
    if not figures:
        yield scribe.prose(message("roadmap.plan.none"))
    for place, figure in enumerate(figures):
        if place:
            yield from start_page(LANDSCAPE)
        yield scribe.figure(figure)
    yield from _loops(subject, scribe)


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
