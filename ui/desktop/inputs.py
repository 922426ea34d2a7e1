"""The controls in which the fields of a row are typed, chosen and ticked, one kind for each kind.

All speak alike: ``typed()`` and ``show_typed()`` in the words that ``ui.actions.parsing`` reads,
``committed`` once the control is left changed, ``lock(reason)`` where nothing may be written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
)

from planner.fields import LINE, Kind
from ui.desktop.widgets.check_list import CheckList
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.name_chips import NameChips
from ui.desktop.widgets.plain_text import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from planner.fields import Field
    from ui.actions.fieldwords import Option

_TALL = 84  # px of a text of several lines


class LineInput(QLineEdit):
    """A text or a number on one line; Escape gives back what stood there, if ``gives_back``.

    Signals:
        committed(): the line was left, or Enter pressed, with other words in it.
    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty line."""
        super().__init__(parent)
        self.gives_back = True
        self._shown = self._sent = ""
        self.editingFinished.connect(self._on_finished)

    @property
    def is_typed_in(self) -> bool:
        """True while other words stand here than those that were shown or handed on."""
        return self.text() != self._sent

    def typed(self) -> str:
        """What stands in the line."""
        return self.text()

    def show_typed(self, typed: str) -> None:
        """Show ``typed`` from its beginning."""
        self._shown = self._sent = typed
        if typed != self.text():
            self.setText(typed)
            self.setCursorPosition(0)

    def propose(self, words: Sequence[str]) -> None:
        """Complete what is typed from ``words``, wherever in them it stands."""
        completer = QCompleter(list(words), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def lock(self, reason: str) -> None:
        """Only let the text be read and copied, where there is a ``reason``."""
        self.setReadOnly(bool(reason))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape as a change of mind."""
        is_change = self.gives_back and self.text() != self._shown
        if event.key() == Qt.Key.Key_Escape and is_change:
            self.show_typed(self._shown)
            self.committed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_finished(self) -> None:
        if self.text() != self._sent:
            self._sent = self.text()
            self.committed.emit()


class TextInput(QPlainTextEdit):
    """A text of several lines; Tab leaves it.

    Signals:
        committed(): it was left with another text in it.
    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty text."""
        super().__init__(parent)
        self._sent = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(_TALL)

    @property
    def is_typed_in(self) -> bool:
        """True while another text stands here than was shown or handed on."""
        return self.typed() != self._sent

    def typed(self) -> str:
        """The text."""
        return written(self)

    def show_typed(self, typed: str) -> None:
        """Show ``typed``."""
        self._sent = typed
        if typed != self.typed():
            self.setPlainText(typed)

    def lock(self, reason: str) -> None:
        """Only let the text be read and copied, where there is a ``reason``."""
        if self.isReadOnly() != bool(reason):
            self.setReadOnly(bool(reason))
            self.style().unpolish(self)
            self.style().polish(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit a text that has changed."""
        super().focusOutEvent(event)
        if self.is_typed_in:
            self._sent = self.typed()
            self.committed.emit()


class ChoiceInput(ChoiceBox):
    """One of several, in a form."""

    def lock(self, reason: str) -> None:
        """Only show the choice, where there is a ``reason``."""
        self.setEnabled(not reason)


class ChecksInput(CheckList):
    """Some of several, in a form."""

    def lock(self, reason: str) -> None:
        """Only show what is ticked, where there is a ``reason``."""
        self.lock_boxes(is_locked=bool(reason))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as all lines, wherever they break, so that the panel scrolls, not the list."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.setFixedHeight(self.height_of_lines())


class NamesInput(NameChips):
    """Some of many, in a form: names that are completed as they are typed."""


class FlagInput(QCheckBox):
    """Yes or no.

    Signals:
        committed(): the box was ticked or cleared.
    """

    committed = Signal()

    def __init__(self, options: tuple[str, str], parent: QWidget | None = None) -> None:
        """A box; ``options`` are the words for no and yes."""
        super().__init__(parent)
        self._words = options
        self.clicked.connect(self._on_clicked)

    def typed(self) -> str:
        """The word for what is ticked."""
        return self._words[self.isChecked()]

    def show_typed(self, typed: str) -> None:
        """Tick the box where ``typed`` is the word for yes."""
        self.setChecked(typed == self._words[True])

    def lock(self, reason: str) -> None:
        """Only show the box, where there is a ``reason``."""
        self.setEnabled(not reason)

    @Slot()
    def _on_clicked(self) -> None:
        self.committed.emit()


Input = LineInput | TextInput | ChoiceInput | ChecksInput | NamesInput | FlagInput

#: Collections whose rows are too many to tick: their names are typed and completed.
COMPLETED = frozenset({"tasks"})


def input_for(
    field: Field, choices: Sequence[Option], words: tuple[str, str, str], parent: QWidget
) -> Input:
    """The control for a field; ``words`` are those for unknown, no and yes."""
    unknown, no, yes = words
    if field.kind is Kind.FLAG:
        return FlagInput((no, yes), parent)
    if field.kind is Kind.REFERENCES and field.target in COMPLETED:
        return NamesInput(choices, parent)
    if field.kind in (Kind.CHOICES, Kind.REFERENCES):
        return ChecksInput(choices, parent)
    if choices:
        return ChoiceInput(choices, "" if field.required else unknown, parent)
    if field.kind is Kind.TEXT and (field.high or 0) > LINE:
        return TextInput(parent)
    line = LineInput(parent)
    if field.kind is not Kind.TEXT and not field.required:
        line.setPlaceholderText(unknown)
    return line


def is_narrow(field: Field, choices: Sequence[Option]) -> bool:
    """True where half of a form's width is enough for the field."""
    if field.kind in (Kind.INTEGER, Kind.REAL, Kind.FRACTION, Kind.DAY, Kind.FLAG):
        return True
    return field.kind is Kind.CHOICE and all(len(option.words) < 14 for option in choices)
