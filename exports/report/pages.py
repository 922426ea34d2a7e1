"""A report on paper: cover, contents, lists of figures and tables, sections, numbered notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, KeepTogether, Spacer

from exports.chapters.cover import accent_rule, identity, identity_lines, listed_pages
from exports.pdf import FIGURE_CAPTION, LANDSCAPE, TABLE_CAPTION, UPRIGHT, start_page
from exports.pdf_scribe import Drawing, Scribe
from exports.pdf_styles import (
    HEIGHT,
    LANDSCAPE_HEIGHT,
    LANDSCAPE_WIDTH,
    STYLES,
    WIDTH,
)
from exports.pdf_tables import pdf_table
from exports.pdf_text import Markup, bold, joined
from exports.report.parts import Drawn, Listed, Said, Sheets, Title, Tone, caption
from exports.report.training_sheet import training_sheets
from planner.messages import message
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus.flowables import Flowable

    from exports.pdf import Draft
    from exports.report.parts import Part, Section
    from exports.report.subject import Reported
    from planner.messages import Message

#: Points that the words around a figure take; the room below which a table starts a new page.
_WORDS, _TABLE_ROOM, _HEADING_ROOM = 132.0, 110.0, 34.0
_STYLES = {
    Tone.LEAD: STYLES.lead,
    Tone.BODY: STYLES.body,
    Tone.ITEM: STYLES.item,
    Tone.SMALL: STYLES.small,
}


def report_story(
    told: Reported, sections: Sequence[Section], scribe: Scribe, draft: Draft
) -> Iterator[Flowable]:
    """Every page in its order; the notes come last, once all were called."""
    yield from _cover(told, scribe, draft)
    yield from _lists(scribe, draft)
    for section in sections:
        page = LANDSCAPE if _lies(section.parts[:1]) else UPRIGHT
        yield from start_page(page)
        yield scribe.heading(section.title)
        yield from _parts(told, section, scribe, page)
    yield from _notes(scribe, draft)


def _cover(told: Reported, scribe: Scribe, draft: Draft) -> Iterator[Flowable]:
    subject = told.subject
    yield Spacer(1, 64)
    yield accent_rule()
    yield Spacer(1, 14)
    yield scribe.prose(message("report.title"), STYLES.cover_title)
    for key in ("field", "region"):
        if subject.fact(key):
            yield scribe.prose(subject.fact(key), STYLES.cover_lead)
    yield Spacer(1, 22)
    lines = identity(subject)
    since = told.previous or message("report.no_previous")
    lines[2:2] = [(message("report.identity.previous"), since)]
    lines.append((message("report.identity.audience"), word(told.choice.audience)))
    yield identity_lines(lines, scribe)
    yield Spacer(1, 26)
    yield from listed_pages(draft, 0, message("roadmap.contents"), scribe)


def _lists(scribe: Scribe, draft: Draft) -> Iterator[Flowable]:
    """The figures and the tables with their pages, once a pass has found any."""
    levels = {entry.level for entry in draft.contents}
    if not levels & {FIGURE_CAPTION, TABLE_CAPTION}:
        return
    yield from start_page(UPRIGHT)
    for level, code in ((FIGURE_CAPTION, "figures"), (TABLE_CAPTION, "tables")):
        title = message(f"report.{code}")
        yield from listed_pages(
            draft, level, title, scribe, style=STYLES.table_title, is_dense=True
        )
        yield Spacer(1, 10)


def _parts(told: Reported, section: Section, scribe: Scribe, page: str) -> Iterator[Flowable]:
    """The parts of a section, on the kind of page that suits each."""
    held: list[Flowable] = []  # a heading stays with what follows it
    for part in section.parts:
        wanted = LANDSCAPE if _lies((part,)) else UPRIGHT
        if wanted != page:
            yield from start_page(wanted)
            page = wanted
        if isinstance(part, Title):
            held.append(scribe.heading(part.said, 1))
            continue
        first, rest = _flowables(told, part, scribe)
        if isinstance(part, Listed):
            yield CondPageBreak(_TABLE_ROOM + _HEADING_ROOM * len(held))
            yield from (*held, *first)
        elif held or first:
            yield KeepTogether([*held, *first])
        yield from rest
        held = []
    yield from held


def _lies(parts: Sequence[Part]) -> bool:
    return any(isinstance(part, Drawn | Listed) and part.across for part in parts)


def _flowables(
    told: Reported, part: Said | Drawn | Listed | Sheets, scribe: Scribe
) -> tuple[list[Flowable], list[Flowable]]:
    """What of a part must stand together, and what may follow on the next page."""
    match part:
        case Said():
            first, *rest = _said(part, scribe)
            return [first], rest
        case Drawn():
            return _drawn(part, scribe), _remarks(part.remarks, scribe)
        case Listed():
            return _listed(part, scribe), _remarks(part.remarks, scribe)
        case Sheets():
            return [], list(training_sheets(told, part, scribe))  # each is kept whole already


def _said(part: Said, scribe: Scribe) -> list[Flowable]:
    """A sentence, or data of any length in as many paragraphs as it takes."""
    words = part.said if isinstance(part.said, str) else scribe.speaker.say(part.said)
    lead = joined(bold(scribe.text(part.name)), Markup("<br/>")) if part.name else Markup("")
    return scribe.passage(
        words,
        _STYLES[part.tone],
        lead=lead,
        calls=scribe.note(*part.notes),
        is_item=part.tone is Tone.ITEM,
    )


def _drawn(part: Drawn, scribe: Scribe) -> list[Flowable]:
    """The figure between its caption and its source."""
    figure = part.figure
    room = (LANDSCAPE_HEIGHT if part.across else HEIGHT) - _WORDS
    return [
        scribe.heading(caption(part), FIGURE_CAPTION),
        scribe.prose(figure.subtitle, STYLES.figure_subtitle),
        Drawing(figure, scribe, tallest=room),
        scribe.prose(figure.source, STYLES.source),
    ]


def _listed(part: Listed, scribe: Scribe) -> list[Flowable]:
    """The table under its caption; a space at its end would begin a page of its own."""
    table = part.printed or part.table
    head = scribe.heading(caption(part), TABLE_CAPTION)
    if not table.rows:
        return [head, scribe.prose(message("report.table.empty"), STYLES.small)]
    printed = pdf_table(
        table,
        scribe,
        LANDSCAPE_WIDTH if part.across else WIDTH,
        columns=part.columns or None,
        widths=part.widths or None,
        notes=table.notes if part.has_notes else (),
    )
    return [head, *(printed[:-1] if isinstance(printed[-1], Spacer) else printed)]


def _remarks(remarks: Sequence[Message], scribe: Scribe) -> list[Flowable]:
    """The breaks in series that a figure crosses, told below it."""
    return [scribe.prose(said, STYLES.small) for said in remarks]


def _notes(scribe: Scribe, draft: Draft) -> Iterator[Flowable]:
    """Every note that was called, and what had to be changed in the data to be printed."""
    numbered = scribe.notes()
    if numbered or draft.notices:
        yield from start_page(UPRIGHT)
    if numbered:
        yield scribe.heading(message("roadmap.notes.numbered"))
        yield from numbered
    if draft.notices:
        yield scribe.heading(message("roadmap.notices"), 1 if numbered else 0)
        yield scribe.prose(message("roadmap.notices.lead"))
        for said in draft.notices:
            yield scribe.item(said)
