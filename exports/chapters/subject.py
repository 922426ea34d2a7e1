"""What a roadmap is about: a study, the results that its pages show, and what it bears on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exports.paper import Paper
from planner.compute.back_plan import back_plan
from planner.compute.claims import check_claims
from planner.compute.gaps import gaps
from planner.compute.inventory import overview
from planner.compute.outlook import outlook
from planner.compute.roadmap import last_task, roadmap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.compute.back_plan import BackPlan
    from planner.compute.claims import ClaimCheck
    from planner.compute.gap_report import GapReport
    from planner.compute.inventory import Overview
    from planner.compute.outlook import Outlook
    from planner.compute.roadmap import Roadmap
    from planner.study import Study
    from planner.watch import Watch


@dataclass(frozen=True, slots=True)
class Subject:
    """A study with its results; ``reports`` are those of the scenarios that are shown.

    ``back`` is the roadmap planned backwards, where that is asked for; ``paper`` that of its chart.
    """

    study: Study
    edition: str
    on: date
    fingerprint: str
    overview: Overview
    reports: tuple[GapReport, ...]
    roadmap: Roadmap
    claims: tuple[ClaimCheck, ...]
    outlook: Outlook
    back: BackPlan | None = None
    paper: Paper = Paper.A4

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
    goal: str = "",
    by: date | None = None,
    paper: Paper = Paper.A4,
) -> Subject:
    """The study with everything computed that the pages show; each scenario is a step.

    With a day ``by``, the roadmap is planned backwards from it for the task ``goal``, or for what
    ends last.
    """
    reports = []
    for place, scenario in enumerate(scenarios):
        watch.step(0.3 * place / len(scenarios), "roadmap.step.gaps")
        reports.append(gaps(study, scenario))
    watch.step(0.3, "roadmap.step.results")
    printed = study.facts.find("edition")
    placed = roadmap(study)
    back = None if by is None else back_plan(study, goal or last_task(placed), by, on)
    return Subject(
        study=study,
        edition=edition or ("" if printed is None else printed.text),
        on=on,
        fingerprint=fingerprint,
        overview=overview(study),
        reports=tuple(reports),
        roadmap=placed,
        claims=check_claims(study),
        outlook=outlook(study, placed, on),
        back=back,
        paper=paper,
    )
