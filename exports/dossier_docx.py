"""The file of a certification in Word: real headings, and tables ready for the online procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Pt

from exports.docx_pages import (
    LANDSCAPE_WIDTH,
    WIDTH,
    add_heading,
    add_prose,
    add_row,
    add_table,
    document_bytes,
    fill_cell,
    new_document,
    set_footer,
    turn_page,
)
from exports.docx_text import docx_text
from exports.pdf_tables import NUMBERS
from exports.writing import write_atomically
from planner.compute.dossier import dossier
from planner.messages import Message, message
from planner.tables.dossier import SHORT_FINGERPRINT, Chapter, chapters, cover_lines
from planner.tables.referential import MERGED, runs
from planner.tables.table import Format
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from docx.document import Document as Docx
    from docx.table import Table as WordTable

    from planner.messages import Speaker, Value
    from planner.study import Study
    from planner.tables.table import Column, Table

#: Columns whose lines are parts of one thing rather than several things.
_PLAIN_LINES = frozenset({"modality"})
_YEAR = "year"


def write_dossier_docx(
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
    """Write the file of a certification to ``path`` as a Word document, whole or not at all.

    Equal arguments give equal bytes. Arguments and errors are those of
    :func:`exports.dossier.write_dossier`.
    """
    watch = watch or Watch()
    told = dossier(study, certification, on, with_comments=with_comments)
    title = speaker.say(message("dossier.named", title=told.certification.title))
    watch.step(0.1, "dossier.step.pages")
    document = new_document(speaker.language)
    document.add_paragraph(docx_text(speaker.say("dossier.title")), style="Subtitle")
    document.add_paragraph(docx_text(told.certification.title), style="Title")
    for heading, words in cover_lines(told, on, fingerprint):
        line = document.add_paragraph()
        line.add_run(docx_text(speaker.say(message("dossier.label", heading=heading)))).bold = True
        line.paragraph_format.space_after = Pt(3)
        line.add_run(" " + docx_text(_said(words, speaker)))
    _write_footer(document, speaker, on, fingerprint)
    _write_chapters(document, chapters(study, told), speaker)
    watch.step(0.9, "dossier.step.saving")
    data = document_bytes(
        document,
        title=title,
        subject=speaker.say("dossier.subject"),
        language=speaker.language,
        on=on,
    )
    write_atomically(path, lambda stream: _done(stream.write(data)))


def _done(_count: int) -> None:
    """Whatever a stream counted, its bytes were written."""


def _said(words: Message | str, speaker: Speaker) -> str:
    return speaker.say(words) if isinstance(words, Message) else words


def _write_footer(document: Docx, speaker: Speaker, on: date, fingerprint: str) -> None:
    foot = speaker.say(
        message("dossier.foot", on=on, fingerprint=fingerprint[:SHORT_FINGERPRINT] or None)
    )
    page = speaker.say(message("roadmap.page", page="{}", pages="{}"))
    set_footer(document, foot, page)


def _write_chapters(document: Docx, parts: Iterable[Chapter], speaker: Speaker) -> None:
    """Each chapter; the page turns where its side changes, and before each wide one."""
    was_wide = False
    for chapter in parts:
        if chapter.is_wide or was_wide:
            turn_page(document, on_side=chapter.is_wide)
        was_wide = chapter.is_wide
        add_heading(document, speaker.say(chapter.title), 1)
        if chapter.lead is not None:
            add_prose(document, speaker.say(chapter.lead), is_muted=True)
        for table in chapter.tables:
            if chapter.has_titles:
                add_heading(document, speaker.say(table.title), 2)
            width = LANDSCAPE_WIDTH if chapter.is_wide else WIDTH
            _write_table(document, table, speaker, width)


def _write_table(document: Docx, table: Table, speaker: Speaker, width: float) -> None:
    if table.rows:
        shares = [column.width for column in table.columns]
        widths = [width * share / sum(shares) for share in shares]
        headings = [speaker.say(column.heading) for column in table.columns]
        written = add_table(document, headings, widths)
        again = _again(table)
        for number, row in enumerate(table.rows):
            cells = add_row(written)
            for place, (column, value) in enumerate(zip(table.columns, row.values, strict=True)):
                said = () if (number, place) in again else _words(column, value, speaker)
                fill_cell(
                    cells[place],
                    said,
                    is_muted=value is None,
                    is_number=column.format in NUMBERS,
                )
        _merge(written, table)
    for note in table.notes:
        add_prose(document, speaker.say(note), is_muted=True)


def _again(table: Table) -> set[tuple[int, int]]:
    """The cells that are merged into the one above."""
    return {
        (row, place)
        for place, column in enumerate(table.columns)
        if column.key in MERGED
        for first, last in runs(table, column.key)
        for row in range(first + 1, last + 1)
    }


def _merge(written: WordTable, table: Table) -> None:
    """Make one cell of equal neighbours; the first row of a Word table holds the headings."""
    for place, column in enumerate(table.columns):
        if column.key not in MERGED:
            continue
        for first, last in runs(table, column.key):
            if first < last:
                written.cell(first + 1, place).merge(written.cell(last + 1, place))


def _words(column: Column, value: Value, speaker: Speaker) -> tuple[str, ...]:
    """The lines of a cell; several things are told apart by a bullet."""
    if not isinstance(value, tuple):
        return (_shown(column, value, speaker),)
    mark = "• " if len(value) > 1 and column.key not in _PLAIN_LINES else ""
    return tuple(mark + _shown(column, part, speaker) for part in value)


def _shown(column: Column, value: Value, speaker: Speaker) -> str:
    if column.format is Format.PERCENT and value is not None:
        return speaker.say(message("pdf.percent", share=value))
    if column.key == _YEAR and isinstance(value, int):
        return str(value)
    return speaker.show(value)
