"""The line above a table: a search field, a chip for each choice in force, and more choices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.figures.palette import Ink
from ui.desktop.style import CONTROL_HEIGHT, GAP, as_role, grown
from ui.desktop.widgets.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from ui.desktop.style import Look

_SEARCH_WIDTH = 280  # px


@dataclass(frozen=True, slots=True)
class Offer:
    """Values of one facet that may be chosen: each with its words and how many rows have it."""

    label: str
    values: tuple[tuple[Hashable, str, str], ...]  # the value, its words, its count in words


@dataclass(frozen=True, slots=True)
class BarWords:
    """What the bar says, in the language of the window; ``remove`` has a place ``{name}``."""

    search: str
    search_help: str
    erase: str
    more: str
    more_help: str
    clear: str
    clear_help: str
    remove: Callable[[str], str]


class FilterBar(QWidget):
    """Holds which values were chosen; what they mean is the page's.

    Signals:
        searched(str): the words of the search field.
        chosen(): a value was chosen or let go; see :attr:`choices`.
        selection_dropped(): the rows that another page asked for are no longer wanted alone.
    """

    searched = Signal(str)
    chosen = Signal()
    selection_dropped = Signal()

    def __init__(
        self,
        words: BarWords,
        look: Look,
        offers: Callable[[], Iterable[Offer]],
        parent: QWidget | None = None,
    ) -> None:
        """A bar without choices; ``offers`` is asked each time the menu opens."""
        super().__init__(parent)
        self._words, self._look, self._offers = words, look, offers
        self.choices: dict[Hashable, str] = {}
        self.chips: dict[Hashable, QToolButton] = {}
        self.selection: QToolButton | None = None
        self._build()
        self._connect()

    def choose(self, value: Hashable, words: str, *, is_chosen: bool = True) -> None:
        """Choose a value or let it go, and tell it."""
        if is_chosen == (value in self.choices):
            return
        if is_chosen:
            self.choices[value] = words
            chip = self._chip(words)
            chip.clicked.connect(partial(self._let_go, value))
            self.chips[value] = chip
        else:
            del self.choices[value]
            self._drop(self.chips.pop(value))
        self._arrange()
        self.chosen.emit()

    def restore(self, choices: Mapping[Hashable, str], words: str) -> None:
        """Let ``choices`` with their words, and the words sought, stand for those in force.

        Nothing is told: whoever restores knows.
        """
        with QSignalBlocker(self):
            for value in tuple(self.choices):
                self.choose(value, "", is_chosen=False)
            for value, said in choices.items():
                self.choose(value, said)
            self.search.setText(words)
        self.erase.setVisible(bool(words))

    def show_selection(self, words: str) -> None:
        """Say with a chip that only some rows are wanted; it can be closed. Empty takes it away."""
        if self.selection is not None:
            self._drop(self.selection)
            self.selection = None
        if words:
            self.selection = self._chip(words)
            self.selection.clicked.connect(self.selection_dropped)
        self._arrange()

    def clear_all(self) -> None:
        """Let every choice, the words and the selection go."""
        for value in tuple(self.choices):
            self.choose(value, "", is_chosen=False)
        self.search.clear()
        if self.selection is not None:
            self.selection_dropped.emit()

    @property
    def is_open(self) -> bool:
        """True where nothing is filtered out by this bar."""
        return not (self.choices or self.search.text().strip() or self.selection is not None)

    def _build(self) -> None:
        self.search = SearchField(self)
        self.search.setPlaceholderText(self._words.search)
        self.search.setAccessibleName(self._words.search)
        self.search.setToolTip(self._words.search_help)
        self.search.setFixedSize(grown(_SEARCH_WIDTH), grown(CONTROL_HEIGHT))
        icon = self._look.icon("search", Ink.MUTED)
        self.search.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        erase = self._look.icon("close", Ink.MUTED)
        self.erase = self.search.addAction(erase, QLineEdit.ActionPosition.TrailingPosition)
        self.erase.setToolTip(self._words.erase)
        self.erase.setVisible(False)
        self.menu = QMenu(self)
        self.more = self._button(self._words.more, self._words.more_help, "filter")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(self.menu)
        self.more.setFixedHeight(grown(CONTROL_HEIGHT))
        self.clear = self._button(self._words.clear, self._words.clear_help, "close")
        as_role(self.clear, "bare")
        self.flow = Flow(GAP)
        self._arrange()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_words)
        self.erase.triggered.connect(self.search.clear)
        self.menu.aboutToShow.connect(self._on_menu)
        self.clear.clicked.connect(self.clear_all)

    def _arrange(self) -> None:
        """Search field, selection, chips, the menu, and what clears them all, in this order."""
        while self.flow.takeAt(0) is not None:
            pass
        chips = [*([self.selection] if self.selection else []), *self.chips.values()]
        self.clear.setVisible(len(chips) > 1)
        for widget in (self.search, *chips, self.more, self.clear):
            self.flow.addWidget(widget)
            widget.raise_()
        before: QWidget = self.search
        for widget in (*chips, self.more, self.clear):
            QWidget.setTabOrder(before, widget)
            before = widget
        self.flow.invalidate()
        self.updateGeometry()

    def _chip(self, words: str) -> QToolButton:
        chip = self._button(words, self._words.remove(words), "close")
        as_role(chip, "chip")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setAccessibleName(self._words.remove(words))
        chip.show()
        return chip

    def _button(self, words: str, tip: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setIcon(self._look.icon(icon, Ink.MUTED))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(words)
        button.setToolTip(tip)
        return button

    @staticmethod
    def _drop(chip: QToolButton) -> None:
        chip.hide()
        chip.deleteLater()

    def _let_go(self, value: Hashable, _checked: bool = False) -> None:
        self.choose(value, "", is_chosen=False)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self.erase.setVisible(bool(words))
        self.searched.emit(words)

    @Slot()
    def _on_menu(self) -> None:
        """Fill the menu with what there is to choose now."""
        self.menu.clear()
        for offer in self._offers():
            facet = TickMenu(offer.label, self.menu)
            for value, words, count in offer.values:
                action = facet.addAction(f"{words}\t{count}".replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(value in self.choices)
                action.triggered.connect(partial(self._on_ticked, value, words, action))
            self.menu.addMenu(facet)

    def _on_ticked(
        self, value: Hashable, words: str, action: QAction, _checked: bool = False
    ) -> None:
        self.choose(value, words, is_chosen=action.isChecked())


class SearchField(QLineEdit):
    """A line that Escape empties."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line with Escape."""
        if event.matches(QKeySequence.StandardKey.Cancel) and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TickMenu(QMenu):
    """A menu that stays open while several of its lines are ticked."""

    def __init__(self, label: str, parent: QWidget) -> None:
        """An empty menu under ``label``."""
        super().__init__(label, parent)
        self.setToolTipsVisible(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick without closing."""
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar without closing."""
        if event.key() != Qt.Key.Key_Space or not self._tick():
            super().keyPressEvent(event)

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True
