"""Need lines, how they are spread, the scenarios that use them and what is taken on trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planner.study.base import Entity
from planner.vocab import Modality, MoveKind, NeedKind, SeatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation(Entity):
    """A named way to spread a need line over families and levels: always an assumption."""

    name: str
    author: str = ""
    decided_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationShare(Entity):
    """The share (0 to 1) of an allocation that falls on one family at one level."""

    allocation: str
    family: str
    level: int
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine(Entity):
    """People needed from ``start`` to the year before ``end``; None bounds mean unknown."""

    name: str
    kind: NeedKind
    sector: str | None
    start: int
    end: int
    low: int | None
    central: int | None
    high: int | None
    allocation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Entity):
    """The need lines that are looked at together; lines that overlap are never in one scenario."""

    name: str
    need_lines: tuple[str, ...]
    seat_kind: SeatKind = SeatKind.OPEN
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioMove(Entity):
    """A move of a kept scenario; which fields it uses follows from its kind.

    ``planner.compute.scenarios`` turns it into a :data:`planner.compute.moves.Move` and back.
    """

    scenario: str
    kind: MoveKind
    name: str = ""
    training: str | None = None
    families: tuple[str, ...] = ()
    modalities: tuple[Modality, ...] = ()
    level: int | None = None
    need_line: str | None = None
    allocation: str | None = None
    family: str | None = None
    assumption: str | None = None
    low: int | None = None
    central: int | None = None
    high: int | None = None
    value: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption(Entity):
    """A number that the computation takes on trust; None where nobody has given one.

    Known keys: ``yield.completion``, ``yield.stays``, ``yield.reaches`` (shares 0-1),
    ``ceiling.<level>`` (places a year of a training whose places are unknown),
    ``small.cell`` (trainings up to which a cell is marked fragile), ``opening.cost`` (per place).
    """

    name: str
    value: Fraction | None
    unit: str
    reason: str = ""
