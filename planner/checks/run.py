"""Runs every check on a study and puts the findings in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from planner.checks import (
    competences,
    editions,
    ladder,
    leavers,
    needs,
    outlines,
    projections,
    published,
    referentials,
    roadmap,
    trainings,
    unserved,
)
from planner.fields import ENTITIES
from planner.findings import Finding, Severity

if TYPE_CHECKING:
    from planner.study import Study

Check = Callable[["Study"], Iterable[Finding]]

#: All checks, by topic.
CHECKS: tuple[Check, ...] = (
    *trainings.CHECKS,
    *leavers.CHECKS,
    *published.CHECKS,
    *projections.CHECKS,
    *needs.CHECKS,
    *competences.CHECKS,
    *referentials.CHECKS,
    *unserved.CHECKS,
    *roadmap.CHECKS,
    *outlines.CHECKS,
    *ladder.CHECKS,
    *editions.CHECKS,
)

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_COLLECTIONS = {name: place for place, name in enumerate(ENTITIES)}


def run_checks(study: Study) -> tuple[Finding, ...]:
    """All findings about a study: gravest first, then by collection, row and code.

    Findings that concern no single row come before the others of their gravity.
    """
    return tuple(sorted((said for check in CHECKS for said in check(study)), key=_order))


def _order(said: Finding) -> tuple[int, int, str, str, str]:
    gravity = _GRAVITY[said.severity]
    if said.where is None:
        return gravity, -1, "", "", said.code
    place = said.where
    return gravity, _COLLECTIONS[place.collection], place.key, place.field, said.code
