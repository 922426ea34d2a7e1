"""Checks of the map's ground: outlines that cannot be drawn, cities outside their département."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.outlines import strays, unreadable
from planner.findings import Finding, Place, Severity, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.study import Study


def unreadable_outlines(study: Study) -> Iterator[Finding]:
    """Outlines whose points make no ring: the map leaves them out."""
    for key in unreadable(study):
        name = _department(study, study.outlines.get(key).department)
        where = Place("outlines", key, "points")
        yield finding("outline_unreadable", Severity.WARNING, where, name=name)


def stray_cities(study: Study) -> Iterator[Finding]:
    """Cities whose coordinates lie outside the outlines of their département."""
    for stray in strays(study):
        where = Place("cities", stray.city.key, "latitude")
        yield finding(
            "city_outside_outline",
            Severity.WARNING,
            where,
            name=stray.city.name,
            department=_department(study, stray.city.department),
            km=round(stray.km),
        )


def _department(study: Study, key: str) -> str:
    found = study.departments.find(key)
    return key if found is None else found.name


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (unreadable_outlines, stray_cities)
