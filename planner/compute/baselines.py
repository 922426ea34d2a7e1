"""Plans kept, and what has slipped since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.compute.roadmap import roadmap
from planner.edits import Batch, Edit, Put, Set
from planner.study import Baseline, BaselineDate, Source
from planner.vocab import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.study import Study, Task

_COMPUTED = Source(Nature.COMPUTED)


@dataclass(frozen=True, slots=True)
class Slip:
    """A task in a baseline and now; dates are None where one of them cannot place the task.

    ``days`` are those by which its finish moved: above 0 later, None where either is unknown.
    """

    task: Task
    then: date | None
    now: date | None

    @property
    def days(self) -> int | None:
        """Days from the finish kept to the finish planned now."""
        return None if self.then is None or self.now is None else (self.now - self.then).days


def kept_plan(study: Study, key: str, name: str, today: date, reason: str = "") -> Batch:
    """The edits that keep the plan as it stands under a name; ``key`` names the new rows."""
    baseline = Baseline(key=key, rank=_last(study), name=name, made_on=today, reason=reason)
    return Batch((Put("baselines", baseline), *_dates(study, key)))


def replanned(study: Study, key: str, name: str, today: date, reason: str = "") -> Batch:
    """The edits that keep the plan under a name, then start it again from ``today``.

    Tasks that wait for none of the roadmap may not start before today, unless they already start
    later; a due date that has gone by is taken off (the baseline keeps when the task was planned).
    """
    managed = {task.key for task in roadmap(study).tasks}
    moved = (
        _moved(task, today, is_first=managed.isdisjoint(task.after))
        for task in study.tasks
        if task.key in managed
    )
    kept = kept_plan(study, key, name, today, reason)
    return Batch((*kept.edits, *(edit for edit in moved if edit is not None)))


def slips(study: Study, baseline: str) -> tuple[Slip, ...]:
    """What moved since a baseline, in the order of the tasks; ``KeyError`` where there is none."""
    study.baselines.get(baseline)
    then = {row.task: row.finish for row in study.baseline_dates if row.baseline == baseline}
    placed = roadmap(study)
    spans = {} if placed.plan is None else placed.plan.spans
    return tuple(
        Slip(
            task,
            then.get(task.key),
            spans[task.key].earliest_finish if task.key in spans else None,
        )
        for task in placed.tasks
    )


def _dates(study: Study, key: str) -> Iterator[Put]:
    plan = roadmap(study).plan
    for rank, (task, span) in enumerate(() if plan is None else plan.spans.items(), 1):
        row = BaselineDate(
            key=f"{key}.{rank}",
            rank=rank,
            source=_COMPUTED,
            baseline=key,
            task=task,
            start=span.earliest_start,
            finish=span.earliest_finish,
        )
        yield Put("baseline_dates", row)


def _moved(task: Task, today: date, *, is_first: bool) -> Edit | None:
    values: list[tuple[str, object]] = []
    if is_first and (task.not_before is None or task.not_before < today):
        values.append(("not_before", today))
    if task.due is not None and task.due < today:
        values.append(("due", None))
    if not values:
        return None
    values.append(("source", replace(task.source, nature=Nature.ASSUMPTION)))
    return Set("tasks", task.key, tuple(values))  # type: ignore[arg-type]


def _last(study: Study) -> int:
    return max((row.rank for row in study.baselines), default=0) + 1
