"""The candidate certifications, first priority first, each with its content and its OPCOs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import KeepTogether, Spacer, Table

from exports.chapters.sources import source_note
from exports.pdf_styles import STYLES, WIDTH, colour
from exports.pdf_text import Markup, joined, paragraph
from planner.figures.palette import Ink
from planner.messages import message
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus.flowables import Flowable

    from exports.chapters.subject import Subject
    from exports.pdf_scribe import Scribe
    from planner.messages import Message
    from planner.study import Certification, Study

_MARGIN = 58.0


def certification_pages(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """One block a certification, not parted between pages."""
    study = subject.study
    yield scribe.heading(message("roadmap.certifications"))
    yield scribe.prose(
        message("roadmap.certifications.lead", n=len(study.certifications)), STYLES.lead
    )
    for row in by_priority(study):
        yield from _certification(study, row, scribe)


def by_priority(study: Study) -> list[Certification]:
    """The certifications by priority; those without one come last, in the study's order."""
    return sorted(study.certifications, key=lambda row: (row.priority is None, row.priority or 0))


def _certification(study: Study, row: Certification, scribe: Scribe) -> Iterator[Flowable]:
    number = (
        message("roadmap.priority", n=row.priority)
        if row.priority is not None
        else message("roadmap.priority.none")
    )
    look: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 7),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ("LINEABOVE", (0, 0), (-1, 0), 0.6, colour(Ink.GRID)),
    ]
    body = list(_body(study, row, scribe))
    cells = [[scribe.prose(number, STYLES.key_label), body]]
    table = Table(cells, colWidths=[_MARGIN, WIDTH - _MARGIN], style=look, hAlign="LEFT")
    table.splitInRow = 1  # what is longer than a page goes on over the next
    title = scribe.heading(message("name.as_written", name=row.title), 1)
    yield KeepTogether([title, table, Spacer(1, 2)])


def _body(study: Study, row: Certification, scribe: Scribe) -> Iterator[Flowable]:
    for code, said in _lines(study, row):
        told = joined(scribe.text(message(code)), Markup(" "), scribe.text(said))
        yield paragraph(told, STYLES.body)
    contents = [c for c in study.certification_contents if c.certification == row.key]
    if contents:
        yield scribe.prose(message("roadmap.certification.contents"), STYLES.minor)
    for content in contents:
        yield from scribe.passage(content.text, STYLES.item, is_item=True)
    calls = scribe.note(source_note(row.title, row.source))
    if row.comment:
        yield Spacer(1, 4)
        yield from scribe.passage(row.comment, STYLES.small, calls=calls)


def _lines(study: Study, row: Certification) -> Iterator[tuple[str, Message | str]]:
    status = message("roadmap.status", status=word(row.status), register=word(row.register))
    yield "roadmap.certification.status", status
    if row.audience:
        yield "roadmap.certification.audience", row.audience
    found = (study.opcos.find(key) for key in row.opcos)
    names = tuple(opco.name for opco in found if opco is not None)
    nobody = message("roadmap.certification.no_opco")
    listed = message("roadmap.listed", names=names) if names else nobody
    yield "roadmap.certification.opcos", listed
