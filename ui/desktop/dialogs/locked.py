"""A file that somebody holds: read it, or take the lock back knowing whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout

from ui.actions.locks import is_certain, who_holds
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session

_WIDTH = 560  # px


class LockedDialog(QDialog):
    """Who holds the file, and three ways on; the lock is only removed by somebody who is sure.

    Signals:
        read_asked(object): the path, to be opened to be read.
        removal_asked(object, object): the path, and what was said of its lock.
    """

    read_asked = Signal(object)
    removal_asked = Signal(object, object)

    def __init__(self, session: Session, path: Path, parent: QWidget) -> None:
        """The question about ``path``."""
        super().__init__(parent)
        self.session, self.path, self.seen = session, path, who_holds(path)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.say("locked.title"))
        self.setMinimumWidth(grown(_WIDTH))
        self._build()
        self.read.setFocus()
        self.sure.toggled.connect(self.remove.setEnabled)
        self.read.clicked.connect(self._on_read)
        self.remove.clicked.connect(self._on_remove)
        self.buttons.rejected.connect(self.reject)

    def _build(self) -> None:
        say = self.session.say
        runs_here = is_certain(self.path)
        self.sure = QCheckBox(say("locked.certain"), self)
        self.sure.setEnabled(not runs_here)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setText(say("locked.cancel"))
        self.read = QPushButton(say("locked.read"), self)
        self.remove = QPushButton(say("locked.remove"), self)
        self.remove.setEnabled(False)
        as_role(self.read, "primary")
        self.read.setDefault(True)
        for button in (self.read, self.remove):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(label(say("locked.title"), "section", self))
        box.addWidget(prose(self.session.texts.say(self.seen), "", self))
        box.addWidget(prose(say("lock.runs_here" if runs_here else "locked.help"), "muted", self))
        box.addWidget(self.sure)
        box.addWidget(self.buttons)

    @Slot()
    def _on_read(self) -> None:
        self.accept()
        self.read_asked.emit(self.path)

    @Slot()
    def _on_remove(self) -> None:
        self.accept()
        self.removal_asked.emit(self.path, self.seen)
