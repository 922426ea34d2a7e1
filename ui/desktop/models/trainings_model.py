"""The table of trainings, in which those that are not described or archived are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from planner.compute.selection import State, state
from planner.tables.trainings import SEARCHED
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.models.guarded import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QObject

    from planner.tables.table import Column, Row
    from ui.desktop.models.table_model import Index
    from ui.desktop.pen import Pen

#: The fields that are typed in the table; the others are typed in the form beside it.
EDITABLE = SEARCHED
_STATES = tuple(State)
_FONT = int(Qt.ItemDataRole.FontRole)


class TrainingsModel(EditableModel):
    """Shows trainings; the state of one that is not described or archived stands by its title."""

    def __init__(self, pen: Pen, parent: QObject | None = None) -> None:
        """An empty table over ``pen``."""
        super().__init__(pen, "trainings", EDITABLE, parent)
        self._words_of = {known: pen.session.say(f"trainings.told.{known}") for known in State}
        self._italic = QFont(pen.session.look.font())
        self._italic.setItalic(True)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A lookup; titles of trainings that are not described or archived lean."""
        if role == _FONT and index.isValid():
            return self._italic if self.finder.marks[self._order[index.row()]] else None
        return super().data(index, role)

    def _dressed(self, rows: Sequence[Row], place: int, column: Column) -> list[str]:
        """Say the state of trainings that are not described, or archived, by their titles."""
        shown = super()._dressed(rows, place, column)
        if column.key != "title":
            return shown
        for number in np.flatnonzero(marks := self._marks_of(rows)):
            shown[number] = f"{shown[number]} · {self._words_of[_STATES[marks[number]]]}"
        return shown

    def _marks_of(self, rows: Sequence[Row]) -> NDArray[np.uint8]:
        """The state of each training: its place in ``State``."""
        trainings = self.pen.session.study.trainings
        found = (trainings.find(row.place.key) if row.place else None for row in rows)
        marks = (0 if one is None else _STATES.index(state(one)) for one in found)
        return np.fromiter(marks, np.uint8, len(rows))
