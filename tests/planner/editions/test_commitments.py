from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from planner.editions.commitments import reconcile
from planner.messages import Interval
from planner.rows import Rows
from planner.study import Action, Certification, Commitment, Task
from planner.vocab import CertificationStatus, CommitmentStatus, TaskKind
from tests.build import training
from tests.planner.needing import seats, toy

DONE, LATE, OPEN = CommitmentStatus.DONE, CommitmentStatus.LATE, CommitmentStatus.OPEN
ABANDONED, UNVERIFIABLE = CommitmentStatus.ABANDONED, CommitmentStatus.UNVERIFIABLE
TODAY = date(2026, 1, 5)
PAST, FUTURE = date(2025, 12, 1), date(2026, 6, 1)
THEN = toy()
OPENED = toy(
    trainings=[*THEN.trainings, training("neuve", "a")], seats=[*THEN.seats, seats("neuve", 10)]
)
UNKNOWN = toy(places={})


def told(then, now, scenario="s", **fields):
    row = Commitment(key="c", edition="e", text="Ouvrir", **fields)
    (made,) = reconcile(then, now, [row], scenario, TODAY)
    return made


def tasked(status=CertificationStatus.DRAFTING, days=10, start=date(2025, 1, 1)):
    certification = Certification(key="cert", title="Certification", status=status)
    task = Task(key="t", action="x", title="Déposer", kind=TaskKind.TASK, days=days,
                not_before=start, certification="cert")  # fmt: skip
    return toy(
        actions=[Action(key="x", title="X", is_managed=True)],
        certifications=[certification],
        tasks=[task],
    )


@pytest.mark.parametrize(
    ("now", "fields", "status", "why"),
    [
        (toy(places={"ab": (90, 90), "b": (20, 20), "c": (50, 50)}), {"family": "a", "level": 5},
         DONE, "gap_closed"),
        (OPENED, {"family": "a", "level": 5}, DONE, "opened"),
        (toy(places={"ab": (35, 35), "b": (20, 20), "c": (50, 50)}), {"family": "a"},
         DONE, "places"),
        (THEN, {"family": "a", "level": 5, "due": PAST}, LATE, "nothing_moved"),
        (THEN, {"family": "a", "level": 5, "due": FUTURE}, OPEN, "not_due"),
        (THEN, {"family": "a", "level": 5}, OPEN, "no_due"),
        (OPENED, {"family": "a", "level": 6, "due": PAST}, UNVERIFIABLE, "nothing_known"),
        (THEN, {}, UNVERIFIABLE, "nothing_named"),
        (THEN, {"due": FUTURE}, OPEN, "not_due"),
        (tasked(CertificationStatus.REGISTERED), {"task": "t"}, DONE, "registered"),
        (tasked(CertificationStatus.ABANDONED), {"task": "t"}, ABANDONED, "given_up"),
        (tasked(), {"task": "t", "due": PAST}, DONE, "planned_done"),
        (tasked(days=500), {"task": "t", "due": PAST}, LATE, "planned_late"),
        (tasked(days=500), {"task": "t"}, OPEN, "planned"),
    ],
)  # fmt: skip
def test_what_speaks_clearly_is_proposed_with_its_reason(now, fields, status, why):
    made = told(THEN, now, **fields)
    assert (made.proposed, made.reason.code) == (status, f"proposal.{why}")


def test_the_gap_the_trainings_and_the_places_are_told_before_and_after():
    made = told(THEN, OPENED, family="a", level=5)
    assert made.target.gap_then == Interval.exactly(20)
    assert made.target.gap_now == Interval(Fraction(16), Fraction(16))
    assert made.target.opened == ("neuve",)
    assert (made.target.places_then, made.target.places_now) == (30, 40)
    codes = [said.code for said in made.evidence]
    assert codes == ["evidence.gap", "evidence.opened", "evidence.places"]


def test_a_closed_training_is_told_too():
    now = replace(THEN, trainings=Rows(row for row in THEN.trainings if row.key != "b"))
    made = told(THEN, now, family="b", due=PAST)
    assert made.target.closed == ("b",)
    (said,) = (one for one in made.evidence if one.code == "evidence.closed")
    assert dict(said.values)["names"] == (THEN.trainings.get("b").title,)
    assert made.proposed is LATE
    assert "evidence.overdue" in {said.code for said in made.evidence}


def test_places_that_nobody_tells_prove_nothing():
    made = told(UNKNOWN, UNKNOWN, family="a", due=PAST)
    assert (made.proposed, made.reason.code) == (UNVERIFIABLE, "proposal.nothing_known")


def test_without_the_scenario_gaps_are_not_told_but_trainings_are():
    made = told(THEN, OPENED, scenario="other", family="a")
    assert made.target.gap_then is None
    assert made.proposed is DONE
    assert [said.code for said in made.evidence] == ["evidence.opened"]
