"""The referentials of certifications, and the criteria that registers hold them to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.study.base import Entity
from planner.vocab import (
    CertificationStatus,
    CorrespondenceKind,
    EvidenceState,
    FilingScope,
    LinkState,
    Register,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet(Entity):
    """A dated set of the criteria that a register applies to filings."""

    name: str
    register: Register
    valid_from: date | None = None
    valid_to: date | None = None
    article: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Entity):
    """One criterion of a rule set, in our words, with its article.

    ``number`` is its place in the article (2° bis); ``evidence`` what a file shows for it;
    ``checks`` the codes of our checks that look at it, parted by spaces. ``applies_to`` tells
    whether it concerns first filings, renewals or both.
    """

    rule_set: str
    number: str
    text: str
    article: str = ""
    evidence: str = ""
    checks: str = ""
    applies_to: FilingScope = FilingScope.ANY


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange(Entity):
    """That a certification came to a status on a day, and why."""

    certification: str
    status: CertificationStatus
    changed_on: date | None = None
    reason: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Entity):
    """A block of competences of a certification (bloc de compétences)."""

    certification: str
    title: str
    code: str = ""
    is_optional: bool = False
    prerequisites: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Entity):
    """An activity of the occupation aimed at; only the RNCP has them."""

    certification: str
    block: str | None = None
    code: str = ""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedCompetence(Entity):
    """A competence that a certification attests.

    ``origin`` is the affected competence of annex 2 that it was proposed from, if any.
    """

    certification: str
    block: str | None = None
    activity: str | None = None
    code: str = ""
    text: str
    origin: str | None = None
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment(Entity):
    """How competences are assessed: modality, what candidates produce, how long."""

    certification: str
    block: str | None = None
    modality: str
    evidence: str = ""
    duration: str = ""
    competences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentCriterion(Entity):
    """What tells that a competence is acquired, and the indicator that can be observed."""

    competence: str
    text: str
    indicator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence(Entity):
    """That a certification, or a block of it, corresponds to one that exists.

    ``code`` is the fiche or block (RNCP12345, RNCP12345BC01, RS1234).
    """

    certification: str
    kind: CorrespondenceKind
    block: str | None = None
    code: str
    title: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Entity):
    """What a file shows for one criterion, and how far it is."""

    certification: str
    criterion: str
    state: EvidenceState = EvidenceState.MISSING
    text: str = ""
    documents: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion(Entity):
    """What became of the holders of one year; None where nobody counted."""

    certification: str
    year: int
    enrolled: int | None = None
    certified: int | None = None
    respondents: int | None = None
    employed: int | None = None
    in_target_job: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation(Entity):
    """That a training prepares for a certification or one of its blocks."""

    certification: str
    block: str | None = None
    training: str
    state: LinkState = LinkState.PROPOSED
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationVersion(Entity):
    """A frozen text of a certification, as canonical JSON in ``content``."""

    certification: str
    name: str
    frozen_on: date | None = None
    author: str = ""
    content: str
