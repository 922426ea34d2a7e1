"""Need against places, family by family: coverage as intervals, tiers, break-even, moves tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from planner.compute.gap_memory import GapMemory
from planner.compute.gaps import gaps, openings
from planner.compute.scenarios import bare
from planner.errors import CartoplanError
from planner.tables.lifts import lifts_table
from ui.desktop.page import Page
from ui.desktop.pages.gap_compare import GapCompare
from ui.desktop.pages.gap_lines import Shown, segment_name
from ui.desktop.pages.gap_side import GapSide
from ui.desktop.pages.gap_views import COVERAGE, FLOW, RULES, GapViews
from ui.desktop.style import GAP, grown
from ui.desktop.tray import CONCERNED, Tray
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.stacked import fill_page

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.compute.gap_report import FamilyGap, GapReport, OpeningsReport, SegmentGap
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.study import Study
    from planner.tables.table import Table

COMPARE = "compare"
VIEWS = (COVERAGE, RULES, FLOW, COMPARE)
_ARROW = 56  # px of padding and arrow of a box
_WIDEST = 420  # px of a box
_CHOSEN = "gaps/scenario"  # what the session remembers while language and theme change


@dataclass(frozen=True, slots=True)
class Base:
    """What is so before any move of a scenario is made."""

    study: Study
    report: GapReport
    openings: OpeningsReport


class GapsPage(Page):
    """A scenario and one of its segments; a family leads to what it shares, moves are tried."""

    key = "gaps"
    icon = "gaps"
    shows = frozenset({"scenarios", "scenario_moves"})

    def _build(self) -> None:
        say = self.session.say
        self.tray = Tray.of(self.session)
        self._base: Base | None = None
        self._report: GapReport | None = None
        self._openings: OpeningsReport | None = None
        self._seen: Study = self.session.study
        self._family = ""
        self.scenario, self.segment = self._choice("scenario"), self._choice("segments")
        self.view = QTabBar(self)
        self.view.setDrawBase(False)
        self.view.setExpanding(False)
        self.view.setAccessibleName(say("gaps.views"))
        for place, name in enumerate(VIEWS):
            self.view.addTab(say(f"gaps.view.{name}"))
            self.view.setTabToolTip(place, say(f"gaps.view.{name}.help"))
        self.views = GapViews(self.session, self)
        self.compare = GapCompare(self.session, self)
        self.panel = DetailPanel(self.session, "gaps", self)
        self.side = GapSide(self.session, self.panel.room)
        self.empty = EmptyState(
            self.session.look, "gaps", say("gaps.empty"), say("gaps.empty.help"), parent=self
        )
        self.refusal = prose("", "lost", self)
        self.offer("gaps.try", "add", self.on_try, "Ctrl+M")
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
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.views)
        inner.addWidget(self.compare)
        self.room = QScrollArea(self)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(contents)
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP, GAP, GAP)
        left.setSpacing(GAP)
        left.addLayout(bar)
        left.addWidget(self.view)
        left.addWidget(self.refusal)
        left.addWidget(self.room, 1)
        left.addWidget(self.empty, 1)
        fill_page(self, left, self.panel)
        self.panel.show_content("", self.side)

    def _connect(self) -> None:
        self.scenario.currentIndexChanged.connect(self._on_scenario)
        self.segment.currentIndexChanged.connect(self._on_segment)
        self.view.currentChanged.connect(self._on_view)
        self.views.family_asked.connect(self._on_family)
        self.views.trainings_asked.connect(self.session.selection_asked)
        self.compare.family_asked.connect(self._on_family)
        self.side.detail.trainings_asked.connect(self.session.selection_asked)
        self.side.titled.connect(self._on_titled)
        self.side.moves.keeping.kept.connect(self._on_kept)
        self.tray.changed.connect(self._on_tray)
        self.tray.computed.connect(self._on_computed)

    def refresh(self, touched: Touched) -> None:
        """Compute anew where needs, places, assumptions or kept moves were touched."""
        if not touched.has(*CONCERNED):
            return
        chosen = self.scenario.currentData() or self.session.memory.recall(_CHOSEN)
        with QSignalBlocker(self.scenario):
            self.scenario.clear()
            for row in self.session.study.scenarios:
                self.scenario.addItem(row.name, row.key)
            self.scenario.setCurrentIndex(max(self.scenario.findData(chosen), 0))
        _widen(self.scenario)
        self._on_scenario()

    def show_place(self, place: Place) -> None:
        """Show a scenario; the place's field may name ``<segment>/<family>``."""
        key = place.key
        if place.collection == "scenario_moves":
            row = self.session.study.scenario_moves.find(key)
            key = "" if row is None else row.scenario
        segment, _, self._family = place.field.partition("/")
        self.scenario.setCurrentIndex(max(self.scenario.findData(key), 0))
        found = self.segment.findData(segment)
        if found >= 0:
            self.segment.setCurrentIndex(found)
        self._show_family()

    def printed(self) -> tuple[Figure | Table, ...]:
        """The figures of the view in front, then what each move that is tried lifts."""
        if self._report is None or not self._report.segments:
            return ()
        if VIEWS[self.view.currentIndex()] == COMPARE:
            return self.compare.printed()
        answer = self.tray.answer(self.scenario.currentData())
        if answer is None or not answer.moves:
            return self.views.figures()
        return (*self.views.figures(), lifts_table(self.session.study, answer.made))

    @Slot()
    def on_try(self) -> None:
        """Open the form of a move, the panel unfolded."""
        if self._base is None:
            return
        if self.panel.is_folded:
            self.panel.fold.click()
        self.side.try_a_move()

    @Slot()
    def _on_scenario(self) -> None:
        """Compute the chosen scenario; a refusal is told in the place of the figures."""
        scenario, refusal = self.scenario.currentData(), ""
        self._base = self._report = self._openings = None
        if scenario is not None:
            self.session.memory.keep(_CHOSEN, scenario)
            study = bare(self.session.study, scenario)
            try:
                known = GapMemory()
                report = gaps(study, scenario, known)
                self._base = Base(study, report, openings(study, scenario, memory=known))
            except CartoplanError as error:
                refusal = self.session.texts.say(error.message)
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))
        if self._base is not None:
            self.tray.compute(scenario)
            self._take_answer()
        self._show_report()

    def _take_answer(self) -> None:
        """Show the gaps after the moves where they are known, before them otherwise."""
        answer = self.tray.answer(self.scenario.currentData())
        if answer is not None and answer.moves:
            self._seen, self._report = answer.seen, answer.made.after
            self._openings = answer.openings
        elif self._base is not None:
            self._seen, self._report = self._base.study, self._base.report
            self._openings = self._base.openings

    def _show_report(self) -> None:
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
        for part in (self.room, self.panel, self.view):
            part.setVisible(shown)
        self.empty.setVisible(not shown and self.refusal.isHidden())
        self.summarise("")
        self._show_moves()
        if report is None or not shown:
            return
        base = None if self._base is None else self._base.report
        before = base if report is not base else None
        self.views.show_segment(self._seen, report, place, before)
        self.summarise(self.session.say("gaps.summary", n=len(report.segments[place].trainings)))
        self._show_family()
        self._on_view()

    def _show_moves(self) -> None:
        scenario = self.scenario.currentData()
        if scenario is not None and self._base is not None:
            segment, _ = self._current()
            self.side.moves.show_scenario(scenario, segment)
            self.side.count_moves(len(self.tray.moves(scenario)))

    def _show_family(self) -> None:
        """Tell the chosen family, or the first of the worst tier."""
        segment, gap = self._current()
        if segment is None or gap is None or self._report is None or self._openings is None:
            return
        self._family = gap.family
        opening = self._openings.segments[self.segment.currentIndex()].sentence
        row = self.session.study.families.find(gap.family)
        title = gap.name if row is None else row.name
        self.side.show_gap(title, Shown(self._seen, self._report, segment, gap, opening))

    def _current(self) -> tuple[SegmentGap | None, FamilyGap | None]:
        place = self.segment.currentIndex()
        if self._report is None or not 0 <= place < len(self._report.segments):
            return None, None
        segment = self._report.segments[place]
        families = {gap.family: gap for gap in segment.families}
        worst = (key for tier in segment.tiers_low for key in tier.families)
        return segment, families.get(self._family) or families.get(next(worst, ""))

    @Slot()
    def _on_view(self) -> None:
        """Bring the chosen view to the front; scenarios are compared only where it is that one."""
        name = VIEWS[max(self.view.currentIndex(), 0)]
        self.views.setVisible(name != COMPARE)
        self.compare.setVisible(name == COMPARE)
        if name == COMPARE:
            self.compare.show_scenario(
                str(self.scenario.currentData()), str(self.segment.currentData())
            )
        else:
            self.views.show_view(name)

    @Slot(str)
    def _on_family(self, family: str) -> None:
        self._family = family
        self._show_family()
        self.side.show_family()

    @Slot(str)
    def _on_titled(self, title: str) -> None:
        self.panel.title.setText(title)
        self.panel.title.setToolTip(title)

    @Slot(str)
    def _on_kept(self, scenario: str) -> None:
        """Go to the scenario that keeps the moves now."""
        self.scenario.setCurrentIndex(max(self.scenario.findData(scenario), 0))

    @Slot(str)
    def _on_tray(self, scenario: str) -> None:
        """Other moves: what they change is asked for, the moves themselves are shown at once."""
        if scenario == self.scenario.currentData() and self._base is not None:
            self.tray.compute(scenario)
            if self.tray.is_busy:
                self._show_moves()
            else:
                self._on_computed(scenario)

    @Slot(str)
    def _on_computed(self, scenario: str) -> None:
        if scenario == self.scenario.currentData() and self._base is not None:
            self._take_answer()
            self._show_report()


def _widen(box: QComboBox) -> None:
    """Let the longest choice of a box stand whole, up to what a page can give."""
    metrics = box.fontMetrics()
    longest = max(
        (metrics.horizontalAdvance(box.itemText(n)) for n in range(box.count())), default=0
    )
    box.setMinimumWidth(min(longest + grown(_ARROW), _WIDEST))
