"""What a page of the window shows, on A4: its figures with their sentences, its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.platypus import Spacer

from exports.chapters.cover import SHORT_FINGERPRINT
from exports.pdf import LANDSCAPE, UPRIGHT, Imprint, render, start_page
from exports.pdf_scribe import Drawing, Scribe
from exports.pdf_styles import HEIGHT, LANDSCAPE_HEIGHT, LANDSCAPE_WIDTH, STYLES, WIDTH
from exports.pdf_tables import pdf_table
from exports.writing import write_atomically
from planner.figures.figure import Figure
from planner.messages import message
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from reportlab.platypus.flowables import Flowable

    from exports.pdf import Draft
    from exports.pdf_text import Notices
    from planner.messages import Message, Speaker
    from planner.study import Study
    from planner.tables.table import Table

#: Points that the words around a figure take, and characters of columns that fit an upright page.
_WORDS, _FITTING = 118.0, 130
#: A figure that is so much wider than an upright page is printed across.
_ACROSS = 1.25


def write_page_sheet(
    title: Message,
    parts: Sequence[Figure | Table],
    study: Study,
    path: Path,
    speaker: Speaker,
    *,
    on: date,
    fingerprint: str,
    watch: Watch | None = None,
) -> None:
    """Write figures and tables to a PDF at ``path``, whole or not at all.

    Equal arguments give equal bytes. A figure is shrunk where the page asks for it, never parted;
    wide figures and tables lie across. What had to be changed in the data stands at the end.

    Args:
        title: what the page is called.
        parts: what it shows, in its order.
        study: the study, for its title, region and edition.
        path: the file to create or replace (``.pdf``).
        speaker: the language of the document.
        on: the day that the document bears.
        fingerprint: what tells the state of the study.
        watch: hears of the progress, and may stop the work.

    Raises:
        ExportError: the file cannot be written; the former one is whole.
        Cancelled: the watch asked to stop; nothing is written.
    """
    watch = watch or Watch()

    def story(draft: Draft, notices: Notices) -> list[Flowable]:
        watch.step(0.1 if draft.pages == 0 else 0.5, "roadmap.step.pages")
        return list(_story(title, parts, study, Scribe(speaker, notices), draft))

    first = _template(parts[0]) if parts else UPRIGHT
    data = render(_imprint(title, study, speaker, on, fingerprint), story, first)
    watch.step(0.95, "roadmap.step.saving")

    def put(stream: BinaryIO) -> None:
        stream.write(data)

    write_atomically(path, put)


def _imprint(title: Message, study: Study, speaker: Speaker, on: date, fingerprint: str) -> Imprint:
    said, region = speaker.say(title), _fact(study, "region")
    foot = message(
        "roadmap.foot",
        edition=_fact(study, "edition") or None,
        on=on,
        fingerprint=fingerprint[:SHORT_FINGERPRINT] or None,
    )
    return Imprint(
        title=said,
        subject=_fact(study, "title"),
        author="Cartoplan",
        language=speaker.language,
        on=on,
        head=speaker.say(message("roadmap.head", title=said, region=region)) if region else said,
        foot=speaker.say(foot),
        page=lambda page, pages: speaker.say(message("roadmap.page", page=page, pages=pages)),
    )


def _story(
    title: Message, parts: Sequence[Figure | Table], study: Study, scribe: Scribe, draft: Draft
) -> Iterator[Flowable]:
    """Title, study, then every part, on the kind of page that suits it."""
    yield scribe.heading(title)
    if _fact(study, "title"):
        yield scribe.prose(_fact(study, "title"), STYLES.lead)
    now = _template(parts[0]) if parts else UPRIGHT
    for part in parts:
        if _template(part) != now:
            now = _template(part)
            yield from start_page(now)
        yield from _part(part, scribe, is_across=now == LANDSCAPE)
    for said in draft.notices:
        yield scribe.prose(said, STYLES.small)


def _part(part: Figure | Table, scribe: Scribe, *, is_across: bool) -> Iterator[Flowable]:
    wide, high = (LANDSCAPE_WIDTH, LANDSCAPE_HEIGHT) if is_across else (WIDTH, HEIGHT)
    if not isinstance(part, Figure):
        yield from pdf_table(part, scribe, wide, title=part.title)
        return
    yield scribe.prose(part.title, STYLES.figure_title)
    yield scribe.prose(part.subtitle, STYLES.figure_subtitle)
    drawing = Drawing(part, scribe, tallest=high - _WORDS)
    drawing.keepWithNext = 1
    yield drawing
    yield scribe.prose(part.source, STYLES.source)
    yield scribe.prose(part.sentence)
    yield Spacer(1, 8)


def _template(part: Figure | Table) -> str:
    return LANDSCAPE if _is_wide(part) else UPRIGHT


def _is_wide(part: Figure | Table) -> bool:
    if isinstance(part, Figure):
        return part.width > _ACROSS * WIDTH and part.width > _ACROSS * part.height
    return sum(column.width for column in part.columns) > _FITTING


def _fact(study: Study, key: str) -> str:
    row = study.facts.find(key)
    return "" if row is None else row.text
