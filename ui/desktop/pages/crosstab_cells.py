"""What the hits of a heat map mean: names, counts and trainings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.compute.inventory import label
from planner.messages import message

if TYPE_CHECKING:
    from planner.compute.inventory import CrossCell, Crosstab
    from planner.messages import Message
    from planner.study import Study


class Cells:
    """The cells of a cross-tabulation, addressed by the hits of its heat map."""

    def __init__(self, study: Study, crosstab: Crosstab) -> None:
        """Read ``crosstab`` with the names of ``study``."""
        self._study, self._crosstab = study, crosstab

    def trainings(self, hit: str) -> tuple[str, ...]:
        """The keys of the trainings behind a hit."""
        return self._cell(hit).trainings

    def hit_at(self, down: int, across: int) -> str:
        """The hit of a cell of the twin, whose first column names the rows; the last ones total."""
        rows, columns = self._crosstab.rows, self._crosstab.columns
        row = rows[down] if down < len(rows) else ""
        column = columns[across - 1] if 0 < across <= len(columns) else ""
        if row and column:
            return f"cell:{row}:{column}"
        if row:
            return f"row:{row}"
        return f"column:{column}" if column else "total"

    def name(self, hit: str) -> Message:
        """What a hit is called: a row, a column, both, or all trainings."""
        crossed = self._crosstab
        kind, _, rest = hit.partition(":")
        match kind:
            case "row":
                return label(self._study, crossed.row_dimension, rest)
            case "column":
                return label(self._study, crossed.column_dimension, rest)
            case "cell":
                row, _, column = rest.partition(":")
                return message(
                    "crosstabs.cell",
                    row=label(self._study, crossed.row_dimension, row),
                    column=label(self._study, crossed.column_dimension, column),
                )
        return message("crosstabs.all")

    def told(self, hit: str) -> Message:
        """A hit in words: its name, its trainings and institutions, whether it is fragile."""
        cell = self._cell(hit)
        code = "crosstabs.told"
        if cell.is_empty:
            code = "crosstabs.told.empty"
        elif cell.is_fragile and hit.startswith("cell:"):
            code = "crosstabs.told.fragile"
        return message(
            code,
            name=self.name(hit),
            n=len(cell.trainings),
            institutions=cell.institutions,
            amount=cell.total,
            measure=message(f"measure.{self._crosstab.measure}"),
        )

    def _cell(self, hit: str) -> CrossCell:
        kind, _, rest = hit.partition(":")
        match kind:
            case "row":
                return self._crosstab.row_total(rest)
            case "column":
                return self._crosstab.column_total(rest)
            case "cell":
                row, _, column = rest.partition(":")
                return self._crosstab.cell(row, column)
        return self._crosstab.total
