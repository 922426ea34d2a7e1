"""The menu behind the three points: files, exports, printing, language, looks, about."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from planner.editions.kept import by_day
from planner.findings import Place
from ui.actions.registry import VERBS
from ui.actions.settings import TEXT_SIZES
from ui.actions.texts import LANGUAGES
from ui.desktop.dialogs.about import show_about
from ui.desktop.dialogs.backups import BackupsDialog
from ui.desktop.dialogs.files import ask_study, ask_target
from ui.desktop.dialogs.regions import ask_region
from ui.desktop.edition_jobs import open_in_lane
from ui.desktop.printing import PrintAction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from ui.actions.registry import Verb
    from ui.desktop.session import Session

SUFFIX = ".cartoplan"
THEMES = ("light", "dark", "system")


class Menu(QMenu):
    """What concerns the whole study rather than a page.

    Signals:
        language_asked(str): ``fr`` or ``en``.
        theme_asked(str): ``light``, ``dark`` or ``system``.
        text_size_asked(int): percent, 0 for that of the system.
        tour_asked(): the tour of the window is to be taken.
    """

    language_asked = Signal(str)
    theme_asked = Signal(str)
    text_size_asked = Signal(int)
    tour_asked = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        """The menu over ``session``; its dialogs stand before ``parent``."""
        super().__init__(parent)
        self.session = session
        self._window = parent
        self.setToolTipsVisible(True)
        self._build()
        self.aboutToShow.connect(self._on_about_to_show)

    def _build(self) -> None:
        say, settings = self.session.say, self.session.settings
        self._entry("verb.new", self._on_new)
        self._entry("desktop.new_empty", self._on_new_empty)
        self._entry("desktop.open", self._on_open, "Ctrl+O")
        self._entry("regions.open", self._on_region, "Ctrl+Alt+O")
        self.recent = self.addMenu(say("desktop.recent"))
        self.editions = self.addMenu(say("edition.menu"))
        self.copy_entry = self._entry("verb.copy", self._on_copy)
        self._entry("verb.region.take", self._on_take)
        self._entry("verb.region.bring", self._on_bring)
        self.backups_entry = self._entry("desktop.backups", self._on_backups)
        self.addSeparator()
        for verb in VERBS.values():
            if verb.in_window and self.session.texts.knows(f"{verb.label}.file"):
                self._entry(verb.label, partial(self._export, verb), verb.shortcut)
        self.print_action = PrintAction(self.session, self._window, self)
        self.addAction(self.print_action)
        self._window.addAction(self.print_action)
        self.addSeparator()
        self._choices("desktop.language", LANGUAGES, settings.language, self.language_asked)
        self._choices("desktop.theme", THEMES, settings.theme, self.theme_asked)
        size = settings.text_size
        self._choices("desktop.text_size", TEXT_SIZES, size, self.text_size_asked)
        self.addSeparator()
        self._entry("desktop.tour", self._on_tour)
        self._entry("desktop.about", self._on_about)

    def _entry(self, code: str, act: Callable[[], None], key: str = "") -> QAction:
        action = QAction(self.session.say(code), self)
        action.setData(code)
        action.setToolTip(self.session.say(f"{code}.help"))
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(act)
        self.addAction(action)
        self._window.addAction(action)
        return action

    def _choices(
        self, code: str, choices: Sequence[str | int], now: str | int, asked: SignalInstance
    ) -> None:
        menu = self.addMenu(self.session.say(code))
        group = QActionGroup(menu)
        for choice in choices:
            action = QAction(self.session.say(f"{code}.{choice}"), group)
            action.setCheckable(True)
            action.setChecked(choice == now)
            action.triggered.connect(partial(asked.emit, choice))
            menu.addAction(action)

    @Slot()
    def _on_about_to_show(self) -> None:
        """List the recent files that are still there."""
        self.copy_entry.setEnabled(self.session.desk.document.store is not None)
        self.backups_entry.setEnabled(self._path() is not None)
        self.recent.clear()
        known = [Path(name) for name in self.session.settings.recent]
        found = [path for path in known if path.exists()]
        for path in found:
            action = self.recent.addAction(path.name)
            action.setToolTip(str(path))
            action.triggered.connect(partial(self.session.open, path))
        self.recent.setEnabled(bool(found))
        self._list_editions()

    def _list_editions(self) -> None:
        """List the editions of the file with the study of today, the one looked at ticked."""
        say, rows = self.session.say, by_day(self.session.today)
        self.editions.clear()
        self._edition("", say("edition.today"))
        for row in rows:
            self._edition(row.key, say("edition.named", name=row.name))
        self.editions.setEnabled(bool(rows))

    def _edition(self, key: str, name: str) -> None:
        action = QAction(name, self.editions)  # clearing the menu deletes it
        action.setCheckable(True)
        looked_at = self.session.edition
        action.setChecked(key == ("" if looked_at is None else looked_at.key))
        action.triggered.connect(partial(self._on_edition, key))
        self.editions.addAction(action)

    def _on_edition(self, key: str) -> None:
        if key:
            open_in_lane(self.session, key)
        else:
            self.session.leave_edition()

    @Slot()
    def _on_new(self) -> None:
        self._make(empty=False)

    @Slot()
    def _on_new_empty(self) -> None:
        self._make(empty=True)

    def _make(self, *, empty: bool) -> None:
        path = self._ask("verb.new", f"etude{SUFFIX}")
        if path is not None and self.session.run_verb("new", path=path, empty=empty) is not None:
            self.session.open(path)

    @Slot()
    def _on_open(self) -> None:
        path = ask_study(self._window, self.session.texts, self.session.folder, SUFFIX)
        if path is not None:
            self.session.open(path)

    @Slot()
    def _on_region(self) -> None:
        ask_region(self._window, self.session)

    @Slot()
    def _on_copy(self) -> None:
        out = self._ask("verb.copy", f"copie{SUFFIX}")
        if out is not None:
            self.session.run_verb("copy", out=out)

    @Slot()
    def _on_take(self) -> None:
        out = self._ask("verb.region.take", f"region{SUFFIX}")
        if out is not None:
            self.session.run_verb("region.take", out=out)

    @Slot()
    def _on_bring(self) -> None:
        """The page of exchanges asks which copy, and shows what it would change."""
        self.session.place_asked.emit(Place("region", ""))

    def _path(self) -> Path | None:
        """The study file on the desk, sound or damaged; None where there is none."""
        document = self.session.desk.document.today
        if document.wreck is not None:
            return document.wreck.path
        return None if document.store is None else document.store.path

    @Slot()
    def _on_backups(self) -> None:
        path = self._path()
        if path is not None:
            BackupsDialog(self.session, path, self._window).open()

    def _export(self, verb: Verb) -> None:
        """Ask where to, proposing the name ``verb.<key>.file``, and write in the lane."""
        out = self._ask(verb.label, self.session.say(f"{verb.label}.file"))
        if out is not None:
            self.session.start_verb(verb.key, out=out)

    def _ask(self, code: str, name: str) -> Path | None:
        title = self.session.say(code)
        return ask_target(self._window, self.session.texts, title, self.session.folder / name)

    @Slot()
    def _on_tour(self) -> None:
        self.tour_asked.emit()

    @Slot()
    def _on_about(self) -> None:
        show_about(self._window, self.session.texts)
