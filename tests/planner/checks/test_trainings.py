"""Checks of the inventory: each finds its fault, and only that."""

from __future__ import annotations

import pytest

from planner.checks import trainings as checks
from planner.findings import Place, Severity
from planner.study import Domain, DomainHours, Seats
from planner.vocab import DomainScheme, Modality, SeatKind
from tests.build import study, training


def found(check, **collections):
    return list(check(study(**collections)))


def places(findings):
    return [said.where for said in findings]


@pytest.mark.parametrize(
    ("check", "lack", "code", "field"),
    [
        (checks.trainings_without_level, {"level": None}, "training_without_level", "level"),
        (checks.trainings_without_city, {"city": None}, "training_without_city", "city"),
        (
            checks.trainings_without_institution,
            {"institution": None},
            "training_without_institution",
            "institution",
        ),
        (
            checks.undescribed_trainings,
            {"is_described": False},
            "training_undescribed",
            "is_described",
        ),
    ],
)
def test_what_a_training_lacks_is_found_where_it_lacks(check, lack, code, field):
    rows = [training("t1", "a"), training("t2", "a", **lack)]
    rows.append(training("t3", "a", is_archived=True, **lack))
    (said,) = found(check, trainings=rows)
    assert said.code == code
    assert said.where == Place("trainings", "t2", field)
    assert said.said["title"] == "Formation t2"


def test_a_training_without_family_is_found():
    (said,) = found(
        checks.trainings_without_family, trainings=[training("t1", "a"), training("t2")]
    )
    assert said.where == Place("trainings", "t2", "families")
    assert said.severity is Severity.WARNING


def test_unknown_places_are_one_finding_for_all():
    rows = [training("t1"), training("t2"), training("t3")]
    told = Seats(key="s", training="t1", year=2025, kind=SeatKind.OPEN, low=5, high=9)
    (said,) = found(checks.unknown_seats, trainings=rows, seats=[told])
    assert (said.said["n"], said.said["whole"], said.where) == (2, 3, None)


def test_nothing_is_said_where_all_places_are_known():
    told = Seats(key="s", training="t1", year=2025, kind=SeatKind.OPEN, low=5, high=9)
    assert found(checks.unknown_seats, trainings=[training("t1")], seats=[told]) == []


def test_unknown_hours_and_modalities_are_counted():
    rows = [training("t1", modalities=(Modality.INITIAL,)), training("t2")]
    (hours,) = found(checks.unknown_domain_hours, trainings=rows)
    (modalities,) = found(checks.unknown_modalities, trainings=rows)
    assert (hours.said["n"], modalities.said["n"]) == (2, 1)


def test_titles_that_differ_by_case_are_the_same_in_one_institution_only():
    rows = [
        training("t1", title="Master IA"),
        training("t2", title="MASTER  ia"),
        training("t3", title="Master IA", institution="iut"),
        training("t4", title="Master IA", is_archived=True),
    ]
    (said,) = found(checks.repeated_trainings, trainings=rows)
    assert said.where == Place("trainings", "t2", "title")
    assert said.said["other"] == "t1"


def test_places_given_twice_for_one_year_and_kind_are_found():
    rows = [
        Seats(key=key, training="t1", year=year, kind=kind, low=1, high=1)
        for key, year, kind in (
            ("s1", 2025, SeatKind.OPEN),
            ("s2", 2025, SeatKind.OPEN),
            ("s3", 2026, SeatKind.OPEN),
            ("s4", 2025, SeatKind.FILLED),
        )
    ]
    result = found(checks.repeated_seats, trainings=[training()], seats=rows)
    assert places(result) == [Place("seats", "s2")]


DOMAINS = [
    Domain(key="ml", scheme=DomainScheme.VISIBILITY, name="ml"),
    Domain(key="nlp", scheme=DomainScheme.VISIBILITY, name="nlp"),
    Domain(key="x", scheme=DomainScheme.EXPERTISE, name="x"),
]


def hours(key, domain, count):
    return DomainHours(key=key, training="t1", domain=domain, hours=count)


def test_hours_of_one_domain_given_twice_are_found():
    rows = [hours("h1", "ml", 10), hours("h2", "ml", 20), hours("h3", "nlp", 1)]
    result = found(
        checks.repeated_domain_hours, trainings=[training()], domains=DOMAINS, domain_hours=rows
    )
    assert places(result) == [Place("domain_hours", "h2")]


def test_hours_of_one_list_of_domains_may_not_exceed_those_of_the_training():
    within = [hours("h1", "ml", 60), hours("h2", "nlp", 40), hours("h3", "x", 100)]
    given = {"trainings": [training(hours=100)], "domains": DOMAINS}
    assert found(checks.exceeding_domain_hours, **given, domain_hours=within) == []
    over = [hours("h1", "ml", 61), hours("h2", "nlp", 40)]
    (said,) = found(checks.exceeding_domain_hours, **given, domain_hours=over)
    assert (said.said["hours"], said.said["whole"]) == (101, 100)


def test_hours_of_domains_are_not_held_against_unknown_hours():
    rows = [hours("h1", "ml", 500)]
    given = {"trainings": [training()], "domains": DOMAINS, "domain_hours": rows}
    assert found(checks.exceeding_domain_hours, **given) == []
