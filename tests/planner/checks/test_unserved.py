"""Needs that neither a training nor a certification answers."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.checks.unserved import gaps_without_answer
from planner.study import Action, Allocation, AllocationShare, Certification, Task
from planner.vocab import CertificationStatus, TaskKind
from tests.build import study, training


def needing(**more):
    shares = [
        AllocationShare(key="s1", allocation="w", family="a", level=5, share=Fraction(1, 2)),
        AllocationShare(key="s2", allocation="w", family="b", level=6, share=Fraction(1, 2)),
        AllocationShare(key="s3", allocation="w", family="c", level=6, share=Fraction(0)),
    ]
    given = {
        "allocations": [Allocation(key="w", name="Clé")],
        "allocation_shares": shares,
        "trainings": [training("t1", "a", level=5)],
    }
    return study(**(given | more))


def under_way(status, level):
    return {
        "certifications": [Certification(key="c", title="IA", status=status)],
        "actions": [Action(key="p", title="Plan")],
        "tasks": [
            Task(
                key="x", action="p", title="Écrire", kind=TaskKind.TASK, days=9,
                certification="c", families=("b",), level=level,
            )
        ],
    }  # fmt: skip


def test_a_need_without_training_nor_certification_is_found():
    (said,) = gaps_without_answer(needing())
    assert (said.code, said.where.key, said.said["level"]) == ("gap_unserved", "b", 6)


@pytest.mark.parametrize(("level", "n"), [(6, 0), (None, 0), (7, 1)])
def test_a_certification_under_way_answers_its_level(level, n):
    found = needing(**under_way(CertificationStatus.DRAFTING, level))
    assert len(list(gaps_without_answer(found))) == n


def test_a_certification_given_up_answers_nothing():
    found = needing(**under_way(CertificationStatus.ABANDONED, 6))
    assert len(list(gaps_without_answer(found))) == 1
