from __future__ import annotations

from dataclasses import replace

from planner.checks import run_checks
from planner.checks.concerned import concerned_trainings, open_doubts
from planner.compute.acceptances import digest
from planner.findings import Place, Severity, finding
from planner.rows import Rows
from planner.study import Acceptance, Leavers, Seats
from planner.vocab import SeatKind
from tests.build import study, training


def seats(key, of, high):
    return Seats(key=key, training=of, year=2026, kind=SeatKind.OPEN, low=0, high=high)


def held():
    rows = [training("t1", "a"), training("t2", "a"), training("t3", is_described=False)]
    return study(trainings=rows, seats=[seats("s1", "t1", 20), seats("s2", "t2", None)])


def of(said, code):
    return next(one for one in run_checks(said) if one.code == code)


def test_unknown_places_concern_the_trainings_that_told_no_upper_bound():
    assert concerned_trainings(held(), of(held(), "seats_unknown")) == ("t2",)


def test_a_missing_description_concerns_the_undescribed_training():
    assert concerned_trainings(held(), of(held(), "described_differ")) == ("t3",)


def test_what_is_said_of_places_concerns_their_training():
    said = finding("seats_repeated", Severity.WARNING, Place("seats", "s1"))
    assert concerned_trainings(held(), said) == ("t1",)
    gone = finding("seats_repeated", Severity.WARNING, Place("seats", "gone"))
    assert concerned_trainings(held(), gone) == ()


def test_what_is_said_of_a_training_concerns_it_alone():
    said = finding("training_without_family", Severity.WARNING, Place("trainings", "t1"))
    assert concerned_trainings(held(), said) == ("t1",)


def test_what_is_said_of_a_sector_concerns_no_training():
    said = finding("projection_missing", Severity.WARNING, Place("sectors", "x"))
    assert concerned_trainings(held(), said) == ()


def test_every_unknown_of_the_whole_study_leads_to_as_many_trainings_as_it_counts():
    for code in ("domain_hours_unknown", "modalities_unknown", "seats_unknown"):
        said = of(held(), code)
        assert len(concerned_trainings(held(), said)) == said.said["n"]


def test_what_is_said_of_leavers_concerns_their_training():
    left = Leavers(key="l1", training="t2", year=2025, occupation="Chef", low=1)
    said = finding("leavers_exceed", Severity.WARNING, Place("leavers", "l1"))
    assert concerned_trainings(replace(held(), leavers=Rows([left])), said) == ("t2",)


def test_doubtful_are_those_that_a_finding_names_and_nobody_has_accepted():
    assert open_doubts(held()) == {"t3"}
    named = next(said for said in run_checks(held()) if said.code == "training_undescribed")
    settled = Acceptance(
        key="a1", finding=named.code, about="trainings", row="t3", field="is_described",
        digest=digest(named), reason="fermée",
    )  # fmt: skip
    assert open_doubts(replace(held(), acceptances=Rows([settled]))) == frozenset()
