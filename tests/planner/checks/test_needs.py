"""Checks of needs, allocations and scenarios."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.checks import needs as checks
from planner.findings import Place, Severity
from planner.study import (
    Allocation,
    AllocationShare,
    Assumption,
    NeedLine,
    ProjectionCell,
    Scenario,
    Sector,
)
from planner.vocab import NeedKind, ProjectionLine
from tests.build import study


def line(
    key="n1", kind=NeedKind.COLOURED, sector="s", years=(2017, 2022), people=10, allocation="x"
):
    return NeedLine(
        key=key,
        name=key.upper(),
        kind=kind,
        sector=sector,
        start=years[0],
        end=years[1],
        low=people,
        central=people,
        high=people,
        allocation=allocation,
    )


def found(check, **collections):
    return list(check(study(**collections)))


def test_a_need_without_any_number_is_found():
    (said,) = found(checks.unknown_needs, need_lines=[line("n1"), line("n2", people=None)])
    assert said.where == Place("need_lines", "n2", "central")


def test_a_need_without_allocation_is_found():
    (said,) = found(
        checks.needs_without_allocation, need_lines=[line("n1"), line("n2", allocation=None)]
    )
    assert said.where == Place("need_lines", "n2", "allocation")


def test_a_need_without_years_cannot_be_computed():
    (said,) = found(checks.needs_without_years, need_lines=[line(), line("n2", years=(2022, 2022))])
    assert said.where == Place("need_lines", "n2", "end")
    assert said.severity is Severity.ERROR


def cell(year, people, counted=ProjectionLine.RECRUITED):
    return ProjectionCell(
        key=f"{counted}.{year}",
        sector="s",
        line=counted,
        year=year,
        magnitude=people,
        has_minus=False,
        printed="",
    )


CELLS = [cell(2017, 900, ProjectionLine.TOTAL), cell(2022, 10), cell(2027, 30)]
SECTORS = [Sector(key="s", name="S", impact=2)]


@pytest.mark.parametrize(
    ("years", "people", "differs"),
    [
        ((2017, 2022), 10, False),
        ((2017, 2022), 11, True),
        ((2022, 2027), 30, False),
        ((2017, 2027), 40, False),
        ((2017, 2027), 30, True),
        ((2018, 2022), 99, False),
        ((2017, 2022), None, False),
    ],
)
def test_a_need_is_held_against_the_projection_of_the_same_years(years, people, differs):
    result = found(
        checks.needs_unlike_projections,
        sectors=SECTORS,
        projections=CELLS,
        need_lines=[line(years=years, people=people)],
    )
    assert bool(result) is differs


def test_needs_of_the_region_and_of_experts_have_no_projection_to_be_held_against():
    rows = [line("n1", sector=None, people=77), line("n2", kind=NeedKind.EXPERT, people=77)]
    rows.append(line("n3", kind=NeedKind.AWARENESS, people=77))
    assert (
        found(checks.needs_unlike_projections, sectors=SECTORS, projections=CELLS, need_lines=rows)
        == []
    )


def share(key, part, allocation="x"):
    return AllocationShare(key=key, allocation=allocation, family="a", level=5, share=part)


def test_shares_that_do_not_sum_to_one_are_found_with_what_remains():
    allocations = [Allocation(key=k, name=k) for k in ("empty", "partial", "whole", "too-much")]
    shares = [
        share("s1", Fraction(1, 3), "partial"),
        share("s2", Fraction(1, 3), "whole"),
        share("s3", Fraction(2, 3), "whole"),
        share("s4", Fraction(1), "too-much"),
        share("s5", Fraction(1, 4), "too-much"),
    ]
    result = found(checks.partial_allocations, allocations=allocations, allocation_shares=shares)
    assert [(said.code, said.where.key, said.said["share"]) for said in result] == [
        ("allocation_partial", "empty", 1),
        ("allocation_partial", "partial", Fraction(2, 3)),
        ("allocation_exceeds", "too-much", Fraction(1, 4)),
    ]


def scenario(*keys):
    return Scenario(key="sc", name="Scénario", need_lines=keys)


@pytest.mark.parametrize(
    ("other", "clashes", "nests"),
    [
        ({}, True, False),
        ({"years": (2022, 2027)}, False, False),
        ({"years": (2021, 2027)}, True, False),
        ({"sector": "t"}, False, False),
        ({"sector": None}, True, False),
        ({"kind": NeedKind.AWARENESS}, False, False),
        ({"kind": NeedKind.EXPERT, "sector": None}, False, True),
        ({"kind": NeedKind.EXPERT, "sector": "t"}, False, False),
    ],
)
def test_needs_that_count_the_same_people_clash_in_a_scenario(other, clashes, nests):
    rows = {"need_lines": [line("n1"), line("n2", **other)], "scenarios": [scenario("n1", "n2")]}
    overlapping = found(checks.overlapping_scenarios, **rows)
    nested = found(checks.nested_scenarios, **rows)
    assert (bool(overlapping), bool(nested)) == (clashes, nests)
    assert all(said.severity is Severity.ERROR for said in overlapping)
    assert all(said.severity is Severity.WARNING for said in nested)


def test_a_scenario_is_one_finding_however_many_pairs_clash():
    rows = [line(key) for key in ("n1", "n2", "n3")]
    (said,) = found(
        checks.overlapping_scenarios, need_lines=rows, scenarios=[scenario("n1", "n2", "n3")]
    )
    assert (said.said["n"], said.said["first"], said.said["second"]) == (3, "N1", "N2")


def test_needs_that_no_scenario_holds_clash_nowhere():
    rows = {"need_lines": [line("n1"), line("n2")], "scenarios": [scenario("n1")]}
    assert found(checks.overlapping_scenarios, **rows) == []


def test_a_scenario_without_need_is_found():
    (said,) = found(checks.empty_scenarios, scenarios=[scenario()])
    assert said.where == Place("scenarios", "sc", "need_lines")


@pytest.mark.parametrize(
    ("key", "number", "faulty"),
    [
        ("yield.stays", Fraction(3, 2), True),
        ("yield.stays", Fraction(0), True),
        ("yield.stays", Fraction(1), False),
        ("yield.stays", None, False),
        ("ceiling.5", Fraction(40), False),
    ],
)
def test_a_yield_that_is_no_share_is_found(key, number, faulty):
    row = Assumption(key=key, name="Rendement", value=number, unit="share")
    assert bool(found(checks.impossible_yields, assumptions=[row])) is faulty
