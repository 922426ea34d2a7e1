"""The roadmap as a PDF: where the region stands, what it lacks, what it will do, on what ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.chapters.certifications import certification_pages
from exports.chapters.cover import SHORT_FINGERPRINT, cover
from exports.chapters.gaps import gap_pages
from exports.chapters.notes import claim_pages, note_pages
from exports.chapters.plan import holding_pages, other_actions, plan_pages
from exports.chapters.state import crossings, state
from exports.chapters.subject import Subject, subject_of
from exports.paper import Paper
from exports.pdf import UPRIGHT, Draft, Imprint, render, start_page
from exports.pdf_scribe import Scribe
from exports.writing import write_atomically
from planner.errors import InvalidInput
from planner.messages import message
from planner.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from reportlab.platypus.flowables import Flowable

    from exports.pdf_text import Notices
    from planner.messages import Speaker
    from planner.study import Study


def write_roadmap(
    study: Study,
    path: Path,
    speaker: Speaker,
    *,
    on: date,
    fingerprint: str,
    edition: str | None = None,
    scenarios: Sequence[str] | None = None,
    paper: Paper = Paper.A4,
    goal: str = "",
    by: date | None = None,
    watch: Watch | None = None,
) -> None:
    """Write the roadmap of ``study`` to ``path``, whole or not at all.

    Equal arguments give equal bytes. What had to be changed in the data to be printed (a sign
    that the typeface lacks, a text that is too long) is listed on the last page.

    Args:
        study: what to show.
        path: the file to create or replace (``.pdf``).
        speaker: the language of the document.
        on: the day that the document bears.
        fingerprint: what tells the state of the study file, shown on the cover.
        edition: the name of the edition; the study's own where none is given.
        scenarios: keys of the scenarios whose gaps are shown; all by default.
        paper: that of the chart of the tasks; the other pages are A4.
        goal: key of the task that the plan backwards leads to; what ends last by default.
        by: the day to plan backwards from; without it there is no plan backwards.
        watch: hears of the progress, and may stop the work.

    Raises:
        InvalidInput: the study has no scenario, or no task, of that key.
        ExportError: the file cannot be written; the former one is whole.
        Cancelled: the watch asked to stop; nothing is written.
    """
    watch = watch or Watch()
    keys = _scenarios(study, scenarios)
    subject = subject_of(
        study,
        keys,
        watch,
        edition=edition,
        on=on,
        fingerprint=fingerprint,
        goal=goal,
        by=by,
        paper=paper,
    )
    steps = _Steps(watch)

    def story(draft: Draft, notices: Notices) -> list[Flowable]:
        return list(_story(subject, Scribe(speaker, notices), draft, steps))

    data = render(_imprint(subject, speaker), story)
    watch.step(0.95, "roadmap.step.saving")
    write_atomically(path, lambda stream: _put(stream.write, data))


def _put(write: Callable[[bytes], int], data: bytes) -> None:
    write(data)


def _scenarios(study: Study, keys: Sequence[str] | None) -> tuple[str, ...]:
    known = tuple(study.scenarios.keys())
    for key in keys or ():
        if key not in known:
            raise InvalidInput("unknown_scenario", scenario=key, known=known)
    return known if keys is None else tuple(keys)


def _imprint(subject: Subject, speaker: Speaker) -> Imprint:
    title = speaker.say(message("roadmap.title"))
    region = subject.fact("region")
    short = subject.fingerprint[:SHORT_FINGERPRINT]
    foot = message(
        "roadmap.foot", edition=subject.edition or None, on=subject.on, fingerprint=short or None
    )
    return Imprint(
        title=speaker.say(message("roadmap.named", title=title, region=region))
        if region
        else title,
        subject=subject.fact("title"),
        author="Cartoplan",
        language=speaker.language,
        on=subject.on,
        head=speaker.say(message("roadmap.head", title=title, region=region)) if region else title,
        foot=speaker.say(foot),
        page=lambda page, pages: speaker.say(message("roadmap.page", page=page, pages=pages)),
    )


class _Steps:
    """Tells the chapters done over the passes: each pass takes half of what is left."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._done = 0.35

    def chapter(self) -> None:
        self._watch.step(self._done, "roadmap.step.pages")
        self._done += (0.95 - self._done) / 16


def _story(subject: Subject, scribe: Scribe, draft: Draft, steps: _Steps) -> Iterator[Flowable]:
    """Every chapter in its order; the notes come last, once all were called."""
    yield from cover(subject, scribe, draft)
    chapters = (state, crossings, gap_pages, certification_pages)
    for chapter in chapters:
        steps.chapter()
        yield from start_page(UPRIGHT)
        yield from chapter(subject, scribe)
    steps.chapter()
    yield from plan_pages(subject, scribe)
    yield from holding_pages(subject, scribe)
    yield from other_actions(subject, scribe)
    steps.chapter()
    yield from start_page(UPRIGHT)
    yield from claim_pages(subject, scribe)
    yield from start_page(UPRIGHT)
    yield from note_pages(subject, scribe, draft)
