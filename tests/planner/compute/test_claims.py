"""Claims: how each comparison holds, each measure by hand, and the shipped claims."""

from __future__ import annotations

from fractions import Fraction

import pytest

from db.samples.reading import read_sample
from planner.compute.claims import MEASURES, check_claims, found, holds, told
from planner.messages import message
from planner.rows import Rows
from planner.study import (
    City,
    Claim,
    Competence,
    Family,
    Occupation,
    ProjectionCell,
    Sector,
    Study,
)
from planner.vocab import Attachment, Comparison, Impact, ProjectionLine
from tests.build import study, training

SHIPPED = read_sample()


def claim(comparison, low, high=None, unit="people", measure="", key="c"):
    return Claim(
        key=key,
        subject="Un sujet",
        comparison=comparison,
        low=low,
        high=low if high is None else high,
        unit=unit,
        measure=measure,
    )


@pytest.mark.parametrize(
    ("comparison", "low", "high", "computed", "agrees"),
    [
        (Comparison.ABOUT, 4200, 4200, 3990, True),
        (Comparison.ABOUT, 4200, 4200, 3989, False),
        (Comparison.ABOUT, 4200, 4200, 4410, True),
        (Comparison.ABOUT, 4200, 4200, 4411, False),
        (Comparison.MORE_THAN, 50, 50, 50, False),
        (Comparison.MORE_THAN, 50, 50, 51, True),
        (Comparison.EXACTLY, 81, 81, 81, True),
        (Comparison.EXACTLY, 81, 81, 80, False),
        (Comparison.BETWEEN, 4000, 5000, 4000, True),
        (Comparison.BETWEEN, 4000, 5000, 5000, True),
        (Comparison.BETWEEN, 4000, 5000, 5001, False),
        (Comparison.BETWEEN, 4000, 5000, 3999, False),
    ],
)
def test_a_comparison_holds_up_to_its_bounds_and_no_further(
    comparison, low, high, computed, agrees
):
    assert holds(claim(comparison, low, high), Fraction(computed)) is agrees


def test_more_than_is_not_met_by_a_hair_below():
    assert not holds(claim(Comparison.MORE_THAN, 75, unit="percent"), Fraction(75))
    assert holds(claim(Comparison.MORE_THAN, 75, unit="percent"), Fraction(7501, 100))


def test_an_exact_percentage_is_compared_as_it_is_printed_whole():
    printed = claim(Comparison.EXACTLY, 40, unit="percent")
    assert holds(printed, Fraction(395, 10))
    assert holds(printed, Fraction(4049, 100))
    assert not holds(printed, Fraction(3949, 100))
    assert not holds(claim(Comparison.EXACTLY, 40), Fraction(395, 10))


def test_claims_of_the_shipped_study_agree_or_differ_as_its_rows_say():
    checks = {one.claim.key: one for one in check_claims(SHIPPED)}
    assert checks["formations-bac-5-ou-plus"].computed == 70
    assert checks["formations-bac-5-ou-plus"].agrees is False
    assert checks["formations-metropole-lilloise"].computed == Fraction(4300, 80)
    assert checks["formations-metropole-lilloise"].agrees is True
    assert checks["formations-bac-5"].computed == Fraction(4700, 80)
    assert checks["formations-metiers-ia"].computed == Fraction(3100, 80)
    assert checks["formations-metiers-ia"].agrees is False
    assert (checks["reponses-familles"].computed, checks["reponses-familles"].agrees) == (
        276,
        False,
    )
    assert checks["formations-recensees"].agrees is True
    assert checks["formations-reparties-par-niveau"].computed == 80
    assert checks["formations-sous-bac-2"].computed == 0
    assert checks["salaries-a-sensibiliser"].computed == 299_070
    assert checks["secteurs-analyses"].computed == 10


def test_every_measure_named_by_the_shipped_claims_exists():
    named = {row.measure for row in SHIPPED.claims if row.measure}
    assert len(named) > 10
    assert named <= MEASURES.keys()


def test_every_measure_can_be_reckoned_on_the_shipped_study():
    assert [name for name, reckon in MEASURES.items() if reckon(SHIPPED).value is None] == []
    assert MEASURES["recruited_total"](SHIPPED).value == 15_960
    assert MEASURES["competence_rows"](SHIPPED).value == 563
    assert MEASURES["table3_sectors"](SHIPPED).value == 15
    assert MEASURES["sectors_with_projection"](SHIPPED).value == 9


def test_every_measure_stays_silent_where_nothing_can_be_counted():
    counted = {name for name, reckon in MEASURES.items() if reckon(Study()).value is not None}
    assert counted == {"trainings_declared", "trainings_described", "family_answers"}


