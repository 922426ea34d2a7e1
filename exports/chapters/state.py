"""The state in one page, then the crossings of families with levels and cities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.platypus import Spacer, Table

from exports.chapters.sources import source_note
from exports.pdf_styles import STYLES, WIDTH, colour
from exports.pdf_text import joined, paragraph
from planner.compute.inventory import Dimension, crosstab
from planner.compute.worst import worst_families
from planner.figures.city_map import city_map
from planner.figures.heat_map import heat_map
from planner.figures.level_bars import family_bars, level_bars
from planner.figures.palette import Ink
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.platypus.flowables import Flowable

    from exports.chapters.subject import Subject
    from exports.pdf_scribe import Scribe
    from planner.messages import Message

GUTTER = 18.0
COLUMN = (WIDTH - GUTTER) / 2
_MAP_HEIGHT = 324.0
_WORST = 3
_ROW = 16.5  # so that two heat maps share a page


def state(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """Key figures, the map of cities, trainings by level and by family: one page."""
    study, counts = subject.study, subject.overview
    yield scribe.heading(message("roadmap.state"))
    yield _keys(subject, scribe)
    yield Spacer(1, 12)
    place = city_map(study, counts, width=COLUMN, height=_MAP_HEIGHT)
    left = scribe.figure_parts(place)
    right = [
        *scribe.figure_parts(level_bars(study, counts, width=COLUMN)),
        *scribe.figure_parts(family_bars(study, counts, width=COLUMN)),
    ]
    look: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, 0), GUTTER),
        ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    yield Table([[left, right]], colWidths=[COLUMN + GUTTER, COLUMN], style=look, hAlign="LEFT")
    yield from _worst(subject, scribe)


def _worst(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """Where the offer lacks the most: at most three sentences."""
    found = worst_families(subject.reports, _WORST)
    if not found:
        return
    yield Spacer(1, 6)
    yield scribe.prose(message("roadmap.state.worst"), STYLES.figure_title)
    yield Spacer(1, 3)
    for one in found:
        yield scribe.item(message("roadmap.state.worst_in", scenario=one.name, said=one.sentence))


def crossings(subject: Subject, scribe: Scribe) -> Iterator[Flowable]:
    """Families by level and by city as heat maps, each with its sentence."""
    yield scribe.heading(message("roadmap.crossings"))
    for columns in (Dimension.LEVEL, Dimension.CITY):
        figure = heat_map(
            subject.study, crosstab(subject.study, Dimension.FAMILY, columns), width=WIDTH, row=_ROW
        )
        yield scribe.figure(figure)


def _keys(subject: Subject, scribe: Scribe) -> Table:
    cells = [_key(number, label, note, scribe) for number, label, note in _figures(subject)]
    wide = WIDTH / len(cells)
    look: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ("BACKGROUND", (0, 0), (-1, -1), colour(Ink.PANEL)),
        ("LINEBEFORE", (1, 0), (-1, -1), 3, colour(Ink.PAPER)),
    ]
    return Table([cells], colWidths=[wide] * len(cells), style=look, hAlign="LEFT")


def _key(
    number: Message, label: Message, notes: tuple[Message, ...], scribe: Scribe
) -> list[Flowable]:
    calls = scribe.note(*notes)
    told = joined(scribe.text(label), calls)
    return [scribe.prose(number, STYLES.key_number), paragraph(told, STYLES.key_label)]


def _figures(subject: Subject) -> list[tuple[Message, Message, tuple[Message, ...]]]:
    """Four key figures: the number, what it counts, and where it comes from."""
    counts = subject.overview
    computed = message("roadmap.note.computed", n=counts.trainings_described)
    part = "roadmap.key.part"
    return [
        (
            message(part, n=counts.trainings_described, of=counts.trainings_declared),
            message("roadmap.key.trainings"),
            (computed, *_published(subject, "trainings_declared")),
        ),
        (
            message(part, n=counts.family_answers_recorded, of=counts.family_answers_published),
            message("roadmap.key.answers"),
            (computed, *_published(subject, "family_answers_published")),
        ),
        (
            message("roadmap.key.count", n=sum(n > 0 for n in counts.by_institution.values())),
            message("roadmap.key.institutions", cities=sum(n > 0 for n in counts.by_city.values())),
            (computed,),
        ),
        (
            message(part, n=counts.trainings_with_known_seats, of=counts.trainings_described),
            message("roadmap.key.seats"),
            (message("roadmap.note.seats"),),
        ),
    ]


def _published(subject: Subject, fact: str) -> tuple[Message, ...]:
    row = subject.study.facts.find(fact)
    return () if row is None else (source_note(row.text, row.source),)
