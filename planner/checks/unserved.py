"""Checks of the needs that nothing answers: neither a training nor a certification under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.findings import Finding, Place, Severity, finding
from planner.vocab import CertificationStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study

_GIVEN_UP = frozenset({CertificationStatus.ABANDONED, CertificationStatus.REFUSED})


def gaps_without_answer(study: Study) -> Iterator[Finding]:
    """Families needed at a level that no open training targets and no certification would serve.

    A certification serves the families of the tasks that lead to it, at their level where they
    name one.
    """
    taught = {(f, t.level) for t in study.trainings if not t.is_archived for f in t.families}
    served = set(_served(study))
    needed = dict.fromkeys((s.family, s.level) for s in study.allocation_shares if s.share)
    for family, level in needed:
        if not {(family, level), (family, None)} & (taught | served):
            name = study.families.get(family).name
            where = Place("families", family)
            yield finding("gap_unserved", Severity.WARNING, where, name=name, level=level)


def _served(study: Study) -> Iterator[tuple[str, int | None]]:
    for task in study.tasks:
        row = study.certifications.find(task.certification or "")
        if row is not None and row.status not in _GIVEN_UP:
            yield from ((family, task.level) for family in task.families)


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (gaps_without_answer,)
