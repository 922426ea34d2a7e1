"""Which gap a task is for, and which registrations end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db.samples.reading import read_sample
from planner.compute.gaps import gaps
from planner.compute.task_gaps import expiries, task_gaps
from planner.rows import Rows
from planner.study import Certification
from tests.planner.compute.planning import roadmap_of, task

TODAY = date(2027, 1, 4)


def test_a_task_is_for_the_gap_of_its_family_at_its_level_or_at_all():
    region = read_sample()
    report = gaps(region, "experts")
    segment = report.segments[0]
    family = segment.families[0].family
    (one,) = task_gaps([task("a", 1, families=(family,), level=segment.level)], report)
    assert one.gap == segment.families[0]
    anywhere = task_gaps([task("a", 1, families=(family,))], report)
    assert len(anywhere) == sum(
        gap.family == family for part in report.segments for gap in part.families
    )


def test_a_family_without_need_is_told_not_left_out():
    (one,) = task_gaps([task("a", 1, families=("rien",))], gaps(read_sample(), "experts"))
    assert one.gap is None
    assert one.segment is None


def test_registrations_that_end_in_time_tell_by_when_to_file_again():
    rows = [
        Certification(key="a", title="A", expires_on=date(2027, 12, 31)),
        Certification(key="b", title="B", expires_on=date(2027, 6, 1)),
        Certification(key="c", title="C"),
        Certification(key="d", title="D", expires_on=date(2029, 1, 1)),
    ]
    given = replace(roadmap_of(delay_renewal=213), certifications=Rows(rows))
    found = expiries(given, TODAY, date(2028, 1, 1))
    assert [(one.certification.key, one.is_late) for one in found] == [("b", True), ("a", False)]
    assert found[1].file_by == date(2027, 6, 1)
