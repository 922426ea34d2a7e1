"""Checks of the referentials being drafted: what a machine can see that an instructor would ask.

None of them says that a file conforms. They run for a certification that something was drafted
for, or that is at least being written; the criteria of its rule set name them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.competence_writing import (
    CONCERNS,
    addresses,
    begins_with_verb,
    is_lesson,
    tells_aim,
)
from planner.compute.referential import Referential, referential
from planner.findings import Finding, Place, Severity, finding
from planner.vocab import AccessRoute, CertificationStatus, LinkState, Register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Certification, Study

_BEGUN = frozenset(CertificationStatus) - {
    CertificationStatus.IDEA,
    CertificationStatus.FRAMING,
    CertificationStatus.ABANDONED,
    CertificationStatus.REFUSED,
}


def referential_findings(study: Study, certification: str) -> tuple[Finding, ...]:
    """What can be said of one certification, whether or not its writing has begun."""
    row = study.certifications.get(certification)
    parts = referential(study, certification)
    return tuple(said for check in OF_ONE for said in check(study, row, parts))


def drafted_referentials(study: Study) -> Iterator[Finding]:
    """The findings about every certification whose writing has begun."""
    for row in study.certifications:
        if row.status in _BEGUN or not referential(study, row.key).is_empty:
            yield from referential_findings(study, row.key)


def activities_alone(study: Study, row: Certification, parts: Referential) -> Iterator[Finding]:
    """Activities that no competence follows from."""
    used = {competence.activity for competence in parts.competences}
    for activity in parts.activities:
        if activity.key not in used:
            where = Place("activities", activity.key)
            yield finding(
                "activity_without_competence", Severity.WARNING, where, text=activity.text
            )


def competences_unjudged(study: Study, row: Certification, parts: Referential) -> Iterator[Finding]:
    """Competences without a criterion, or that nothing assesses."""
    judged, assessed = parts.judged, parts.assessed
    for competence in parts.competences:
        where = Place("attested_competences", competence.key)
        if competence.key not in judged:
            yield finding(
                "competence_without_criterion", Severity.WARNING, where, text=competence.text
            )
        if competence.key not in assessed:
            yield finding(
                "competence_without_assessment", Severity.WARNING, where, text=competence.text
            )


def competences_badly_worded(
    study: Study, row: Certification, parts: Referential
) -> Iterator[Finding]:
    """Competences that read as a lesson, lack a verb in the infinitive, or tell no end."""
    for competence in parts.competences:
        where = Place("attested_competences", competence.key, "text")
        if is_lesson(competence.text):
            yield finding("programme_rewritten", Severity.WARNING, where, text=competence.text)
        elif not begins_with_verb(competence.text):
            yield finding("competence_not_a_verb", Severity.WARNING, where, text=competence.text)
        if not tells_aim(competence.text):
            yield finding("competence_without_aim", Severity.INFO, where, text=competence.text)


def blocks_incomplete(study: Study, row: Certification, parts: Referential) -> Iterator[Finding]:
    """Blocks that attest nothing, or that cannot be assessed on their own (R6113-9 7°)."""
    held = {competence.block for competence in parts.competences}
    assessed = {assessment.block for assessment in parts.assessments}
    for block in parts.blocks:
        where = Place("blocks", block.key)
        if block.key not in held:
            yield finding("block_without_competence", Severity.WARNING, where, title=block.title)
        if block.key not in assessed:
            yield finding("block_without_assessment", Severity.WARNING, where, title=block.title)


def parts_of_the_register(
    study: Study, row: Certification, parts: Referential
) -> Iterator[Finding]:
    """What the register wants that is missing, or that it does not know."""
    where = Place("certifications", row.key)
    if row.register is Register.UNDECIDED:
        yield finding(
            "register_undecided", Severity.WARNING, Place("certifications", row.key, "register")
        )
    if row.register is Register.RS and (
        parts.blocks or parts.activities or row.level is not None or row.romes
    ):
        yield finding("rs_has_rncp_parts", Severity.WARNING, where, title=row.title)
    if row.register is Register.RNCP:
        if not parts.blocks:
            yield finding("no_block", Severity.WARNING, where, title=row.title)
        if row.level is None:
            yield finding(
                "no_level",
                Severity.WARNING,
                Place("certifications", row.key, "level"),
                title=row.title,
            )
        if AccessRoute.VAE not in row.routes:
            yield finding(
                "no_vae",
                Severity.WARNING,
                Place("certifications", row.key, "routes"),
                title=row.title,
            )


def identity_incomplete(study: Study, row: Certification, parts: Referential) -> Iterator[Finding]:
    """An aim, target occupations, certifying bodies and competences that nobody has written."""
    if not row.aim:
        yield finding(
            "no_aim", Severity.WARNING, Place("certifications", row.key, "aim"), title=row.title
        )
    if not row.occupations:
        place = Place("certifications", row.key, "occupations")
        yield finding("no_occupation", Severity.INFO, place, title=row.title)
    if not row.certifiers:
        yield finding(
            "no_certifier",
            Severity.INFO,
            Place("certifications", row.key, "certifiers"),
            title=row.title,
        )
    if not parts.competences:
        yield finding(
            "no_competence", Severity.WARNING, Place("certifications", row.key), title=row.title
        )
    elif not any(competence.origin for competence in parts.competences):
        yield finding("no_origin", Severity.INFO, Place("certifications", row.key), title=row.title)


def concerns_unaddressed(study: Study, row: Certification, parts: Referential) -> Iterator[Finding]:
    """Transitions, health and safety, disability: concerns that no text speaks of."""
    if parts.is_empty:
        return
    said = "\n".join(parts.texts())
    for concern in CONCERNS:
        if not addresses(concern, said):
            yield finding(
                concern, Severity.WARNING, Place("certifications", row.key), title=row.title
            )


def promotions_short(study: Study, row: Certification, parts: Referential) -> Iterator[Finding]:
    """Data on holders: none at all, or one year alone, which caps the duration at three years."""
    if row.register not in (Register.RNCP, Register.RS):
        return
    told = {p.year for p in study.promotions if p.certification == row.key and p.certified}
    if not told:
        yield finding(
            "promotions_missing",
            Severity.WARNING,
            Place("certifications", row.key),
            title=row.title,
        )
    elif len(told) == 1:
        place = Place("certifications", row.key, "years_asked")
        yield finding(
            "promotions_one_year", Severity.WARNING, place, title=row.title, year=min(told)
        )


def correspondences_unexplained(
    study: Study, row: Certification, parts: Referential
) -> Iterator[Finding]:
    """Correspondences that tell no reason."""
    for found in study.correspondences:
        if found.certification == row.key and not found.reason:
            where = Place("correspondences", found.key, "reason")
            yield finding("correspondence_unexplained", Severity.INFO, where, number=found.code)


def trainings_missing(study: Study, row: Certification, parts: Referential) -> Iterator[Finding]:
    """A certification that no training is confirmed to prepare for."""
    confirmed = any(
        link.certification == row.key and link.state is LinkState.CONFIRMED
        for link in study.preparations
    )
    if not confirmed:
        yield finding(
            "no_training", Severity.INFO, Place("certifications", row.key), title=row.title
        )


#: The checks of one certification.
OF_ONE: tuple[Callable[[Study, Certification, Referential], Iterator[Finding]], ...] = (
    identity_incomplete,
    parts_of_the_register,
    blocks_incomplete,
    activities_alone,
    competences_unjudged,
    competences_badly_worded,
    concerns_unaddressed,
    promotions_short,
    correspondences_unexplained,
    trainings_missing,
)

CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (drafted_referentials,)
