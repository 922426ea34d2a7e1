"""Tabs in rows, as many in each as keep their names whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.style import GAP, as_role

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QKeyEvent, QResizeEvent


class TabRows(QWidget):
    """Widgets of which one is shown, chosen by the tab that bears its name.

    No name is cut: where a row would not hold its tabs they go on in the next one, column under
    column. Arrows go from tab to tab, Ctrl+Page Up and Page Down from wherever one types.

    Signals:
        currentChanged(int): the number of the tab in front.
    """

    currentChanged = Signal(int)  # as in QTabWidget

    def __init__(self, name: str, parent: QWidget, across: int = 0) -> None:
        """No tab yet; all together are called ``name``.

        Args:
            name: what a screen reader says of all of them.
            parent: the widget that holds them.
            across: how many share the width of a row at the most; 0 lets as many as fit stand
                at the left, each as wide as its name.
        """
        super().__init__(parent)
        self._limit, self._across = across, max(across, 1)
        self.setAccessibleName(name)
        self.buttons: list[QToolButton] = []
        self._shown: list[QWidget] = []
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0 if across else GAP // 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(self._grid)
        box.addWidget(self._stack, 1)
        self._group.idToggled.connect(self._on_toggled)
        for key, by in (("Ctrl+PgUp", self._on_previous), ("Ctrl+PgDown", self._on_next)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(by)

    @property
    def room(self) -> QWidget:
        """The parent of what the tabs show: what is made there need not move."""
        return self._stack

    def add(self, widget: QWidget, words: str) -> None:
        """Put a tab called ``words`` at the end; the first one comes to the front."""
        number = len(self.buttons)
        button = _Tab(self)
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(words)
        self._stack.addWidget(widget)
        self._shown.append(widget)
        self._group.addButton(button, number)
        self.buttons.append(button)
        self._set()
        if not number:
            button.setChecked(True)

    def minimumSizeHint(self) -> QSize:
        """Room for the widest tab alone: the others can go on in the next row."""
        size = super().minimumSizeHint()
        widest = max((button.sizeHint().width() for button in self.buttons), default=0)
        size.setWidth(max(widest, self._stack.minimumSizeHint().width()))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set fewer tabs in a row where one of their names would be cut."""
        super().resizeEvent(event)
        self._set()

    def _set(self) -> None:
        """Set as many tabs in a row as keep their names whole."""
        most = min(self._limit or len(self.buttons), len(self.buttons))
        across = next((n for n in range(most, 1, -1) if self._holds(n)), 1)
        if across == self._across and self._grid.count() == len(self.buttons):
            return
        self._across = across
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        for place, button in enumerate(self.buttons):
            row, column = divmod(place, across)
            self._grid.addWidget(button, row, column)
            self._grid.setRowMinimumHeight(row, button.sizeHint().height())
        for column in range(across if self._limit else 0):
            self._grid.setColumnStretch(column, 1)
        if not self._limit:
            self._grid.setColumnStretch(across, 1)  # what is left of the width

    def _holds(self, across: int) -> bool:
        """True where ``across`` tabs in a row keep their names whole."""
        hints = [button.sizeHint().width() for button in self.buttons]
        widest = [max(hints[column::across]) for column in range(across)]
        return sum(widest) + self._grid.spacing() * across <= self.width()

    @property
    def number(self) -> int:
        """The number of the tab in front."""
        return self._stack.currentIndex()

    @property
    def current(self) -> QWidget:
        """What the tab in front shows."""
        return self._shown[self.number]

    def bring(self, number: int) -> None:
        """Bring the tab of that number to the front."""
        self.buttons[number].setChecked(True)

    @Slot(int, bool)
    def _on_toggled(self, number: int, is_on: bool) -> None:
        if is_on:
            self._stack.setCurrentIndex(number)
            for place, button in enumerate(self.buttons):  # Tab comes to one tab only
                policy = Qt.FocusPolicy.StrongFocus
                button.setFocusPolicy(policy if place == number else Qt.FocusPolicy.ClickFocus)
            self.currentChanged.emit(number)

    @Slot()
    def _on_previous(self) -> None:
        self.bring((self.number - 1) % len(self.buttons))

    @Slot()
    def _on_next(self) -> None:
        self.bring((self.number + 1) % len(self.buttons))


class _Tab(QToolButton):
    """A tab; the arrows bring its neighbours to the front."""

    def __init__(self, tabs: TabRows) -> None:
        super().__init__(tabs)
        self._tabs = tabs
        as_role(self, "tab")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next or the former tab."""
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        buttons = self._tabs.buttons
        there = buttons[(buttons.index(self) + by) % len(buttons)]
        there.setChecked(True)
        there.setFocus(Qt.FocusReason.TabFocusReason)
