"""Checks of the declared bridges from one training to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.findings import Finding, Place, Severity, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Bridge, Study, Training

#: A bridge may lead to a lower level, as for a change of trade; further down it is an error.
MOST_LEVELS_DOWN = 1


def bridges_to_themselves(study: Study) -> Iterator[Finding]:
    """Bridges whose two ends are one training."""
    for row in study.bridges:
        if row.start == row.goal:
            yield _about(study, row, "bridge_to_itself", Severity.ERROR)


def repeated_bridges(study: Study) -> Iterator[Finding]:
    """Bridges between the ends of an earlier one."""
    seen: dict[tuple[str, str], str] = {}
    for row in study.bridges:
        first = seen.setdefault((row.start, row.goal), row.key)
        if first != row.key:
            yield _about(study, row, "bridge_repeated", Severity.WARNING, other=first)


def bridges_downwards(study: Study) -> Iterator[Finding]:
    """Bridges that lead more than one level down: their ends may stand the wrong way round."""
    for row in study.bridges:
        low, high = _level(study, row.goal), _level(study, row.start)
        if low is not None and high is not None and high - low > MOST_LEVELS_DOWN:
            yield _about(study, row, "bridge_downwards", Severity.WARNING, low=low, high=high)


def bridges_of_archived_trainings(study: Study) -> Iterator[Finding]:
    """Bridges of which an end is archived: no ladder counts them."""
    for row in study.bridges:
        for key in dict.fromkeys((row.start, row.goal)):
            training = study.trainings.find(key)
            if training is not None and training.is_archived:
                told = {"archived": training.title}
                yield _about(study, row, "bridge_archived", Severity.WARNING, **told)


def _about(
    study: Study, row: Bridge, code: str, severity: Severity, **values: str | int
) -> Finding:
    start, goal = _title(study, row.start), _title(study, row.goal)
    return finding(code, severity, Place("bridges", row.key), start=start, goal=goal, **values)


def _level(study: Study, key: str) -> int | None:
    row = study.trainings.find(key)
    return None if row is None else row.level


def _title(study: Study, key: str) -> str:
    row: Training | None = study.trainings.find(key)
    return key if row is None else row.title


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    bridges_to_themselves,
    repeated_bridges,
    bridges_downwards,
    bridges_of_archived_trainings,
)
