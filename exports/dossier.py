"""The file of a certification as a PDF: identity, referentials side by side, criteria, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import CondPageBreak, Spacer

from exports.chapters.cover import accent_rule, contents, identity_lines
from exports.pdf import LANDSCAPE, UPRIGHT, Draft, Imprint, render, start_page
from exports.pdf_long_tables import long_table
from exports.pdf_scribe import Scribe
from exports.pdf_styles import LANDSCAPE_WIDTH, STYLES, WIDTH
from exports.writing import write_atomically
from planner.compute.dossier import Dossier, dossier
from planner.messages import message
from planner.tables.dossier import SHORT_FINGERPRINT, Chapter, chapters, cover_lines
from planner.tables.referential import MERGED
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from reportlab.platypus.flowables import Flowable

    from exports.pdf_text import Notices
    from planner.messages import Message, Speaker
    from planner.study import Study

#: Points that a section needs at the foot of a page: its heading, headings of columns, some lines.
_SECTION_ROOM = 150.0


def write_dossier(
    study: Study,
    certification: str,
    path: Path,
    speaker: Speaker,
    *,
    on: date,
    fingerprint: str,
    with_comments: bool = True,
    watch: Watch | None = None,
) -> None:
    """Write the file of a certification to ``path`` as a PDF, whole or not at all.

    Equal arguments give equal bytes. Long texts go on over the pages; what had to be changed in
    the data to be printed is listed on the last page.

    Args:
        study: what to show.
        certification: the key of the certification; ``KeyError`` where the study has none.
        path: the file to create or replace.
        speaker: the language of the document.
        on: the day that the document bears, on which a filing is looked at.
        fingerprint: what tells the state of the study file, shown on the cover.
        with_comments: whether the opinions of partners are told.
        watch: hears of the progress, and may stop the work.

    Raises:
        ExportError: the file cannot be written; the former one is whole.
        Cancelled: the watch asked to stop; nothing is written.
    """
    watch = watch or Watch()
    told = dossier(study, certification, on, with_comments=with_comments)
    parts = chapters(study, told)
    lines = cover_lines(told, on, fingerprint)
    watch.step(0.1, "dossier.step.pages")

    def story(draft: Draft, notices: Notices) -> list[Flowable]:
        watch.step(0.2, "dossier.step.pages")
        scribe = Scribe(speaker, notices)
        return list(_story(told, parts, lines, scribe, draft))

    data = render(_imprint(told, speaker, on, fingerprint), story)
    watch.step(0.95, "dossier.step.saving")
    write_atomically(path, lambda stream: _put(stream.write(data)))


def _put(_count: int) -> None:
    """Whatever a stream counted, its bytes were written."""


def _imprint(told: Dossier, speaker: Speaker, on: date, fingerprint: str) -> Imprint:
    title = told.certification.title
    short = fingerprint[:SHORT_FINGERPRINT]
    return Imprint(
        title=speaker.say(message("dossier.named", title=title)),
        subject=speaker.say("dossier.subject"),
        author="Cartoplan",
        language=speaker.language,
        on=on,
        head=_shortened(title),
        foot=speaker.say(message("dossier.foot", on=on, fingerprint=short or None)),
        page=lambda page, pages: speaker.say(message("roadmap.page", page=page, pages=pages)),
    )


def _shortened(title: str) -> str:
    """A title that stands on one line at the head of an upright page."""
    words = " ".join(title.split())
    return words if len(words) <= 110 else words[:109].rstrip() + "…"


def _story(
    told: Dossier,
    parts: Sequence[Chapter],
    lines: Sequence[tuple[Message, Message | str]],
    scribe: Scribe,
    draft: Draft,
) -> Iterator[Flowable]:
    yield Spacer(1, 64)
    yield accent_rule()
    yield Spacer(1, 14)
    yield scribe.prose(message("dossier.title"), STYLES.cover_lead)
    yield scribe.prose(told.certification.title, STYLES.cover_title)
    yield Spacer(1, 22)
    yield identity_lines(lines, scribe)
    yield Spacer(1, 30)
    yield from contents(scribe, draft)
    was_wide = None
    for chapter in parts:
        # short upright chapters follow one another; a change of page size begins a page
        if chapter.is_wide or was_wide is not False:
            yield from start_page(LANDSCAPE if chapter.is_wide else UPRIGHT)
        else:
            yield from (CondPageBreak(_SECTION_ROOM), Spacer(1, 18))
        was_wide = chapter.is_wide
        yield from _chapter(chapter, scribe)
    if draft.notices:
        yield from _changes(draft, scribe)


def _chapter(chapter: Chapter, scribe: Scribe) -> Iterator[Flowable]:
    """The blocks of a referential are sections; a lone table needs no title under its heading."""
    width = LANDSCAPE_WIDTH if chapter.is_wide else WIDTH
    yield scribe.heading(chapter.title)
    if chapter.lead is not None:
        yield scribe.prose(chapter.lead, STYLES.lead)
    is_parted = chapter.key == "referential"
    for number, table in enumerate(chapter.tables):
        if is_parted and chapter.has_titles:
            yield from (CondPageBreak(_SECTION_ROOM),) if number else ()
            yield scribe.heading(table.title, 1)
        has_title = chapter.has_titles and not is_parted
        yield from long_table(table, scribe, width, merged=MERGED, has_title=has_title)


def _changes(draft: Draft, scribe: Scribe) -> Iterator[Flowable]:
    """What had to be changed to be printed, as the roadmap tells it."""
    yield scribe.heading(message("roadmap.notices"))
    yield from (scribe.item(said) for said in draft.notices)
