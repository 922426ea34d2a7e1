"""The needs of the shipped study: projections as printed, and what Cartoplan assumes of them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from db.samples.reading import read_sample
from planner.vocab import NeedKind, ProjectionLine

if TYPE_CHECKING:
    from planner.study import NeedLine

STUDY = read_sample()
DESCRIBED = [training for training in STUDY.trainings if training.is_described]


def test_nine_sectors_have_a_projection_and_the_digital_one_has_none() -> None:
    cells = Counter(cell.sector for cell in STUDY.projections)
    assert cells.keys() == {
        sector.key
        for sector in STUDY.sectors
        if sector.is_analysed and sector.key != "numerique-communication"
    }
    assert set(cells.values()) == {23}


def test_a_projection_has_eleven_lines_and_two_periods() -> None:
    for cell in STUDY.projections:
        assert cell.key == f"{cell.sector}.{cell.line}.{cell.year}"
    years = {line: set[int]() for line in ProjectionLine}
    for cell in STUDY.projections:
        years[cell.line].add(cell.year)
    assert years.pop(ProjectionLine.TOTAL) == {2017, 2022, 2027}
    assert set(map(frozenset, years.values())) == {frozenset({2022, 2027})}


def test_a_minus_counts_only_in_the_column_of_its_cell() -> None:
    cells = STUDY.projections
    assert cells.get("agroalimentaire.impact.2022").has_minus
    assert not cells.get("banque-assurance.impact.2022").has_minus
    assert cells.get("banque-assurance.impact.2022").printed.endswith("| - | 4 640 | 11 760")
    assert not cells.get("btp.ai.2022").has_minus
    assert cells.get("btp.ai.2027").has_minus
    assert not cells.get("proprete-securite.ai.2027").has_minus
    assert all(f"{cell.magnitude:,}".replace(",", " ") in cell.printed for cell in cells)


def defects(sector: str, year: int) -> list[int]:
    """What the four identities of a period miss, when only three lines are positive."""
    lines = {
        line: STUDY.projections.get(f"{sector}.{line}.{year}").magnitude for line in ProjectionLine
    }
    former = STUDY.projections.get(f"{sector}.total.{year - 5}").magnitude
    line = ProjectionLine
    return [
        former + lines[line.NATURAL] - lines[line.IMPACT] - lines[line.TOTAL],
        lines[line.AI_ALONE] + lines[line.AI_WITH_OTHERS] + lines[line.OTHERS] - lines[line.IMPACT],
        lines[line.AI_ALONE] + lines[line.AI_WITH_OTHERS] - lines[line.AI],
        lines[line.REDUCED] - lines[line.CREATED] - lines[line.AI],
    ]


def test_identities_hold_with_signs_recovered_but_for_ten_people_of_one_table() -> None:
    failing = {
        (sector, year): found
        for sector in {cell.sector for cell in STUDY.projections}
        for year in (2022, 2027)
        if any(found := defects(sector, year))
    }
    assert failing == {("agroalimentaire", 2027): [0, -10, -10, 0]}


def lines_of(kind: NeedKind) -> list[NeedLine]:
    """The need lines of a kind."""
    return [line for line in STUDY.need_lines if line.kind is kind]


def test_experts_are_one_line_between_two_published_bounds() -> None:
    (experts,) = lines_of(NeedKind.EXPERT)
    assert (experts.low, experts.central, experts.high) == (4000, 4200, 5000)
    assert (experts.start, experts.end, experts.sector) == (2017, 2027, None)


@pytest.mark.parametrize(
    ("kind", "line", "total"),
    [
        (NeedKind.COLOURED, ProjectionLine.RECRUITED, 15_960),
        (NeedKind.AWARENESS, ProjectionLine.AWARENESS, 299_070),
    ],
)
def test_a_need_is_what_its_projection_prints(
    kind: NeedKind, line: ProjectionLine, total: int
) -> None:
    known = [need for need in lines_of(kind) if need.central is not None]
    assert len(known) == 18
    assert sum(need.central or 0 for need in known) == total
    for need in known:
        cell = STUDY.projections.get(f"{need.sector}.{line}.{need.end}")
        assert need.low == need.central == need.high == cell.magnitude
        assert need.source.line == cell.source.line
        assert need.end - need.start == 5


@pytest.mark.parametrize("kind", [NeedKind.COLOURED, NeedKind.AWARENESS])
def test_the_need_of_the_digital_sector_is_unknown(kind: NeedKind) -> None:
    (unknown,) = (need for need in lines_of(kind) if need.central is None)
    assert unknown.sector == "numerique-communication"
    assert (unknown.low, unknown.high, unknown.start, unknown.end) == (None, None, 2017, 2027)


def test_a_scenario_holds_every_line_of_one_kind() -> None:
    for key, kind in zip(
        ("experts", "coloration", "sensibilisation"),
        (NeedKind.EXPERT, NeedKind.COLOURED, NeedKind.AWARENESS),
        strict=True,
    ):
        assert list(STUDY.scenarios.get(key).need_lines) == [line.key for line in lines_of(kind)]
    assert STUDY.scenarios[0].key == "experts"


def shares_of(allocation: str) -> dict[tuple[str, int], Fraction]:
    """The shares of an allocation by family and level."""
    return {
        (share.family, share.level): share.share
        for share in STUDY.allocation_shares
        if share.allocation == allocation
    }


@pytest.mark.parametrize("allocation", list(STUDY.allocations.keys()))
def test_shares_of_an_allocation_sum_to_one_exactly(allocation: str) -> None:
    assert sum(shares_of(allocation).values()) == 1


def test_experts_are_shared_as_the_ticks_of_the_two_families_of_ai() -> None:
    assert shares_of("experts-9-22") == {
        ("ia-technicien", 5): Fraction(9, 31),
        ("ia-ingenieur", 7): Fraction(22, 31),
    }


def test_coloured_recruitments_are_shared_as_all_the_ticks() -> None:
    ticks = Counter((family, t.level) for t in DESCRIBED for family in t.families)
    assert shares_of("reponses-famille-niveau") == {
        cell: Fraction(count, 276) for cell, count in ticks.items()
    }


def test_awareness_is_shared_equally_at_a_level_where_trainings_are() -> None:
    shares = shares_of("sensibilisation-tiers")
    assert set(shares.values()) == {Fraction(1, 3)}
    assert {family for family, _ in shares} == {"direction", "autres", "pilotage"}
    for family, level in shares:
        assert any(t.level == level and family in t.families for t in DESCRIBED)


def test_yields_are_not_corrected_and_no_ceiling_is_given() -> None:
    dated = ("delay.", "commission.")  # of the filings: other tests look at them
    values = {
        assumption.key: assumption.value
        for assumption in STUDY.assumptions
        if not assumption.key.startswith(dated)
    }
    assert values == {
        "yield.completion": 1,
        "yield.stays": 1,
        "yield.reaches": 1,
        "ceiling.5": None,
        "ceiling.6": None,
        "ceiling.7": None,
        "ceiling.8": None,
        "small.cell": 1,
        "opening.cost": 1,
    }
