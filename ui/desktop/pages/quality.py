"""What deserves a look in the data: findings, competences, published figures, identities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout

from planner.compute.projections import recover
from planner.tables.claims import claims_table
from planner.tables.competences import competences_table
from planner.tables.projections import identities_table
from planner.tables.quality import accepted_table, findings_table
from ui.desktop.page import Page
from ui.desktop.pages.quality_claims import ClaimsTab
from ui.desktop.pages.quality_competences import CompetencesTab
from ui.desktop.pages.quality_findings import FindingsTab
from ui.desktop.pages.quality_projections import ProjectionsTab
from ui.desktop.reckoned import Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

#: What the projection tables are made of.
_PROJECTED = ("projections", "sectors")
#: What the tree of competences is made of.
_ATTACHED = ("competences", "occupations", "sectors")


class QualityPage(Page):
    """Four tabs: what the checks say, where competences belong, what is printed, what must hold."""

    key = "quality"
    icon = "quality"
    shows = frozenset({"competences", "occupations", "claims"})

    def _build(self) -> None:
        self._is_attached_due = False
        self.checked = Findings.of(self.session)
        self.tabs = QTabWidget(self)
        stack = self.tabs.findChild(QStackedWidget) or self.tabs  # made in it, no tab moves
        self.findings = FindingsTab(self.session, stack)
        self.competences = CompetencesTab(self.session, stack)
        self.claims = ClaimsTab(self.session, stack)
        self.projections = ProjectionsTab(self.session, stack)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(self.session.say("page.quality"))
        for tab, code in (
            (self.findings, "quality.findings"),
            (self.competences, "quality.competences"),
            (self.claims, "quality.claims"),
            (self.projections, "quality.projections"),
        ):
            place = self.tabs.addTab(tab, self.session.say(f"{code}.tab"))
            self.tabs.setTabToolTip(place, self.session.say(f"{code}.help"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.tabs)

    def _connect(self) -> None:
        for tab in (self.findings, self.competences, self.claims, self.projections):
            tab.counted.connect(self._on_counted)
        self.tabs.currentChanged.connect(self._on_tab)
        self.checked.told.connect(self._on_checked)
        self.checked.asked.connect(self.findings.show_loading)
        self.findings.remedies.competences_asked.connect(self.show_place)

    def refresh(self, touched: Touched) -> None:
        """Show what was touched; the checks are made in the lane and told when they are done."""
        self._on_checked()
        if self.checked.is_stale:
            self.findings.show_loading()
        self._is_attached_due |= touched.has(*_ATTACHED)
        self._attach()
        if touched.has(*_PROJECTED):
            self.projections.show_projections(self.session.study, recover(self.session.study))
        self._on_counted()

    @Slot(object)
    def show_place(self, place: Place) -> None:
        """Bring a claim, or competences of a row, an occupation or a sector to the front."""
        tab = self.claims if place.collection == "claims" else self.competences
        self.tabs.setCurrentWidget(tab)
        tab.show_place(place)

    def printed(self) -> Sequence[Figure | Table]:
        """The tables of the tab in front, whole: filters of the screen do not cut the print."""
        study, checked = self.session.study, self.checked.checked
        tab = self.tabs.currentWidget()
        if tab is self.competences:
            return (competences_table(study),)
        if tab is self.projections:
            return (identities_table(study, recover(study)),)
        if checked is None:
            return ()
        if tab is self.claims:
            return (claims_table(study, checked.claims),)
        told = checked.sifted
        settled = (accepted_table(study, told.accepted),) if told.accepted else ()
        return (findings_table(study, told.open), *settled)

    def _attach(self) -> None:
        """Show the competences where they are in front: hundreds of lines take their time."""
        if self._is_attached_due and self.tabs.currentWidget() is self.competences:
            self._is_attached_due = False
            self.competences.show_study()

    @Slot()
    def _on_tab(self) -> None:
        self._attach()
        self._on_counted()

    @Slot()
    def _on_checked(self) -> None:
        """Show the findings and claims of the last checks, where the page is seen."""
        checked = self.checked.checked
        if checked is None or not self.isVisible():
            return
        self.findings.show_findings(checked.sifted)
        self.claims.show_claims(self.session.study, checked.claims)

    @Slot()
    def _on_counted(self) -> None:
        """Tell what the tab in front shows."""
        tab = self.tabs.currentWidget()
        if isinstance(tab, FindingsTab | CompetencesTab | ClaimsTab | ProjectionsTab):
            self.summarise(tab.summary)
