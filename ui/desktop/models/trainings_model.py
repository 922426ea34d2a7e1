"""The table of trainings, in which those that are not described or archived are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from planner.compute.selection import State, state
from planner.tables.trainings import SEARCHED
from ui.desktop.models.editable_model import EditableModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

    from planner.tables.table import Column
    from ui.desktop.models.table_model import Index
    from ui.desktop.pen import Pen

#: The fields that are typed in the table; the others are typed in the form beside it.
EDITABLE = SEARCHED


class TrainingsModel(EditableModel):
    """Shows trainings; the state of one that is not described or archived stands by its title."""

    def __init__(self, pen: Pen, parent: QObject | None = None) -> None:
        """An empty table over ``pen``."""
        super().__init__(pen, "trainings", EDITABLE, parent)
        self._told: set[str] = set()
        self._words_of = {known: pen.session.say(f"trainings.told.{known}") for known in State}
        self._italic = QFont(pen.session.look.font())
        self._italic.setItalic(True)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A lookup; titles of trainings that are not described or archived lean."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            place = self.row_at(index.row()).place
            is_told = place is not None and place.key in self._told
            return self._italic if is_told else None
        return super().data(index, role)

    def _mark(self, place: int, column: Column, sources: Iterable[int]) -> None:
        """Say the state of trainings that are not described, or archived, by their titles."""
        super()._mark(place, column, sources)
        if column.key != "title":
            return
        trainings, shown = self.pen.session.study.trainings, self._shown[place]
        for source in sources:
            key = self._row_keys[source]
            standing = state(trainings.get(key))
            self._told.discard(key)
            if standing is not State.DESCRIBED:
                self._told.add(key)
                shown[source] = f"{shown[source]} · {self._words_of[standing]}"
