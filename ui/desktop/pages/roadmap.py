"""What the region will do and when: tasks, planning backwards, plans kept, chances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from ui.desktop.pages.roadmap_back import BackTab
from ui.desktop.pages.roadmap_odds import OddsTab
from ui.desktop.pages.roadmap_plans import PlansTab
from ui.desktop.pages.roadmap_tasks import TasksTab
from ui.desktop.pages.tabbed_page import TabbedPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction


class RoadmapPage(TabbedPage):
    """Four tabs, and one panel for what is chosen in the tab in front."""

    key = "roadmap"
    icon = "roadmap"
    room = "tasks"
    tab_kinds = (TasksTab, BackTab, PlansTab, OddsTab)
    shows = frozenset().union(*(tab.shows for tab in tab_kinds))

    def _build_actions(self) -> None:
        super()._build_actions()
        self.keep_action = self.offer("verb.roadmap.keep", "archive", self._on_keep)
        self.replan_action = self.offer("verb.roadmap.replan", "restore", self._on_replan)

    def _possible(self) -> Iterable[tuple[QAction, bool]]:
        is_planned = bool(len(self.session.study.tasks))
        plans = ((self.keep_action, is_planned), (self.replan_action, is_planned))
        return (*super()._possible(), *plans)

    @Slot()
    def _on_keep(self) -> None:
        self.session.run_verb("roadmap.keep")

    @Slot()
    def _on_replan(self) -> None:
        self.session.run_verb("roadmap.replan")
