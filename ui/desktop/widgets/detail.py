"""The panel on the right of a page: 360 px, folded with F9, remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, detail_width, grown
from ui.desktop.widgets.labels import label

if TYPE_CHECKING:
    from ui.desktop.session import Session

_FOLDED_WIDTH = 40


class DetailPanel(QFrame):
    """A frame with a title over whatever the page shows in detail; it scrolls."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """An empty panel; ``name`` is its key in the memory of the window."""
        super().__init__(parent)
        self.setObjectName("panel")
        self._session, self._name = session, f"detail/{name}"
        self.is_folded = session.memory.recall_flag(self._name, default=False)
        self._build()
        self._connect()
        self._fold()

    def hasHeightForWidth(self) -> bool:
        """False: what it holds scrolls in its own place, not with the whole page."""
        return False

    @property
    def room(self) -> QWidget:
        """The parent of what the panel is to show: what is made there need not move."""
        return self._scroll.viewport()

    def show_content(self, title: str, content: QWidget) -> None:
        """Show ``content`` under ``title``; what stood there before is deleted."""
        self.title.setText(title)
        self.title.setToolTip(title)
        self._scroll.setAccessibleName(title or self._session.say("desktop.detail"))
        old = self._scroll.takeWidget()
        if old is not None and old is not content:
            old.deleteLater()
        content.setObjectName("contents")
        self._scroll.setWidget(content)

    def _build(self) -> None:
        say = self._session.say
        self.title = label("", "section", self)
        self.title.setWordWrap(True)
        self.title.setContentsMargins(GAP, 0, 0, 0)
        self.fold = QToolButton(self)
        as_role(self.fold, "bare")
        self.fold.setIcon(self._session.look.icon("panel", Ink.MUTED))
        self.fold.setAccessibleName(say("desktop.detail_fold"))
        self.fold.setToolTip(say("desktop.detail_fold.help"))
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(say("desktop.detail"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.fold, alignment=Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP // 2, GAP, GAP // 2, 0)
        box.addLayout(head)
        box.addWidget(self._scroll, 1)
        box.addStretch(0)

    def _connect(self) -> None:
        self.fold.clicked.connect(self._on_fold)
        shortcut = QShortcut(QKeySequence("F9"), self)
        shortcut.activated.connect(self._on_fold)

    @Slot()
    def _on_fold(self) -> None:
        self.is_folded = not self.is_folded
        self._session.memory.keep(self._name, self.is_folded)
        self._fold()

    def _fold(self) -> None:
        self.title.setVisible(not self.is_folded)
        self._scroll.setVisible(not self.is_folded)
        self.setFixedWidth(grown(_FOLDED_WIDTH) if self.is_folded else detail_width())
