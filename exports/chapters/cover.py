"""The cover: what the document is, of which study, of which day, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import Spacer, Table

from exports.pdf_styles import STYLES, WIDTH, colour, right
from exports.pdf_text import page_link, paragraph, pdf_text
from planner.figures.palette import Ink
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus.flowables import Flowable

    from exports.chapters.subject import Subject
    from exports.pdf import Draft, Entry
    from exports.pdf_scribe import Scribe
    from exports.pdf_text import Markup
    from planner.messages import Message

#: Signs of the fingerprint that are enough to tell two files apart by eye.
SHORT_FINGERPRINT = 16
_NUMBERS = 40.0


def cover(subject: Subject, scribe: Scribe, draft: Draft) -> Iterator[Flowable]:
    """The title, what the document bears on it, and the contents with their pages."""
    yield Spacer(1, 64)
    yield accent_rule()
    yield Spacer(1, 14)
    yield scribe.prose(message("roadmap.title"), STYLES.cover_title)
    for key in ("field", "region"):
        if subject.fact(key):
            yield scribe.prose(subject.fact(key), STYLES.cover_lead)
    yield Spacer(1, 22)
    yield identity_lines(identity(subject), scribe)
    yield Spacer(1, 30)
    yield from contents(scribe, draft)


def identity(subject: Subject) -> list[tuple[Message, Message | str]]:
    """What the document says of itself: a heading and its words a line."""
    counts = subject.overview
    unknown = message("value.unknown")
    return [
        (message("roadmap.identity.study"), subject.fact("title") or unknown),
        (message("roadmap.identity.edition"), subject.edition or unknown),
        (message("roadmap.identity.on"), message("roadmap.on", on=subject.on)),
        (
            message("roadmap.identity.fingerprint"),
            subject.fingerprint[:SHORT_FINGERPRINT] or unknown,
        ),
        (
            message("roadmap.identity.trainings"),
            message(
                "roadmap.described",
                n=counts.trainings_described,
                declared=counts.trainings_declared,
            ),
        ),
        (
            message("roadmap.identity.answers"),
            message(
                "roadmap.answers",
                n=counts.family_answers_recorded,
                published=counts.family_answers_published,
            ),
        ),
    ]


def identity_lines(told: Sequence[tuple[Message, Message | str]], scribe: Scribe) -> Table:
    """A line a heading with its words."""
    lines = [[scribe.prose(name, STYLES.key_label), scribe.prose(words)] for name, words in told]
    look: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (0, -1), 4.5),
        ("TOPPADDING", (1, 0), (1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colour(Ink.GRID)),
    ]
    return Table(lines, colWidths=[124, WIDTH - 124], style=look, hAlign="LEFT")


def contents(scribe: Scribe, draft: Draft) -> Iterator[Flowable]:
    """The chapters with their pages, once a pass has found any."""
    yield from listed_pages(draft, 0, message("roadmap.contents"), scribe)


def listed_pages(
    draft: Draft,
    level: int,
    title: Message,
    scribe: Scribe,
    *,
    style: ParagraphStyle = STYLES.minor,
    is_dense: bool = False,
) -> Iterator[Flowable]:
    """The headings of a level with their pages, under a title; nothing where there are none."""
    found = [entry for entry in draft.contents if entry.level == level]
    if found:
        yield scribe.prose(title, style)
        yield _contents(found, scribe, STYLES.cell if is_dense else STYLES.contents, not is_dense)


def _contents(entries: list[Entry], scribe: Scribe, style: ParagraphStyle, pad: float) -> Table:
    lines = [
        [
            paragraph(_link(entry, pdf_text(entry.words, scribe.notices)), style),
            paragraph(pdf_text(str(entry.page), scribe.notices), right(style)),
        ]
        for entry in entries
    ]
    look: list[Any] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), pad),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, colour(Ink.GRID)),
    ]
    return Table(lines, colWidths=[WIDTH - _NUMBERS, _NUMBERS], style=look, hAlign="LEFT")


def _link(entry: Entry, words: Markup) -> Markup:
    """Words that lead to the page, once it is known."""
    return page_link(entry.number, words) if entry.page else words


def accent_rule() -> Table:
    """A short bar of the accent: the only ornament there is."""
    look: list[Any] = [("BACKGROUND", (0, 0), (-1, -1), colour(Ink.ACCENT))]
    return Table([[""]], colWidths=[64], rowHeights=[5], style=look, hAlign="LEFT")
