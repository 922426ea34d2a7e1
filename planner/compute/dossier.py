"""Everything that the file of a certification tells, gathered once for every format.

The referentials stand side by side, a section a block, as registers ask for them: under the RNCP
the activities, the competences and the assessment (L6113-1 of the Code du travail), under the
Répertoire spécifique the two last alone (R6113-11 2°). Nothing here says that a file conforms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.checks.file_progress import FileProgress, file_progress
from planner.compute.competence_gaps import CompetenceCoverage, competence_coverage
from planner.compute.referential import Referential, referential
from planner.vocab import LinkState, Register

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.study import (
        Activity,
        Assessment,
        AssessmentCriterion,
        AttestedCompetence,
        Block,
        Certification,
        Comment,
        Correspondence,
        Preparation,
        Promotion,
        StatusChange,
        Study,
    )

#: The fields of the identity sheet, in the order in which a fiche tells them.
IDENTITY = (
    "title", "number", "register", "level", "status", "filing", "years_asked", "rule_set",
    "aim", "audience", "occupations", "sectors", "certifiers", "partners", "opcos", "nsf",
    "formacodes", "romes", "nomenclatures", "routes", "prerequisites", "validity", "priority",
    "filed_on", "decided_on", "expires_on",
)  # fmt: skip
#: What a register does not ask: the RS knows no level and no ROME, the RNCP no end of validity.
_NOT_ASKED = {
    Register.RNCP: frozenset({"validity"}),
    Register.RS: frozenset({"level", "romes"}),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the referentials side by side; what is not written is None or empty.

    A line without competence tells an activity that leads to none, or assessments that name none.
    """

    activity: Activity | None
    competence: AttestedCompetence | None
    assessments: tuple[Assessment, ...] = ()
    criteria: tuple[AssessmentCriterion, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one block, or those that stand under none (``block`` is None)."""

    block: Block | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the file of a certification tells; ``comments`` are empty where they are left out."""

    certification: Certification
    parts: Referential
    sections: tuple[Section, ...]
    progress: FileProgress
    coverage: CompetenceCoverage
    correspondences: tuple[Correspondence, ...]
    preparations: tuple[Preparation, ...]
    promotions: tuple[Promotion, ...]
    history: tuple[StatusChange, ...]
    comments: tuple[Comment, ...]


def dossier(study: Study, certification: str, on: date, *, with_comments: bool = True) -> Dossier:
    """The content of a certification's file on a day.

    Preparations that somebody refused are left out, and comments where ``with_comments`` is False:
    they are opinions between partners. Raises ``KeyError`` where the study has no such
    certification.
    """
    row = study.certifications.get(certification)
    about = ("certifications", certification)
    parts = referential(study, certification)
    return Dossier(
        certification=row,
        parts=parts,
        sections=sections(parts),
        progress=file_progress(study, certification, on),
        coverage=competence_coverage(study, certification),
        correspondences=tuple(
            each for each in study.correspondences if each.certification == certification
        ),
        preparations=tuple(
            each
            for each in study.preparations
            if each.certification == certification and each.state is not LinkState.REFUSED
        ),
        promotions=tuple(each for each in study.promotions if each.certification == certification),
        history=tuple(each for each in study.status_changes if each.certification == certification),
        comments=tuple(
            each for each in study.comments if with_comments and (each.about, each.row) == about
        ),
    )


def identity_fields(register: Register) -> tuple[str, ...]:
    """The fields of a certification that a register asks about, in reading order."""
    left_out = _NOT_ASKED.get(register, frozenset())
    return tuple(key for key in IDENTITY if key not in left_out)


def tells_activities(register: Register, parts: Referential) -> bool:
    """Whether the referentials are three: always under the RNCP, never under the RS.

    Elsewhere they are where activities were written.
    """
    if register in (Register.RNCP, Register.RS):
        return register is Register.RNCP
    return bool(parts.activities)


def sections(parts: Referential) -> tuple[Section, ...]:
    """The lines of a referential by block, each competence exactly once."""
    found = tuple(Section(block, tuple(_lines(parts, block.key))) for block in parts.blocks)
    loose = tuple(_lines(parts, None))
    return (*found, Section(None, loose)) if loose else found


def _lines(parts: Referential, block: str | None) -> Iterator[Line]:
    own = {row.key for row in parts.activities}
    for activity in parts.activities:
        if activity.block != block:
            continue
        held = [row for row in parts.competences if row.activity == activity.key]
        yield from (_line(parts, activity, row) for row in held)
        if not held:
            yield Line(activity, None)
    for row in parts.competences:
        if row.activity not in own and row.block == block:
            yield _line(parts, None, row)
    for assessment in parts.assessments:
        if assessment.block == block and not assessment.competences:
            yield Line(None, None, (assessment,))


def _line(parts: Referential, activity: Activity | None, row: AttestedCompetence) -> Line:
    return Line(
        activity,
        row,
        tuple(each for each in parts.assessments if row.key in each.competences),
        tuple(each for each in parts.criteria if each.competence == row.key),
    )
