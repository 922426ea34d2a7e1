"""An amount by year as small multiples: a column a year from zero, the unknown hatched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.indicators import Indicator
from planner.figures.figure import Anchor, Figure, Paint, Path, Rect, Text
from planner.figures.lettering import estimated_width
from planner.figures.palette import Ink
from planner.figures.scale import LinearScale, nice_top
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.indicators import Amount, Indicators, YearAmount
    from planner.figures.figure import Mark
    from planner.messages import Message, Value

WIDTH = 300.0
HEIGHT = 118.0
SMALL = 7.5
_HEAD, _FOOT = 26.0, 14.0
_GAP = 14.0  # between panels
_UNKNOWN_ROOM = 30.0  # what the word takes
_SLACK = 1.12  # thousands are parted
_WIDEST = 34.0  # a column
_HALF_YEAR = 10.0  # half of what a year takes in letters
_CAP = 7.0  # the hatched piece over a bar that may be higher
_FILL = Paint(fill=Ink.SCALE_3)
_SPAN = Paint(stroke=Ink.MIDDLE, width=0.5, hatch=True)
_OPEN = Paint(stroke=Ink.MUTED, width=0.5, hatch=True, dotted=True)


@dataclass(frozen=True, slots=True)
class Slot:
    """One column: what it is clicked by, what stands below it, what it counts."""

    hit: str
    said: Message
    amount: Amount


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the small multiples: its key, what it counts, and its years."""

    key: str
    name: Message
    years: tuple[YearAmount, ...]


def seats_trend(told: Indicators, *, width: float = WIDTH, height: float = HEIGHT) -> Figure:
    """Places by year, a panel for each kind of which some year is told; all on one scale."""
    panels = [
        Panel(str(kind), word(kind), series)
        for kind, series in told.seats.items()
        if any(one.amount.is_known for one in series)
    ]
    return _figure(Indicator.SEATS, panels, told, width, height)


def leavers_trend(told: Indicators, *, width: float = WIDTH, height: float = HEIGHT) -> Figure:
    """People who left the trainings by year, over all occupations."""
    panels = [Panel("leavers", word(Indicator.LEAVERS), told.leavers)] if told.leavers else []
    return _figure(Indicator.LEAVERS, panels, told, width, height)


def _figure(
    subject: Indicator, panels: Sequence[Panel], told: Indicators, width: float, height: float
) -> Figure:
    key = f"trend.{subject}"
    return Figure(
        key=key,
        width=width,
        height=height,
        title=_title(subject, panels),
        subtitle=message(f"figure.{key}.subtitle", n=told.told(subject), of=told.of),
        marks=tuple(_marks(panels, width, height)),
        table=_twin(key, panels),
        sentence=_sentence(subject, panels),
        source=message(f"figure.{key}.source"),
    )


def _known(panel: Panel) -> list[YearAmount]:
    return [one for one in panel.years if one.amount.is_known]


def _title(subject: Indicator, panels: Sequence[Panel]) -> Message:
    """The last year told of the first panel, beside the first one where they differ."""
    known = _known(panels[0]) if panels else []
    code = f"figure.trend.{subject}.title"
    if not known:
        return message(f"{code}.none")
    last = known[-1]
    values: dict[str, Value] = {
        "name": panels[0].name,
        "year": last.year,
        "amount": last.amount.said,
        "n": last.amount.told,
        "of": last.amount.of,
    }
    if len(known) == 1:
        return message(code, **values)
    values |= {"former": known[0].amount.said, "since": known[0].year}
    return message(f"{code}.since", **values)


def _sentence(subject: Indicator, panels: Sequence[Panel]) -> Message:
    """Every year that is told, panel by panel."""
    parts = tuple(
        message(
            "figure.trend.part",
            name=panel.name,
            year=one.year,
            amount=one.amount.said,
            n=one.amount.told,
            of=one.amount.of,
        )
        for panel in panels
        for one in _known(panel)
    )
    if not parts:
        return message(f"figure.trend.{subject}.title.none")
    return message(f"figure.trend.{subject}.sentence", parts=parts)


def _marks(panels: Sequence[Panel], width: float, height: float) -> Iterator[Mark]:
    if not panels:
        yield from nothing_told(width, height)
        return
    room = (width - _GAP * (len(panels) - 1)) / len(panels)
    scale = amount_scale([one.amount for panel in panels for one in panel.years], height)
    for place, panel in enumerate(panels):
        slots = [
            Slot(f"year:{panel.key}:{one.year}", message("figure.year", year=one.year), one.amount)
            for one in panel.years
        ]
        left = place * (room + _GAP)
        yield from panel_marks(panel.name, slots, left, room, scale=scale, height=height)


def amount_scale(amounts: Sequence[Amount], height: float) -> LinearScale:
    """From zero to a round number over all these amounts, in a figure of this height."""
    most = max(map(_reach, amounts), default=Fraction(0))
    return LinearScale(0.0, float(nice_top(float(most))), height - _FOOT, _HEAD + _CAP)


