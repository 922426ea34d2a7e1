"""An indicator of action 1.3 from edition to edition: a column a moment, the unknown hatched."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.compute.edition_trend import series
from planner.figures.figure import Figure
from planner.figures.trend import Slot, amount_scale, nothing_told, panel_marks
from planner.messages import message
from planner.tables.edition_trend import edition_trend_table, moment_name, series_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.compute.edition_trend import Moment, Series, Step
    from planner.compute.indicators import Indicator
    from planner.figures.figure import Mark
    from planner.messages import Message

WIDTH = 300.0
HEIGHT = 118.0
_GAP = 14.0  # between panels
_SLOT = 30.0  # what a column with its name takes at least
_WHOLE = 46.0  # what the word for today takes, written out
_MOST = 6  # moments, the last ones: ten years of symposiums


def edition_trend(
    moments: Sequence[Moment],
    indicator: Indicator,
    *,
    width: float = WIDTH,
    height: float = HEIGHT,
) -> Figure:
    """An indicator at the last moments: places in a panel for each kind that was ever told."""
    told = [one for one in series(moments) if one.indicator is indicator]
    known = [one for one in told if one.is_known]
    room = (width - _GAP * (len(known) - 1)) / max(len(known), 1)
    many = max(2, min(_MOST, int(room // _SLOT)))
    shown = [replace(one, steps=one.steps[-many:]) for one in known]
    key = f"edition_trend.{indicator}"
    return Figure(
        key=key,
        width=width,
        height=height,
        title=_title(indicator, shown),
        subtitle=message(f"figure.{key}.subtitle"),
        marks=tuple(_marks(shown, room, width, height)),
        table=edition_trend_table(shown or told, key),
        sentence=_sentence(indicator, shown),
        source=message(f"figure.trend.{indicator}.source"),
    )


def _title(indicator: Indicator, shown: Sequence[Series]) -> Message:
    """The first panel at its first moment and today."""
    if not shown:
        return message(f"figure.edition_trend.{indicator}.title.none")
    first, last = shown[0].steps[0], shown[0].steps[-1]
    parts = tuple(map(_part, (first, last) if first is not last else (last,)))
    return message("figure.edition_trend.title", name=series_name(shown[0]), parts=parts)


def _sentence(indicator: Indicator, shown: Sequence[Series]) -> Message:
    """Every moment, panel by panel."""
    if not shown:
        return message(f"figure.edition_trend.{indicator}.title.none")
    parts = tuple(
        message(
            "figure.edition_trend.title", name=series_name(one), parts=tuple(map(_part, one.steps))
        )
        for one in shown
    )
    return message("figure.edition_trend.sentence", parts=parts)


def _part(step: Step) -> Message:
    when = moment_name(step.moment)
    if not step.amount.is_known:
        return message("figure.edition_trend.part.unknown", when=when)
    return message(
        "figure.edition_trend.part",
        when=when,
        amount=step.amount.said,
        n=step.amount.told,
        of=step.amount.of,
    )


def _marks(shown: Sequence[Series], room: float, width: float, height: float) -> Iterator[Mark]:
    if not shown:
        yield from nothing_told(width, height)
        return
    scale = amount_scale([step.amount for one in shown for step in one.steps], height)
    for place, one in enumerate(shown):
        wide = room / len(one.steps)
        slots = [Slot(_hit(one, step), _foot(step, wide), step.amount) for step in one.steps]
        left = place * (room + _GAP)
        half = wide / 2 - 1
        name = series_name(one)
        yield from panel_marks(name, slots, left, room, scale=scale, height=height, half=half)


def _hit(one: Series, step: Step) -> str:
    panel = one.kind or one.indicator
    return f"edition:{panel}:{step.moment.edition or 'today'}"


def _foot(step: Step, wide: float) -> Message:
    if step.moment.edition:
        return message("name.as_written", name=step.moment.name)
    return message("edition_trend.today" if wide >= _WHOLE else "edition_trend.today.short")
