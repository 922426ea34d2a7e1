"""How far a file is, criterion by criterion: never whether it conforms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.checks.referentials import referential_findings
from planner.vocab import EvidenceState, FilingScope

if TYPE_CHECKING:
    from datetime import date

    from planner.findings import Finding
    from planner.study import Criterion, Evidence, RuleSet, Study
    from planner.vocab import Register


@dataclass(frozen=True, slots=True)
class CriterionProgress:
    """One criterion with its evidence, where somebody began it, and what our checks find."""

    criterion: Criterion
    evidence: Evidence | None
    findings: tuple[Finding, ...]

    @property
    def state(self) -> EvidenceState:
        """How far the evidence is; missing where none was begun."""
        return EvidenceState.MISSING if self.evidence is None else self.evidence.state


@dataclass(frozen=True, slots=True)
class FileProgress:
    """A file against its rule set.

    ``rule_set`` is the one that the certification names, else the one in force for its register on
    the day asked about; None where there is none. ``other`` are the findings that no criterion
    names.
    """

    certification: str
    rule_set: RuleSet | None
    criteria: tuple[CriterionProgress, ...]
    other: tuple[Finding, ...]

    def count(self, state: EvidenceState) -> int:
        """How many criteria are in a state."""
        return sum(criterion.state is state for criterion in self.criteria)


def file_progress(study: Study, certification: str, on: date) -> FileProgress:
    """A certification's file against the criteria it is held to, for a filing on a day.

    Raises ``KeyError`` where the study has no such certification.
    """
    row = study.certifications.get(certification)
    found = referential_findings(study, certification)
    rules = study.rule_sets.find(row.rule_set or "") or rule_set_for(
        study, row.register, row.filed_on or on
    )
    if rules is None:
        return FileProgress(certification, None, (), found)
    criteria = tuple(
        _progress(study, certification, criterion, found)
        for criterion in study.criteria
        if criterion.rule_set == rules.key and criterion.applies_to in (FilingScope.ANY, row.filing)
    )
    named = {code for each in criteria for code in each.criterion.checks.split()}
    other = tuple(said for said in found if said.code not in named)
    return FileProgress(certification, rules, criteria, other)


def rule_set_for(study: Study, register: Register, on: date) -> RuleSet | None:
    """The rule set of a register in force for filings on a day; the latest where several are."""
    fitting = [
        rules
        for rules in study.rule_sets
        if rules.register is register
        and (rules.valid_from is None or rules.valid_from <= on)
        and (rules.valid_to is None or on <= rules.valid_to)
    ]
    return max(fitting, key=lambda rules: (str(rules.valid_from or ""), rules.key), default=None)


def _progress(
    study: Study, certification: str, criterion: Criterion, found: tuple[Finding, ...]
) -> CriterionProgress:
    evidence = next(
        (
            row
            for row in study.evidences
            if row.certification == certification and row.criterion == criterion.key
        ),
        None,
    )
    codes = frozenset(criterion.checks.split())
    return CriterionProgress(
        criterion, evidence, tuple(said for said in found if said.code in codes)
    )
