"""The rows of referentials, of the criteria they are held to, and of kept plans."""

from __future__ import annotations

from datetime import date  # read by SQLModel when the class is made

from sqlmodel import Field

from db.rows.base import Row


class RuleSetRow(Row, table=True):
    """A dated set of the criteria that a register applies to filings."""

    __tablename__ = "rule_sets"

    name: str
    name_key: str
    # "register" is a method of every abstract class, so the attribute has another name
    register_name: str = Field(sa_column_kwargs={"name": "register"})
    valid_from: date | None
    valid_to: date | None
    article: str
    note: str


class CriterionRow(Row, table=True):
    """One criterion of a rule set, in our words, with its article."""

    __tablename__ = "criteria"

    rule_set: str
    number: str
    text: str
    article: str
    evidence: str
    checks: str
    applies_to: str


class StatusChangeRow(Row, table=True):
    """That a certification came to a status on a day, and why."""

    __tablename__ = "status_changes"

    certification: str
    status: str
    changed_on: date | None
    reason: str
    author: str


class BlockRow(Row, table=True):
    """A block of competences of a certification (bloc de compétences)."""

    __tablename__ = "blocks"

    certification: str
    title: str
    code: str
    is_optional: bool
    prerequisites: str


class ActivityRow(Row, table=True):
    """An activity of the occupation aimed at; only the RNCP has them."""

    __tablename__ = "activities"

    certification: str
    block: str | None
    code: str
    text: str


class AttestedCompetenceRow(Row, table=True):
    """A competence that a certification attests."""

    __tablename__ = "attested_competences"

    certification: str
    block: str | None
    activity: str | None
    code: str
    text: str
    origin: str | None


class AssessmentRow(Row, table=True):
    """How competences are assessed: modality, what candidates produce, how long."""

    __tablename__ = "assessments"

    certification: str
    block: str | None
    modality: str
    evidence: str
    duration: str


class AssessmentCriterionRow(Row, table=True):
    """What tells that a competence is acquired, and the indicator that can be observed."""

    __tablename__ = "assessment_criteria"

    competence: str
    text: str
    indicator: str


class CorrespondenceRow(Row, table=True):
    """That a certification, or a block of it, corresponds to one that exists."""

    __tablename__ = "correspondences"

    certification: str
    kind: str
    block: str | None
    code: str
    title: str
    reason: str


class EvidenceRow(Row, table=True):
    """What a file shows for one criterion, and how far it is."""

    __tablename__ = "evidences"

    certification: str
    criterion: str
    state: str
    text: str
    documents: str


class PromotionRow(Row, table=True):
    """What became of the holders of one year; None where nobody counted."""

    __tablename__ = "promotions"

    certification: str
    year: int
    enrolled: int | None
    certified: int | None
    respondents: int | None
    employed: int | None
    in_target_job: int | None


class PreparationRow(Row, table=True):
    """That a training prepares for a certification or one of its blocks."""

    __tablename__ = "preparations"

    certification: str
    block: str | None
    training: str
    state: str
    reason: str


class CertificationVersionRow(Row, table=True):
    """A frozen text of a certification, as canonical JSON in ``content``."""

    __tablename__ = "certification_versions"

    certification: str
    name: str
    frozen_on: date | None
    author: str
    content: str


class BaselineRow(Row, table=True):
    """A plan kept to compare later ones with."""

    __tablename__ = "baselines"

    name: str
    name_key: str
    made_on: date | None
    reason: str


class BaselineDateRow(Row, table=True):
    """When a baseline placed a task; the finish is exclusive."""

    __tablename__ = "baseline_dates"

    baseline: str
    task: str
    start: date | None
    finish: date | None
