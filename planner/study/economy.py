"""What the study says of sectors, occupations and competences."""

from __future__ import annotations

from dataclasses import dataclass

from planner.study.base import Entity
from planner.vocab import Attachment, Comparison, Impact, Outlook, ProjectionLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Entity):
    """A sector of the regional economy; ``impact`` of AI from 1 (low) to 4 (deep).

    ``is_analysed`` tells the ten sectors of part 2.3 from the others of table 3;
    ``weight_percent`` is the share of the regional economy as printed.
    """

    name: str
    impact: int
    is_analysed: bool = False
    weight_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount(Entity):
    """People employed in a sector according to one publication."""

    sector: str
    people: int
    publication: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorOccupation(Entity):
    """An occupation named in a sector's summary, with what is expected of it."""

    sector: str
    name: str
    outlook: Outlook


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectionCell(Entity):
    """A cell of a sector's projection table as printed: digits and sign, which may be misplaced.

    ``magnitude`` is the printed number without its sign, in people; ``has_minus`` whether a minus
    stands in the cell's own column of the text layer. ``year`` ends the period (2017, 2022, 2027).
    """

    sector: str
    line: ProjectionLine
    year: int
    magnitude: int
    has_minus: bool
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation(Entity):
    """An occupation of a sector whose competences were examined in annex 2."""

    sector: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence(Entity):
    """A competence row of annex 2, under the occupation it was printed under."""

    sector: str
    occupation: str | None
    text: str
    impact: Impact
    attachment: Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Entity):
    """A figure published in the running text: ``subject`` says of what, in our words.

    ``measure`` names the computation that can check it (see ``planner.compute.claims``), or is
    empty where the rows do not allow one. ``unit`` is ``people``, ``percent``, ``trainings``, …
    """

    subject: str
    comparison: Comparison
    low: int
    high: int
    unit: str
    measure: str = ""
