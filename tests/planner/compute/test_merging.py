from __future__ import annotations

import pytest

from planner.compute.merging import Take, lineage_of, merge_edit, merge_plan
from planner.edits import apply
from planner.errors import InvalidInput
from planner.rows import Rows
from planner.study import (
    Bridge,
    Comment,
    Domain,
    DomainHours,
    Leavers,
    Lineage,
    Scenario,
    ScenarioMove,
    Seats,
)
from planner.vocab import DomainScheme, LineageKind, MoveKind, SeatKind
from tests.build import study, training

BLANK = Lineage(key="lin", about="", kind=LineageKind.MERGED, old="", new="")
DOMAINS = Rows(Domain(key=k, scheme=DomainScheme.VISIBILITY, name=k) for k in ("d1", "d2"))


def seats(key, owner, year=2026, low=20):
    return Seats(key=key, training=owner, year=year, kind=SeatKind.OPEN, low=low, high=low)


def sample(**more):
    rows = [
        training("t1", "a", "c", title="Un", hours=None, comment="vu"),
        training("t2", "b", title="Deux", hours=400, comment="à voir"),
        training("t3"),
    ]
    return study(trainings=rows, domains=DOMAINS, **more)


def merged(before, **takes):
    plan = merge_plan(before, "t1", "t2")
    chosen = {name: Take(take) for name, take in takes.items()}
    edit = merge_edit(before, plan, chosen, lineage_of(BLANK, plan))
    applied = apply(before, edit)
    assert apply(applied.study, applied.inverse).study == before
    return applied.study


def test_the_kept_value_stands_and_what_it_lacks_is_filled():
    row = merged(sample()).trainings.get("t1")
    assert (row.title, row.hours, row.families) == ("Un", 400, ("a", "c"))


def test_lists_and_comments_can_be_kept_from_both():
    row = merged(sample(), families="both", comment="both").trainings.get("t1")
    assert row.families == ("a", "b", "c")
    assert row.comment == "vu\n\nà voir"


def test_the_value_of_the_other_can_be_taken():
    assert merged(sample(), title="other").trainings.get("t1").title == "Deux"


def test_the_other_is_archived_and_its_lineage_kept():
    after = merged(sample())
    assert after.trainings.get("t2").is_archived
    (line,) = after.lineages
    assert (line.about, line.kind, line.old, line.new) == (
        "trainings", LineageKind.MERGED, "t2", "t1",
    )  # fmt: skip


def test_what_belongs_to_the_other_follows():
    before = sample(
        seats=[seats("s1", "t2")],
        domain_hours=[DomainHours(key="h1", training="t2", domain="d1", hours=20)],
        leavers=[Leavers(key="l1", training="t2", year=2025, occupation="Dev", low=3)],
        bridges=[Bridge(key="b1", start="t2", goal="t3"), Bridge(key="b2", start="t3", goal="t2")],
        comments=[Comment(key="c1", about="trainings", row="t2", text="appeler")],
        scenarios=[Scenario(key="x", name="X", need_lines=())],
        scenario_moves=[
            ScenarioMove(key="m1", scenario="x", kind=MoveKind.CLOSE, training="t2"),
        ],
    )
    after = merged(before)
    assert after.seats.get("s1").training == "t1"
    assert after.domain_hours.get("h1").training == "t1"
    assert after.leavers.get("l1").training == "t1"
    assert (after.bridges.get("b1").start, after.bridges.get("b2").goal) == ("t1", "t1")
    assert after.comments.get("c1").row == "t1"
    assert after.scenario_moves.get("m1").training == "t1"


def test_a_conflict_is_decided_and_the_other_row_is_not_lost():
    before = sample(seats=[seats("s1", "t1", low=20), seats("s2", "t2", low=30)])
    (conflict,) = merge_plan(before, "t1", "t2").conflicts
    assert (conflict.key, conflict.kept, conflict.other) == ("seats:2026:open", "s1", "s2")
    kept = merged(before, **{conflict.key: "keep"})
    assert (kept.seats.get("s1").training, kept.seats.get("s2").training) == ("t1", "t2")
    taken = merged(before, **{conflict.key: "other"})
    assert (taken.seats.get("s1").training, taken.seats.get("s2").training) == ("t2", "t1")


def test_an_undecided_conflict_is_refused_with_its_name():
    before = sample(
        domain_hours=[
            DomainHours(key="h1", training="t1", domain="d1", hours=20),
            DomainHours(key="h2", training="t2", domain="d1", hours=30),
        ]
    )
    with pytest.raises(InvalidInput, match="domain_hours:d1"):
        merged(before)


def test_rows_that_say_the_same_are_not_doubled():
    before = sample(seats=[seats("s1", "t1"), seats("s2", "t2"), seats("s3", "t2", year=2027)])
    plan = merge_plan(before, "t1", "t2")
    assert plan.conflicts == ()
    assert plan.alike == (("seats", "s2"),)
    assert plan.moved == (("seats", "s3"),)
    after = merged(before)
    assert sorted(row.key for row in after.seats if row.training == "t1") == ["s1", "s3"]


def test_a_bridge_between_the_two_stays_and_one_that_both_have_is_not_doubled():
    before = sample(
        bridges=[
            Bridge(key="b1", start="t1", goal="t2"),
            Bridge(key="b2", start="t1", goal="t3"),
            Bridge(key="b3", start="t2", goal="t3"),
        ]
    )
    after = merged(before)
    assert after.bridges == before.bridges


def test_what_cannot_be_merged_says_why():
    before = study(trainings=[training("t1"), training("t2", is_archived=True)])
    for keep, other, code in (
        ("t1", "t1", "merge_itself"),
        ("t1", "t2", "merge_archived"),
        ("t9", "t1", "no_such_row"),
    ):
        with pytest.raises(InvalidInput, match=code):
            merge_plan(before, keep, other)


def test_decisions_that_are_not_asked_are_refused():
    with pytest.raises(InvalidInput, match="merge_not_asked"):
        merged(sample(), city="other")
    with pytest.raises(InvalidInput, match="merge_not_possible"):
        merged(sample(), title="both")


def test_the_described_sheet_makes_the_kept_one_described():
    rows = [training("t1", is_described=False), training("t2", title="Deux")]
    assert merged(study(trainings=rows)).trainings.get("t1").is_described
