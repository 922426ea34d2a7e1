"""Checks of needs, of the way they are spread, and of the scenarios that use them."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from planner.compute.overlaps import nest, overlap
from planner.findings import Finding, Place, Severity, finding
from planner.vocab import NeedKind
from planner.vocab import ProjectionLine as Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import NeedLine, Scenario, Study

#: The row of a projection table that counts the people of a kind of need.
_PROJECTED = {NeedKind.COLOURED: Line.RECRUITED, NeedKind.AWARENESS: Line.AWARENESS}


def unknown_needs(study: Study) -> Iterator[Finding]:
    """Need lines without any number: unknown, not nil."""
    for row in study.need_lines:
        if row.low is None and row.central is None and row.high is None:
            where = Place("need_lines", row.key, "central")
            yield finding("need_unknown", Severity.WARNING, where, name=row.name)


def needs_without_allocation(study: Study) -> Iterator[Finding]:
    """Need lines that no allocation spreads over families and levels."""
    for row in study.need_lines:
        if row.allocation is None:
            where = Place("need_lines", row.key, "allocation")
            yield finding("need_without_allocation", Severity.WARNING, where, name=row.name)


def needs_unlike_projections(study: Study) -> Iterator[Finding]:
    """Need lines of a sector that differ from the sum of its projection over the same years."""
    told = _projected(study)
    for row in study.need_lines:
        expected = _expected(row, told)
        if expected is not None and row.central is not None and row.central != expected:
            yield finding(
                "need_unlike_projection",
                Severity.WARNING,
                Place("need_lines", row.key, "central"),
                name=row.name,
                people=row.central,
                projected=expected,
            )


def partial_allocations(study: Study) -> Iterator[Finding]:
    """Allocations whose shares do not sum to 1, with what remains (negative: too much)."""
    shares: dict[str, Fraction] = defaultdict(Fraction)
    for share in study.allocation_shares:
        shares[share.allocation] += share.share
    for row in study.allocations:
        remainder = 1 - shares[row.key]
        if remainder:
            code = "allocation_partial" if remainder > 0 else "allocation_exceeds"
            where = Place("allocations", row.key)
            yield finding(code, Severity.WARNING, where, name=row.name, share=abs(remainder))


def overlapping_scenarios(study: Study) -> Iterator[Finding]:
    """Scenarios that count the same people twice, one finding a scenario: none is computed."""
    for scenario in study.scenarios:
        yield from _paired(study, scenario, "scenario_overlap", Severity.ERROR, overlap)


def nested_scenarios(study: Study) -> Iterator[Finding]:
    """Scenarios that hold experts beside the recruitments that they are part of."""
    for scenario in study.scenarios:
        yield from _paired(study, scenario, "scenario_nested", Severity.WARNING, nest)


def empty_scenarios(study: Study) -> Iterator[Finding]:
    """Scenarios that look at no need."""
    for row in study.scenarios:
        if not row.need_lines:
            where = Place("scenarios", row.key, "need_lines")
            yield finding("scenario_empty", Severity.WARNING, where, name=row.name)


def needs_without_years(study: Study) -> Iterator[Finding]:
    """Need lines whose period has no year: they cannot be computed."""
    for row in study.need_lines:
        if row.start >= row.end:
            where = Place("need_lines", row.key, "end")
            yield finding(
                "need_without_years", Severity.ERROR, where, name=row.name, year=row.start
            )


def impossible_yields(study: Study) -> Iterator[Finding]:
    """Yields that are no share: coverage cannot be computed with them."""
    for row in study.assumptions:
        if row.key.startswith("yield.") and row.value is not None and not 0 < row.value <= 1:
            where = Place("assumptions", row.key, "value")
            yield finding(
                "yield_out_of_range", Severity.ERROR, where, name=row.name, value=row.value
            )


def _paired(
    study: Study,
    scenario: Scenario,
    code: str,
    severity: Severity,
    clash: Callable[[NeedLine, NeedLine], bool],
) -> Iterator[Finding]:
    """One finding where some pair of the scenario's need lines clashes, naming the first pair."""
    found = (study.need_lines.find(key) for key in scenario.need_lines)
    lines = [row for row in found if row is not None]
    pairs = [(a, b) for a, b in combinations(lines, 2) if clash(a, b)]
    if pairs:
        yield finding(
            code,
            severity,
            Place("scenarios", scenario.key, "need_lines"),
            name=scenario.name,
            first=pairs[0][0].name,
            second=pairs[0][1].name,
            n=len(pairs),
        )


_Projected = dict[str, dict[Line, dict[int, int]]]


def _projected(study: Study) -> _Projected:
    told: _Projected = defaultdict(lambda: defaultdict(dict))
    for cell in study.projections:
        told[cell.sector][cell.line][cell.year] = cell.magnitude
    return told


def _expected(row: NeedLine, told: _Projected) -> int | None:
    """People of the row's kind, sector and years; None where no table tells that period."""
    if row.kind not in _PROJECTED or row.sector not in told:
        return None
    people = told[row.sector][_PROJECTED[row.kind]]
    bounds = {*people, *told[row.sector][Line.TOTAL]}
    if not {row.start, row.end} <= bounds or row.end not in people:
        return None
    return sum(number for year, number in people.items() if row.start < year <= row.end)


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    unknown_needs,
    needs_without_allocation,
    needs_unlike_projections,
    partial_allocations,
    needs_without_years,
    impossible_yields,
    overlapping_scenarios,
    nested_scenarios,
    empty_scenarios,
)
