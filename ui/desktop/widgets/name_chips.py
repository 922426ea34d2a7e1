"""Some of many: each chosen name is a chip to remove, and a line completes the next one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.text import search_key
from ui.desktop.style import GAP, as_role, grown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QResizeEvent

    from ui.actions.fieldwords import Option

_SEARCHED = Qt.ItemDataRole.UserRole + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_EDGES, _LEAST = 28, 60  # px beside the words of a chip; its least width
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute  # chips read from the right
_LINES = 12  # of the list that completes


class NameCompleter(QCompleter):
    """Completes names from any part of them, whatever the accents."""

    def offer(self, choices: Sequence[Option]) -> None:
        """Complete from ``choices``."""
        model = QStandardItemModel(self)
        for option in choices:
            item = QStandardItem(option.words)
            item.setData(option.typed, Qt.ItemDataRole.UserRole)
            item.setData(search_key(option.words), _SEARCHED)
            item.setToolTip(option.help or option.words)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_SEARCHED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(_LINES)

    def splitPath(self, path: str) -> list[str]:
        """What is typed, as it is searched."""
        return [search_key(path)]


class NameLine(QLineEdit):
    """The line in which the next name is typed; ``is_choosing``: one is marked in the list.

    Signals:
        entered(): Enter was pressed with words in it, or it was left.
        stepped(): the person wants to go back to the chip before.
        asked(): the person wants to see all names.
        left(): Escape was pressed.
    """

    entered = Signal()
    stepped = Signal()
    asked = Signal()
    left = Signal()

    def __init__(self, is_choosing: Callable[[], bool], parent: QWidget) -> None:
        """An empty line."""
        super().__init__(parent)
        self.is_choosing = is_choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Backspace and Left at the beginning step back, Down shows all names."""
        key, is_empty = event.key(), not self.text()
        if key in _ENTER and (is_empty or self.is_choosing()):
            event.ignore()  # the list of names takes it, or what holds the field
        elif key in _ENTER:
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
            self.left.emit()
        elif is_empty and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self.stepped.emit()
        elif key == Qt.Key.Key_Down:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed, unless only the list of names came up."""
        super().focusOutEvent(event)
        if self.text() and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.entered.emit()


class NameChips(QWidget):
    """Chosen names as chips above a line that completes the next one.

    Typing narrows the names, Down shows them all, Enter takes one; Backspace in the empty line goes
    to the last chip, where Delete or Backspace removes it. Words that are no name are committed as
    they stand, to be refused in words.

    Signals:
        committed(): a name was added or removed, or words that are none were left in the line.
    """

    committed = Signal()

    def __init__(self, choices: Sequence[Option], parent: QWidget | None = None) -> None:
        """No name chosen among ``choices``."""
        super().__init__(parent)
        self.chips: dict[str, QToolButton] = {}
        self._names: dict[str, str] = {}
        self._choices: tuple[Option, ...] = ()
        self._shown = ""
        self._is_locked = False
        self._remove: Callable[[str], str] = str
        self._icon: QIcon | None = None
        self.completer = NameCompleter(self)
        self.line = NameLine(self._is_choosing, self)
        self.completer.setWidget(self.line)  # not setCompleter: that would write into the line
        picked = self.completer.activated["QModelIndex"]  # type: ignore[index]  # of two signals
        picked.connect(self._on_picked)
        self.line.textEdited.connect(self._on_asked)
        self.setFocusProxy(self.line)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP // 2)
        self._box.addWidget(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line.entered.connect(self._on_entered)
        self.line.stepped.connect(self._on_stepped)
        self.line.asked.connect(self._on_asked)
        self.line.left.connect(self._on_left)
        self.offer(choices)

    def dress(self, hint: str, remove: Callable[[str], str], icon: QIcon) -> None:
        """Say ``hint`` in the empty line; chips show ``icon`` and say ``remove(name)``."""
        self._remove, self._icon = remove, icon
        self.line.setAccessibleName(hint)
        self.line.setPlaceholderText(hint)
        self.line.setToolTip(hint)

    def offer(self, choices: Sequence[Option]) -> None:
        """Let ``choices`` stand for the former ones; what is chosen stays."""
        self._choices = tuple(choices)
        self._names = {option.typed: option.words for option in choices}
        self._renew()

    def typed(self) -> str:
        """The chosen options, then words that are none, apart by semicolons."""
        return ";".join((*self.chips, *filter(None, [self.line.text().strip()])))

    def show_typed(self, typed: str) -> None:
        """Show exactly the options named in ``typed``."""
        self._shown = typed
        self.line.clear()
        self._show(tuple(filter(None, typed.split(";"))))

    def lock(self, reason: str) -> None:
        """Only show the names, where there is a ``reason``."""
        self._is_locked = bool(reason)
        self.line.setVisible(not reason)
        for chip in self.chips.values():
            chip.setEnabled(not reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the chips with the arrows, remove one with Delete or Backspace."""
        chips = list(self.chips.items())
        place = next((n for n, (_, chip) in enumerate(chips) if chip.hasFocus()), None)
        if place is None or self._is_locked:
            super().keyPressEvent(event)
        elif event.key() in _ERASING:
            self._drop(chips[place][0])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            chips[max(place - 1, 0)][1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            after = chips[place + 1][1] if place + 1 < len(chips) else self.line
            after.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the names to the new room."""
        super().resizeEvent(event)
        self._cut()

    def _show(self, keys: Sequence[str]) -> None:
        """A chip for each of ``keys``, in this order."""
        if tuple(self.chips) != tuple(keys):
            for chip in self.chips.values():
                chip.hide()
                chip.deleteLater()
            self.chips = {}
            for place, key in enumerate(dict.fromkeys(keys)):
                self.chips[key] = self._chip(key)
                self._box.insertWidget(place, self.chips[key], 0, _LEFT)
                self.chips[key].show()
        self._renew()

    def _chip(self, key: str) -> QToolButton:
        chip = QToolButton(self)
        as_role(chip, "chip")
        if self._icon is not None:
            chip.setIcon(self._icon)
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross comes last
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.setMinimumWidth(grown(_LEAST))  # the words are cut to the room, not the room widened
        chip.setEnabled(not self._is_locked)
        chip.clicked.connect(partial(self._drop, key))
        before = list(self.chips.values())
        if before:
            QWidget.setTabOrder(before[-1], chip)
        QWidget.setTabOrder(chip, self.line)
        return chip

    def _renew(self) -> None:
        """Name the chips as the study does now, and complete only what is not chosen yet."""
        self.completer.offer([one for one in self._choices if one.typed not in self.chips])
        for key, chip in self.chips.items():
            said = self._remove(self._names.get(key, key))
            chip.setAccessibleName(said)
            chip.setToolTip(said)
        self._cut()

    def _cut(self) -> None:
        for key, chip in self.chips.items():
            room = self.width() - grown(_EDGES) - chip.iconSize().width()
            name = self._names.get(key, key)
            cut = chip.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(room, 40))
            chip.setText(cut.replace("&", "&&"))

    def _add(self, key: str) -> None:
        self.line.clear()
        self._show((*self.chips, key))
        self.committed.emit()

    def _drop(self, key: str, _checked: bool = False) -> None:
        keys = tuple(self.chips)
        place = keys.index(key)
        self._show(tuple(one for one in keys if one != key))
        left = list(self.chips.values())
        after = left[min(place, len(left) - 1)] if left else self.line
        after.setFocus(Qt.FocusReason.OtherFocusReason)
        self.committed.emit()

    @Slot("QModelIndex")
    def _on_picked(self, index: QModelIndex) -> None:
        self._add(str(index.data(Qt.ItemDataRole.UserRole)))

    @Slot()
    def _on_entered(self) -> None:
        """Take the name typed, or the only one that has the words in it."""
        wanted = search_key(self.line.text())
        free = [one for one in self._choices if one.typed not in self.chips]
        exact = [one for one in free if search_key(one.words) == wanted or one.typed == wanted]
        within = exact or [one for one in free if wanted in search_key(one.words)]
        if len(within) == 1 or exact:
            self._add(within[0].typed)
        elif within and self.line.hasFocus():
            self._on_asked()  # several: they are shown to choose from
        else:
            self.committed.emit()

    @Slot()
    def _on_stepped(self) -> None:
        if self.chips:
            list(self.chips.values())[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_asked(self) -> None:
        """Show the names that have what is typed, all of them where nothing is."""
        self.completer.setCompletionPrefix(self.line.text())
        self.completer.complete()

    def _is_choosing(self) -> bool:
        popup = self.completer.popup()
        return popup is not None and popup.isVisible() and popup.currentIndex().isValid()

    @Slot()
    def _on_left(self) -> None:
        """Take words away first, then what was refused."""
        self.line.clear()
        if self.typed() != self._shown:
            self._show(tuple(filter(None, self._shown.split(";"))))
            self.committed.emit()
