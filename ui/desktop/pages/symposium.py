"""The two-year cycle: editions, what changed between them, commitments, the symposium's report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from ui.desktop.pages.symposium_commitments import CommitmentsTab
from ui.desktop.pages.symposium_comparison import ComparisonTab
from ui.desktop.pages.symposium_editions import EditionsTab
from ui.desktop.pages.symposium_report import ReportTab
from ui.desktop.pages.tabbed_page import TabbedPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction


class SymposiumPage(TabbedPage):
    """Four tabs, from freezing an edition to the report."""

    key = "symposium"
    icon = "symposium"
    room = "editions"
    tab_kinds = (EditionsTab, ComparisonTab, CommitmentsTab, ReportTab)
    shows = frozenset().union(*(tab.shows for tab in tab_kinds))

    def _connect(self) -> None:
        super()._connect()
        editions = self.kinds["editions"]
        if isinstance(editions, EditionsTab):
            editions.compare_asked.connect(self._on_compare_asked)

    def _possible(self) -> Iterable[tuple[QAction, bool]]:
        """An edition and a report are kept as they are: commitments alone are duplicated."""
        tab = self.tab
        has_row = bool(tab.chosen_key())
        return (
            (self.add_action, bool(tab.adds)),
            (self.copy_action, tab.code == "commitments" and has_row),
            (self.remove_action, has_row),
        )

    @Slot()
    def _on_told(self) -> None:
        """The report takes the room of the panel: it has no detail of its own."""
        super()._on_told()
        self.panel.setVisible(self.tab.code != "report")

    @Slot(str)
    def _on_compare_asked(self, key: str) -> None:
        comparison = self.kinds["comparison"]
        if isinstance(comparison, ComparisonTab):
            self.tabs.setCurrentWidget(comparison)
            comparison.compare(key)
