"""Checks of the projection tables: their identities, their signs, the sectors that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.projections import Identity, IdentityName, SectorProjection, recover
from planner.findings import Finding, Place, Severity, finding
from planner.messages import message
from planner.vocab import ProjectionLine as Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study

_LEFT = {
    IdentityName.TOTAL: Line.TOTAL,
    IdentityName.IMPACT: Line.IMPACT,
    IdentityName.AI_PARTS: Line.AI,
    IdentityName.AI_BALANCE: Line.AI,
}


def broken_identities(study: Study) -> Iterator[Finding]:
    """Equalities that no assignment of signs makes hold."""
    for table in recover(study):
        for identity in table.identities:
            if identity.holds is False:
                yield _broken(study, table, identity)


def recovered_signs(study: Study) -> Iterator[Finding]:
    """Signs that the text layer lost or moved, counted by sector."""
    for table in recover(study):
        if table.recovered:
            where = Place("projections", table.recovered[0].key, "has_minus")
            sector, n = _name(study, table.sector), len(table.recovered)
            yield finding("signs_recovered", Severity.INFO, where, sector=sector, n=n)


def untold_signs(study: Study) -> Iterator[Finding]:
    """Cells whose sign cannot be told: the value is left unknown."""
    for table in recover(study):
        for cell in table.untold:
            yield finding(
                "sign_untold",
                Severity.WARNING,
                Place("projections", cell.key, "has_minus"),
                sector=_name(study, table.sector),
                line=message(f"projection_line.{cell.line}"),
                year=cell.year,
            )


def missing_projections(study: Study) -> Iterator[Finding]:
    """Analysed sectors without a projection table: their need is unknown, not nil."""
    projected = {row.sector for row in study.projections}
    for sector in study.sectors:
        if sector.is_analysed and sector.key not in projected:
            where = Place("sectors", sector.key)
            yield finding("projection_missing", Severity.WARNING, where, sector=sector.name)


def _broken(study: Study, table: SectorProjection, identity: Identity) -> Finding:
    cells = (c for c in table.cells if c.year == identity.year and c.line is _LEFT[identity.name])
    return finding(
        "identity_broken",
        Severity.WARNING,
        Place("projections", next(cells).key, "magnitude"),
        sector=_name(study, table.sector),
        identity=message(f"identity.{identity.name}"),
        year=identity.year,
        left=identity.left,
        right=identity.right,
    )


def _name(study: Study, key: str) -> str:
    return study.sectors.get(key).name


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    broken_identities,
    recovered_signs,
    untold_signs,
    missing_projections,
)
