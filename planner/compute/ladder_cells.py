"""The ladder in groups: which trainings stand at a level of a family, or of an institution."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.compute.inventory import UNKNOWN
from planner.compute.ladder import WAY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.compute.ladder import Ladder, Scope, Step
    from planner.study import Study, Training


class Grouping(StrEnum):
    """What the trainings of a ladder stand together by."""

    FAMILY = "family"
    INSTITUTION = "institution"
    CITY = "city"


#: A group and a level.
Spot = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Link:
    """How many inferred steps lead from one cell to another."""

    start: Spot
    goal: Spot
    pairs: int


@dataclass(frozen=True, slots=True)
class Cells:
    """The placed trainings of a ladder by group and level.

    By family a training stands in the row of each family it targets, and a step leads along the
    row of each family shared; otherwise each training and each step stands once. ``groups`` are
    in the order of the study, :data:`UNKNOWN` last; ``levels`` hold at least those of ``WAY``.
    In a cell those without a way in come first and dead ends last. ``missing`` are the empty cells
    that count as missing rungs.
    """

    grouping: Grouping
    groups: tuple[str, ...]
    levels: tuple[int, ...]
    trainings: Mapping[Spot, tuple[str, ...]]
    links: tuple[Link, ...]
    missing: frozenset[Spot]

    def at(self, group: str, level: int) -> tuple[str, ...]:
        """The keys of the trainings of a cell; none where it is empty."""
        return self.trainings.get((group, level), ())

    def of(self, group: str) -> tuple[str, ...]:
        """The keys of the trainings of a group, from the lowest level to the highest."""
        return tuple(key for level in self.levels for key in self.at(group, level))

    def spots(self, key: str) -> tuple[Spot, ...]:
        """The cells in which a training stands, in the order of the groups."""
        return tuple(
            (group, level)
            for group in self.groups
            for level in self.levels
            if key in self.at(group, level)
        )


def usual_grouping(scope: Scope) -> Grouping:
    """By family, unless one family is looked at: then by institution."""
    return Grouping.FAMILY if scope.family is None else Grouping.INSTITUTION


def ladder_cells(study: Study, found: Ladder, grouping: Grouping) -> Cells:
    """The trainings and inferred steps of a ladder by group.

    All families stand where the whole study is looked at, so that what nobody targets is seen;
    in a narrower scope only the groups that hold a training do.
    """
    placed = [study.trainings.get(key) for key in found.placed]
    held: dict[Spot, list[str]] = defaultdict(list)
    for row in placed:
        for group in _groups_of(row, grouping):
            held[group, row.level or 0].append(row.key)
    levels = tuple(sorted({*WAY, *(row.level or 0 for row in placed)}))
    groups = _order(study, found, grouping, {group for group, _ in held})
    side = Counter(found.dead_ends)
    side.subtract(found.without_entrance)
    trainings = {spot: tuple(sorted(keys, key=side.__getitem__)) for spot, keys in held.items()}
    missing = frozenset(
        (group, level)
        for group in groups
        for level in WAY
        if grouping is Grouping.FAMILY and (group, level) not in held
    )
    links = _links(study, found.steps, grouping)
    return Cells(grouping, groups, levels, trainings, links, missing)


def _groups_of(row: Training, grouping: Grouping) -> tuple[str, ...]:
    if grouping is Grouping.FAMILY:
        return row.families
    told = row.institution if grouping is Grouping.INSTITUTION else row.city
    return (told or UNKNOWN,)


def _order(study: Study, found: Ladder, grouping: Grouping, held: set[str]) -> tuple[str, ...]:
    rows = {
        Grouping.FAMILY: study.families,
        Grouping.INSTITUTION: study.institutions,
        Grouping.CITY: study.cities,
    }[grouping]
    whole = grouping is Grouping.FAMILY and found.scope.is_whole
    known = [key for key in (row.key for row in rows) if whole or key in held]
    return (*known, *sorted(held.difference(known)))


def _links(study: Study, steps: Sequence[Step], grouping: Grouping) -> tuple[Link, ...]:
    pairs: Counter[tuple[Spot, Spot]] = Counter()
    for step in steps:
        start, goal = study.trainings.get(step.start), study.trainings.get(step.goal)
        low, high = start.level or 0, goal.level or 0
        if grouping is Grouping.FAMILY:
            pairs.update(((family, low), (family, high)) for family in step.families)
        else:
            group, other = _groups_of(start, grouping)[0], _groups_of(goal, grouping)[0]
            pairs[(group, low), (other, high)] += 1
    return tuple(Link(start, goal, count) for (start, goal), count in pairs.items())
