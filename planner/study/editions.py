"""Editions: the study as it stood on a day, what was decided upon it, and how it is reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.study.base import Entity
from planner.vocab import Audience, CommitmentStatus, ReportSection


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Entity):
    """The study frozen on a day.

    ``content`` is opaque here (``db.editions`` packs and unpacks it); ``digest`` is the
    fingerprint of the study that it holds.
    """

    name: str
    frozen_on: date | None = None
    author: str = ""
    note: str = ""
    digest: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Entity):
    """What the symposium of an edition decided: who does what by when, for which gap.

    ``family``, ``level`` and ``task`` tell the gap and the task that serves it. A later edition,
    ``reconciled_in``, tells what became of it.
    """

    edition: str
    text: str
    who: str = ""
    due: date | None = None
    family: str | None = None
    level: int | None = None
    task: str | None = None
    status: CommitmentStatus = CommitmentStatus.OPEN
    reason: str = ""
    reconciled_in: str | None = None
    reconciled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Entity):
    """A report of the symposium: of which edition, against which, for whom, in which order.

    Without an edition it reports the study of today.
    """

    name: str
    edition: str | None = None
    previous: str | None = None
    audience: Audience = Audience.PARTNERS
    sections: tuple[ReportSection, ...] = ()
    note: str = ""
