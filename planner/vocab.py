"""Closed vocabularies of the trade; their words in French and English are in the texts."""

from __future__ import annotations

from enum import StrEnum


class Nature(StrEnum):
    """Where a value comes from, shown beside every figure."""

    PUBLISHED = "published"
    COMPUTED = "computed"
    ASSUMPTION = "assumption"
    DECLARED = "declared"


class Modality(StrEnum):
    """How a training is followed (formation initiale, alternance, continue)."""

    INITIAL = "initial"
    APPRENTICESHIP = "apprenticeship"
    CONTINUING = "continuing"


class SeatKind(StrEnum):
    """What a count of places counts (ouvertes, financées, pourvues)."""

    OPEN = "open"
    FUNDED = "funded"
    FILLED = "filled"


class Confidence(StrEnum):
    """How far a declared number may be relied upon."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Outlook(StrEnum):
    """What the study expects of an occupation of a sector."""

    AT_RISK = "at_risk"
    IN_TRANSFORMATION = "in_transformation"
    NEW = "new"
    LITTLE_AFFECTED = "little_affected"


class Impact(StrEnum):
    """What AI does to a competence, as printed in annex 2 of the study."""

    NOT_AFFECTED = "not_affected"
    ASSISTANCE = "assistance"
    AUGMENTATION = "augmentation"
    REPLACEMENT = "replacement"
    MIXED = "mixed"  # two impacts printed on the same row


class Attachment(StrEnum):
    """Whether a competence row was checked to belong to the occupation it stands under."""

    AS_PRINTED = "as_printed"
    CHECKED = "checked"
    NONE = "none"  # printed without an occupation column


class NeedKind(StrEnum):
    """What the people of a need line are needed for; kinds are never added up."""

    EXPERT = "expert"
    COLOURED = "coloured"
    AWARENESS = "awareness"


class ProjectionLine(StrEnum):
    """The eleven rows of a sector's projection table, in their printed order."""

    NATURAL = "natural"
    IMPACT = "impact"
    TOTAL = "total"
    AI_ALONE = "ai_alone"
    AI_WITH_OTHERS = "ai_with_others"
    OTHERS = "others"
    AI = "ai"
    CREATED = "created"
    REDUCED = "reduced"
    RECRUITED = "recruited"
    AWARENESS = "awareness"


class Comparison(StrEnum):
    """How a published claim holds its number (environ, plus de, exactement, entre)."""

    ABOUT = "about"
    MORE_THAN = "more_than"
    EXACTLY = "exactly"
    BETWEEN = "between"


class Register(StrEnum):
    """Where a certification is or would be registered."""

    RNCP = "rncp"
    RS = "rs"
    CQP = "cqp"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


class CertificationStatus(StrEnum):
    """How far a certification is on the road to its register."""

    IDEA = "idea"
    FRAMING = "framing"
    DRAFTING = "drafting"
    REVIEW = "review"
    READY = "ready"
    FILED = "filed"
    EXAMINED = "examined"
    REGISTERED = "registered"
    REFUSED = "refused"
    POSTPONED = "postponed"
    ABANDONED = "abandoned"


class TaskKind(StrEnum):
    """A task lasts; a milestone is a date to hold."""

    TASK = "task"
    MILESTONE = "milestone"


class DomainScheme(StrEnum):
    """Which list of the study an AI domain belongs to."""

    VISIBILITY = "visibility"  # the nine domains of action 1.3
    EXPERTISE = "expertise"  # the eleven sub-domains of table 1


class MoveKind(StrEnum):
    """What a move of a kept scenario does to the study."""

    OPEN = "open"
    CLOSE = "close"
    ADD = "add"
    NEED = "need"
    SHARE = "share"
    YIELD = "yield"


class LineageKind(StrEnum):
    """How a row became another while staying what it is."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"


class FilingScope(StrEnum):
    """Which filings are meant: the first one, a renewal, or both."""

    FIRST = "first"
    RENEWAL = "renewal"
    ANY = "any"


class AccessRoute(StrEnum):
    """How candidates come to a certification (voies d’accès)."""

    INITIAL = "initial"
    APPRENTICESHIP = "apprenticeship"
    CONTINUING = "continuing"
    PROFESSIONALISATION = "professionalisation"
    INDIVIDUAL = "individual"
    VAE = "vae"


class CorrespondenceKind(StrEnum):
    """How far a certification corresponds to another."""

    TOTAL = "total"
    BLOCK = "block"
    BLOCK_RS = "block_rs"


class EvidenceState(StrEnum):
    """How far the evidence for a criterion is."""

    MISSING = "missing"
    DRAFTED = "drafted"
    READY = "ready"
    NOT_APPLICABLE = "not_applicable"


class LinkState(StrEnum):
    """Whether somebody has looked at a proposed link."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class CommitmentStatus(StrEnum):
    """What became of what a symposium decided."""

    OPEN = "open"
    DONE = "done"
    LATE = "late"
    ABANDONED = "abandoned"
    UNVERIFIABLE = "unverifiable"


class Audience(StrEnum):
    """Whom a report is for: partners read no names of persons and no internal comments."""

    PARTNERS = "partners"
    INTERNAL = "internal"


class ReportSection(StrEnum):
    """A section of the symposium's report."""

    SUMMARY = "summary"
    OFFER = "offer"
    NEEDS = "needs"
    COVERAGE = "coverage"
    LADDER = "ladder"
    CERTIFICATIONS = "certifications"
    ROADMAP = "roadmap"
    COMMITMENTS = "commitments"
    CLAIMS = "claims"
    TRAININGS = "trainings"
    METHOD = "method"


class ChoiceScope(StrEnum):
    """What a remembered choice is about: a column of a file, or a value in it."""

    COLUMN = "column"
    VALUE = "value"
