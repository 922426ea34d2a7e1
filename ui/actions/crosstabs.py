"""The verbs of the cross-tabulation: told, or written as a workbook or comma-separated values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.compute.crossings import Only
from planner.compute.inventory import Crosstab, Dimension, Measure, crosstab
from planner.errors import UsageError
from planner.messages import message
from planner.tables.crosstabs import crosstab_table
from planner.vocab import SeatKind
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb

ENDINGS = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Crossing:
    """What is crossed and counted, and which cells are looked for (none: all)."""

    rows: Dimension = Dimension.FAMILY
    columns: Dimension = Dimension.LEVEL
    measure: Measure = Measure.TRAININGS
    seat_kind: SeatKind = SeatKind.OPEN
    only: frozenset[Only] = frozenset()

    def of(self, desk: Desk) -> Crosstab:
        """The cross-tabulation of the study on the desk."""
        study = desk.document.study
        return crosstab(study, self.rows, self.columns, self.measure, seat_kind=self.seat_kind)

    def given(self) -> dict[str, Any]:
        """The same as the options of the verbs."""
        return {
            "rows": self.rows,
            "columns": self.columns,
            "measure": self.measure,
            "seat_kind": self.seat_kind,
            "only_empty": Only.EMPTY in self.only,
            "only_fragile": Only.FRAGILE in self.only,
        }


@verb("crosstab")
def cross(
    desk: Desk,
    rows: Dimension,
    columns: Dimension,
    measure: Measure = Measure.TRAININGS,
    seat_kind: SeatKind = SeatKind.OPEN,
    only_empty: bool = False,
    only_fragile: bool = False,
) -> Outcome:
    """Trainings, places or hours by any two dimensions, with totals; on demand some cells only."""
    crossing = Crossing(
        rows, columns, measure, seat_kind, _only(empty=only_empty, fragile=only_fragile)
    )
    table = crosstab_table(desk.document.study, crossing.of(desk), crossing.only)
    return Outcome(tables=(table,))


@verb("export.crosstab", in_window=True, shortcut="Ctrl+Shift+X")
def export_crosstab(
    desk: Desk,
    out: Path,
    rows: Dimension = Dimension.FAMILY,
    columns: Dimension = Dimension.LEVEL,
    measure: Measure = Measure.TRAININGS,
    seat_kind: SeatKind = SeatKind.OPEN,
    only_empty: bool = False,
    only_fragile: bool = False,
) -> Outcome:
    """Write the cross-tabulation to ``out``: a workbook, or comma-separated values."""
    crossing = Crossing(
        rows, columns, measure, seat_kind, _only(empty=only_empty, fragile=only_fragile)
    )
    from exports.table_file import Origin, write_table_file  # its library, only when needed

    if out.suffix.casefold() not in ENDINGS:
        raise UsageError("table_suffix", path=str(out), known=ENDINGS)
    document = desk.document
    fact = document.study.facts.find("title")
    origin = Origin(fact.text if fact else "", desk.today(), document.fingerprint())
    table = crosstab_table(document.study, crossing.of(desk), crossing.only)
    write_table_file(table, out, desk.texts, origin, totals=1)
    return Outcome(said=(message("done.written", path=str(out)),), written=(out,))


def _only(*, empty: bool, fragile: bool) -> frozenset[Only]:
    wanted = {Only.EMPTY: empty, Only.FRAGILE: fragile}
    return frozenset(name for name, is_wanted in wanted.items() if is_wanted)
