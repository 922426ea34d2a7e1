"""The rows of fields that hold several values: one row a value, in their order."""

from __future__ import annotations

from sqlmodel import Field

from db.rows.base import LinkRow


class TrainingFamilyRow(LinkRow, table=True):
    """A family that a training prepares for."""

    __tablename__ = "training_families"

    training: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    family: str


class TrainingModalityRow(LinkRow, table=True):
    """A way in which a training is followed."""

    __tablename__ = "training_modalities"

    training: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    modality: str


class CertificationOpcoRow(LinkRow, table=True):
    """A skills operator called upon for a certification."""

    __tablename__ = "certification_opcos"

    certification: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    opco: str


class TaskPredecessorRow(LinkRow, table=True):
    """A task that must be finished before another."""

    __tablename__ = "task_predecessors"

    task: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    predecessor: str


class ScenarioNeedLineRow(LinkRow, table=True):
    """A need line of a scenario."""

    __tablename__ = "scenario_need_lines"

    scenario: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    need_line: str


class ScenarioMoveFamilyRow(LinkRow, table=True):
    """A family of a training that a kept move opens."""

    __tablename__ = "scenario_move_families"

    move: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    family: str


class ScenarioMoveModalityRow(LinkRow, table=True):
    """A way in which a training that a kept move opens would be followed."""

    __tablename__ = "scenario_move_modalities"

    move: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    modality: str


class CertificationOccupationRow(LinkRow, table=True):
    """One of the occupations of a row of certifications."""

    __tablename__ = "certification_occupations"

    certification: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    occupation: str


class CertificationSectorRow(LinkRow, table=True):
    """One of the sectors of a row of certifications."""

    __tablename__ = "certification_sectors"

    certification: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    sector: str


class CertificationRouteRow(LinkRow, table=True):
    """One of the routes of a row of certifications."""

    __tablename__ = "certification_routes"

    certification: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    route: str


class TaskFamilyRow(LinkRow, table=True):
    """One of the families of a row of tasks."""

    __tablename__ = "task_families"

    task: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    family: str


class AttestedCompetenceDomainRow(LinkRow, table=True):
    """One of the domains of a row of attested_competences."""

    __tablename__ = "competence_domains"

    competence: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    domain: str


class AssessmentCompetenceRow(LinkRow, table=True):
    """One of the competences of a row of assessments."""

    __tablename__ = "assessed_competences"

    assessment: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    competence: str


class ReportSectionRow(LinkRow, table=True):
    """One of the sections of a report."""

    __tablename__ = "report_sections"

    report: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    section: str
