"""Plans kept to compare later ones with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.study.base import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Entity):
    """A plan kept to compare later ones with."""

    name: str
    made_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineDate(Entity):
    """When a baseline placed a task; the finish is exclusive."""

    baseline: str
    task: str
    start: date | None = None
    finish: date | None = None
