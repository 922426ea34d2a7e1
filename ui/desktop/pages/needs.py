"""What the region will need: sectors, need lines, how they are spread, scenarios, assumptions."""

from __future__ import annotations

from PySide6.QtCore import Slot

from ui.desktop.pages.needs_allocation import AllocationTab
from ui.desktop.pages.needs_lines import LinesTab
from ui.desktop.pages.needs_scenarios import ScenariosTab
from ui.desktop.pages.needs_sectors import SectorsTab
from ui.desktop.pages.tabbed_page import TabbedPage


class NeedsPage(TabbedPage):
    """Four tabs, and one panel for what is chosen in the tab in front."""

    key = "needs"
    icon = "needs"
    room = "need_lines"
    tab_kinds = (SectorsTab, LinesTab, AllocationTab, ScenariosTab)
    shows = frozenset().union(*(tab.shows for tab in tab_kinds))

    def _connect(self) -> None:
        super()._connect()
        sectors = self.kinds["sectors"]
        if isinstance(sectors, SectorsTab):
            sectors.draft_asked.connect(self._on_draft_asked)

    @Slot(str)
    def _on_draft_asked(self, sector: str) -> None:
        lines = self.kinds["lines"]
        if isinstance(lines, LinesTab) and not self.pen.lock:
            self.tabs.setCurrentWidget(lines)
            lines.draft_for(sector)
