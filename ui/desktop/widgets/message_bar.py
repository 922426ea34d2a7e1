"""The line that tells what was done or refused; it never stands in the way and can be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, icon_size

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session

#: Milliseconds after which a sentence about something done goes away by itself.
STAY = 8_000


class MessageBar(QFrame):
    """Shows one sentence: a refusal or a warning stays until closed, a note goes by itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """A hidden bar that listens to ``session``."""
        super().__init__(parent)
        self.session = session
        self._folder: Path | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAY)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.sign, self.sentence = QLabel(self), QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder = QPushButton(say("desktop.open_folder"), self)
        self.folder.setToolTip(say("desktop.open_folder.help"))
        self.shut = QToolButton(self)
        as_role(self.shut, "bare")
        self.shut.setIcon(look.icon("close", Ink.MUTED))
        self.shut.setAccessibleName(say("desktop.close_message"))
        self.shut.setToolTip(say("desktop.close_message"))
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, GAP // 2, GAP, GAP // 2)
        line.setSpacing(GAP)
        line.addWidget(self.sign)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.folder)
        line.addWidget(self.shut)

    def _connect(self) -> None:
        self.session.said.connect(self.note)
        self.session.refused.connect(self.refuse)
        self.session.warned.connect(self.warn)
        self.session.written.connect(self._on_written)
        self.shut.clicked.connect(self.hide)
        self.folder.clicked.connect(self._on_folder)
        self._timer.timeout.connect(self.hide)

    @Slot(str)
    def note(self, sentence: str) -> None:
        """Tell what was done, for a while."""
        self._show(sentence, "notice", "info", Ink.ACCENT)
        self._timer.start()

    @Slot(str)
    def refuse(self, sentence: str) -> None:
        """Tell what could not be done, until the bar is closed."""
        self._show(sentence, "refusal", "lost", Ink.LOST)

    @Slot(str)
    def warn(self, sentence: str) -> None:
        """Tell what is not safe, until the bar is closed."""
        self._show(sentence, "notice", "info", Ink.CHECK)

    @Slot(object, str)
    def _on_written(self, paths: tuple[Path, ...], sentence: str) -> None:
        self._show(sentence, "notice", "sure", Ink.SURE)
        self._folder = paths[0].parent
        self.folder.show()

    @Slot()
    def _on_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _show(self, sentence: str, role: str, icon: str, ink: Ink) -> None:
        self._timer.stop()
        self.folder.hide()
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        self.sign.setPixmap(self.session.look.icon(icon, ink).pixmap(icon_size()))
        as_role(self, role)
        self.show()
