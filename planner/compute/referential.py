"""The referential of a certification as a tree, in the order in which documents tell it.

Under the RNCP a certification has blocks, blocks have activities, activities have competences
(L6113-1 of the Code du travail); the Répertoire spécifique has competences alone (R6113-11 2°).
Parts that hang on nothing stand under what they can: a competence without activity under its
block, a part without block under the certification.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from planner.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.study import (
        Activity,
        Assessment,
        AssessmentCriterion,
        AttestedCompetence,
        Block,
        Study,
    )

Part = TypeVar("Part", "Block", "Activity", "AttestedCompetence", "Assessment")


@dataclass(frozen=True, slots=True)
class Referential:
    """All parts of one certification, each in the order of its rank."""

    certification: str
    blocks: tuple[Block, ...]
    activities: tuple[Activity, ...]
    competences: tuple[AttestedCompetence, ...]
    assessments: tuple[Assessment, ...]
    criteria: tuple[AssessmentCriterion, ...]

    @property
    def is_empty(self) -> bool:
        """True where nothing has been drafted."""
        return not (self.blocks or self.activities or self.competences or self.assessments)

    @property
    def assessed(self) -> frozenset[str]:
        """The keys of the competences that an assessment names."""
        return frozenset(key for row in self.assessments for key in row.competences)

    @property
    def judged(self) -> frozenset[str]:
        """The keys of the competences that have a criterion."""
        return frozenset(row.competence for row in self.criteria)

    def texts(self) -> Iterator[str]:
        """Every text that the referential says, from block titles to indicators."""
        yield from (row.title for row in self.blocks)
        yield from (row.text for row in self.activities)
        yield from (row.text for row in self.competences)
        for assessment in self.assessments:
            yield from (assessment.modality, assessment.evidence)
        for criterion in self.criteria:
            yield from (criterion.text, criterion.indicator)


@dataclass(frozen=True, slots=True)
class Branch:
    """A part with what hangs on it; ``code`` and ``text`` are as typed, and may be empty."""

    place: Place
    code: str
    text: str
    branches: tuple[Branch, ...] = ()

    def walk(self) -> Iterator[Branch]:
        """This part, then all parts under it, top down."""
        yield self
        for branch in self.branches:
            yield from branch.walk()


def referential(study: Study, certification: str) -> Referential:
    """The parts of a certification; ``KeyError`` where the study has no such certification."""
    study.certifications.get(certification)
    competences = tuple(_of(study.attested_competences, certification))
    own = {row.key for row in competences}
    return Referential(
        certification=certification,
        blocks=tuple(_of(study.blocks, certification)),
        activities=tuple(_of(study.activities, certification)),
        competences=competences,
        assessments=tuple(_of(study.assessments, certification)),
        criteria=tuple(row for row in study.assessment_criteria if row.competence in own),
    )


def tree(study: Study, certification: str) -> Branch:
    """The certification with its parts under it, each part exactly once."""
    parts = referential(study, certification)
    row = study.certifications.get(certification)
    under = _Under(parts)
    branches = (*map(under.block, parts.blocks), *under.loose(None))
    return Branch(Place("certifications", row.key), row.number, row.title, branches)


class _Under:
    """What hangs on each part."""

    def __init__(self, parts: Referential) -> None:
        self._activities: dict[str | None, list[Activity]] = defaultdict(list)
        self._competences: dict[tuple[str | None, str | None], list[AttestedCompetence]]
        self._competences = defaultdict(list)
        self._assessments: dict[str | None, list[Assessment]] = defaultdict(list)
        self._criteria: dict[str, list[AssessmentCriterion]] = defaultdict(list)
        known = {row.key: row for row in parts.activities}
        for activity in parts.activities:
            self._activities[activity.block].append(activity)
        for row in parts.competences:
            held = known.get(row.activity or "")
            # an activity carries its competences wherever it stands itself
            spot = (held.block, held.key) if held is not None else (row.block, None)
            self._competences[spot].append(row)
        for assessment in parts.assessments:
            self._assessments[assessment.block].append(assessment)
        for criterion in parts.criteria:
            self._criteria[criterion.competence].append(criterion)

    def block(self, row: Block) -> Branch:
        return Branch(Place("blocks", row.key), row.code, row.title, self.loose(row.key))

    def loose(self, block: str | None) -> tuple[Branch, ...]:
        """What stands right under a block, or under the certification (None)."""
        return (
            *(self._activity(row) for row in self._activities[block]),
            *map(self._competence, self._competences[block, None]),
            *map(_assessment, self._assessments[block]),
        )

    def _activity(self, row: Activity) -> Branch:
        under = tuple(map(self._competence, self._competences[row.block, row.key]))
        return Branch(Place("activities", row.key), row.code, row.text, under)

    def _competence(self, row: AttestedCompetence) -> Branch:
        under = tuple(map(_criterion, self._criteria[row.key]))
        return Branch(Place("attested_competences", row.key), row.code, row.text, under)


def _assessment(row: Assessment) -> Branch:
    return Branch(Place("assessments", row.key), "", row.modality)


def _criterion(row: AssessmentCriterion) -> Branch:
    return Branch(Place("assessment_criteria", row.key), "", row.text)


def _of(rows: Iterable[Part], certification: str) -> Iterator[Part]:
    return (row for row in rows if row.certification == certification)
