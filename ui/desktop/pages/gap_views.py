"""The figures of a segment: its bars and break-even, the rules side by side, who serves whom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.figures.break_even_bars import break_even_bars
from planner.figures.flow_diagram import flow_diagram, hit_trainings
from planner.figures.gap_bars import gap_bars
from planner.figures.rule_bars import rule_bars
from ui.desktop.style import GAP
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.labels import prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.compute.gap_report import GapReport
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.study import Study
    from ui.desktop.session import Session

_WHERE = 3  # columns of the twins that tell the segment, which the page tells already
COVERAGE, RULES, FLOW = "coverage", "rules", "flow"


class GapViews(QWidget):
    """Shows one segment of a report in one of its views.

    Signals:
        family_asked(str): a family was chosen in a figure or in its twin.
        trainings_asked(object, str): trainings were chosen, and why.
    """

    family_asked = Signal(str)
    trainings_asked = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """No segment yet; the view of coverage is in front."""
        super().__init__(parent)
        self.session = session
        self.view = COVERAGE
        self._study: Study = session.study
        self._report: GapReport | None = None
        self._before: GapReport | None = None
        self._segment = 0
        self._build()
        self._connect()

    def show_segment(
        self, study: Study, report: GapReport, segment: int, before: GapReport | None
    ) -> None:
        """Show the segment at a place of a report of ``study``, beside one before any move."""
        self._study, self._report, self._segment = study, report, segment
        self._before = before
        self.sentence.setText(self.session.texts.say(report.segments[segment].sentence))
        self._draw()

    def show_view(self, view: str) -> None:
        """Bring a view to the front: coverage, rules or flow."""
        self.view = view
        self._draw()

    def figures(self) -> tuple[Figure, ...]:
        """The figures of the view in front, as wide as paper takes them."""
        if self._report is None:
            return ()
        makers = (maker for name, maker in self._makers().values() if name == self.view)
        return tuple(maker(self._study, self._report, self._segment) for maker in makers)

    def _build(self) -> None:
        texts, look = self.session.texts, self.session.look
        self.sentence = prose("", "", self)
        self.sentence.setMaximumWidth(16_777_215)
        self.bars, self.break_even = (
            FittedFigure(texts, look, self),
            FittedFigure(texts, look, self),
        )
        self.rules, self.flow = FittedFigure(texts, look, self), FittedFigure(texts, look, self)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, GAP, GAP)
        inner.setSpacing(2 * GAP)
        for part in (self.sentence, self.bars, self.break_even, self.rules, self.flow):
            inner.addWidget(part)
        inner.addStretch(1)

    def _connect(self) -> None:
        for view in (self.bars, self.break_even, self.rules, self.flow):
            view.describe_hits(self._describe)
            view.hit.connect(self._on_hit)
            view.place_activated.connect(self._on_place)

    def _draw(self) -> None:
        """Make the figures in front; the others are made when they come there."""
        for view, (name, maker) in self._makers().items():
            view.setVisible(name == self.view)
            if name == self.view and self._report is not None:
                view.fit(partial(self._made, maker))
                for place in range(_WHERE if name != FLOW else 0):
                    view.table.setColumnHidden(place, True)

    def _makers(self) -> dict[FittedFigure, tuple[str, Callable[..., Figure]]]:
        """Where each figure stands: its view, and what makes it."""
        return {
            self.bars: (COVERAGE, partial(gap_bars, before=self._before)),
            self.break_even: (COVERAGE, break_even_bars),
            self.rules: (RULES, rule_bars),
            self.flow: (FLOW, flow_diagram),
        }

    def _made(self, figure: Callable[..., Figure], width: float) -> Figure:
        """A figure of the chosen segment."""
        return figure(self._study, self._report, self._segment, width=width)

    def _describe(self, hit: str) -> str:
        """What a mark of a figure leads to."""
        if self._report is None:
            return ""
        segment = self._report.segments[self._segment]
        names = {gap.family: gap.name for gap in segment.families}
        kind, _, key = hit.partition(":")
        if kind == "signature":
            count = len(self._trainings(hit))
            return self.session.say("gaps.signature", n=count) if count else ""
        return self.session.say("gaps.row", family=names[key]) if key in names else ""

    def _trainings(self, hit: str) -> tuple[str, ...]:
        if self._report is None:
            return ()
        found = hit_trainings(self._study, self._report, self._segment, hit)
        return tuple(key for key in found if self.session.study.trainings.find(key))

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        kind, _, key = hit.partition(":")
        if kind == "family":
            self.family_asked.emit(key)
        elif kind == "signature" and self._trainings(hit):
            self.trainings_asked.emit(self._trainings(hit), self.session.say("gaps.view.flow"))

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        """A family chosen in a twin."""
        if place is not None and place.collection == "families":
            self.family_asked.emit(place.key)
