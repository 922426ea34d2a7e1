"""Certifications and their contents."""

from __future__ import annotations

from planner.study import Certification, CertificationContent
from planner.tables.certifications import certification_contents_table, certifications_table
from tests.build import study

CERTIFIED = study(
    certifications=[
        Certification(key=key, title=key.upper(), rank=rank, priority=priority)
        for rank, (key, priority) in enumerate((("none", None), ("two", 2), ("one", 1)))
    ],
    certification_contents=[
        CertificationContent(key=key, certification=of, text=key)
        for key, of in (("a", "none"), ("b", "one"), ("c", "one"))
    ],
)


def test_certifications_come_by_priority_and_count_their_contents():
    made = certifications_table(CERTIFIED)
    assert made.column("key") == ("one", "two", "none")
    assert made.column("contents") == (2, 0, 1)


def test_contents_follow_the_order_of_the_certifications():
    made = certification_contents_table(CERTIFIED)
    assert made.column("certification") == ("ONE", "ONE", "NONE")
    assert made.column("text") == ("b", "c", "a")
