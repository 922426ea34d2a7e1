"""How many trainings each level holds, and how many target each job family: plain bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, Dimension, Measure, label
from planner.figures.figure import Anchor, Figure, Mark, Paint, Path, Rect, Text
from planner.figures.palette import Ink
from planner.figures.scale import LinearScale
from planner.messages import Message, message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.inventory import Overview
    from planner.messages import Value
    from planner.study import Study

WIDTH = 236.0
ROW = 17.0
BAR = 10.0
LABEL_SIZE = 8.0
LABELS = 96.0
VALUES = 24.0
_BASELINE = 0.35 * LABEL_SIZE


@dataclass(frozen=True, slots=True)
class _Bar:
    """One line of the figure: what it counts, how many, and how it is drawn."""

    key: str
    label: Message
    count: int
    is_special: bool = False


def level_bars(study: Study, overview: Overview, *, width: float = WIDTH) -> Figure:
    """Described trainings by European level, every level from 4 to 8 and beyond where held.

    Levels below or between those that are offered stand with 0: an absence is worth seeing.
    """
    counts = overview.by_level
    held = [level for level in counts if level is not None]
    levels: list[int | None] = list(range(min([*held, 4]), max([*held, 8]) + 1))
    if None in counts:
        levels.append(None)
    bars = [_level_bar(study, level, counts.get(level, 0)) for level in levels]
    most = max(held, key=lambda level: counts[level], default=None)
    values: dict[str, Value] = {
        "n": 0 if most is None else counts[most],
        "of": overview.trainings_described,
        "level": most,
    }
    title = "figure.levels.title" if held else "figure.levels.title.none"
    return _figure("levels", Dimension.LEVEL, bars, width, message(title, **values))


def family_bars(study: Study, overview: Overview, *, width: float = WIDTH) -> Figure:
    """Described trainings that target each job family; one training may target several."""
    bars = [
        _Bar(row.key, message("name.as_written", name=row.short_name), count, row.is_ai_specific)
        for row in study.families
        for count in (overview.by_family.get(row.key, 0),)
    ]
    least = min(bars, key=lambda bar: bar.count, default=_Bar("", message("value.unknown"), 0))
    values: dict[str, Value] = {
        "n": least.count,
        "family": least.label,
        "recorded": overview.family_answers_recorded,
        "published": overview.family_answers_published,
    }
    title = message("figure.families.title", **values)
    return _figure("families", Dimension.FAMILY, bars, width, title)


def _level_bar(study: Study, level: int | None, count: int) -> _Bar:
    key = UNKNOWN if level is None else str(level)
    return _Bar(key, label(study, Dimension.LEVEL, key, short=True), count)


def _figure(
    key: str, dimension: Dimension, bars: list[_Bar], width: float, title: Message
) -> Figure:
    return Figure(
        key=key,
        width=width,
        height=len(bars) * ROW + 4,
        title=title,
        subtitle=message(f"figure.{key}.subtitle"),
        marks=tuple(_marks(dimension, bars, width)),
        table=_twin(key, dimension, bars),
        sentence=Message(title.code.replace(".title", ".sentence"), title.values),
        source=message(f"figure.{key}.source"),
    )


def _marks(dimension: Dimension, bars: list[_Bar], width: float) -> Iterator[Mark]:
    """A label, a bar from zero and a number a line; what is not known is hatched."""
    most = max((bar.count for bar in bars), default=0)
    scale = LinearScale(0, most, 0, width - LABELS - VALUES)
    foot = Path(((LABELS, 0), (LABELS, len(bars) * ROW + 2)), Paint(stroke=Ink.GRID))
    for place, bar in enumerate(bars):
        middle = place * ROW + ROW / 2 + 1
        hit = f"{dimension}:{bar.key}"
        yield _text(LABELS - 6, middle, bar.label, bar, Anchor.END, hit)
        length = scale.at(bar.count)
        if length:
            yield Rect(LABELS, middle - BAR / 2, length, BAR, _paint(bar), hit)
        count = message("figure.count", n=bar.count)
        yield _text(LABELS + length + 4, middle, count, bar, Anchor.START, hit)
    yield foot


def _text(x: float, middle: float, said: Message, bar: _Bar, anchor: Anchor, hit: str) -> Text:
    ink = Ink.TEXT if bar.count else Ink.MUTED
    limit = LABELS - 6 if anchor is Anchor.END else None
    bold = bar.is_special or anchor is Anchor.START
    return Text(x, middle + _BASELINE, said, LABEL_SIZE, ink, bold, anchor, limit, hit)


def _paint(bar: _Bar) -> Paint:
    if bar.key == UNKNOWN:
        return Paint(stroke=Ink.MUTED, hatch=True)
    return Paint(fill=Ink.ACCENT if bar.is_special else Ink.SCALE_3)


def _twin(key: str, dimension: Dimension, bars: list[_Bar]) -> Table:
    columns = (
        Column("label", word(dimension), Format.SAID, width=34),
        Column("trainings", word(Measure.TRAININGS), Format.INTEGER, scale=True),
    )
    rows = tuple(Row((bar.label, bar.count)) for bar in bars)
    title = message(f"figure.{key}.subtitle")
    return Table(key, title, columns, rows, (message(f"figure.{key}.source"),))
