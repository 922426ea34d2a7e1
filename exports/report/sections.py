"""The plan of a report: the sections that were chosen, in their order, with numbered parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.report.gaps import coverage_parts, need_parts
from exports.report.offer import offer_parts
from exports.report.parts import Section, numbered
from exports.report.rest import (
    certification_parts,
    claim_parts,
    commitment_parts,
    ladder_parts,
    method_parts,
    roadmap_parts,
    summary_parts,
    training_parts,
)
from planner.vocab import ReportSection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exports.report.parts import Part
    from exports.report.subject import Reported
    from planner.watch import Watch

_MADE: Mapping[ReportSection, Callable[[Reported], Iterator[Part]]] = {
    ReportSection.SUMMARY: summary_parts,
    ReportSection.OFFER: offer_parts,
    ReportSection.NEEDS: need_parts,
    ReportSection.COVERAGE: coverage_parts,
    ReportSection.LADDER: ladder_parts,
    ReportSection.CERTIFICATIONS: certification_parts,
    ReportSection.ROADMAP: roadmap_parts,
    ReportSection.COMMITMENTS: commitment_parts,
    ReportSection.CLAIMS: claim_parts,
    ReportSection.TRAININGS: training_parts,
    ReportSection.METHOD: method_parts,
}


def sections_of(told: Reported, watch: Watch) -> tuple[Section, ...]:
    """The sections that were chosen, each with its parts; raises ``Cancelled`` where asked to."""
    made = []
    chosen = told.choice.sections
    for place, kind in enumerate(chosen):
        watch.step(0.3 + 0.1 * place / len(chosen), "report.step.sections")
        made.append(Section(kind, tuple(_MADE[kind](told))))
    return numbered(made)
