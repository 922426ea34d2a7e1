"""Certifications under the statuses of their road: walked, moved with keys or by dragging."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from planner.study import Certification
from planner.vocab import CertificationStatus
from ui.desktop.models.tree_model import TreeModel
from ui.desktop.style import grown
from ui.desktop.widgets.tree_view import TreeView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ui.desktop.session import Session

#: What a dragged certification carries: its key.
ROWS = "application/x-cartoplan-certifications"
_FINDINGS = 104  # px at 100 %
Index = QModelIndex | QPersistentModelIndex


class StatusModel(TreeModel):
    """A tree whose certifications can be dragged and whose statuses take them."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Certifications can be dragged; they are let go on a status or on a row of one."""
        flags, branch = super().flags(index), self.branch(index)
        if branch is None:
            return flags
        if isinstance(branch.about, Certification):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """Ours alone."""
        return [ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The key of the certification that is dragged."""
        found = (self.branch(index) for index in indexes if index.column() == 0)
        keys = [b.key for b in found if b is not None and isinstance(b.about, Certification)]
        data = QMimeData()
        data.setData(ROWS, "\n".join(keys[:1]).encode())
        return data

    def goal(self, index: Index) -> CertificationStatus | None:
        """The status on which a certification would be let go at ``index``."""
        branch = self.branch(index)
        if branch is not None and isinstance(branch.about, Certification):
            return branch.about.status
        about = None if branch is None else branch.about
        return about if isinstance(about, CertificationStatus) else None


class StatusTree(TreeView):
    """Shows a :class:`StatusModel`; it asks, and changes nothing by itself.

    Signals:
        opened(str): Enter or a double click on the certification of that key.
        stepped(int): Alt+Up (-1) or Alt+Down (1) on a certification.
        dropped(str, object): a certification was let go on a status.
        removal_asked(): the Delete key.
    """

    opened = Signal(str)
    stepped = Signal(int)
    dropped = Signal(str, object)
    removal_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty board in the words of ``session``."""
        names = ("title", "findings")
        headings = [session.say(f"board.column.{name}") for name in names]
        self.rows = StatusModel(headings, parent)
        super().__init__(self.rows, session.look, parent)
        self.setAccessibleName(session.say("board.tree"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.share_width(grown(_FINDINGS))
        self.doubleClicked.connect(self._on_opened)
        self._acts: dict[tuple[bool, Qt.Key], Callable[[], object]] = {
            (True, Qt.Key.Key_Up): partial(self.stepped.emit, -1),
            (True, Qt.Key.Key_Down): partial(self.stepped.emit, 1),
            (False, Qt.Key.Key_Return): self._on_opened,
            (False, Qt.Key.Key_Enter): self._on_opened,
            (False, Qt.Key.Key_Delete): self.removal_asked.emit,
        }

    def current(self) -> Certification | None:
        """The certification of the current line."""
        branch = self.rows.branch(self.currentIndex())
        about = None if branch is None else branch.about
        return about if isinstance(about, Certification) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Alt with an arrow changes the status; all other keys walk the board."""
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        act = self._acts.get((has_alt, Qt.Key(event.key())))
        if act is None or self.current() is None:
            super().keyPressEvent(event)
        else:
            act()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only our own certifications are welcome."""
        if event.mimeData().hasFormat(ROWS):
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say where a certification may be let go."""
        super().dragMoveEvent(event)
        goal = self.rows.goal(self.indexAt(event.position().toPoint()))
        if goal is None or not event.mimeData().hasFormat(ROWS):
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was let go where; the study changes the status, not the board."""
        goal = self.rows.goal(self.indexAt(event.position().toPoint()))
        key = bytes(event.mimeData().data(ROWS).data()).decode()
        if goal is None or not key:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # nothing is to be removed from the board
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.dropped.emit(key, goal)

    def _on_opened(self) -> None:
        row = self.current()
        if row is not None:
            self.opened.emit(row.key)
