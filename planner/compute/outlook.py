"""What stands beside a roadmap's dates: today, a plan kept earlier, and the chance of holding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.compute.baselines import slips
from planner.compute.chances import chances

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.compute.baselines import Slip
    from planner.compute.chances import Chance
    from planner.compute.roadmap import Roadmap
    from planner.study import Baseline, BaselineDate, Study


@dataclass(frozen=True, slots=True)
class Outlook:
    """A roadmap seen on a day, beside a baseline where there is one.

    ``kept`` are the baseline's dates, ``slips`` what moved since, ``chances`` the draws of each
    planned task, all by the key of the task.
    """

    today: date
    baseline: Baseline | None
    kept: Mapping[str, BaselineDate]
    slips: Mapping[str, Slip]
    chances: Mapping[str, Chance]

    @property
    def is_drawn(self) -> bool:
        """True where some due date has a chance: what leads to it has bounds."""
        return any(one.holds is not None for one in self.chances.values())


def last_baseline(study: Study) -> Baseline | None:
    """The plan that was kept last; None where none was."""
    return max(study.baselines, key=lambda row: (row.rank, row.key), default=None)


def outlook(
    study: Study, roadmap: Roadmap, today: date, baseline: Baseline | None = None
) -> Outlook:
    """The roadmap as ``today`` sees it, beside ``baseline`` or the plan kept last.

    Raises:
        InvalidInput: dates beyond the calendar.
        OverflowError: a drawn date beyond it.
    """
    since = baseline or last_baseline(study)
    moved = () if since is None else slips(study, since.key)
    dates = (row for row in study.baseline_dates if since is not None and row.baseline == since.key)
    return Outlook(
        today=today,
        baseline=since,
        kept={row.task: row for row in dates},
        slips={slip.task.key: slip for slip in moved},
        chances=chances(roadmap),
    )
