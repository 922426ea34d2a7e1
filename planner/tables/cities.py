"""Cities with what they offer: the twin of the map, and the shorter list beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.compute.city_counts import OTHERS, CityMeasure, CityShares
from planner.compute.inventory import Dimension, Measure, label
from planner.findings import Place
from planner.messages import message
from planner.tables.table import Column, Format, Row, Table
from planner.words import word

if TYPE_CHECKING:
    from planner.compute.city_counts import CityCount, CityCounts, Group, Held
    from planner.messages import Message, Value
    from planner.study import City, Study

_DIMENSIONS = {CityShares.LEVEL: Dimension.LEVEL, CityShares.FAMILY: Dimension.FAMILY}


def cities_table(study: Study, counts: CityCounts, notes: tuple[Message, ...] = ()) -> Table:
    """Every city with its trainings, its places and its parts; the twin of the map."""
    columns = (
        Column("city", word(Dimension.CITY), width=24),
        Column("department", message("collection.departments"), width=20),
        Column("trainings", word(Measure.TRAININGS), Format.INTEGER, scale=True),
        Column("seats", message("map.seats"), Format.INTERVAL, "seat", width=16),
        Column("untold", message("map.untold"), Format.INTEGER, width=16),
        *(_part_column(study, counts, group) for group in counts.groups),
    )
    rows = tuple(_line(study, counts, row) for row in counts.rows)
    return Table("map", message("figure.map.twin"), columns, rows, notes)


def city_list_table(study: Study, counts: CityCounts) -> Table:
    """The cities that hold a training, with places and levels in short; the greatest first."""
    columns = (
        Column("city", word(Dimension.CITY), width=20),
        Column("trainings", word(Measure.TRAININGS), Format.INTEGER, width=12),
        Column("seats", message("map.seats"), Format.INTERVAL, width=14),
        Column("levels", message("map.levels"), Format.SAID, width=24),
    )
    levels = {row.key: row.level for row in study.trainings}
    held = [row for row in counts.rows if row.whole.trainings]
    held.sort(key=lambda row: (row.city is None, -sum(row.whole.bounds(counts.measure))))
    rows = tuple(
        Row(
            (
                _name(study, row),
                len(row.whole.trainings),
                row.whole.seats,
                _levels([levels[key] for key in row.whole.trainings]),
            ),
            None if row.city is None else Place("cities", row.city),
            row.whole.trainings,
        )
        for row in held
    )
    return Table("cities", message("map.list"), columns, rows)


def group_label(study: Study, counts: CityCounts, group: Group) -> Message:
    """How a group of levels or families is called in a legend or at the head of a column."""
    if group.key != OTHERS:
        return label(study, _DIMENSIONS[counts.shares], group.key, short=True)
    if counts.shares is CityShares.LEVEL:
        return message("figure.map.levels_below", low=group.members[0], high=group.members[-1])
    return message("figure.map.others", n=len(group.members))


def _part_column(study: Study, counts: CityCounts, group: Group) -> Column:
    shape = Format.INTEGER if counts.measure is CityMeasure.TRAININGS else Format.INTERVAL
    return Column(f"part.{group.key}", group_label(study, counts, group), shape, width=14)


def _line(study: Study, counts: CityCounts, row: CityCount) -> Row:
    city = _city(study, row)
    values: tuple[Value, ...] = (
        _name(study, row),
        None if city is None else _department(study, city),
        len(row.whole.trainings),
        row.whole.seats,
        row.whole.untold,
        *(_amount(counts, row.parts[group.key]) for group in counts.groups),
    )
    place = None if row.city is None else Place("cities", row.city)
    return Row(values, place, row.whole.trainings)


def _amount(counts: CityCounts, held: Held) -> Value:
    return len(held.trainings) if counts.measure is CityMeasure.TRAININGS else held.seats


def _levels(levels: list[int | None]) -> tuple[Message, ...]:
    """How many trainings stand at each level, the lowest first, the unknown last."""
    found = Counter(levels)
    known = sorted(level for level in found if level is not None)
    parts = [message("map.level_times", level=level, n=found[level]) for level in known]
    if None in found:
        parts.append(message("map.level_unknown", n=found[None]))
    return tuple(parts)


def _name(study: Study, row: CityCount) -> str | None:
    city = _city(study, row)
    return None if city is None else city.name


def _city(study: Study, row: CityCount) -> City | None:
    return None if row.city is None else study.cities.get(row.city)


def _department(study: Study, city: City) -> str:
    found = study.departments.find(city.department)
    return city.department if found is None else found.name
