"""Need against places, family by family: coverage as intervals, tiers, break-even, openings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.compute.gaps import gaps, openings
from planner.errors import CartoplanError
from planner.figures.break_even_bars import break_even_bars
from planner.figures.gap_bars import gap_bars
from ui.desktop.page import Page
from ui.desktop.pages.gap_detail import GapDetail
from ui.desktop.pages.gap_lines import segment_name
from ui.desktop.style import GAP
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.changes import Touched
    from planner.compute.gap_report import FamilyGap, GapReport, OpeningsReport, SegmentGap
    from planner.figures.figure import Figure
    from planner.findings import Place

_CONCERNED = (
    "trainings", "families", "institutions", "seats", "need_lines", "allocations",
    "allocation_shares", "scenarios", "assumptions",
)  # fmt: skip
_WHERE = 3  # columns of the twins that tell the segment, which the page tells already
_ARROW = 56  # px of padding and arrow of a box
_WIDEST = 420  # px of a box


class GapsPage(Page):
    """A scenario and one of its segments; a family leads to what it shares."""

    key = "gaps"
    icon = "gaps"
    shows = frozenset({"scenarios"})

    def _build(self) -> None:
        say = self.session.say
        self._report: GapReport | None = None
        self._openings: OpeningsReport | None = None
        self._family = ""
        self.scenario, self.segment = self._choice("scenario"), self._choice("segments")
        self.sentence = prose("", "", self)
        self.sentence.setMaximumWidth(16_777_215)
        self.bars = FittedFigure(self.session.texts, self.session.look, self)
        self.bars.describe_hits(self._describe)
        self.break_even = FittedFigure(self.session.texts, self.session.look, self)
        self.break_even.describe_hits(self._describe)
        self.detail = GapDetail(self.session, self)
        self.panel = DetailPanel(self.session, "gaps", self)
        self.empty = EmptyState(
            self.session.look, "gaps", say("gaps.empty"), say("gaps.empty.help"), parent=self
        )
        self.refusal = prose("", "lost", self)
        self._lay_out()

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.session.say(f"gaps.{name}"))
        box.setToolTip(self.session.say(f"gaps.{name}.help"))
        return box

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for name, box in (("scenario", self.scenario), ("segments", self.segment)):
            named = label(self.session.say(f"gaps.{name}"), "muted", self)
            named.setBuddy(box)
            bar.addWidget(named)
            bar.addWidget(box)
        bar.addStretch(1)
        contents = QWidget(self)
        contents.setObjectName("contents")
        inner = QVBoxLayout(contents)
        inner.setContentsMargins(0, 0, GAP, GAP)
        inner.setSpacing(2 * GAP)
        for part in (self.sentence, self.bars, self.break_even):
            inner.addWidget(part)
        inner.addStretch(1)
        self.room = QScrollArea(self)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(contents)
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP, GAP, GAP)
        left.setSpacing(2 * GAP)
        left.addLayout(bar)
        left.addWidget(self.refusal)
        left.addWidget(self.room, 1)
        left.addWidget(self.empty, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.panel)

    def _connect(self) -> None:
        self.scenario.currentIndexChanged.connect(self._on_scenario)
        self.segment.currentIndexChanged.connect(self._on_segment)
        self.bars.hit.connect(self._on_hit)
        self.break_even.hit.connect(self._on_hit)
        self.bars.place_activated.connect(self._on_place)
        self.break_even.place_activated.connect(self._on_place)
        self.detail.trainings_asked.connect(self._on_trainings)

    def refresh(self, touched: Touched) -> None:
        """Compute anew where needs, places or assumptions were touched."""
        if not touched.has(*_CONCERNED):
            return
        chosen = self.scenario.currentData()
        with QSignalBlocker(self.scenario):
            self.scenario.clear()
            for row in self.session.study.scenarios:
                self.scenario.addItem(row.name, row.key)
            self.scenario.setCurrentIndex(max(self.scenario.findData(chosen), 0))
        _widen(self.scenario)
        self._on_scenario()

    def show_place(self, place: Place) -> None:
        """Show a scenario; the place's field may name ``<segment>/<family>``."""
        segment, _, self._family = place.field.partition("/")
        self.scenario.setCurrentIndex(max(self.scenario.findData(place.key), 0))
        found = self.segment.findData(segment)
        if found >= 0:
            self.segment.setCurrentIndex(found)
        self._show_family()

    @Slot()
    def _on_scenario(self) -> None:
        """Compute the chosen scenario; a refusal is told in the place of the figures."""
        scenario, study = self.scenario.currentData(), self.session.study
        refusal = ""
        self._report = self._openings = None
        if scenario is not None:
            try:
                self._report, self._openings = gaps(study, scenario), openings(study, scenario)
            except CartoplanError as error:
                refusal = self.session.texts.say(error.message)
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        self._fill_segments()
        self._on_segment()

    def _fill_segments(self) -> None:
        chosen = self.segment.currentData()
        with QSignalBlocker(self.segment):
            self.segment.clear()
            segments = self._report.segments if self._report is not None else ()
            is_mixed = len({segment.kind for segment in segments}) > 1
            for segment in segments:
                name = self.session.texts.say(segment_name(segment, with_kind=is_mixed))
                self.segment.addItem(name, segment.key)
            self.segment.setCurrentIndex(max(self.segment.findData(chosen), 0))
        _widen(self.segment)

    @Slot()
    def _on_segment(self) -> None:
        """Show the chosen segment, or what will stand here."""
        report, place = self._report, self.segment.currentIndex()
        shown = report is not None and 0 <= place < len(report.segments)
        self.room.setVisible(shown)
        self.panel.setVisible(shown)
        self.empty.setVisible(not shown and self.refusal.isHidden())
        self.summarise("")
        if report is None or not shown:
            return
        segment = report.segments[place]
        self.sentence.setText(self.session.texts.say(segment.sentence))
        self.bars.fit(partial(self._made, gap_bars))
        self.break_even.fit(partial(self._made, break_even_bars))
        for view in (self.bars, self.break_even):
            for place in range(_WHERE):
                view.table.setColumnHidden(place, True)
        self.summarise(self.session.say("gaps.summary", n=len(segment.trainings)))
        self._show_family()

    def _made(self, figure: Callable[..., Figure], width: float) -> Figure:
        """A figure of the chosen segment."""
        return figure(self.session.study, self._report, self.segment.currentIndex(), width=width)

    def _show_family(self) -> None:
        """Tell the chosen family, or the first of the worst tier."""
        segment, gap = self._current()
        if segment is None or gap is None or self._report is None or self._openings is None:
            return
        self._family = gap.family
        opening = self._openings.segments[self.segment.currentIndex()].sentence
        self.detail.show_gap(self._report, segment, gap, opening)
        row = self.session.study.families.find(gap.family)
        self.panel.show_content(gap.name if row is None else row.name, self.detail)

    def _current(self) -> tuple[SegmentGap | None, FamilyGap | None]:
        place = self.segment.currentIndex()
        if self._report is None or not 0 <= place < len(self._report.segments):
            return None, None
        segment = self._report.segments[place]
        families = {gap.family: gap for gap in segment.families}
        worst = (key for tier in segment.tiers_low for key in tier.families)
        return segment, families.get(self._family) or families.get(next(worst, ""))

    def _describe(self, hit: str) -> str:
        """What a row of a figure leads to."""
        segment, _ = self._current()
        families = {gap.family: gap for gap in segment.families} if segment is not None else {}
        gap = families.get(hit.removeprefix("family:"))
        return "" if gap is None else self.session.say("gaps.row", family=gap.name)

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        self._family = hit.removeprefix("family:")
        self._show_family()

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        """A family chosen in a twin."""
        if place is not None and place.collection == "families":
            self._on_hit(f"family:{place.key}")

    @Slot(object, str)
    def _on_trainings(self, trainings: tuple[str, ...], why: str) -> None:
        self.session.selection_asked.emit(trainings, why)


def _widen(box: QComboBox) -> None:
    """Let the longest choice of a box stand whole, up to what a page can give."""
    metrics = box.fontMetrics()
    longest = max(
        (metrics.horizontalAdvance(box.itemText(n)) for n in range(box.count())), default=0
    )
    box.setMinimumWidth(min(longest + _ARROW, _WIDEST))
