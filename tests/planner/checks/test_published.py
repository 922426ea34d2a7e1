"""Checks of the print against the rows."""

from __future__ import annotations

from planner.checks import published as checks
from planner.findings import Place
from planner.messages import message
from planner.study import Claim, Fact, Headcount, Sector
from planner.vocab import Comparison
from tests.build import study, training


def found(check, **collections):
    return list(check(study(**collections)))


def fact(key, number):
    return Fact(key=key, text=key, number=number)


SECTORS = [Sector(key=k, name=k.upper(), impact=2) for k in ("btp", "agri")]


def headcount(key, sector, people, publication="Table"):
    return Headcount(key=key, sector=sector, people=people, publication=publication)


def claim(measure, low=81):
    return Claim(
        key="c",
        subject="Formations",
        comparison=Comparison.EXACTLY,
        low=low,
        high=low,
        unit="trainings",
        measure=measure,
    )


def test_fewer_trainings_described_than_declared_is_found():
    rows = [training("t1"), training("t2", is_described=False)]
    (said,) = found(checks.undescribed_count, trainings=rows)
    assert (said.said["declared"], said.said["n"]) == (2, 1)
    assert found(checks.undescribed_count, trainings=[training("t1")]) == []


def test_another_number_of_trainings_than_printed_is_found():
    (said,) = found(
        checks.declared_count, trainings=[training()], facts=[fact("trainings_declared", 81)]
    )
    assert (said.said["published"], said.said["n"]) == (81, 1)
    one = [fact("trainings_declared", 1)]
    assert found(checks.declared_count, trainings=[training()], facts=one) == []
    assert found(checks.declared_count, trainings=[training()]) == []


def test_another_number_of_answers_than_printed_is_found():
    rows = [training("t1", "a", "b")]
    (said,) = found(
        checks.family_answers, trainings=rows, facts=[fact("family_answers_published", 3)]
    )
    assert (said.said["published"], said.said["n"]) == (3, 2)
    assert said.where == Place("facts", "family_answers_published", "number")
    same = [fact("family_answers_published", 2)]
    assert found(checks.family_answers, trainings=rows, facts=same) == []


def test_a_claim_that_the_rows_contradict_is_found_with_both_numbers():
    (said,) = found(checks.disagreeing_claims, claims=[claim("trainings_described")])
    assert said.where == Place("claims", "c")
    assert said.said["published"]["low"] == 81
    assert said.said["computed"]["low"] == 0
    assert said.said["basis"] == message("basis.trainings_described", n=0)


def test_a_claim_that_agrees_or_cannot_be_checked_is_no_finding():
    kept = [claim("job_families", 3)]
    assert found(checks.disagreeing_claims, claims=kept) == []
    assert found(checks.disagreeing_claims, claims=[claim("")]) == []


def test_a_measure_that_does_not_exist_is_found():
    (said,) = found(checks.unknown_measures, claims=[claim("nonsense")])
    assert said.said["measure"] == "nonsense"
    assert found(checks.unknown_measures, claims=[claim("")]) == []


def test_two_headcounts_of_a_sector_are_both_told():
    rows = [
        headcount("h1", "btp", 139_401, "Tableau 3"),
        headcount("h2", "btp", 141_000, "DADS"),
        headcount("h3", "btp", 139_401, "Fiche"),
    ]
    (said,) = found(checks.headcount_discrepancies, sectors=SECTORS, headcounts=rows)
    assert said.where == Place("sectors", "btp")
    told = said.said["told"]
    assert [part["people"] for part in told] == [139_401, 141_000]
    assert told[0]["names"] == ("Tableau 3", "Fiche")


def test_a_headcount_repeated_alike_is_no_discrepancy():
    rows = [headcount("h1", "btp", 10), headcount("h2", "btp", 10, "Fiche")]
    assert found(checks.headcount_discrepancies, sectors=SECTORS, headcounts=rows) == []
    assert found(checks.shared_headcounts, sectors=SECTORS, headcounts=rows) == []


def test_one_headcount_for_two_sectors_is_found():
    rows = [headcount("h1", "btp", 139_401), headcount("h2", "agri", 139_401)]
    (said,) = found(checks.shared_headcounts, sectors=SECTORS, headcounts=rows)
    assert said.where == Place("headcounts", "h2", "people")
    assert (said.said["sector"], said.said["other"]) == ("AGRI", "BTP")


def test_sectors_without_anyone_share_nothing():
    rows = [headcount("h1", "btp", 0), headcount("h2", "agri", 0)]
    assert found(checks.shared_headcounts, sectors=SECTORS, headcounts=rows) == []