def test_a_claim_without_measure_is_not_checked():
    (one,) = check_claims(study(claims=[claim(Comparison.EXACTLY, 3)]))
    assert (one.computed, one.agrees, one.basis) == (None, None, message("basis.none"))


def test_a_claim_with_an_unknown_measure_is_not_checked_and_names_it():
    (one,) = check_claims(study(claims=[claim(Comparison.EXACTLY, 3, measure="nonsense")]))
    assert (one.computed, one.agrees) == (None, None)
    assert one.basis == message("basis.unknown", measure="nonsense")


def test_a_claim_that_nothing_allows_to_check_neither_agrees_nor_differs():
    (one,) = check_claims(study(claims=[claim(Comparison.EXACTLY, 3, measure="analysed_sectors")]))
    assert (one.computed, one.agrees) == (None, None)


def value(name, **collections):
    return MEASURES[name](study(**collections)).value


def test_shares_leave_out_the_trainings_whose_value_is_unknown():
    rows = [
        training("t1", "a", level=7),
        training("t2", level=8, city="douai"),
        training("t3", level=None, city=None),
        training("t4", level=4, is_archived=True),
    ]
    assert value("share_level_7", trainings=rows) == 50
    assert value("share_level_7_or_more", trainings=rows) == 100
    assert value("share_lille_area", trainings=rows) == 50
    assert value("trainings_below_level_5", trainings=rows) == 0
    assert value("trainings_below_level_5", trainings=[training(level=4)]) == 1


def test_the_lille_area_is_unknown_to_a_study_of_another_region():
    amiens = City(key="amiens", name="Amiens", department="80", latitude=49.9, longitude=2.3)
    elsewhere = study(cities=[amiens], trainings=[training(city="amiens")])
    assert MEASURES["share_lille_area"](elsewhere).value is None


def test_the_share_of_trainings_specific_to_ai_counts_a_training_once():
    families = [
        Family(key=k, name=k, short_name=k, is_ai_specific=k != "plain")
        for k in ("plain", "tech", "engineer")
    ]
    rows = [training("t1", "tech", "engineer"), training("t2", "plain"), training("t3")]
    rows.append(training("t4", "engineer"))
    assert value("share_ai_specific", trainings=rows, families=families) == 50


def test_occupations_outside_the_analysed_sectors_are_left_out():
    sectors = [
        Sector(key="s", name="S", impact=3, is_analysed=True, weight_percent=4),
        Sector(key="x", name="X", impact=3),
    ]
    held = [Occupation(key=f"{s}{n}", sector=s, name=f"{s}{n}") for n in range(3) for s in "sx"]
    assert value("occupations_examined", sectors=sectors, occupations=held) == 3
    assert value("analysed_sectors", sectors=sectors) == 1
    assert value("table3_sectors", sectors=sectors) == 1
    assert value("sectors_with_projection", sectors=sectors) == 0
    assert value("job_families") == 3


def test_projected_people_are_added_over_sectors_and_periods():
    cells = [
        ProjectionCell(
            key=f"{sector}{year}{line}",
            sector=sector,
            line=line,
            year=year,
            magnitude=people,
            has_minus=False,
            printed="",
        )
        for sector, year, line, people in (
            ("s", 2022, ProjectionLine.RECRUITED, 10),
            ("s", 2027, ProjectionLine.RECRUITED, 20),
            ("x", 2027, ProjectionLine.RECRUITED, 5),
            ("x", 2027, ProjectionLine.AWARENESS, 500),
        )
    ]
    assert value("recruited_total", projections=cells) == 35
    assert value("awareness_total", projections=cells) == 500


def test_competence_rows_are_counted():
    row = Competence(
        key="c",
        sector="s",
        occupation=None,
        text="Souder",
        impact=Impact.ASSISTANCE,
        attachment=Attachment.NONE,
    )
    assert value("competence_rows", competences=[row]) == 1


def test_a_claim_is_told_as_it_is_printed():
    assert told(claim(Comparison.BETWEEN, 4000, 5000)) == message(
        "claim.between", low=4000, high=5000, unit=message("unit.people")
    )
    assert found(claim(Comparison.MORE_THAN, 75, unit="percent"), Fraction(70))["low"] == 70


def test_checking_claims_changes_neither_them_nor_their_order():
    rows = Rows(claim(Comparison.EXACTLY, 3, key=key) for key in "ba")
    assert tuple(one.claim for one in check_claims(Study(claims=rows))) == tuple(rows)
