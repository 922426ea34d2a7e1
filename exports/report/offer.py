"""The section of the offer: where it is, at which levels, for what, and what has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exports.pdf_styles import WIDTH
from exports.report.parts import Drawn, Listed, Said, Title, Tone
from planner.compute.indicators import indicators
from planner.compute.inventory import Dimension, crosstab
from planner.editions.breaks import Touched
from planner.editions.comparison import EditionFate
from planner.figures.amount_bars import hours_bars
from planner.figures.city_map import city_map
from planner.figures.edition_bars import edition_bars
from planner.figures.heat_map import heat_map
from planner.figures.level_bars import family_bars, level_bars
from planner.figures.trend import leavers_trend, seats_trend
from planner.messages import message
from planner.tables.editions import (
    breaks_table,
    edition_changes_table,
    edition_fields_table,
)
from planner.tables.indicators import domain_hours_table, indicators_table
from planner.tables.series import series_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.report.parts import Part
    from exports.report.subject import Reported
    from planner.editions.comparison import Comparison, RowChange

_MAP_HEIGHT, _ROW = 400.0, 16.5
_COUNTED = (
    Dimension.LEVEL, Dimension.CITY, Dimension.INSTITUTION, Dimension.FAMILY, Dimension.MODALITY,
)  # fmt: skip


def offer_parts(told: Reported) -> Iterator[Part]:
    """The map, the counts beside those of the former edition, crossings, domains, changes."""
    study, counts = told.study, told.subject.overview
    touched = told.breaks(Touched.TRAININGS)
    yield Said(message("report.offer.lead"), Tone.LEAD)
    yield Drawn(city_map(study, counts, width=WIDTH, height=_MAP_HEIGHT), touched)
    yield Drawn(level_bars(study, counts, width=WIDTH), touched)
    yield Drawn(family_bars(study, counts, width=WIDTH), touched)
    yield Title(message("report.offer.counts"))
    for dimension in _COUNTED:
        yield Listed(
            series_table(study, dimension, told.old, told.names), remarks=touched, has_notes=False
        )
    yield Title(message("report.offer.crossings"))
    for across in (Dimension.LEVEL, Dimension.CITY):
        crossed = crosstab(study, Dimension.FAMILY, across)
        yield Drawn(heat_map(study, crossed, width=WIDTH, row=_ROW), touched)
    yield from _domains(told)
    yield from _changes(told)


def _domains(told: Reported) -> Iterator[Part]:
    """Hours by domain and places by year: what action 1.3 asks to be followed."""
    study, found = told.study, indicators(told.study)
    yield Title(message("report.offer.followed"))
    yield Drawn(hours_bars(study, found, width=WIDTH), told.breaks(Touched.HOURS))
    series = series_table(study, Dimension.DOMAIN, told.old, told.names)
    yield Listed(series, remarks=told.breaks(Touched.HOURS), has_notes=False)
    if any(one.amount.is_known for each in found.seats.values() for one in each):
        yield Drawn(seats_trend(found, width=WIDTH), told.breaks(Touched.PLACES))
    if found.leavers:
        yield Drawn(leavers_trend(found, width=WIDTH))
    yield Listed(domain_hours_table(study, found), has_notes=False)
    yield Listed(indicators_table(study, found), remarks=told.breaks(Touched.PLACES))


def _changes(told: Reported) -> Iterator[Part]:
    """What became of the rows since the former edition, and where the series break."""
    made = told.account
    if made is None or told.old is None:
        return
    yield Title(message("report.offer.changes", name=told.previous))
    before, after = told.names
    yield Drawn(edition_bars(made.compared, before=before, after=after, width=WIDTH))
    changes = edition_changes_table(told.old, told.study, made.compared, "trainings")
    if changes.rows:
        recast = replace(made.compared, changes=_recast(made.compared))
        printed = edition_changes_table(told.old, told.study, recast, "trainings")
        yield Listed(changes, ("fate", "row", "what"), (16, 44, 60), printed=printed)
    stayed = made.compared.of("trainings", EditionFate.CHANGED, EditionFate.RENAMED)
    fields = edition_fields_table(told.old, told.study, stayed)
    if fields.rows:
        yield Listed(fields, widths=(44, 26, 26, 26))
    if made.breaks:
        yield Listed(
            breaks_table(told.study, made.breaks), widths=(20, 56, 24, 40), has_notes=False
        )


def _recast(compared: Comparison) -> tuple[RowChange, ...]:
    """The rows that came, went or were recast; those that only changed are told field by field."""
    return tuple(one for one in compared.changes if one.fate is not EditionFate.CHANGED)
