"""Checks of the leavers: what is told twice, what cannot be with so few places."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.findings import Finding, Place, Severity, finding
from planner.text import same_name_key
from planner.vocab import SeatKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from planner.study import Leavers, Study

_Class = tuple[str, int]  # a training and a year


def repeated_leavers(study: Study) -> Iterator[Finding]:
    """Leavers told twice for one training, one year and one occupation, whatever its spelling."""
    seen: set[tuple[str, int, str]] = set()
    for row in study.leavers:
        told = (row.training, row.year, same_name_key(row.occupation))
        if told in seen:
            yield _about(study, row, "leavers_repeated", occupation=row.occupation)
        seen.add(told)


def exceeding_leavers(study: Study) -> Iterator[Finding]:
    """Trainings that certainly told more leavers in a year than places were filled in it.

    The least that was told is beside the most that was filled; a year whose filled places are not
    known or not bounded says nothing.
    """
    filled = _most_filled(study)
    classes: dict[_Class, list[Leavers]] = defaultdict(list)
    for row in study.leavers:
        classes[row.training, row.year].append(row)
    for told, rows in classes.items():
        people, places = sum(row.low for row in rows), filled.get(told)
        if places is not None and people > places:
            yield _about(study, rows[0], "leavers_exceed", people=people, places=places)


def _most_filled(study: Study) -> Mapping[_Class, int | None]:
    """The greatest upper bound told of the places filled; None where one row has none."""
    most: dict[_Class, int | None] = {}
    for row in study.seats:
        if row.kind is not SeatKind.FILLED:
            continue
        told = (row.training, row.year)
        before = most.get(told, 0)
        most[told] = None if row.high is None or before is None else max(before, row.high)
    return most


def _about(study: Study, row: Leavers, code: str, **values: str | int) -> Finding:
    training = study.trainings.find(row.training)
    title = row.training if training is None else training.title
    where = Place("leavers", row.key)
    return finding(code, Severity.WARNING, where, title=title, year=row.year, **values)


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (repeated_leavers, exceeding_leavers)
