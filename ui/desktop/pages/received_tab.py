"""What the tabs of files that came share: the rows, the decisions, and what would be done."""

from __future__ import annotations

from abc import abstractmethod
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.actions.drafts import forget_draft, keep_draft
from ui.desktop.pages.exchange_decisions import DecisionBoard
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.actions.drafts import Draft
    from ui.desktop.pen import Pen


class ReceivedTab(QWidget):
    """A file in front, or what stands there while none is; its words begin with :attr:`room`.

    Signals:
        open_asked(): somebody wants to choose a file.
        counted(): the summary has changed.
    """

    open_asked = Signal()
    counted = Signal()
    room: ClassVar[str]

    def __init__(self, pen: Pen, parent: QWidget) -> None:
        """No file yet."""
        super().__init__(parent)
        self.pen, self.session = pen, pen.session
        self.summary = ""
        say = self.session.say
        self.notes = prose("", "muted", self)
        self.board = DecisionBoard(self.session, self, self.room)
        self.will = label("", "strong", self)
        self.will.setWordWrap(True)
        self.leave = QPushButton(say(f"{self.room}.leave"), self)
        self.leave.setToolTip(say(f"{self.room}.leave.help"))
        self.apply = QPushButton(say(f"{self.room}.apply"), self)
        as_role(self.apply, "primary")
        self.empty = EmptyState(
            self.session.look, "exchange", say(f"{self.room}.empty"),
            say(f"{self.room}.empty.help"), self._open_words(), self,
        )  # fmt: skip
        self._build()
        self._connect()
        self._show()

    def _open_words(self) -> str:
        """What the button says that asks for a file."""
        own = f"{self.room}.open"
        return self.session.say(own if self.session.texts.knows(own) else "exchange.open")

    @abstractmethod
    def _build(self) -> None:
        """Make the widgets of this tab alone, and lay all of them out (:meth:`_lay_out`)."""

    @abstractmethod
    def _show(self) -> None:
        """Show the file in front, or that there is none."""

    @abstractmethod
    def _on_decided(self) -> None:
        """Something was decided about the file in front."""

    @abstractmethod
    def _on_leave(self) -> None:
        """Put the file in front aside: nothing of it is taken."""

    @abstractmethod
    def _on_apply(self) -> None:
        """Take what was decided, as one step."""

    def _lay_out(
        self,
        above: Sequence[QWidget],
        below: Sequence[QWidget] = (),
        between: Sequence[QPushButton] = (),
    ) -> None:
        """The board with ``above`` and ``below`` it; ``between`` stand before the last button."""
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addWidget(self.will, 1)
        for button in (self.leave, *between, self.apply):
            foot.addWidget(button)
        self.shown = QWidget(self)
        inside = QVBoxLayout(self.shown)
        inside.setContentsMargins(0, GAP, 0, 0)
        inside.setSpacing(GAP)
        for part in above:
            inside.addWidget(part)
        inside.addWidget(self.board, 1)
        for part in below:
            inside.addWidget(part)
        inside.addLayout(foot)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.shown)
        box.addWidget(self.empty)

    @Slot()
    def _on_forward(self) -> None:
        """Ctrl+Enter takes the file."""
        self.apply.click()

    def keep(self, digest: str, draft: Draft) -> None:
        """Keep what was said of a file, so that closing the window loses none of it."""
        try:
            keep_draft(digest, draft)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.session.refused.emit(self.session.say("exchange.not_kept", reason=reason))

    def forget(self, digest: str) -> None:
        """Forget what was kept of a file; what cannot be removed stays behind."""
        with suppress(OSError):
            forget_draft(digest)

    def _connect(self) -> None:
        self.empty.asked.connect(self.open_asked)
        self.board.decided.connect(self._on_decided)
        self.leave.clicked.connect(self._on_leave)
        self.apply.clicked.connect(self._on_apply)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_forward)
