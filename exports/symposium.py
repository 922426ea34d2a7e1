"""The symposium's report, as PDF and as a workbook: the same figures, numbers and fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from exports.chapters.cover import SHORT_FINGERPRINT
from exports.pdf import FIGURE_CAPTION, TABLE_CAPTION, Entry, Imprint, render
from exports.pdf_scribe import Scribe
from exports.report.book import report_book
from exports.report.pages import report_story
from exports.report.parts import Drawn, Listed, captions
from exports.report.sections import sections_of
from exports.report.subject import Choice, Vintage, reported
from exports.writing import write_atomically
from planner.messages import message
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    from reportlab.platypus.flowables import Flowable

    from exports.pdf import Draft
    from exports.pdf_text import Notices
    from exports.report.parts import Section
    from exports.report.subject import Reported
    from planner.messages import Speaker
    from planner.study import Study

__all__ = ["Choice", "Report", "Vintage", "report_of", "write_report"]

#: The suffixes of the files that a report can be written to.
PDF, WORKBOOK = ".pdf", ".xlsx"


@dataclass(frozen=True, slots=True)
class Report:
    """A report before any format: what it is about, and its sections with numbered parts."""

    told: Reported
    sections: tuple[Section, ...]


def report_of(
    study: Study,
    vintage: Vintage,
    choice: Choice,
    *,
    old: Study | None = None,
    previous: str = "",
    kept: Study | None = None,
    decided: str = "",
    watch: Watch | None = None,
) -> Report:
    """Everything that a report shows, computed once for both formats.

    Takes what :func:`exports.report.subject.reported` takes. Raises ``Cancelled``.
    """
    watch = watch or Watch()
    told = reported(
        study, vintage, choice, watch, old=old, previous=previous, kept=kept, decided=decided
    )
    return Report(told, sections_of(told, watch))


def write_report(
    report: Report, paths: Sequence[Path], speaker: Speaker, watch: Watch | None = None
) -> None:
    """Write the report to each path, as PDF or as a workbook (``.xlsx``) by its suffix.

    Equal reports give equal bytes. Each file is written whole or not at all; what had to be
    changed in the data to be printed is told in the file.

    Raises:
        ExportError: a file cannot be written; the former one is whole.
        Cancelled: the watch asked to stop; nothing more is written.
    """
    watch = watch or Watch()
    for place, path in enumerate(paths):
        start = 0.4 + 0.6 * place / len(paths)
        watch.step(start, "roadmap.step.pages")
        if path.suffix.lower() == WORKBOOK:
            book = report_book(report.told, report.sections, speaker, watch, start)
            write_atomically(path, partial(book.save, on=report.told.subject.on))
        else:
            write_atomically(path, partial(_put, _pdf(report, speaker, watch, start)))


def _put(data: bytes, stream: BinaryIO) -> None:
    stream.write(data)


def _pdf(report: Report, speaker: Speaker, watch: Watch, start: float) -> bytes:
    passes = 0

    def story(draft: Draft, notices: Notices) -> list[Flowable]:
        nonlocal passes
        watch.step(start + 0.12 * passes, "roadmap.step.pages")
        passes += 1
        return list(report_story(report.told, report.sections, Scribe(speaker, notices), draft))

    return render(_imprint(report.told, speaker), story, expected=_expected(report, speaker))


def _expected(report: Report, speaker: Speaker) -> list[Entry]:
    """The chapters, figures and tables that there will be, on pages that are not known yet."""
    told = [(0, section.title) for section in report.sections]
    told += [(FIGURE_CAPTION, said) for said in captions(report.sections, Drawn)]
    told += [(TABLE_CAPTION, said) for said in captions(report.sections, Listed)]
    told.append((0, message("roadmap.notes.numbered")))
    return [Entry(place, level, speaker.say(said), 0) for place, (level, said) in enumerate(told)]


def _imprint(told: Reported, speaker: Speaker) -> Imprint:
    subject = told.subject
    title = speaker.say(message("report.title"))
    region = subject.fact("region")
    short = subject.fingerprint[:SHORT_FINGERPRINT]
    foot = message(
        "roadmap.foot", edition=subject.edition or None, on=subject.on, fingerprint=short or None
    )
    head = message("roadmap.head", title=title, region=region)
    return Imprint(
        title=speaker.say(message("roadmap.named", title=title, region=region))
        if region
        else title,
        subject=subject.fact("title"),
        author="Cartoplan",
        language=speaker.language,
        on=subject.on,
        head=speaker.say(head) if region else title,
        foot=speaker.say(foot),
        page=lambda page, pages: speaker.say(message("roadmap.page", page=page, pages=pages)),
        tells_chapter=True,
    )
