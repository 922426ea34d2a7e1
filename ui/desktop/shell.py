"""What fills the window: navigation, title area, message bar, pages and job bar.

It is made anew when language or theme change, so that every text and colour is of one piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.commands import Commands
from ui.desktop.style import grown
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.edition_bar import EditionBar
from ui.desktop.widgets.job_bar import JobBar
from ui.desktop.widgets.line_bar import LineBar
from ui.desktop.widgets.message_bar import MessageBar
from ui.desktop.widgets.navigation import Navigation
from ui.desktop.widgets.rescue_bar import RescueBar
from ui.desktop.widgets.search_panel import SearchPanel
from ui.desktop.widgets.title_bar import TitleBar
from ui.desktop.widgets.tour import Step, Tour
from ui.desktop.widgets.tour_offer import TourOffer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QMenu

    from planner.compute.search import Entry
    from planner.findings import Place
    from ui.desktop.page import Page
    from ui.desktop.session import Session

#: Px at 100 % under which the pages need the room of the navigation's names.
_CRAMPED = 1000


class Shell(QWidget):
    """The parts of the window around the pages, and the pages, each made when first shown.

    Signals:
        slimmed(bool): whether the navigation was folded to icons.
        page_shown(object): the page that came to the front.
        tour_known(): the tour was taken or declined.
    """

    slimmed = Signal(bool)
    page_shown = Signal(object)
    tour_known = Signal()

    def __init__(
        self,
        session: Session,
        pages: Sequence[type[Page]],
        menu: QMenu,
        parent: QWidget | None = None,
    ) -> None:
        """Lay out ``pages`` over ``session``; the first is shown."""
        super().__init__(parent)
        self.setObjectName("shell")
        self.session = session
        self._kinds = {page.key: page for page in pages}
        self.pages: dict[str, Page] = {}
        self._is_cramped = False
        self._rooms: dict[str, QScrollArea] = {}
        self.navigation = Navigation(
            pages,
            session.texts,
            session.look,
            is_slim=session.settings.navigation_is_slim,
            parent=self,
        )
        self.title_bar = TitleBar(session, menu, self)
        self.message_bar = MessageBar(session, self)
        self.offer = TourOffer(session.texts, self)
        self.edition_bar = EditionBar(session, self)
        self.rescue_bar = RescueBar(session, self)
        self.line_bar = LineBar(session, self)
        self.stack = QStackedWidget(self)
        self.commands = Commands(session, pages, menu, self.pages, self)
        self.search = SearchPanel(session, self.commands.kinds(), self)
        self.tour = Tour(session, self._steps(), self)
        self.job_bar = JobBar(session, self, counts_findings="quality" in self._kinds)
        self._lay_out()
        self._connect()
        self.show_page(pages[0].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation while the window is small for its text; as chosen otherwise."""
        super().resizeEvent(event)
        is_cramped = self.width() < grown(_CRAMPED)
        if is_cramped != self._is_cramped:
            self._is_cramped = is_cramped
            is_slim = is_cramped or self.session.settings.navigation_is_slim
            self.navigation.set_slim(is_slim=is_slim)

    @property
    def key(self) -> str:
        """The key of the page that is shown."""
        return next(key for key, room in self._rooms.items() if room is self.stack.currentWidget())

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show the page of that key; it is built at its first time."""
        if key not in self.pages:
            room = self._rooms[key] = _room(self.stack)
            self.pages[key] = self._kinds[key](self.session, room.viewport())
            room.setWidget(self.pages[key])
            self.stack.addWidget(room)
        self.navigation.show_key(key)
        self.title_bar.show_page(self.pages[key])
        self.stack.setCurrentWidget(self._rooms[key])
        self.page_shown.emit(self.pages[key])

    def _steps(self) -> tuple[Step, ...]:
        """The stops of the tour; those of a page that the window has not are left out."""
        bar, page = self.title_bar, "trainings"
        steps = (
            Step("pages", lambda: self.navigation),
            Step("table", lambda: self.pages[page].findChild(QTableView), page),
            Step("detail", lambda: self.pages[page].findChild(DetailPanel), page),
            Step("search", lambda: bar.search),
            Step("undo", lambda: bar.undo_button),
            Step("export", lambda: bar.more),
        )
        return tuple(step for step in steps if not step.goes_to or step.goes_to in self._kinds)

    def _lay_out(self) -> None:
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.rescue_bar)
        main.addWidget(self.edition_bar)
        main.addWidget(self.line_bar)
        main.addWidget(self.title_bar)
        main.addWidget(self.message_bar)
        main.addWidget(self.offer)
        main.addWidget(self.stack, 1)
        main.addWidget(self.job_bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addLayout(main, 1)

    def _connect(self) -> None:
        self.navigation.asked.connect(self.show_page)
        self.navigation.slimmed.connect(self.slimmed)
        self.title_bar.search_asked.connect(self._on_search)
        self.search.picked.connect(self._on_picked)
        self.offer.taken.connect(self._on_tour_taken)
        self.offer.declined.connect(self.offer.hide)
        self.offer.declined.connect(self.tour_known)
        self.tour.ended.connect(self.tour_known)
        self.session.page_asked.connect(self.show_page)
        self.session.selection_asked.connect(self._on_selection)
        self.session.place_asked.connect(self._on_place)

    @Slot()
    def _on_search(self) -> None:
        """Open the search for everything; asked for again, close it."""
        if self.search.isVisible():
            self.search.close_panel()
        else:
            self.search.open(self.commands.entries(self.key))

    @Slot()
    def _on_tour_taken(self) -> None:
        self.offer.hide()
        self.tour.take()

    @Slot(object)
    def _on_picked(self, entry: Entry) -> None:
        self.commands.run(entry, self.key)

    @Slot(object, str)
    def _on_selection(self, keys: Sequence[str], why: str) -> None:
        """Show trainings on their page, which may have to be built for it."""
        if "trainings" in self._kinds:
            self.show_page("trainings")
            self.pages["trainings"].show_selection(keys, why)

    @Slot(object)
    def _on_place(self, place: Place) -> None:
        """Show a row on the page that shows its collection, which may have to be built for it."""
        for key, kind in self._kinds.items():
            if place.collection in kind.shows:
                self.show_page(key)
                self.pages[key].show_place(place)
                return


def _room(parent: QWidget) -> QScrollArea:
    """A room for a page: it scrolls where the window is too small, so that nothing is cut.

    The page is made in it: Qt dresses anew all that is moved from one parent to another.
    """
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    return area
