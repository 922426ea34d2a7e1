"""Certifications and the tasks of the actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.study.base import Entity
from planner.vocab import AccessRoute, CertificationStatus, FilingScope, Register, TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Opco(Entity):
    """A skills operator (OPCO) called upon by the plan."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification(Entity):
    """A certification on the road to a register; ``priority`` 1 comes first.

    ``certifiers`` are the bodies that would deliver it; ``nsf``, ``formacodes`` and ``romes`` are
    codes parted by spaces, of the versions told in ``nomenclatures``. ``validity`` is how long what
    the RS attests holds good; ``number`` the register's own (RNCP12345). The RS has no level, no
    ROME, no blocks and no activities.
    """

    title: str
    priority: int | None = None
    register: Register = Register.UNDECIDED
    status: CertificationStatus = CertificationStatus.IDEA
    audience: str = ""
    opcos: tuple[str, ...] = ()
    comment: str = ""
    level: int | None = None
    aim: str = ""
    occupations: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    certifiers: str = ""
    partners: str = ""
    nsf: str = ""
    formacodes: str = ""
    romes: str = ""
    nomenclatures: str = ""
    routes: tuple[AccessRoute, ...] = ()
    prerequisites: str = ""
    validity: str = ""
    filing: FilingScope = FilingScope.FIRST
    rule_set: str | None = None
    years_asked: int | None = None
    number: str = ""
    filed_on: date | None = None
    decided_on: date | None = None
    expires_on: date | None = None


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
    ``days_low`` and ``days_high`` bound ``days``, which is the most likely. ``families`` and
    ``level`` tell the gap that the task helps to close.
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
    days_low: int | None = None
    days_high: int | None = None
    families: tuple[str, ...] = ()
    level: int | None = None
