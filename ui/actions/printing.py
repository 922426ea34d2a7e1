"""Puts what a page shows on paper: a PDF of its figures and tables, whichever the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.messages import message
from planner.watch import Watch
from ui.actions.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.figures.figure import Figure
    from planner.messages import Message
    from planner.tables.table import Table
    from ui.actions.desk import Desk


def print_page(
    desk: Desk,
    title: Message,
    parts: Sequence[Figure | Table],
    out: Path,
    watch: Watch | None = None,
) -> Outcome:
    """Write figures and tables under ``title`` to the PDF ``out``, dated by the desk's clock."""
    from exports.page_sheet import write_page_sheet  # the library is loaded only for a page

    document = desk.document
    write_page_sheet(
        title,
        parts,
        document.study,
        out,
        desk.texts,
        on=desk.today(),
        fingerprint=document.fingerprint(),
        watch=watch or Watch(),
    )
    return Outcome(said=(message("done.written", path=str(out)),), written=(out,))


def draw_figure(desk: Desk, figure: Figure, out: Path) -> Outcome:
    """Write one figure with its title and source as the SVG drawing ``out``."""
    from exports.svg import write_svg

    write_svg(figure, desk.texts, out)
    return Outcome(said=(message("done.written", path=str(out)),), written=(out,))
