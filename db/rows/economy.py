"""The rows of the regional economy: sectors, projections, occupations, claims."""

from __future__ import annotations

from db.rows.base import Row


class SectorRow(Row, table=True):
    """A sector of the regional economy."""

    __tablename__ = "sectors"

    name: str
    name_key: str
    impact: int
    is_analysed: bool
    weight_percent: int | None


class HeadcountRow(Row, table=True):
    """People employed in a sector according to one publication."""

    __tablename__ = "headcounts"

    sector: str
    people: int
    publication: str
    year: int | None


class SectorOccupationRow(Row, table=True):
    """An occupation named in a sector's summary."""

    __tablename__ = "sector_occupations"

    sector: str
    name: str
    outlook: str


class ProjectionRow(Row, table=True):
    """A cell of a sector's projection table."""

    __tablename__ = "projections"

    sector: str
    line: str
    year: int
    magnitude: int
    has_minus: bool
    printed: str


class OccupationRow(Row, table=True):
    """An occupation of a sector whose competences were examined."""

    __tablename__ = "occupations"

    sector: str
    name: str


class CompetenceRow(Row, table=True):
    """A competence under the occupation it was printed under."""

    __tablename__ = "competences"

    sector: str
    occupation: str | None
    text: str
    impact: str
    attachment: str


class ClaimRow(Row, table=True):
    """A figure published in the running text."""

    __tablename__ = "claims"

    subject: str
    comparison: str
    low: int
    high: int
    unit: str
    measure: str
