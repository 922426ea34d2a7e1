"""What the region will do and when: tasks, planning backwards, plans kept, chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ui.desktop.page import Page
from ui.desktop.pages.roadmap_back import BackTab
from ui.desktop.pages.roadmap_odds import OddsTab
from ui.desktop.pages.roadmap_plans import PlansTab
from ui.desktop.pages.roadmap_tasks import TasksTab
from ui.desktop.pen import Pen
from ui.desktop.widgets.detail import DetailPanel

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table
    from ui.desktop.pages.needs_tab import NeedsTab

_TABS: tuple[type[NeedsTab], ...] = (TasksTab, BackTab, PlansTab, OddsTab)


class RoadmapPage(Page):
    """Four tabs, and one panel for what is chosen in the tab in front."""

    key = "roadmap"
    icon = "roadmap"
    shows = frozenset().union(*(tab.shows for tab in _TABS))

    def _build(self) -> None:
        say = self.session.say
        self.pen = Pen(self.session)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(say("page.roadmap"))
        self.details = QWidget()  # not a stack: what is hidden takes no room in the panel
        room = QVBoxLayout(self.details)
        room.setContentsMargins(0, 0, 0, 0)
        self.kinds: dict[str, NeedsTab] = {}
        for kind in _TABS:
            tab = kind(self.pen, self.tabs)
            self.kinds[tab.code] = tab
            place = self.tabs.addTab(tab, say(f"roadmap.{tab.code}.tab"))
            self.tabs.setTabToolTip(place, say(f"roadmap.{tab.code}.help"))
            room.addWidget(tab.detail)
        self.panel = DetailPanel(self.session, "roadmap", self)
        self.panel.show_content("", self.details)
        self._build_actions()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.tabs, 1)
        line.addWidget(self.panel)

    def _build_actions(self) -> None:
        self.add_action = self.offer("roadmap.add", "add", self._on_add, "Ctrl+N")
        self.copy_action = self.offer(
            "roadmap.duplicate", "duplicate", self._on_duplicate, "Ctrl+D"
        )
        self.remove_action = self.offer(
            "roadmap.remove", "close", self._on_remove, "Ctrl+Backspace"
        )
        self.keep_action = self.offer("verb.roadmap.keep", "archive", self._on_keep)
        self.replan_action = self.offer("verb.roadmap.replan", "restore", self._on_replan)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_told)
        for tab in self.kinds.values():
            tab.told.connect(self._on_told)
            tab.detail_asked.connect(self._on_detail_asked)

    def refresh(self, touched: Touched) -> None:
        """Let each tab decide whether it shows what was touched."""
        for tab in self.kinds.values():
            tab.refresh(touched)
        self._on_told()

    def show_place(self, place: Place) -> None:
        """Bring the row of ``place`` to the front, on the tab that shows its collection."""
        for tab in self.kinds.values():
            if place.collection in tab.shows:
                self.tabs.setCurrentWidget(tab)
                tab.show_place(place)
                return

    def printed(self) -> tuple[Figure | Table, ...]:
        """What the tab in front puts on paper."""
        return self.tab.printed()

    @property
    def tab(self) -> NeedsTab:
        """The tab in front."""
        return list(self.kinds.values())[self.tabs.currentIndex()]

    @Slot()
    def _on_told(self) -> None:
        """Tell what the tab in front shows, and what can be done there."""
        tab, say, lock = self.tab, self.session.say, self.pen.lock
        for other in self.kinds.values():
            other.detail.setVisible(other is tab)
        self.panel.title.setText(tab.title)
        self.panel.title.setToolTip(tab.title)
        self.summarise(tab.summary)
        has_row = bool(tab.chosen_key())
        is_planned = bool(len(self.session.study.tasks))
        for action, code, is_possible in (
            (self.add_action, "roadmap.add", bool(tab.adds)),
            (self.copy_action, "roadmap.duplicate", bool(tab.adds) and has_row),
            (self.remove_action, "roadmap.remove", has_row),
            (self.keep_action, "verb.roadmap.keep", is_planned),
            (self.replan_action, "verb.roadmap.replan", is_planned),
        ):
            action.setEnabled(is_possible and not lock)
            key = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            tip = say(f"{code}.help") if is_possible else say("roadmap.choose_first")
            action.setToolTip(lock or (f"{tip} ({key})" if key else tip))

    @Slot()
    def _on_detail_asked(self) -> None:
        if self.panel.is_folded:
            self.panel.fold.click()

    @Slot()
    def _on_add(self) -> None:
        self.tab.add()

    @Slot()
    def _on_duplicate(self) -> None:
        self.tab.duplicate()

    @Slot()
    def _on_remove(self) -> None:
        self.tab.remove()

    @Slot()
    def _on_keep(self) -> None:
        self.session.run_verb("roadmap.keep")

    @Slot()
    def _on_replan(self) -> None:
        self.session.run_verb("roadmap.replan")
