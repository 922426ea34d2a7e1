"""One of several: a list to choose from, in which one may also type to search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter

from planner.text import search_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QWidget

    from ui.actions.fieldwords import Option

#: From so many options on, one types to search instead of reading the list.
MANY = 10


class ChoiceBox(QComboBox):
    """Chooses one option.

    Signals:
        committed(): a person has chosen, or left the box with other words in it.
    """

    committed = Signal()

    def __init__(
        self,
        choices: Sequence[Option],
        blank: str = "",
        parent: QWidget | None = None,
        *,
        is_searched: bool = False,
    ) -> None:
        """A box of ``choices``; ``blank`` are the words for none, where none may be chosen.

        One may type in it where there are many choices, or where it ``is_searched``.
        """
        super().__init__(parent)
        self._shown = ""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if is_searched or len(choices) >= MANY:
            self._let_search()
        self.offer(choices, blank)
        self.activated.connect(self._on_activated)

    def offer(self, choices: Sequence[Option], blank: str) -> None:
        """Let ``choices`` stand for the former ones; what is chosen stays where it can."""
        now = self.typed()
        with QSignalBlocker(self):
            self.clear()
            if blank:
                self.addItem(blank, "")
            for option in choices:
                self.addItem(option.words, option.typed)
                if option.help:
                    place = self.count() - 1
                    self.setItemData(place, option.help, Qt.ItemDataRole.ToolTipRole)
        self.show_typed(now)

    def typed(self) -> str:
        """What stands for the choice: its key, or the words typed where they are no choice."""
        words = search_key(self.currentText())
        for place in range(self.count()):
            if search_key(self.itemText(place)) == words:
                return str(self.itemData(place))
        return self.currentText()

    def show_typed(self, typed: str) -> None:
        """Show the option that is typed so; words that are none are shown as they are."""
        self._shown = typed
        with QSignalBlocker(self):
            place = self.findData(typed)
            self.setCurrentIndex(place)
            line = self.lineEdit()
            if line is not None:
                line.setText(typed if place < 0 else self.itemText(place))
                line.setCursorPosition(0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: a choice never changes in passing."""
        event.ignore()

    def _let_search(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._on_left)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_left)

    @Slot()
    def _on_activated(self) -> None:
        self._on_left()

    @Slot()
    def _on_left(self) -> None:
        typed = self.typed()
        if typed != self._shown:
            self._shown = typed
            self.committed.emit()
