"""A card that tells the indicators of action 1.3 from one edition to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout

from planner.compute.indicators import Indicator
from ui.desktop.style import GAP
from ui.desktop.widgets.card import Card
from ui.desktop.widgets.figure_view import FigureView
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from planner.figures.figure import Figure
    from planner.tables.table import Row
    from ui.desktop.session import Session


class EditionTrendCard(Card):
    """A figure for each indicator that somebody has told at some moment, else what will be here.

    Signals:
        trainings_asked(object, str): trainings that tell today what was clicked, and why.
    """

    trainings_asked = Signal(object, str)

    def __init__(
        self, session: Session, parent: QWidget | None = None, *, is_stacked: bool = False
    ) -> None:
        """A card with its figures two in a line, or stacked."""
        super().__init__(session.say("dashboard.edition_trend"), session.look, parent)
        self.session = session
        self.empty = label("", "muted", self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.views = {one: FigureView(session.texts, session.look, self) for one in Indicator}
        self._columns = 1 if is_stacked else 2
        self._cells = QGridLayout()
        self._cells.setSpacing(2 * GAP)
        for column in range(self._columns):
            self._cells.setColumnStretch(column, 1)
        for view in self.views.values():
            view.describe_hits(self._why)
            view.hit.connect(self._on_hit)
        self.damaged = label("", "lost", self)
        self.damaged.setWordWrap(True)
        self.body.addWidget(self.damaged)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._cells)
        self._behind: dict[str, Row] = {}

    def show_trend(
        self, figures: Sequence[Figure], editions: Sequence[str], damaged: Sequence[str] = ()
    ) -> None:
        """Show the figures (one an indicator) of a study with these editions, by name.

        Those that are ``damaged`` are told above: nothing of them can be shown.
        """
        told = [bool(editions) and _is_told(figure) for figure in figures]
        self._behind = {hit: row for figure in figures for hit, row in _rows_behind(figure).items()}
        for view, figure, is_told in zip(self.views.values(), figures, told, strict=True):
            view.setVisible(is_told)
            view.show_figure(figure)
        self._place()
        self.empty.setVisible(not any(told))
        code = "dashboard.edition_trend.silent" if editions else "dashboard.edition_trend.none"
        self.empty.setText(self.session.say(code, names=tuple(editions), n=len(editions)))
        texts = self.session.texts
        said = [texts.say(f.sentence) for f, is_told in zip(figures, told, strict=True) if is_told]
        missing = self.session.say("trend.damaged", names=tuple(damaged), n=len(damaged))
        self.damaged.setText(missing if damaged else "")
        self.damaged.setVisible(bool(damaged))
        told_first = (self.damaged.text(),) if damaged else ()
        self.tell(" ".join((*told_first, *(said or (self.empty.text(),)))))

    def _place(self) -> None:
        """Fill the lines with the figures that are shown; the last one alone takes a whole line."""
        shown = [view for view in self.views.values() if not view.isHidden()]
        for view in self.views.values():
            self._cells.removeWidget(view)
        for place, view in enumerate(shown):
            row, column = divmod(place, self._columns)
            is_alone = place == len(shown) - 1 and column == 0
            self._cells.addWidget(view, row, column, 1, self._columns if is_alone else 1)

    def _why(self, hit: str) -> str:
        """What a column of today counts, and how many trainings tell it."""
        row = self._behind.get(hit)
        if row is None or not row.trainings:
            return ""
        name = self.session.texts.show(row.values[0])
        return self.session.say("dashboard.behind", name=name, n=len(row.trainings))

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        """Lead to the trainings that tell what was clicked."""
        row = self._behind.get(hit)
        if row is not None and row.trainings:
            self.trainings_asked.emit(row.trainings, self._why(hit))


def _is_told(figure: Figure) -> bool:
    said = figure.table.column("said")
    return any(amount is not None for amount in said)


def _rows_behind(figure: Figure) -> dict[str, Row]:
    """What each mark shows: marks and lines of the twin stand in one order."""
    hits = dict.fromkeys(mark.hit for mark in figure.marks if mark.hit)
    return dict(zip(hits, figure.table.rows, strict=False))
