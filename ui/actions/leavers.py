"""The verb that tells what became of those who left the trainings."""

from __future__ import annotations

from planner.compute.leavers import LeaversBy
from planner.tables.leavers import leavers_table
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb


@verb("leavers")
def tell_leavers(desk: Desk, by: LeaversBy = LeaversBy.OCCUPATION) -> Outcome:
    """People who left the trainings by occupation, family or year, as intervals."""
    return Outcome(tables=(leavers_table(desk.document.study, by),))
