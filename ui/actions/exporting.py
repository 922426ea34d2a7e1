"""The verbs that write what partners decide upon: the workbook and the roadmap."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from exports.paper import Paper
from planner.errors import UsageError
from planner.messages import message
from planner.watch import Watch
from ui.actions.desk import Desk
from ui.actions.outcome import Outcome
from ui.actions.registry import verb
from ui.actions.roadmap import day_of, task_named

if TYPE_CHECKING:
    from collections.abc import Callable

WORKBOOK = "cartographie.xlsx"
ROADMAP = "feuille-de-route.pdf"


@verb("export.workbook", in_window=True, shortcut="Ctrl+E")
def export_workbook(desk: Desk, out: Path, watch: Watch | None = None) -> Outcome:
    """Write the Excel workbook of the map, its gaps and its quality to ``out``."""
    from exports.workbook import write_workbook

    return _written(desk, out, watch, write_workbook)


@verb("export.roadmap", in_window=True, shortcut="Ctrl+Shift+E")
def export_roadmap(
    desk: Desk,
    out: Path,
    paper: Paper = Paper.A4,
    by: str = "",
    goal: str = "",
    watch: Watch | None = None,
) -> Outcome:
    """Write the PDF roadmap to ``out``, its chart on A4 or A3, planned backwards from ``by``."""
    from exports.roadmap import write_roadmap

    if goal and not by:
        raise UsageError("backplan_by")
    on = day_of(desk, by) if by else None
    key = task_named(desk, goal) if goal else ""
    return _written(desk, out, watch, partial(write_roadmap, paper=paper, by=on, goal=key))


@verb("export.all")
def export_all(desk: Desk, out: Path, watch: Watch | None = None) -> Outcome:
    """Write the workbook and the roadmap into the folder ``out``, made where it is missing."""
    out.mkdir(parents=True, exist_ok=True)
    first = export_workbook(desk, out / WORKBOOK, watch)
    second = export_roadmap(desk, out / ROADMAP, watch=watch)
    return Outcome(said=first.said + second.said, written=first.written + second.written)


def _written(desk: Desk, out: Path, watch: Watch | None, write: Callable[..., None]) -> Outcome:
    """Run an exporter on the study as it is now; it imports its library only when called."""
    document = desk.document
    write(
        document.study,
        out,
        desk.texts,
        on=desk.today(),
        fingerprint=document.fingerprint(),
        watch=watch or Watch(),
    )
    return Outcome(said=(message("done.written", path=str(out)),), written=(out,))
