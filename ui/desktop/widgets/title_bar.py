"""The line above a page: its title and count, its actions, search, undo, redo and the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from planner.figures.palette import Ink
from ui.desktop.style import GAP, as_role, icon_size

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QMenu, QWidget

    from ui.desktop.page import Page
    from ui.desktop.session import Session

_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
#: What is given up one after the other where the room is small.
_STEPS = ("nothing", "search", "actions", "count")


class TitleBar(QFrame):
    """Names the page that is shown and offers what can be done there.

    Where the room is small the search field, then the page's actions, shrink to their icons, and
    the count goes.

    Signals:
        search_asked(): somebody wants to search for everything.
    """

    search_asked = Signal()

    def __init__(self, session: Session, menu: QMenu, parent: QWidget | None = None) -> None:
        """A title area over ``session`` with ``menu`` behind its last button."""
        super().__init__(parent)
        self.setObjectName("titlebar")
        self.session = session
        self._page: Page | None = None
        self._page_buttons: list[QToolButton] = []
        self._build(menu)
        self._connect()
        self._on_history()

    def show_page(self, page: Page) -> None:
        """Name ``page`` and show its actions."""
        if self._page is not None:
            self._page.summary_changed.disconnect(self._on_summary)
        self._page = page
        self.title.setText(page.accessibleName())
        self.summary.setText(page.summary)
        page.summary_changed.connect(self._on_summary)
        for button in self._page_buttons:
            self._actions.removeWidget(button)
            button.hide()  # it is deleted only when the event loop comes round
            button.deleteLater()
        self._page_buttons = [self._page_button(action) for action in page.actions()]
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It shrinks before it makes the window wider."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for widget in (*self._page_buttons, self.title, self.summary, self.search):
            widget.ensurePolished()  # a widget that was just made does not know its font
        for step in range(len(_STEPS)):
            self._shrink(step)
            for layout in (self._actions, self._line):
                layout.activate()  # a layout inside another remembers its size until then
            if self._line.totalSizeHint().width() <= self.width():
                return

    def _shrink(self, step: int) -> None:
        """Take the first ``step`` of the ways to shrink."""
        search, actions, count = (step < _STEPS.index(name) for name in _STEPS[1:])
        beside, alone = _BESIDE, Qt.ToolButtonStyle.ToolButtonIconOnly
        self.search.setToolButtonStyle(beside if search else alone)
        for button in self._page_buttons:
            button.setToolButtonStyle(beside if actions else alone)
        self.summary.setVisible(count)

    def _build(self, menu: QMenu) -> None:
        self.title, self.summary = QLabel(self), QLabel(self)
        as_role(self.title, "title")
        as_role(self.summary, "muted")
        self.search = self._search_button()
        self.undo = self._step("undo", QKeySequence("Ctrl+Z"))
        self.redo = self._step("redo", QKeySequence("Ctrl+Shift+Z"))
        more = self._button()
        more.setIcon(self.session.look.icon("more"))
        more.setAccessibleName(self.session.say("desktop.menu"))
        more.setToolTip(self.session.say("desktop.menu.help"))
        more.setShortcut(QKeySequence("F10"))
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more = more
        self._actions = QHBoxLayout()
        self._actions.setSpacing(GAP // 2)
        self._line = line = QHBoxLayout(self)
        line.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        line.setSpacing(GAP)
        line.addLayout(self._words(), 1)
        line.addLayout(self._actions)
        line.addSpacing(GAP)
        self.undo_button = self._shown(self.undo)
        for widget in (self.search, self.undo_button, self._shown(self.redo), more):
            line.addWidget(widget)

    def _words(self) -> QHBoxLayout:
        """Title and count on one baseline."""
        self.summary.setContentsMargins(0, 0, 0, 2)
        words = QHBoxLayout()
        words.setSpacing(GAP)
        words.addWidget(self.title)
        words.addWidget(self.summary, alignment=Qt.AlignmentFlag.AlignBottom)
        words.addStretch(1)
        line = QHBoxLayout()
        line.addLayout(words)
        line.setAlignment(words, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _search_button(self) -> QToolButton:
        """Looks like the field that it opens."""
        say, key = self.session.say, QKeySequence("Ctrl+K")
        native = key.toString(QKeySequence.SequenceFormat.NativeText)
        button = self._button()
        as_role(button, "search")
        button.setIcon(self.session.look.icon("search", Ink.MUTED))
        button.setText(f"{say('desktop.search')}   {native}")
        button.setToolButtonStyle(_BESIDE)
        button.setAccessibleName(say("desktop.search.name"))
        button.setToolTip(say("desktop.search.help", key=native))
        QShortcut(key, self).activated.connect(self.search_asked)
        return button

    def _step(self, verb: str, key: QKeySequence) -> QAction:
        action = QAction(self.session.look.icon(verb), self.session.say(f"verb.{verb}"), self)
        action.setShortcut(key)
        self.addAction(action)
        return action

    def _shown(self, action: QAction) -> QToolButton:
        button = self._button()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        return button

    def _page_button(self, action: QAction) -> QToolButton:
        button = self._button()
        button.setDefaultAction(action)
        button.setToolButtonStyle(_BESIDE)
        button.setAccessibleName(action.text())
        self._actions.addWidget(button)
        button.show()  # a layout counts what is shown, and shows it only later
        return button

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        as_role(button, "bare")
        button.setIconSize(icon_size())
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _connect(self) -> None:
        self.search.clicked.connect(self.search_asked)
        self.undo.triggered.connect(self._on_undo)
        self.redo.triggered.connect(self._on_redo)
        self.session.history_changed.connect(self._on_history)

    @Slot(str)
    def _on_summary(self, words: str) -> None:
        self.summary.setText(words)
        self._fit()

    @Slot()
    def _on_undo(self) -> None:
        self.session.run_verb("undo")

    @Slot()
    def _on_redo(self) -> None:
        self.session.run_verb("redo")

    @Slot()
    def _on_history(self) -> None:
        """Name the steps that undo and redo would take."""
        for action, verb in ((self.undo, "undo"), (self.redo, "redo")):
            step = self.session.step_name(forward=verb == "redo")
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            code = f"desktop.{verb}_step" if step else f"desktop.{verb}_none"
            action.setToolTip(f"{self.session.say(code, step=step)} ({key})")
            action.setEnabled(bool(step))
