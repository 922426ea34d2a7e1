"""The window: it assembles and connects, nothing else (at most 250 lines, tested)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Slot
from PySide6.QtWidgets import QMainWindow

from ui.desktop.dialogs.regions import ask_region
from ui.desktop.menu import Menu
from ui.desktop.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent

    from db.server.address import Address
    from ui.desktop.appearance import Appearance
    from ui.desktop.page import Page
    from ui.desktop.session import Session


class Window(QMainWindow):
    """One window over one session."""

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        pages: Sequence[type[Page]],
    ) -> None:
        """Assemble ``pages`` over ``session``; size and place are remembered."""
        super().__init__()
        self.session = session
        self._appearance = appearance
        self._pages = tuple(pages)
        self.setMinimumSize(960, 600)
        self.resize(1440, 900)
        self._restore()
        self._fill()
        self._connect()

    def offer_tour(self) -> None:
        """Offer the tour to somebody who has neither taken nor declined it."""
        self.shell.offer.setVisible(not self.session.settings.tour_taken)

    def ask_region(self, address: Address) -> None:
        """Ask for what is missing to open the region at ``address``."""
        ask_region(self, self.session, address)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed, keep the geometry, stop the lane, let the file go."""
        self._commit()
        self.session.memory.keep("window/geometry", self.saveGeometry())
        self.session.close()
        super().closeEvent(event)

    def _restore(self) -> None:
        kept = self.session.memory.recall("window/geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    def _fill(self) -> None:
        """Make menu and shell anew, in the language and look of the session."""
        self.menu = Menu(self.session, self)
        self.shell = Shell(self.session, self._pages, self.menu, self)
        self.shell.slimmed.connect(self._on_slimmed)
        self.shell.tour_known.connect(self._on_tour_known)
        self.menu.tour_asked.connect(self.shell.tour.take)
        self.shell.page_shown.connect(self.menu.print_action.follow)
        self.menu.print_action.follow(self.shell.pages[self.shell.key])
        self.menu.language_asked.connect(self._on_language)
        self.menu.theme_asked.connect(self._on_theme)
        self.menu.text_size_asked.connect(self._on_text_size)
        self.setCentralWidget(self.shell)
        self._on_opened()

    def _connect(self) -> None:
        self.session.opened.connect(self._on_opened)
        self._appearance.system_changed.connect(self._on_system_theme)

    def _commit(self) -> None:
        """Let the field that is being typed save what stands in it, as if it were left."""
        typed = self.focusWidget()
        if typed is not None:
            typed.clearFocus()

    def _refill(self) -> None:
        """Take up language, theme and size of text from the preferences, on the page shown."""
        self._commit()
        key, menu, is_offered = self.shell.key, self.menu, self.shell.offer.isVisible()
        self._appearance.apply(self.session.settings)
        self.session.desk.texts = self._appearance.texts
        self.session.look = self._appearance.look
        self._fill()
        menu.deleteLater()
        self.shell.show_page(key)
        self.shell.offer.setVisible(is_offered)

    @Slot()
    def _on_opened(self) -> None:
        store, edition = self.session.desk.document.today.store, self.session.edition
        wreck = self.session.desk.document.today.wreck
        name = self.session.say("desktop.no_file")
        if store is not None:
            name = store.keeper.name
        elif wreck is not None:
            name = wreck.path.name
        if edition is not None:
            name = self.session.say("edition.of_file", name=edition.name, file=name)
        self.setWindowTitle(f"{name} — Cartoplan")

    @Slot(bool)
    def _on_slimmed(self, is_slim: bool) -> None:
        self.session.keep(replace(self.session.settings, navigation_is_slim=is_slim))

    @Slot()
    def _on_tour_known(self) -> None:
        if not self.session.settings.tour_taken:
            self.session.keep(replace(self.session.settings, tour_taken=True))

    @Slot(str)
    def _on_language(self, language: str) -> None:
        self.session.keep(replace(self.session.settings, language=language))
        self._refill()

    @Slot(str)
    def _on_theme(self, theme: str) -> None:
        self.session.keep(replace(self.session.settings, theme=theme))
        self._refill()

    @Slot(int)
    def _on_text_size(self, percent: int) -> None:
        self.session.keep(replace(self.session.settings, text_size=percent))
        self._refill()

    @Slot()
    def _on_system_theme(self) -> None:
        if self.session.settings.theme == "system":
            self._refill()
