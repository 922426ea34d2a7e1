"""The ladder from bac to the doctorate: which training follows which, and what lacks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from planner.compute.ladder import Ladder, Scope, ladder, size_of
from planner.compute.ladder_ways import Way, way_in, why_no_way
from planner.fields import field_of
from planner.figures.ladder import ladder_figure
from planner.messages import message
from planner.tables.bridges import bridges_table
from planner.tables.ladder import way_table
from ui.actions.fieldwords import options
from ui.desktop.latch import latched
from ui.desktop.page import Page
from ui.desktop.pages.ladder_bridges import BridgesTab
from ui.desktop.pages.ladder_gaps import LackingTab
from ui.desktop.pages.ladder_lines import about
from ui.desktop.pages.ladder_scope import ScopeBar
from ui.desktop.pages.ladder_training import TrainingTab
from ui.desktop.pages.ladder_way import WayTab
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.scrolled import scrolled
from ui.desktop.widgets.stacked import fill_page

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table
    from ui.actions.fieldwords import Option

_CONCERNED = (
    "trainings", "families", "institutions", "cities", "domains", "domain_hours", "bridges",
)  # fmt: skip
#: Beyond so many trainings their pairs are too many to look for at once: a scope is asked for.
MOST = 600
#: Points of width that the figure takes on paper.
PAPER = 487.0


class LadderPage(Page):
    """The ladder of a scope; a dot leads to a training, the tabs tell ways, bridges and holes."""

    key = "ladder"
    icon = "ladder"
    shows = frozenset({"bridges"})

    def _build(self) -> None:
        self._found: Ladder | None = None
        self._focus = ""
        self._ends: tuple[str, str] | None = None
        self._way: Way | None = None
        self.scope = ScopeBar(self.session, self)
        self.figure = FittedFigure(self.session.texts, self.session.look, self)
        self.figure.describe_hits(self._describe)
        self.training = TrainingTab(self.session, self)
        self.way = WayTab(self.session, self)
        self.bridges = BridgesTab(self.session, self)
        self.lacking = LackingTab(self.session, self)
        self.tabs = QTabWidget(self)
        as_role(self.tabs, "narrow")
        self.tabs.setAccessibleName(self.session.say("ladder.panel"))
        for name, tab in (
            ("training", self.training),
            ("way", self.way),
            ("bridges", self.bridges),
            ("lacking", self.lacking),
        ):
            self.tabs.addTab(tab, self.session.say(f"ladder.tab.{name}"))
        self.panel = DetailPanel(self.session, "ladder", self)
        self.panel.show_content(self.session.say("ladder.panel"), self.tabs)
        self.empties = {
            name: self._empty(name) for name in ("trainings", "domain", "scope", "large")
        }
        self._lay_out()
        self.declare_action = self.offer("ladder.declare", "add", self._on_declare, "Ctrl+N")
        self.find_action = self.offer("ladder.find_way", "search", self._on_find, "Ctrl+F")

    def _empty(self, name: str) -> EmptyState:
        say = self.session.say
        code = f"ladder.empty.{name}"
        verb = say(f"{code}.verb")
        return EmptyState(self.session.look, "ladder", say(code), say(f"{code}.help"), verb, self)

    def _lay_out(self) -> None:
        self.room = scrolled(self.figure, self, goes_aside=True)
        left = QVBoxLayout()
        left.setContentsMargins(2 * GAP, GAP, GAP, GAP)
        left.setSpacing(GAP)
        left.addWidget(self.scope)
        left.addWidget(self.room, 1)
        for empty in self.empties.values():
            left.addWidget(empty, 1)
        fill_page(self, left, self.panel)

    def _connect(self) -> None:
        self.scope.changed.connect(self._show)
        self.figure.hit.connect(self._on_hit)
        self.figure.place_activated.connect(self._on_place)
        self.training.chosen.connect(self._on_training)
        self.training.bridge_asked.connect(self._on_bridge_from)
        self.training.way_asked.connect(self._on_way_from)
        self.way.asked.connect(self._on_way)
        self.way.left.connect(self._on_way_left)
        self.lacking.family_asked.connect(self._on_family)
        self.lacking.seen.connect(self._on_seen)
        self.empties["trainings"].asked.connect(self._on_trainings_page)
        self.empties["domain"].asked.connect(self._on_trainings_page)
        for name in ("scope", "large"):
            self.empties[name].asked.connect(self._on_whole)

    def refresh(self, touched: Touched) -> None:
        """Climb anew where trainings, what they target or bridges were touched."""
        if touched.has(*_CONCERNED):
            self.scope.offer()
            for control in (self.declare_action, self.training.bridge):
                latched(control, self.bridges.pen.lock)
            self._show()

    def show_place(self, place: Place) -> None:
        """Show a declared bridge among all."""
        self.scope.choose(Scope())
        self.tabs.setCurrentWidget(self.bridges)
        self.bridges.select(place.key)

    def printed(self) -> tuple[Figure | Table, ...]:
        """The ladder as it is shown, the way that is shown over it, and the declared bridges."""
        found, study = self._found, self.session.study
        if found is None:
            return ()
        parts: list[Figure | Table] = [self._made(found, PAPER)]
        if self._way is not None:
            parts.append(way_table(study, self._way))
        if found.bridges:
            parts.append(bridges_table(study, {step.bridge for step in found.bridges}))
        return tuple(parts)

    @Slot()
    def _show(self) -> None:
        """Climb the chosen scope, or tell what will stand here."""
        scope, study = self.scope.scope, self.session.study
        lacking = self._lacking(scope)
        self.room.setVisible(not lacking)
        self.panel.setVisible(not lacking)
        for name, empty in self.empties.items():
            empty.setVisible(name == lacking)
        self.summarise("")
        self._found = None
        if lacking:
            return
        self._found = ladder(
            study, family=scope.family, institution=scope.institution, domain=scope.domain
        )
        if self._focus not in (*self._found.placed, *self._found.unplaced):
            self._focus = ""
        self._show_tabs(self._found)
        steps, bridges = len(self._found.steps), len(self._found.bridges)
        placed = len(self._found.placed)
        self.summarise(self.session.say("ladder.summary", n=placed, steps=steps, bridges=bridges))
        self._draw()

    def _lacking(self, scope: Scope) -> str:
        """Which empty state stands in the place of the ladder; empty for none."""
        study = self.session.study
        size = size_of(study, scope)
        if size > MOST:
            return "large"
        if size:
            return ""
        if scope.domain is not None and not study.domain_hours:
            return "domain"
        return "trainings" if scope.is_whole else "scope"

    def _show_tabs(self, found: Ladder) -> None:
        choices = self._choices(found)
        self.way.offer(choices)
        self.bridges.show_bridges(found, choices)
        self.lacking.show_ladder(found)
        self.training.show_training(found, self._focus)
        self._seek()

    def _choices(self, found: Ladder) -> list[Option]:
        """The trainings that may be joined: those not archived, of the scope where many are."""
        study, texts = self.session.study, self.session.texts
        every = options(study, texts, field_of("bridges", "start"))
        if len(every) > MOST:
            held = {*found.placed, *found.unplaced}
            return [one for one in every if one.typed in held]
        return [one for one in every if not study.trainings.get(one.typed).is_archived]

    def _seek(self) -> None:
        """The way between the trainings that were asked for, if they still are there."""
        self._way = None
        found, study = self._found, self.session.study
        if self._ends is None or found is None:
            return
        if any(study.trainings.find(key) is None for key in self._ends):
            self._ends = None
            self.way.show_nothing()
            return
        self._way = way_in(found, *self._ends)
        if self._way is not None:
            self.way.show_way(self._way)
            return
        start, goal = (study.trainings.get(key).title for key in self._ends)
        none = message("ladder.way.none", start=start, goal=goal)
        self.way.show_none(none, why_no_way(study, found, *self._ends))

    def _draw(self) -> None:
        if self._found is not None:
            self.figure.fit(partial(self._made, self._found))

    def _made(self, found: Ladder, width: float) -> Figure:
        """The ladder for a room."""
        return ladder_figure(
            self.session.study,
            found,
            width=width,
            grouping=self.scope.grouping,
            focus=self._focus if self._way is None else "",
            way=self._way,
        )

    def _describe(self, hit: str) -> str:
        """What a dot, a name or an arrow stands for."""
        kind, _, key = hit.partition(":")
        study, say = self.session.study, self.session.say
        row = study.trainings.find(key) if kind == "training" else None
        if row is not None:
            return say("ladder.dot", title=row.title, about=about(self.session, key))
        bridge = study.bridges.find(key) if kind == "bridge" else None
        if bridge is None:
            return say("ladder.group") if self.scope.grouping is None else ""
        ends = (study.trainings.get(end).title for end in (bridge.start, bridge.goal))
        return say("ladder.from_to", **dict(zip(("start", "goal"), ends, strict=True)))

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        """Tell a training or a bridge; look at one family, or at what a row holds."""
        kind, _, key = hit.partition(":")
        if kind == "training":
            self._on_training(key)
        elif kind == "bridge":
            self.tabs.setCurrentWidget(self.bridges)
            self.bridges.select(key)
        elif self.scope.grouping is None:
            self._on_family(key)

    @Slot(str)
    def _on_training(self, key: str) -> None:
        """Tell a training and ring it in the figure."""
        self._on_seen(key)
        self.tabs.setCurrentWidget(self.training)

    @Slot(str)
    def _on_seen(self, key: str) -> None:
        self._focus = key
        if self._found is not None:
            self.training.show_training(self._found, key)
            self._draw()

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        """A line of the twin leads to its family, or to the row of its institution or city."""
        if place is not None and place.collection == "families":
            self._on_family(place.key)
        elif place is not None:
            self.session.place_asked.emit(place)

    @Slot(str)
    def _on_family(self, key: str) -> None:
        if self.session.study.families.find(key) is not None:
            self.scope.choose(Scope(family=key))

    @Slot(str, str)
    def _on_way(self, start: str, goal: str) -> None:
        self._ends = start, goal
        self._seek()
        self._draw()

    @Slot()
    def _on_way_left(self) -> None:
        self._ends = self._way = None
        self._draw()

    @Slot(str)
    def _on_bridge_from(self, key: str) -> None:
        self.tabs.setCurrentWidget(self.bridges)
        self.bridges.begin(key)

    @Slot(str)
    def _on_way_from(self, key: str) -> None:
        self.tabs.setCurrentWidget(self.way)
        self.way.begin(key)

    @Slot()
    def _on_declare(self) -> None:
        self._on_bridge_from("")

    @Slot()
    def _on_find(self) -> None:
        self.tabs.setCurrentWidget(self.way)
        self.way.start.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_trainings_page(self) -> None:
        self.session.page_asked.emit("trainings")

    @Slot()
    def _on_whole(self) -> None:
        """Look at everything; where that is too much, choose a family."""
        self.scope.choose(Scope())
        self.scope.boxes["family"].setFocus(Qt.FocusReason.OtherFocusReason)
