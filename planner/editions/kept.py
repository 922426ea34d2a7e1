"""The editions that a study keeps, in the order of their days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.study import Edition, Study


def by_day(study: Study) -> tuple[Edition, ...]:
    """The editions, the oldest first; one whose day is unknown stands before the others."""
    return tuple(
        sorted(study.editions, key=lambda row: (row.frozen_on or date.min, row.rank, row.key))
    )
