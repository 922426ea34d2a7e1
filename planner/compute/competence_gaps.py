"""Which competences that AI changes are certified, and which nobody certifies.

An affected competence (annex 2) is addressed where a competence attested by a certification was
drawn from it: from that row, or from one that repeats it under the same occupation. People are
those of the sector's headcounts, which the study prints more than once: an interval.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.messages import Interval
from planner.text import search_key
from planner.vocab import CertificationStatus, Impact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.study import Competence, Study

#: What AI does to a competence that matters to a referential.
AFFECTED = frozenset({Impact.ASSISTANCE, Impact.AUGMENTATION, Impact.REPLACEMENT, Impact.MIXED})

_GIVEN_UP = frozenset({CertificationStatus.ABANDONED, CertificationStatus.REFUSED})


@dataclass(frozen=True, slots=True)
class AffectedCompetence:
    """An affected row of annex 2 and the attested competences (keys) that address it."""

    row: Competence
    addressed_by: tuple[str, ...]

    @property
    def is_addressed(self) -> bool:
        """True where at least one attested competence was drawn from it."""
        return bool(self.addressed_by)


@dataclass(frozen=True, slots=True)
class CompetenceCoverage:
    """The affected competences of a certification's target occupations, in printed order.

    ``has_targets`` is False where the certification names no occupation: nothing can be told.
    """

    certification: str
    has_targets: bool
    competences: tuple[AffectedCompetence, ...]

    @property
    def addressed(self) -> int:
        """How many of them the certification addresses."""
        return sum(competence.is_addressed for competence in self.competences)


@dataclass(frozen=True, slots=True)
class SectorGap:
    """A sector's affected competences that no certification addresses.

    ``people`` employed in the sector according to the study's publications; None where it prints
    no headcount.
    """

    sector: str
    people: Interval | None
    affected: int
    unaddressed: tuple[Competence, ...]


def competence_coverage(study: Study, certification: str) -> CompetenceCoverage:
    """Which affected competences of its target occupations a certification addresses.

    Raises ``KeyError`` where the study has no such certification.
    """
    row = study.certifications.get(certification)
    targets = frozenset(row.occupations)
    drawn = _drawn(study, (certification,))
    found = tuple(
        AffectedCompetence(each, drawn.get(_same(each), ()))
        for each in study.competences
        if each.occupation in targets and each.impact in AFFECTED
    )
    return CompetenceCoverage(certification, bool(targets), found)


def affected_competences(study: Study) -> tuple[AffectedCompetence, ...]:
    """Every affected competence, in printed order, with all that certifications draw from it.

    Certifications that were refused or abandoned address nothing.
    """
    drawn = _drawn(study, _alive(study))
    return tuple(
        AffectedCompetence(row, drawn.get(_same(row), ()))
        for row in study.competences
        if row.impact in AFFECTED
    )


def competence_gaps(study: Study) -> tuple[SectorGap, ...]:
    """The affected competences that no certification addresses, most people concerned first.

    Certifications that were refused or abandoned address nothing. Sectors without headcount come
    last; a sector without affected row is left out.
    """
    drawn = _drawn(study, _alive(study))
    affected: dict[str, list[Competence]] = defaultdict(list)
    for row in study.competences:
        if row.impact in AFFECTED:
            affected[row.sector].append(row)
    people = _people(study)
    gaps = [
        SectorGap(
            sector,
            people.get(sector),
            len(rows),
            tuple(row for row in rows if _same(row) not in drawn),
        )
        for sector, rows in affected.items()
    ]
    return tuple(sorted(gaps, key=_rank))


def _alive(study: Study) -> tuple[str, ...]:
    return tuple(row.key for row in study.certifications if row.status not in _GIVEN_UP)


def _rank(gap: SectorGap) -> tuple[bool, Fraction, str]:
    people = gap.people
    most = Fraction(0) if people is None or people.high is None else people.high
    return people is None, -most, gap.sector


def _same(row: Competence) -> tuple[str, str | None, str]:
    """What a row shares with those that repeat it."""
    return row.sector, row.occupation, search_key(row.text)


def _drawn(
    study: Study, certifications: Iterable[str]
) -> Mapping[tuple[str, str | None, str], tuple[str, ...]]:
    """The attested competences of certifications by what they were drawn from."""
    wanted = frozenset(certifications)
    found: dict[tuple[str, str | None, str], list[str]] = defaultdict(list)
    for row in study.attested_competences:
        origin = study.competences.find(row.origin) if row.origin else None
        if origin is not None and row.certification in wanted:
            found[_same(origin)].append(row.key)
    return {key: tuple(rows) for key, rows in found.items()}


def _people(study: Study) -> dict[str, Interval]:
    """The headcounts of each sector: the lowest and the highest that are printed."""
    told: dict[str, list[int]] = defaultdict(list)
    for row in study.headcounts:
        told[row.sector].append(row.people)
    return {
        sector: Interval(Fraction(min(counts)), Fraction(max(counts)))
        for sector, counts in told.items()
    }
