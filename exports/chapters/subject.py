"""What a roadmap is about: a study, the results that its pages show, and what it bears on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.claims import check_claims
from planner.compute.gaps import gaps
from planner.compute.inventory import overview
from planner.compute.roadmap import roadmap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.compute.claims import ClaimCheck
    from planner.compute.gap_report import GapReport
    from planner.compute.inventory import Overview
    from planner.compute.roadmap import Roadmap
    from planner.study import Study
    from planner.watch import Watch


@dataclass(frozen=True, slots=True)
class Subject:
    """A study with its results; ``reports`` are those of the scenarios that are shown."""

    study: Study
    edition: str
    on: date
    fingerprint: str
    overview: Overview
    reports: tuple[GapReport, ...]
    roadmap: Roadmap
    claims: tuple[ClaimCheck, ...]

    def fact(self, key: str) -> str:
        """The text of a fact of the study; empty where it tells none."""
        row = self.study.facts.find(key)
        return "" if row is None else row.text


def subject_of(
    study: Study,
    scenarios: Sequence[str],
    watch: Watch,
    *,
    edition: str | None,
    on: date,
    fingerprint: str,
) -> Subject:
    """The study with everything computed that the pages show; each scenario is a step."""
    reports = []
    for place, scenario in enumerate(scenarios):
        watch.step(0.3 * place / len(scenarios), "roadmap.step.gaps")
        reports.append(gaps(study, scenario))
    watch.step(0.3, "roadmap.step.results")
    printed = study.facts.find("edition")
    return Subject(
        study=study,
        edition=edition or ("" if printed is None else printed.text),
        on=on,
        fingerprint=fingerprint,
        overview=overview(study),
        reports=tuple(reports),
        roadmap=roadmap(study),
        claims=check_claims(study),
    )
