"""The tree of a referential: written in place, moved with the keyboard or by dragging.

It asks and changes nothing by itself: what is written, moved or taken away comes back from the
study.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QPlainTextEdit

from planner.findings import Place
from ui.desktop.style import grown
from ui.desktop.widgets.drop_tree import CarriedRows, DropTree
from ui.desktop.widgets.plain_text import written
from ui.desktop.widgets.wrapped_lines import WrappedDelegate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ui.desktop.models.tree_model import Branch, Index
    from ui.desktop.session import Session

#: What a dragged part carries: its collection and its key.
PARTS = "application/x-cartoplan-parts"
_KIND, _CODE, _FINDINGS = 104, 64, 92  # px at 100 %
_EDITOR = 74  # px: three lines
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True, slots=True)
class Draft:
    """A part that is being written and is not in the study yet."""

    kind: str
    holder: Place
    after: str = ""


def key_of(place: Place) -> str:
    """The key of a part's line in the tree."""
    return f"{place.collection}/{place.key}"


class PartModel(CarriedRows):
    """A tree whose lines are parts: written in their first column unless it is locked."""

    carries = PARTS
    is_locked = False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Texts can be written; parts of the study can be dragged, and take others."""
        flags, branch = super().flags(index), self.branch(index)
        if branch is None or self.is_locked:
            return flags
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsEditable
        if isinstance(branch.about, Place):
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def carried(self, index: Index) -> str:
        """The collection and the key of a part."""
        place = self.place(index)
        return "" if place is None else key_of(place)

    def goal(self, index: Index) -> Place | None:
        """Any part: what may stand where is said when it is let go."""
        return self.place(index)

    def place(self, index: Index) -> Place | None:
        """The part of a line; None for a draft."""
        branch = self.branch(index)
        return branch.about if branch is not None and isinstance(branch.about, Place) else None


class ReferentialTree(DropTree):
    """Shows a :class:`PartModel`.

    Signals:
        written(object, str): the text of a :class:`Place` or a :class:`Draft` was written.
        abandoned(): a text was left as it was; a draft is no longer wanted.
        sibling_asked(), child_asked(), removal_asked(): Ctrl+N, Ctrl+Shift+N, Delete.
        stepped(int): Alt+Up (-1) or Alt+Down (1).
        relevelled(int): Alt+Left (-1) or Alt+Right (1).
        dropped(object, object, object): the places let go, the place under them, and whether
            below it (True), above it (False) or on it (None).
        went_to(object): the :class:`Place` of the current line, or None.
    """

    written = Signal(object, str)
    abandoned = Signal()
    sibling_asked = Signal()
    child_asked = Signal()
    removal_asked = Signal()
    stepped = Signal(int)
    relevelled = Signal(int)
    dropped = Signal(object, object, object)
    went_to = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty tree in the words of ``session``."""
        codes = ("text", "kind", "code", "findings")
        self.parts = PartModel([session.say(f"referential.column.{c}") for c in codes], parent)
        super().__init__(self.parts, session.look, parent)
        self.setAccessibleName(session.say("referential.tree"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.share_width(grown(_KIND), grown(_CODE), grown(_FINDINGS))
        self.writing = PartDelegate(session, self)
        self.setItemDelegate(self.writing)
        self.selectionModel().currentChanged.connect(self._on_current)
        self._acts: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[], object]] = {
            (_CONTROL, Qt.Key.Key_N): self.sibling_asked.emit,
            (_CONTROL | _SHIFT, Qt.Key.Key_N): self.child_asked.emit,
            (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Delete): self.removal_asked.emit,
            (_ALT, Qt.Key.Key_Up): partial(self.stepped.emit, -1),
            (_ALT, Qt.Key.Key_Down): partial(self.stepped.emit, 1),
            (_ALT, Qt.Key.Key_Left): partial(self.relevelled.emit, -1),
            (_ALT, Qt.Key.Key_Right): partial(self.relevelled.emit, 1),
        }

    def write(self, key: str) -> None:
        """Open the editor of the line of ``key``."""
        self.make_current(key)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit(self.branches.find(key))

    def places(self) -> list[Place]:
        """The parts that are selected, in the order of their lines; else the current one."""
        return [branch.about for branch in self.chosen() if isinstance(branch.about, Place)]

    def current_place(self) -> Place | None:
        """The part of the current line."""
        return self.parts.place(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 write, the keys of the class act; all other keys walk the tree."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = self._acts.get((modifiers, Qt.Key(event.key())))
        if act is not None:
            act()
        elif event.key() in (*_ENTER, Qt.Key.Key_F2) and self.currentIndex().isValid():
            self.edit(self.currentIndex().siblingAtColumn(0))
        else:
            super().keyPressEvent(event)

    def let_go(self, keys: list[str], goal: object) -> None:
        """Tell which parts were let go on or beside which part."""
        places = [Place(*key.split("/", 1)) for key in keys if "/" in key]
        spot = QAbstractItemView.DropIndicatorPosition
        below = {spot.AboveItem: False, spot.BelowItem: True}.get(self.dropIndicatorPosition())
        self.dropped.emit(places, goal, below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.went_to.emit(self.parts.place(current))


class PartDelegate(WrappedDelegate):
    """Writes the text of a part over its line, on several lines; Enter keeps it, Escape leaves.

    The editor is closed before the text is handed on: what follows shows the tree anew.
    """

    tells_help = False

    def __init__(self, session: Session, tree: ReferentialTree) -> None:
        """A delegate for ``tree``."""
        super().__init__(session.look, tree)
        self._tree, self._say = tree, session.say
        self._about: object = None
        self._before = ""

    def is_bold(self, branch: Branch) -> bool:
        """Blocks alone are bold."""
        return isinstance(branch.about, Place) and branch.about.collection == "blocks"

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A text of several lines."""
        branch = self._tree.parts.branch(index)
        editor = QPlainTextEdit(parent)
        editor.setTabChangesFocus(True)
        editor.setAccessibleName(self._say("referential.write"))
        if branch is not None:
            self._about = branch.about
            self._before = branch.cells[0] if isinstance(branch.about, Place) else ""
            if not self._before:
                editor.setPlaceholderText(branch.cells[0])
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands in the study, all of it selected."""
        if isinstance(editor, QPlainTextEdit) and not editor.toPlainText():
            editor.setPlainText(self._before)
            editor.moveCursor(QTextCursor.MoveOperation.End)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the whole width of the column and three lines high, inside the tree."""
        rect, parent = QRect(option.rect), editor.parentWidget()
        rect.setHeight(max(rect.height(), grown(_EDITOR)))
        if parent is not None:
            rect.moveBottom(min(rect.bottom(), max(parent.height() - 1, rect.height() - 1)))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab keep the text, Escape leaves it; leaving the editor keeps it too."""
        if not isinstance(editor, QPlainTextEdit):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined]
            if key in (*_ENTER, Qt.Key.Key_Tab):
                self._finish(editor, written(editor))
                return True
            if key == Qt.Key.Key_Escape:
                self._finish(editor, self._before)
                return True
        elif event.type() == QEvent.Type.FocusOut and self._about is not None:
            self._finish(editor, written(editor))
            return False
        elif event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return False
        return False

    def _finish(self, editor: QPlainTextEdit, text: str) -> None:
        about, self._about = self._about, None
        if about is None:
            return
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        words = " ".join(text.split())
        if words and words != self._before:
            self._tree.written.emit(about, words)
        else:
            self._tree.abandoned.emit()
