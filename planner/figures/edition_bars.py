"""What became of the rows between two editions: a bar a collection, a part a fate."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.editions.comparison import Comparison, EditionFate
from planner.figures.bar_rows import AXIS, BAR, NAME_SIZE, SMALL, plot
from planner.figures.figure import Anchor, Figure, Paint, Rect, Text
from planner.figures.palette import Ink
from planner.messages import message
from planner.tables.editions import edition_counts_table, fates_told
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.figures.bar_rows import Plot
    from planner.figures.figure import Mark
    from planner.messages import Message

WIDTH = 640.0
ROW = 21.0
KEYS = 22.0
_NAMES, _LABELS = 0.2, 0.36  # shares of the width

#: Told apart in black and white too: dark, hollow, outlined, dotted, dotted and filled, light.
PAINTS: Mapping[EditionFate, Paint] = {
    EditionFate.CREATED: Paint(fill=Ink.COVERED),
    EditionFate.CLOSED: Paint(stroke=Ink.LACKING, width=1.6),
    EditionFate.RENAMED: Paint(fill=Ink.SCALE_2, stroke=Ink.TEXT, width=0.8),
    EditionFate.SPLIT: Paint(stroke=Ink.TEXT, width=0.9, dotted=True),
    EditionFate.MERGED: Paint(fill=Ink.SCALE_2, stroke=Ink.TEXT, width=1.2, dotted=True),
    EditionFate.CHANGED: Paint(fill=Ink.SCALE_1, stroke=Ink.MIDDLE, width=0.6),
}


def edition_bars(
    compared: Comparison, *, before: str = "", after: str = "", width: float = WIDTH
) -> Figure:
    """The collections that changed, a bar each; ``before`` and ``after`` name the editions.

    A click on a part means ``fate:<collection>:<fate>``.
    """
    rooms = [room for room in compared.unchanged if any(compared.counts(room).values())]
    totals = [Fraction(sum(compared.counts(room).values())) for room in rooms]
    drawn = plot(width, width * _NAMES, width * _LABELS, totals)
    height = max(len(rooms), 1) * ROW
    return Figure(
        key="edition_bars",
        width=width,
        height=height + AXIS + KEYS,
        title=_title(compared),
        subtitle=message("figure.editions.subtitle", before=before, after=after),
        marks=tuple(_marks(drawn, compared, rooms, height)),
        table=edition_counts_table(compared),
        sentence=_sentence(compared, rooms),
        source=message("figure.editions.source"),
    )


def _title(compared: Comparison) -> Message:
    counts = compared.counts("trainings")
    if not any(counts.values()):
        return message("figure.editions.title.none")
    return message("figure.editions.title", told=fates_told(counts))


def _sentence(compared: Comparison, rooms: list[str]) -> Message:
    if not rooms:
        return message("figure.editions.none")
    parts = tuple(
        message("figure.editions.part", name=message(f"collection.{room}"), told=fates_told(counts))
        for room in rooms
        for counts in (compared.counts(room),)
    )
    return message("figure.editions.sentence", parts=parts)


def _marks(drawn: Plot, compared: Comparison, rooms: list[str], height: float) -> Iterator[Mark]:
    if not rooms:
        yield Text(0, ROW * 0.7, message("figure.editions.none"), NAME_SIZE, Ink.MUTED,
                   limit=drawn.width)  # fmt: skip
        return
    yield from drawn.axis(0, height)
    for place, room in enumerate(rooms):
        yield from _row(drawn, compared.counts(room), room, ROW * (place + 0.5))
    slots = drawn.width / len(PAINTS)
    for place, (fate, paint) in enumerate(PAINTS.items()):
        y = height + AXIS + KEYS / 2
        yield Rect(place * slots, y - 4, 14, 8, paint)
        yield Text(place * slots + 19, y + SMALL * 0.35, word(fate), SMALL, Ink.MUTED,
                   limit=slots - 22)  # fmt: skip


def _row(
    drawn: Plot, counts: Mapping[EditionFate, int], room: str, middle: float
) -> Iterator[Mark]:
    said = message(f"collection.{room}")
    yield Text(drawn.names, middle + SMALL * 0.4, said, SMALL + 0.5, Ink.TEXT, limit=drawn.names,
               anchor=Anchor.END)  # fmt: skip
    reached = Fraction(0)
    for fate, count in counts.items():
        if not count:
            continue
        bar = drawn.rect(reached, reached + count, middle, PAINTS[fate])
        yield Rect(bar.x, bar.y, bar.w, BAR, bar.paint, f"fate:{room}:{fate}")
        reached += count
    label = message("figure.editions.label", told=fates_told(counts))
    yield Text(drawn.width - drawn.labels, middle + SMALL * 0.35, label, SMALL, Ink.TEXT,
               limit=drawn.labels)  # fmt: skip
