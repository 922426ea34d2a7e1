"""The tree of competences, worked on with the keyboard or by dragging rows onto occupations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from planner.study import Competence, Occupation
from ui.desktop.style import grown
from ui.desktop.widgets.drop_tree import CarriedRows, DropTree

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ui.desktop.models.tree_model import Index
    from ui.desktop.session import Session

#: What a dragged row carries: its keys, one a line.
ROWS = "application/x-cartoplan-competences"
_IMPACT, _STATE = 150, 130  # px at 100 %


class AttachmentModel(CarriedRows):
    """A tree whose competences can be dragged and whose occupations take them."""

    carries = ROWS

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged; they are let go on an occupation or on a row of one."""
        flags = super().flags(index)
        branch = self.branch(index)
        if branch is None:
            return flags
        if isinstance(branch.about, Competence):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags | Qt.ItemFlag.ItemIsDropEnabled

    def carried(self, index: Index) -> str:
        """The key of a competence."""
        branch = self.branch(index)
        return branch.key if branch is not None and isinstance(branch.about, Competence) else ""

    def goal(self, index: Index) -> Occupation | None:
        """The occupation on which rows would be let go at ``index``."""
        branch = self.branch(index)
        if branch is not None and isinstance(branch.about, Competence):
            branch = self.branch(self.parent(index))
        return branch.about if branch is not None and isinstance(branch.about, Occupation) else None


class AttachmentTree(DropTree):
    """Shows an :class:`AttachmentModel`; it asks, and changes nothing by itself.

    Signals:
        confirmed(): Enter on what is chosen.
        stepped(int): Alt+Up (-1) or Alt+Down (1) on what is chosen.
        dropped(object, str): keys of competences were let go on the occupation of that key.
    """

    confirmed = Signal()
    stepped = Signal(int)
    dropped = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty tree in the words of ``session``."""
        codes = [f"field.competences.{name}" for name in ("text", "impact", "attachment")]
        self.model_of_rows = AttachmentModel([session.say(code) for code in codes], parent)
        super().__init__(self.model_of_rows, session.look, parent)
        self.setAccessibleName(session.say("quality.competences.tab"))
        self.share_width(grown(_IMPACT), grown(_STATE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms, Alt with an arrow moves; all other keys walk the tree."""
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in moves:
            self.stepped.emit(moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    def let_go(self, keys: list[str], goal: object) -> None:
        """Tell which competences were let go on which occupation."""
        if isinstance(goal, Occupation):
            self.dropped.emit(keys, goal.key)
