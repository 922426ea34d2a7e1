"""Checks of the competence rows and of the candidate certifications."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner.findings import Finding, Place, Severity, finding
from planner.text import same_name_key
from planner.vocab import Attachment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Competence, Study


def doubtful_attachments(study: Study) -> Iterator[Finding]:
    """Competence rows that stand under the occupation they are printed under, by sector."""
    rows = (row for row in study.competences if row.attachment is Attachment.AS_PRINTED)
    counts = Counter(row.sector for row in rows)
    for sector in study.sectors:
        if counts[sector.key]:
            where = Place("sectors", sector.key)
            n = counts[sector.key]
            yield finding("competences_to_check", Severity.INFO, where, sector=sector.name, n=n)


def repeated_competences(study: Study) -> Iterator[Finding]:
    """Competence rows printed twice under one occupation of one sector."""
    first: dict[tuple[str, str | None, str], Competence] = {}
    for row in study.competences:
        other = first.setdefault((row.sector, row.occupation, same_name_key(row.text)), row)
        if other is not row:
            where = Place("competences", row.key, "text")
            yield finding(
                "competence_repeated", Severity.INFO, where, text=row.text, other=other.key
            )


def certifications_without_content(study: Study) -> Iterator[Finding]:
    """Candidate certifications that nothing describes yet."""
    filled = {row.certification for row in study.certification_contents}
    for row in study.certifications:
        if row.key not in filled:
            where = Place("certifications", row.key)
            yield finding("certification_without_content", Severity.WARNING, where, title=row.title)


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    doubtful_attachments,
    repeated_competences,
    certifications_without_content,
)
