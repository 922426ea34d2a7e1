"""A page of tabs, and one panel for what is chosen in the tab in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from planner.changes import EVERYTHING
from ui.desktop.late import Late, made_late
from ui.desktop.page import Page
from ui.desktop.pen import Pen
from ui.desktop.widgets.detail import DetailPanel
from ui.desktop.widgets.stacked import fill_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction

    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table
    from ui.desktop.pages.page_tab import PageTab


class _Tabs(QTabWidget):
    """Tabs that take the height there is: what is long scrolls within its tab, not the page."""

    def hasHeightForWidth(self) -> bool:
        """False: the wish of the tallest tab would make every tab taller than the window."""
        return False


class TabbedPage(Page):
    """Tabs of :attr:`tab_kinds`, whose rows are added, duplicated and removed from the title area.

    Its words are ``<key>.add``, ``.duplicate``, ``.remove`` and ``<key>.choose_first``.
    """

    tab_kinds: ClassVar[tuple[type[PageTab], ...]]
    #: The collection whose right is that of all that the tabs write.
    room: ClassVar[str]

    def _build(self) -> None:
        say = self.session.say
        self.pen = Pen(self.session, self.room)
        self.tabs = _Tabs(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)  # a line above the tabs, across the page
        self.tabs.setAccessibleName(say(f"page.{self.key}"))
        self.panel = DetailPanel(self.session, self.key, self)
        # Not a stack: what is hidden takes no room in the panel.
        self.details = QWidget(self.panel.room)
        room = QVBoxLayout(self.details)
        room.setContentsMargins(0, 0, 0, 0)
        stack = self.tabs.findChild(QStackedWidget) or self.tabs  # made in it, no tab moves
        made = {kind.code: kind(self.pen, stack) for kind in self.tab_kinds}
        for code, tab in made.items():
            place = self.tabs.addTab(tab, say(f"{self.key}.{code}.tab"))
            self.tabs.setTabToolTip(place, say(f"{self.key}.{code}.help"))
        self._is_filled = False
        self.kinds = Late(made, self._make)
        self.panel.show_content("", self.details)
        self._build_actions()
        fill_page(self, self.tabs, self.panel)

    def _make(self, tab: PageTab) -> None:
        """Make a tab that nobody has looked at so far, and show the study in it."""
        if tab.is_made:
            return
        with made_late(tab):
            tab.make()
        room = self.details.layout()
        if room is not None:
            room.addWidget(tab.detail)
            tab.detail.setVisible(tab is self.tabs.currentWidget())
        if self._is_filled:
            tab.refresh(EVERYTHING)

    def _build_actions(self) -> None:
        """Offer what can be done with the rows of the tab in front."""
        key = self.key
        self.add_action = self.offer(f"{key}.add", "add", self._on_add, "Ctrl+N")
        self.copy_action = self.offer(f"{key}.duplicate", "duplicate", self._on_duplicate, "Ctrl+D")
        self.remove_action = self.offer(f"{key}.remove", "close", self._on_remove, "Ctrl+Backspace")

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_told)
        for tab in self.kinds.all:
            tab.told.connect(self._on_told)
            tab.detail_asked.connect(self._on_detail_asked)

    def refresh(self, touched: Touched) -> None:
        """Let each tab that was made decide whether it shows what was touched."""
        self._make(self.tab)
        self._is_filled = True
        for tab in self.kinds.all:
            if tab.is_made:
                tab.refresh(touched)
        self._on_told()

    def show_place(self, place: Place) -> None:
        """Bring the row of ``place`` to the front, on the tab that shows its collection."""
        for code, tab in zip(self.kinds, self.kinds.all, strict=True):
            if place.collection in tab.shows:
                self.tabs.setCurrentWidget(tab)
                self.kinds[code].show_place(place)
                return

    def printed(self) -> tuple[Figure | Table, ...]:
        """What the tab in front puts on paper."""
        return self.tab.printed()

    @property
    def tab(self) -> PageTab:
        """The tab in front."""
        return self.kinds[self.tab_kinds[self.tabs.currentIndex()].code]

    def _possible(self) -> Iterable[tuple[QAction, bool]]:
        """Each action, and whether the tab in front has something for it to act on."""
        tab = self.tab
        has_row = bool(tab.chosen_key())
        return (
            (self.add_action, bool(tab.adds)),
            (self.copy_action, bool(tab.adds) and has_row),
            (self.remove_action, has_row),
        )

    @Slot()
    def _on_told(self) -> None:
        """Tell what the tab in front shows, and what can be done there."""
        tab, say, lock = self.tab, self.session.say, self.pen.lock
        for other in self.kinds.all:
            if other.is_made:
                other.detail.setVisible(other is tab)
        self.panel.title.setText(tab.title)
        self.panel.title.setToolTip(tab.title)
        self.summarise(tab.summary)
        for action, is_possible in self._possible():
            action.setEnabled(is_possible and not lock)
            key = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
            tip = say(f"{action.data()}.help" if is_possible else f"{self.key}.choose_first")
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