def nothing_told(width: float, height: float) -> Iterator[Mark]:
    """What stands where nobody has told anything: a hatched room, said to be unknown."""
    said = message("value.unknown")
    yield Rect(0.5, 0.5, width - 1, height - 1, _OPEN)
    yield Rect(width / 2 - 24, height / 2 - 8, 48, 16, Paint(fill=Ink.PAPER))
    yield Text(width / 2, height / 2 + 3, said, SMALL, Ink.MUTED, anchor=Anchor.MIDDLE)


def _reach(amount: Amount) -> Fraction:
    return max(amount.said.low, amount.said.high or Fraction(0))


def panel_marks(
    name: Message,
    slots: Sequence[Slot],
    left: float,
    room: float,
    *,
    scale: LinearScale,
    height: float,
    half: float = _HALF_YEAR,
) -> Iterator[Mark]:
    """The name of a panel, its columns and their foot; ``half`` is half of what a foot may take."""
    yield Text(left, 9, name, SMALL + 0.5, Ink.MUTED, bold=True, limit=room)
    foot = height - _FOOT
    slot = room / len(slots)
    step, free = _label_step(slot), left
    for place, one in enumerate(slots):
        wide = min(slot * 0.7, _WIDEST)
        middle = left + slot * (place + 0.5)
        yield from _column(one.amount, middle, wide, scale, one.hit)
        at = min(max(middle, left + half), left + room - half)
        if place % step == 0 and at - half >= free - 0.01:
            free = at + half
            foot_words = Text(at, height - 4, one.said, SMALL, Ink.MUTED, anchor=Anchor.MIDDLE)
            yield foot_words if half == _HALF_YEAR else replace(foot_words, limit=2 * half)
        if step == 1:
            yield _label(one.amount, middle, slot, scale, one.hit)
    yield Path(((left, foot), (left + room, foot)), Paint(stroke=Ink.MUTED, width=0.6))


def _label_step(slot: float) -> int:
    """How many columns share a year below them, so that years do not touch."""
    return max(1, -int(-22.0 // slot))


def _column(
    amount: Amount, middle: float, wide: float, scale: LinearScale, hit: str
) -> Iterator[Mark]:
    """Filled to what is sure, hatched where it may be more; hatched whole where unknown."""
    left, foot = middle - wide / 2, scale.start
    if not amount.is_known:
        yield Rect(left, scale.stop, wide, foot - scale.stop, _OPEN, hit)
        return
    sure = scale.at(amount.said.low)
    if foot > sure:
        yield Rect(left, sure, wide, foot - sure, _FILL, hit)
    tip = sure
    if amount.said.high is not None and amount.said.high > amount.said.low:
        tip = scale.at(amount.said.high)
        yield Rect(left, tip, wide, sure - tip, _SPAN, hit)
    if amount.total.high is None:
        yield Rect(left, tip - _CAP, wide, _CAP, _OPEN, hit)


def _label(amount: Amount, middle: float, slot: float, scale: LinearScale, hit: str) -> Text:
    """What is told, over the column; unknown is said."""
    room = slot * 0.96
    said = message("value.unknown" if room >= _UNKNOWN_ROOM else "figure.unknown_short")
    top = scale.stop
    if amount.is_known:
        said = _amount_label(amount, room)
        top = scale.at(_reach(amount)) - (_CAP if amount.total.high is None else 0)
    ink = Ink.TEXT if amount.is_known else Ink.MUTED
    return Text(middle, top - 3, said, SMALL, ink, anchor=Anchor.MIDDLE, limit=room, hit=hit)


def _amount_label(amount: Amount, room: float) -> Message:
    """Both bounds where they find room, else the lower one, said to be one."""
    low, high = amount.said.low, amount.said.high
    whole = f"{low} – {high}" if high != low else f"{low}"
    if high is not None and estimated_width(whole, SMALL) * _SLACK <= room:
        return message("figure.amount", amount=amount.said)
    return message("figure.amount.from", low=low)


def _twin(key: str, panels: Sequence[Panel]) -> Table:
    columns = (
        Column("panel", message("indicator.column.indicator"), Format.SAID, width=16),
        Column("year", message("indicator.column.year"), Format.INTEGER, width=8),
        Column(
            "said", message("indicator.column.said"), Format.INTERVAL, note=message("note.said")
        ),
        Column("told", message("indicator.column.told"), Format.INTEGER, width=10),
        Column("of", message("indicator.column.of"), Format.INTEGER, width=10),
    )
    rows = tuple(
        Row(
            (panel.name, one.year, one.amount.said, one.amount.told, one.amount.of),
            None,
            one.amount.trainings,
        )
        for panel in panels
        for one in panel.years
    )
    return Table(key, message(f"figure.{key}.title.none"), columns, rows)
