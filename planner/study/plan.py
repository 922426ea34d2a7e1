"""Certifications and the tasks of the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.study.base import Entity
from planner.vocab import CertificationStatus, Register, TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Opco(Entity):
    """A skills operator (OPCO) called upon by the plan."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification(Entity):
    """A candidate certification; ``priority`` 1 comes first, None where none was given."""

    title: str
    priority: int | None = None
    register: Register = Register.UNDECIDED
    status: CertificationStatus = CertificationStatus.IDEA
    audience: str = ""
    opcos: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationContent(Entity):
    """One element of a candidate certification's content."""

    certification: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Entity):
    """An action of the plan; only managed ones have tasks."""

    title: str
    is_managed: bool = False
    feasibility: str = ""
    contributors: str = ""
    objectives: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Entity):
    """A task or milestone of an action's roadmap, in calendar days.

    ``after`` are the keys of tasks that must be finished first; ``due`` a published deadline.
    """

    action: str
    title: str
    kind: TaskKind
    days: int
    after: tuple[str, ...] = ()
    not_before: date | None = None
    due: date | None = None
    owner: str = ""
    certification: str | None = None
