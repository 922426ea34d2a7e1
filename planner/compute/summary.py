"""The state of a study in one look: what the dashboard and its print show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.gaps import gaps
from planner.compute.indicators import indicators
from planner.compute.inventory import Dimension, crosstab, overview
from planner.compute.scenarios import is_kept
from planner.compute.worst import worst_families
from planner.errors import CartoplanError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.compute.gap_report import GapReport
    from planner.compute.indicators import Indicators
    from planner.compute.inventory import Overview
    from planner.compute.worst import Worst
    from planner.study import Study

#: How many of the worst gaps are told.
WORST = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """What the study holds, how far it covers, and where it falls short the most.

    ``covered`` of the ``crossings`` of a known family and level have a training. ``study`` is the
    one that all of it was made of.
    """

    study: Study
    overview: Overview
    covered: int
    crossings: int
    worst: tuple[Worst, ...]
    indicators: Indicators

    @property
    def families(self) -> int:
        """How many job families some described training targets."""
        return sum(count > 0 for count in self.overview.by_family.values())


def summary(study: Study) -> Summary:
    """The state of the study; takes seconds with 100 000 trainings."""
    crossed = crosstab(study, Dimension.FAMILY, Dimension.LEVEL)
    covered = sum(not crossed.cell(row, column).is_empty for row, column in crossed.crossings)
    return Summary(
        study=study,
        overview=overview(study),
        covered=covered,
        crossings=len(crossed.crossings),
        worst=worst_families(_reports(study), WORST),
        indicators=indicators(study),
    )


def _reports(study: Study) -> Iterator[GapReport]:
    """The reports of the scenarios that can be computed; the findings tell of the others.

    Scenarios that keep moves are left out: they tell what one wonders, not how things stand.
    """
    for scenario in study.scenarios:
        if is_kept(study, scenario.key):
            continue
        try:
            yield gaps(study, scenario.key)
        except CartoplanError:
            continue
