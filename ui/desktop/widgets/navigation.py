"""The slim column on the left: one line a page, or icons alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from planner.figures.palette import Ink
from ui.desktop.style import GAP, NAVIGATION_WIDTH, SLIM_WIDTH, as_role, grown, icon_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from ui.actions.texts import Texts
    from ui.desktop.page import Page
    from ui.desktop.style import Look

#: Px beside the name and the icon of a button: its padding, its border, and the gap between them.
_AROUND = 30


class Navigation(QFrame):
    """Leads to the pages; Alt+1, Alt+2 … lead there from everywhere.

    Signals:
        asked(str): the key of a page.
        slimmed(bool): whether the column was folded to icons.
    """

    asked = Signal(str)
    slimmed = Signal(bool)

    def __init__(
        self,
        pages: Sequence[type[Page]],
        texts: Texts,
        look: Look,
        *,
        is_slim: bool,
        parent: QWidget | None = None,
    ) -> None:
        """A line for each of ``pages``."""
        super().__init__(parent)
        self.setObjectName("navigation")
        self._texts, self._look = texts, look
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._name = QLabel("Cartoplan", self)
        as_role(self._name, "section")
        self._build(pages)
        self._connect()
        self.set_slim(is_slim=is_slim)

    def show_key(self, key: str) -> None:
        """Mark the page that is shown."""
        self.buttons[key].setChecked(True)

    def set_slim(self, *, is_slim: bool) -> None:
        """Fold the column to icons, or unfold it."""
        self.is_slim = is_slim
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        if is_slim:
            style = Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in (*self.buttons.values(), self._fold):
            button.setToolButtonStyle(style)
        self._name.setVisible(not is_slim)
        self.setFixedWidth(grown(SLIM_WIDTH) if is_slim else self._wide())

    def _wide(self) -> int:
        """Px that hold every name, the one of the page shown in bold."""
        buttons = (*self.buttons.values(), self._fold)
        bold = self._look.font(bold=True)
        longest = max(QFontMetrics(bold).horizontalAdvance(button.text()) for button in buttons)
        return max(NAVIGATION_WIDTH, longest + icon_size().width() + grown(_AROUND) + 2 * GAP)

    def _build(self, pages: Sequence[type[Page]]) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, 2 * GAP, GAP, GAP)
        box.setSpacing(GAP // 2)
        self._name.setContentsMargins(GAP, 0, 0, GAP)
        box.addWidget(self._name)
        for number, page in enumerate(pages, start=1):
            name = self._texts.say(f"page.{page.key}")
            button = self._button(page.icon, name)
            key = f"Alt+{number}"
            button.setToolTip(f"{self._texts.say(f'page.{page.key}.help')} ({key})")
            button.setCheckable(True)
            button.setProperty("page", page.key)
            self._group.addButton(button)
            self.buttons[page.key] = button
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(button.click)
            box.addWidget(button)
        self._fold = self._button("menu", self._texts.say("desktop.fold"))
        self._fold.setToolTip(self._texts.say("desktop.fold.help"))
        box.addStretch(1)
        box.addWidget(self._fold)

    def _button(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(self._look.icon(icon, Ink.MUTED))
        button.setIconSize(icon_size())
        button.setText(name)
        button.setAccessibleName(name)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_clicked)
        self._fold.clicked.connect(self._on_fold)

    @Slot(object)
    def _on_clicked(self, button: QToolButton) -> None:
        self.asked.emit(button.property("page"))

    @Slot()
    def _on_fold(self) -> None:
        self.set_slim(is_slim=not self.is_slim)
        self.slimmed.emit(self.is_slim)
