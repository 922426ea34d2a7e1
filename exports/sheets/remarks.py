"""The sheets of leavers and of comments, where there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.sheets.plan import Part, Sheet, Target, sheet_of
from planner.compute.leavers import LeaversBy
from planner.findings import Place
from planner.tables.comments import comments_table
from planner.tables.leavers import leaver_rows_table, leavers_table

if TYPE_CHECKING:
    from planner.study import Study
    from planner.tables.table import Row


def remark_sheets(study: Study) -> tuple[Sheet, ...]:
    """The sheets of leavers and of comments; none of what nobody has told."""
    return (*_leavers(study), *_comments(study))


def _leavers(study: Study) -> tuple[Sheet, ...]:
    rows = leaver_rows_table(study)
    if not rows.rows:
        return ()
    summed = Part(leavers_table(study, LeaversBy.OCCUPATION), totals=1)
    return (sheet_of("leavers", Part(rows, {"training": _training}), summed),)


def _comments(study: Study) -> tuple[Sheet, ...]:
    table = comments_table(study)
    return (sheet_of("comments", Part(table, {"row": _training})),) if table.rows else ()


def _training(row: Row) -> Target | None:
    return Place("trainings", row.trainings[0]) if row.trainings else None
