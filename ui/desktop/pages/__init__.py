"""The pages of the window, in the order of the navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.desktop.pages.certifications import CertificationsPage
from ui.desktop.pages.crosstabs import CrosstabsPage
from ui.desktop.pages.dashboard import DashboardPage
from ui.desktop.pages.exchange import ExchangePage
from ui.desktop.pages.gaps import GapsPage
from ui.desktop.pages.ladder import LadderPage
from ui.desktop.pages.map import MapPage
from ui.desktop.pages.needs import NeedsPage
from ui.desktop.pages.quality import QualityPage
from ui.desktop.pages.roadmap import RoadmapPage
from ui.desktop.pages.symposium import SymposiumPage
from ui.desktop.pages.trainings import TrainingsPage

if TYPE_CHECKING:
    from ui.desktop.page import Page

PAGES: tuple[type[Page], ...] = (
    DashboardPage,
    TrainingsPage,
    MapPage,
    CrosstabsPage,
    NeedsPage,
    GapsPage,
    LadderPage,
    CertificationsPage,
    RoadmapPage,
    ExchangePage,
    SymposiumPage,
    QualityPage,
)
