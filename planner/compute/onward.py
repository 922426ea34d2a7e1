"""What a person may follow after a training, or before it, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.compute.ladder import Ladder, Step
    from planner.study import Study


@dataclass(frozen=True, slots=True)
class Onward:
    """The steps to each training and from it, by its key; a training without any is not there."""

    before: Mapping[str, tuple[Step, ...]]
    after: Mapping[str, tuple[Step, ...]]


def onward(study: Study, found: Ladder) -> Onward:
    """The steps of a ladder by their ends.

    Declared bridges come first, then steps that keep more families, stay in the city, stay in the
    institution; then the order of the study.
    """
    order = {key: place for place, key in enumerate(study.trainings.keys())}
    before: dict[str, list[Step]] = defaultdict(list)
    after: dict[str, list[Step]] = defaultdict(list)
    declared = {(step.start, step.goal) for step in found.bridges}
    inferred = [step for step in found.steps if (step.start, step.goal) not in declared]
    for step in (*found.bridges, *inferred):
        before[step.goal].append(step)
        after[step.start].append(step)

    def likeliest(step: Step, other: str) -> tuple[bool, int, bool, bool, int]:
        start, goal = study.trainings.get(step.start), study.trainings.get(step.goal)
        moves = start.city is None or start.city != goal.city
        leaves = start.institution is None or start.institution != goal.institution
        return not step.bridge, -len(step.families), moves, leaves, order[other]

    return Onward(
        {k: tuple(sorted(v, key=lambda s: likeliest(s, s.start))) for k, v in before.items()},
        {k: tuple(sorted(v, key=lambda s: likeliest(s, s.goal))) for k, v in after.items()},
    )
