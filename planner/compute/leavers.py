"""What became of those who left the trainings: people by occupation, family or year.

Sums of intervals add their bounds; one row without upper bound leaves the sum without one. What
nobody told is absent, never zero: a sum holds only what was told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN, declared
from planner.messages import Interval
from planner.text import same_name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.study import Leavers, Study


class LeaversBy(StrEnum):
    """What leavers can be told apart by."""

    OCCUPATION = "occupation"
    FAMILY = "family"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class LeaverCell:
    """People who left, between two bounds, and the trainings that told of them, each once."""

    people: Interval
    trainings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaverGroup:
    """The leavers of one occupation, family or year; ``key`` is ``UNKNOWN`` for no family.

    ``years`` holds only the years that somebody told of; ``total`` adds them.
    """

    key: str
    name: str
    years: Mapping[int, LeaverCell]
    total: LeaverCell


def leavers_of(study: Study) -> tuple[Leavers, ...]:
    """The leavers of the trainings that are not archived, in their order."""
    kept = {row.key for row in declared(study)}
    return tuple(row for row in study.leavers if row.training in kept)


def leaver_groups(study: Study, by: LeaversBy) -> tuple[LeaverGroup, ...]:
    """The leavers by ``by``: families in the order of the study, the others by their names.

    Spellings of an occupation that differ by case or spaces alone are one; the first told names it.
    """
    groups: dict[str, list[Leavers]] = defaultdict(list)
    for row in leavers_of(study):
        groups[_key(row, by)].append(row)
    made = [_group(study, key, rows, by) for key, rows in groups.items()]
    if by is LeaversBy.FAMILY:
        order = {key: place for place, key in enumerate(study.families.keys())}
        return tuple(sorted(made, key=lambda group: order.get(group.key, len(order))))
    return tuple(sorted(made, key=lambda group: group.key))


def people_who_left(rows: Iterable[Leavers]) -> LeaverCell:
    """The sum of what the rows tell; of no row, exactly none."""
    told = tuple(rows)
    highs = [row.high for row in told if row.high is not None]
    high = Fraction(sum(highs)) if len(highs) == len(told) else None
    people = Interval(Fraction(sum(row.low for row in told)), high)
    return LeaverCell(people, tuple(dict.fromkeys(row.training for row in told)))


def _key(row: Leavers, by: LeaversBy) -> str:
    match by:
        case LeaversBy.OCCUPATION:
            return same_name_key(row.occupation)
        case LeaversBy.FAMILY:
            return row.family or UNKNOWN
        case LeaversBy.YEAR:
            return str(row.year)


def _group(study: Study, key: str, rows: list[Leavers], by: LeaversBy) -> LeaverGroup:
    years: dict[int, list[Leavers]] = defaultdict(list)
    for row in rows:
        years[row.year].append(row)
    cells = {year: people_who_left(told) for year, told in sorted(years.items())}
    return LeaverGroup(key, _name(study, key, rows[0], by), cells, people_who_left(rows))


def _name(study: Study, key: str, first: Leavers, by: LeaversBy) -> str:
    if by is LeaversBy.OCCUPATION:
        return first.occupation
    family = study.families.find(key) if by is LeaversBy.FAMILY else None
    return key if family is None else family.short_name or family.name
