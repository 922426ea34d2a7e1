"""Checks of what the study prints against what its rows hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.compute.claims import MEASURES, check_claims, found, told
from planner.compute.inventory import overview
from planner.findings import Finding, Place, Severity, finding
from planner.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planner.messages import Message
    from planner.study import Headcount, Study


def undescribed_count(study: Study) -> Iterator[Finding]:
    """Fewer trainings described than declared."""
    counts = overview(study)
    if counts.trainings_described != counts.trainings_declared:
        yield finding(
            "described_differ",
            Severity.WARNING,
            None,
            declared=counts.trainings_declared,
            n=counts.trainings_described,
        )


def declared_count(study: Study) -> Iterator[Finding]:
    """Another number of trainings in the inventory than the study prints."""
    counts = overview(study)
    if counts.trainings_published not in (None, counts.trainings_declared):
        yield finding(
            "declared_differ",
            Severity.INFO,
            Place("facts", "trainings_declared", "number"),
            published=counts.trainings_published,
            n=counts.trainings_declared,
        )


def family_answers(study: Study) -> Iterator[Finding]:
    """Another number of answers on target families than the study prints."""
    counts = overview(study)
    if counts.family_answers_published not in (None, counts.family_answers_recorded):
        yield finding(
            "answers_differ",
            Severity.WARNING,
            Place("facts", "family_answers_published", "number"),
            published=counts.family_answers_published,
            n=counts.family_answers_recorded,
        )


def disagreeing_claims(study: Study) -> Iterator[Finding]:
    """Published claims that the rows contradict."""
    for check in check_claims(study):
        if check.agrees is False and check.computed is not None:
            yield finding(
                "claim_differs",
                Severity.WARNING,
                Place("claims", check.claim.key),
                subject=check.claim.subject,
                published=told(check.claim),
                computed=found(check.claim, check.computed),
                basis=check.basis,
            )


def unknown_measures(study: Study) -> Iterator[Finding]:
    """Claims that name a computation that does not exist."""
    for row in study.claims:
        if row.measure and row.measure not in MEASURES:
            where = Place("claims", row.key, "measure")
            yield finding("claim_measure_unknown", Severity.WARNING, where, measure=row.measure)


def headcount_discrepancies(study: Study) -> Iterator[Finding]:
    """Sectors of which two publications print two headcounts."""
    told: dict[str, list[Headcount]] = defaultdict(list)
    for row in study.headcounts:
        told[row.sector].append(row)
    for sector in study.sectors:
        rows = told[sector.key]
        if len({row.people for row in rows}) > 1:
            yield finding(
                "headcounts_differ",
                Severity.WARNING,
                Place("sectors", sector.key),
                sector=sector.name,
                told=_told(rows),
            )


def shared_headcounts(study: Study) -> Iterator[Finding]:
    """One headcount printed for two sectors: one of them was probably copied."""
    first: dict[int, Headcount] = {}
    for row in study.headcounts:
        other = first.setdefault(row.people, row)
        if other.sector != row.sector and row.people > 0:
            yield finding(
                "headcount_shared",
                Severity.WARNING,
                Place("headcounts", row.key, "people"),
                sector=_name(study, row.sector),
                other=_name(study, other.sector),
                people=row.people,
            )


def _told(rows: list[Headcount]) -> tuple[Message, ...]:
    """Each number with the publications that print it."""
    printed: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        printed[row.people].append(row.publication)
    code = "finding.headcounts_differ.told"
    return tuple(message(code, people=n, names=tuple(names)) for n, names in printed.items())


def _name(study: Study, key: str) -> str:
    sector = study.sectors.find(key)
    return key if sector is None else sector.name


CHECKS: tuple[Callable[[Study], Iterator[Finding]], ...] = (
    undescribed_count,
    declared_count,
    family_answers,
    disagreeing_claims,
    unknown_measures,
    headcount_discrepancies,
    shared_headcounts,
)
