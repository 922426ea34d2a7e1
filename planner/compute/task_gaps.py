"""Which gap a task helps to close, and which registrations end while the roadmap runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.filing_calendar import delays, renewal_filing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.compute.gap_report import FamilyGap, GapReport, SegmentGap
    from planner.study import Certification, Study, Task


@dataclass(frozen=True, slots=True)
class TaskGap:
    """A family and level that a task is for, with the gap there.

    ``segment`` and ``gap`` are None where the scenario counts no need there.
    """

    task: Task
    family: str
    segment: SegmentGap | None
    gap: FamilyGap | None


@dataclass(frozen=True, slots=True)
class Expiry:
    """A registration that ends, and the last day to file its renewal, None if not assumed."""

    certification: Certification
    on: date
    file_by: date | None
    is_late: bool


def task_gaps(tasks: Iterable[Task], report: GapReport) -> tuple[TaskGap, ...]:
    """The gaps of the families that each task names, at its level or at all; a line each."""
    found: list[TaskGap] = []
    for task in tasks:
        for family in task.families:
            own = [
                TaskGap(task, family, segment, gap)
                for segment in report.segments
                if task.level in (None, segment.level)
                for gap in segment.families
                if gap.family == family
            ]
            found += own or [TaskGap(task, family, None, None)]
    return tuple(found)


def expiries(study: Study, today: date, until: date) -> tuple[Expiry, ...]:
    """The registrations that end, soonest first, by the day ``until``; gone ones too."""
    rules = delays(study)
    found = []
    for row in study.certifications:
        if row.expires_on is None or row.expires_on > until:
            continue
        file_by = renewal_filing(row.expires_on, rules)
        is_late = file_by is not None and file_by < today
        found.append(Expiry(row, row.expires_on, file_by, is_late))
    return tuple(sorted(found, key=lambda one: (one.on, one.certification.key)))
