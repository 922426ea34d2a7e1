"""How far a file is, criterion by criterion."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db.samples.reading import read_sample
from planner.checks.file_progress import file_progress, rule_set_for
from planner.checks.referentials import referential_findings
from planner.rows import Rows
from planner.study import Evidence
from planner.vocab import EvidenceState, FilingScope, Register

SAMPLE = read_sample()


def choosing(register, **fields):
    row = replace(SAMPLE.certifications.get("drh"), register=register, **fields)
    return replace(SAMPLE, certifications=SAMPLE.certifications.put(row))


@pytest.mark.parametrize(
    ("register", "on", "key"),
    [
        (Register.RS, date(2025, 9, 30), "rs-2019"),
        (Register.RS, date(2025, 10, 1), "rs-2025"),
        (Register.RNCP, date(2026, 1, 1), "rncp-2025"),
        (Register.RNCP, date(2019, 1, 1), "rncp-2019"),
        (Register.CQP, date(2026, 1, 1), "cqp"),
    ],
)
def test_the_rules_are_those_in_force_on_the_day(register, on, key):
    assert rule_set_for(SAMPLE, register, on).key == key


@pytest.mark.parametrize("register", [Register.UNDECIDED, Register.OUTSIDE])
def test_a_register_without_rules_has_no_criteria(register):
    progress = file_progress(choosing(register), "drh", date(2026, 1, 1))
    assert progress.rule_set is None
    assert progress.criteria == ()
    assert progress.other == referential_findings(choosing(register), "drh")


def test_a_file_deposited_before_keeps_the_rules_of_its_day():
    old = choosing(Register.RS, filed_on=date(2024, 5, 1))
    assert file_progress(old, "drh", date(2026, 1, 1)).rule_set.key == "rs-2019"


def test_the_named_rule_set_comes_before_the_day():
    named = choosing(Register.RS, rule_set="rs-2019")
    assert file_progress(named, "drh", date(2026, 1, 1)).rule_set.key == "rs-2019"


def test_each_finding_stands_under_a_criterion_or_apart():
    drafted = choosing(Register.RS)
    progress = file_progress(drafted, "drh", date(2026, 1, 1))
    placed = {said for each in progress.criteria for said in each.findings} | set(progress.other)
    assert placed == set(referential_findings(drafted, "drh"))
    assert progress.criteria[1].findings[0].code == "promotions_missing"


def test_evidence_tells_how_far_a_criterion_is():
    evidence = Evidence(
        key="e", certification="drh", criterion="rs-2025.3", state=EvidenceState.READY
    )
    drafted = replace(choosing(Register.RS), evidences=Rows([evidence]))
    progress = file_progress(drafted, "drh", date(2026, 1, 1))
    assert progress.count(EvidenceState.READY) == 1
    assert progress.count(EvidenceState.MISSING) == len(progress.criteria) - 1
    assert next(c for c in progress.criteria if c.evidence).criterion.key == "rs-2025.3"


def test_a_criterion_for_renewals_is_not_asked_of_a_first_filing():
    only = replace(SAMPLE.criteria.get("rs-2025.1"), applies_to=FilingScope.RENEWAL)
    drafted = replace(choosing(Register.RS), criteria=SAMPLE.criteria.put(only))
    asked = {c.criterion.key for c in file_progress(drafted, "drh", date(2026, 1, 1)).criteria}
    assert "rs-2025.1" not in asked
    renewed = replace(
        drafted,
        certifications=drafted.certifications.put(
            replace(drafted.certifications.get("drh"), filing=FilingScope.RENEWAL)
        ),
    )
    asked = {c.criterion.key for c in file_progress(renewed, "drh", date(2026, 1, 1)).criteria}
    assert "rs-2025.1" in asked
