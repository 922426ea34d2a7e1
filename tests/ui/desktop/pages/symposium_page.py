"""A bare page that holds the tabs of comparison and commitments, as the page Symposium does."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ui.desktop.page import Page
from ui.desktop.pages.symposium_commitments import CommitmentsTab
from ui.desktop.pages.symposium_comparison import ComparisonTab
from ui.desktop.pen import Pen
from ui.desktop.widgets.detail import DetailPanel


class BarePage(Page):
    """Two tabs and one panel."""

    key = "roadmap"  # a page that has its words
    icon = "history"

    def _build(self) -> None:
        self.pen = Pen(self.session)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.comparison = ComparisonTab(self.pen, self.tabs)
        self.commitments = CommitmentsTab(self.pen, self.tabs)
        details = QWidget()
        room = QVBoxLayout(details)
        room.setContentsMargins(0, 0, 0, 0)
        for tab in (self.comparison, self.commitments):
            tab.make()
            self.tabs.addTab(tab, self.session.say(f"symposium.{tab.code}.tab"))
            room.addWidget(tab.detail)
        self.panel = DetailPanel(self.session, "roadmap", self)
        self.panel.show_content("", details)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tabs, 1)
        line.addWidget(self.panel)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_told)
        for tab in (self.comparison, self.commitments):
            tab.told.connect(self._on_told)

    def refresh(self, touched) -> None:
        for tab in (self.comparison, self.commitments):
            tab.refresh(touched)
        self._on_told()

    def _on_told(self) -> None:
        front = self.tabs.currentWidget()
        for tab in (self.comparison, self.commitments):
            tab.detail.setVisible(tab is front)
        self.panel.title.setText(front.title)
        self.summarise(front.summary)
