"""What there is to decide or to know as a study file is opened: who holds it, where it lies."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui.actions.locks import place_warnings, take_back, who_holds
from ui.desktop.dialogs.locked import LockedDialog

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from planner.messages import Message
    from ui.desktop.session import Session


class Opening(QObject):
    """Asks what to do with a file that somebody holds; warns once of a place that is not safe."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Watch over ``session``; the question stands before ``window``."""
        super().__init__(window)
        self.session = session
        self._window = window
        self._warned: set[Path] = set()
        session.opened.connect(self.look)
        session.locked.connect(self.ask)
        self.look()

    @Slot()
    def look(self) -> None:
        """Warn, once a file, where it lies in a synchronised folder or on a share."""
        document = self.session.desk.document.today
        path = None if document.store is None else document.store.path
        if path is None or path in self._warned:
            return
        for warning in place_warnings(document):
            self._warned.add(path)
            self.session.warned.emit(self.session.texts.say(warning))

    @Slot(object)
    def ask(self, path: Path) -> LockedDialog:
        """Ask whether to read the file or to take its lock back; the window stays usable."""
        for former in self._window.findChildren(LockedDialog):
            former.reject()
        dialog = LockedDialog(self.session, path, self._window)
        dialog.read_asked.connect(self._on_read)
        dialog.removal_asked.connect(self._on_removal)
        dialog.open()
        return dialog

    @Slot(object)
    def _on_read(self, path: Path) -> None:
        if self.session.open(path, read_only=True) and not self.session.why_read_only:
            self.session.why_read_only = self.session.texts.say(who_holds(path))

    @Slot(object, object)
    def _on_removal(self, path: Path, seen: Message) -> None:
        """Take the lock back, where it is still the one that was seen, and open the file."""
        if self.session.guarded(partial(take_back, path, seen)):
            self.session.open(path)
