"""A card that tells an indicator of action 1.3: its figures, or what will stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.card import Card
from ui.desktop.widgets.figure_view import FigureView
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from planner.compute.indicators import Indicator, Indicators
    from planner.figures.figure import Figure
    from planner.tables.table import Row
    from ui.desktop.session import Session


class IndicatorCard(Card):
    """Figures where some training has told the indicator, else what will be here; who is missing.

    Signals:
        trainings_asked(object, str): trainings that have told it, or not, and why they are shown.
    """

    trainings_asked = Signal(object, str)

    def __init__(
        self,
        session: Session,
        indicator: Indicator,
        figures: int,
        parent: QWidget | None = None,
        *,
        is_stacked: bool = False,
    ) -> None:
        """A card with room for ``figures`` figures, side by side or stacked."""
        super().__init__(session.say(f"dashboard.trend.{indicator}"), session.look, parent)
        self.session, self.indicator = session, indicator
        self._missing: tuple[str, ...] = ()
        self.told = label("", "small", self)
        self.head.addWidget(self.told)
        self.empty = label(session.say(f"dashboard.trend.{indicator}.none"), "muted", self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.views = [FigureView(session.texts, session.look, self) for _ in range(figures)]
        self.button = QPushButton(self)
        as_role(self.button, "link")
        self.button.setToolTip(session.say("dashboard.missing.help"))
        line = QVBoxLayout() if is_stacked else QHBoxLayout()
        line.setSpacing(2 * GAP)
        for view in self.views:
            line.addWidget(view, 1)
        self.body.addWidget(self.empty)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self.body.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.setSpacing(GAP)
        self.button.clicked.connect(self._on_missing)
        self._behind: dict[str, Row] = {}
        for view in self.views:
            view.hit.connect(self._on_hit)
            view.describe_hits(self._why)

    def show_indicator(self, told: Indicators, figures: Sequence[Figure]) -> None:
        """Show the figures; where nobody has told anything, what will stand here."""
        self._missing = told.missing[self.indicator]
        self._behind = {hit: row for figure in figures for hit, row in _rows_behind(figure)}
        known = told.told(self.indicator)
        is_told = known > 0 or any(self._has_rows(figure) for figure in figures)
        self.empty.setVisible(not is_told)
        for view, figure in zip(self.views, figures, strict=True):
            view.setVisible(is_told and self._has_rows(figure))
            view.show_figure(figure)
        values = {"n": known, "of": told.of}
        code = "dashboard.trend.told" if self._missing else "dashboard.trend.all_told"
        self.told.setText(self.session.say(code, **values) if told.of else "")
        self.button.setVisible(bool(self._missing))
        self.button.setText(self.session.say("dashboard.missing", n=len(self._missing)))
        texts = self.session.texts
        said = [texts.say(figure.sentence) for figure in figures] if is_told else []
        self.tell(" ".join([self.told.text(), *said, "" if is_told else self.empty.text()]))

    def _has_rows(self, figure: Figure) -> bool:
        return any(row.trainings for row in figure.table.rows)

    def _why(self, hit: str) -> str:
        """What a mark of a figure counts, and how many trainings tell it."""
        row = self._behind.get(hit)
        if row is None:
            return ""
        year = hit.rpartition(":")[2] if hit.startswith("year:") else ""
        name = f"{self.session.texts.show(row.values[0])} {year}".strip()
        return self.session.say("dashboard.behind", name=name, n=len(row.trainings))

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        """Lead to the trainings that tell what was clicked."""
        row = self._behind.get(hit)
        if row is not None and row.trainings:
            self.trainings_asked.emit(row.trainings, self._why(hit))

    @Slot()
    def _on_missing(self) -> None:
        n = len(self._missing)
        why = self.session.say(f"dashboard.missing.{self.indicator}", n=n)
        self.trainings_asked.emit(self._missing, why)


def _rows_behind(figure: Figure) -> Iterator[tuple[str, Row]]:
    """What each mark shows: marks and lines of the twin stand in one order."""
    hits = dict.fromkeys(mark.hit for mark in figure.marks if mark.hit)
    return zip(hits, figure.table.rows, strict=False)
