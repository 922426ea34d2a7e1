"""All checks together: in order, on any study, and on the shipped one."""

from __future__ import annotations

from collections import Counter

from db.samples.reading import read_sample
from planner.checks import CHECKS, run_checks
from planner.fields import ENTITIES, field_of
from planner.findings import Severity
from planner.study import Study

SHIPPED = read_sample()
FINDINGS = run_checks(SHIPPED)
GRAVITY = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def test_an_empty_study_has_no_finding():
    assert run_checks(Study()) == ()


def test_every_finding_of_every_check_is_reported():
    assert len(FINDINGS) == sum(len(list(check(SHIPPED))) for check in CHECKS)


def test_the_gravest_come_first():
    ranks = [GRAVITY.index(said.severity) for said in FINDINGS]
    assert ranks == sorted(ranks)


def test_findings_of_equal_gravity_follow_the_collections_of_the_study():
    collections = list(ENTITIES)
    places = [
        collections.index(said.where.collection)
        for said in FINDINGS
        if said.where is not None and said.severity is Severity.WARNING
    ]
    assert places == sorted(places)


def test_every_finding_stands_on_a_row_and_a_field_that_exist():
    for said in FINDINGS:
        if said.where is not None:
            assert getattr(SHIPPED, said.where.collection).find(said.where.key) is not None
            if said.where.field:
                field_of(said.where.collection, said.where.field)


def test_findings_come_in_the_same_order_every_time():
    assert run_checks(SHIPPED) == FINDINGS


def test_the_shipped_study_has_its_known_findings():
    codes = Counter(said.code for said in FINDINGS)
    expected = {
        "described_differ": 1,
        "answers_differ": 1,
        "training_undescribed": 1,
        "training_without_family": 1,
        "seats_unknown": 1,
        "headcount_shared": 1,
        "identity_broken": 2,
        "projection_missing": 1,
        "claim_differs": 5,
        "need_unknown": 2,
    }
    assert {code: codes[code] for code in expected} == expected
    for absent in (
        "sign_untold",
        "need_unlike_projection",
        "allocation_partial",
        "allocation_exceeds",
        "scenario_overlap",
        "scenario_nested",
        "task_cycle",
        "task_due_missed",
        "certification_without_content",
    ):
        assert absent not in codes


def test_nothing_in_the_shipped_study_is_an_error():
    assert [said.code for said in FINDINGS if said.severity is Severity.ERROR] == []
