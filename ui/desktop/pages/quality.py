"""What deserves a look in the data: findings, published figures recomputed, broken identities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from planner.checks import run_checks
from planner.compute.claims import check_claims
from planner.compute.projections import recover
from ui.desktop.page import Page
from ui.desktop.pages.quality_claims import ClaimsTab
from ui.desktop.pages.quality_findings import FindingsTab
from ui.desktop.pages.quality_projections import ProjectionsTab

if TYPE_CHECKING:
    from planner.changes import Touched

#: What the projection tables are made of.
_PROJECTED = ("projections", "sectors")


class QualityPage(Page):
    """Three tabs: what the checks say, what the study prints, what its tables obey."""

    key = "quality"
    icon = "quality"

    def _build(self) -> None:
        self.findings = FindingsTab(self.session, self)
        self.claims = ClaimsTab(self.session, self)
        self.projections = ProjectionsTab(self.session, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.session.say("page.quality"))
        for tab, code in (
            (self.findings, "quality.findings"),
            (self.claims, "quality.claims"),
            (self.projections, "quality.projections"),
        ):
            place = self.tabs.addTab(tab, self.session.say(f"{code}.tab"))
            self.tabs.setTabToolTip(place, self.session.say(f"{code}.help"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs)

    def _connect(self) -> None:
        self.findings.counted.connect(self._on_counted)
        self.claims.counted.connect(self._on_counted)
        self.projections.counted.connect(self._on_counted)
        self.tabs.currentChanged.connect(self._on_counted)

    def refresh(self, touched: Touched) -> None:
        """Run the checks anew after any change, for any row may break one."""
        study = self.session.study
        self.findings.show_findings(study, run_checks(study))
        self.claims.show_claims(study, check_claims(study))
        if touched.has(*_PROJECTED):
            self.projections.show_projections(study, recover(study))
        self._on_counted()

    @Slot()
    def _on_counted(self) -> None:
        """Tell what the tab in front shows."""
        tab = self.tabs.currentWidget()
        if isinstance(tab, FindingsTab | ClaimsTab | ProjectionsTab):
            self.summarise(tab.summary)
