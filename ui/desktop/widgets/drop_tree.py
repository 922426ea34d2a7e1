"""A tree whose own rows are dragged onto others of its rows; it tells, and moves nothing itself."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QAbstractItemView

from ui.desktop.models.tree_model import TreeModel
from ui.desktop.widgets.tree_view import TreeView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
    from PySide6.QtWidgets import QWidget

    from ui.desktop.models.tree_model import Index
    from ui.desktop.style import Look


class CarriedRows(TreeModel):
    """A tree whose rows are carried by a drag as :attr:`carries`: their keys, one a line."""

    carries: ClassVar[str]

    def mimeTypes(self) -> list[str]:
        """Ours alone: rows of another tree or study are not taken."""
        return [self.carries]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The keys of the rows that are dragged."""
        keys = (self.carried(index) for index in indexes if index.column() == 0)
        data = QMimeData()
        data.setData(self.carries, "\n".join(filter(None, keys)).encode())
        return data

    @abstractmethod
    def carried(self, index: Index) -> str:
        """What names a dragged row; empty where it stays where it is."""

    @abstractmethod
    def goal(self, index: Index) -> object:
        """What would take rows that are let go at ``index``; None where nothing would."""


class DropTree(TreeView):
    """Shows :class:`CarriedRows`; rows from elsewhere are not welcome."""

    def __init__(self, model: CarriedRows, look: Look, parent: QWidget | None = None) -> None:
        """A tree over ``model``."""
        super().__init__(model, look, parent)
        self._carried = model
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)

    @abstractmethod
    def let_go(self, keys: list[str], goal: object) -> None:
        """Tell that the rows named ``keys`` were let go on ``goal``."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only our own rows are welcome."""
        if event.mimeData().hasFormat(self._carried.carries):
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Say where the rows may be let go."""
        super().dragMoveEvent(event)
        if self._goal(event) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was let go where; the study moves the rows, not the tree."""
        goal = self._goal(event)
        if goal is None:
            event.ignore()
            return
        said = bytes(event.mimeData().data(self._carried.carries).data()).decode()
        event.setDropAction(Qt.DropAction.CopyAction)  # nothing is to be removed from the tree
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.let_go(said.split("\n"), goal)

    def _goal(self, event: QDropEvent) -> object:
        """What would take the rows of ``event`` under the pointer; None where nothing would."""
        if not event.mimeData().hasFormat(self._carried.carries):
            return None
        return self._carried.goal(self.indexAt(event.position().toPoint()))
