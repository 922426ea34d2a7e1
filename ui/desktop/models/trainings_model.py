"""The table of trainings, in which those that are not described or archived are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from planner.compute.selection import State, state
from ui.desktop.models.editable_model import EditableModel

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from planner.tables.table import Column, Row, Table
    from ui.desktop.models.table_model import Index
    from ui.desktop.pen import Pen

#: The fields that are typed in the table; the others are typed in the form beside it.
EDITABLE = (
    "title", "institution", "city", "level", "duration", "months", "hours", "families",
    "modalities", "comment",
)  # fmt: skip


class TrainingsModel(EditableModel):
    """Shows trainings; the state of one that is not described or archived stands by its title."""

    def __init__(self, pen: Pen, parent: QObject | None = None) -> None:
        """An empty table over ``pen``."""
        super().__init__(pen, "trainings", EDITABLE, parent)
        self._told: dict[str, str] = {}
        self._italic = QFont(pen.session.look.font())
        self._italic.setItalic(True)

    def set_table(self, table: Table) -> None:
        """Show ``table``, the states said."""
        study, say = self.pen.session.study, self.pen.session.say
        words = {known: say(f"trainings.told.{known}") for known in State}
        self._told = {
            row.key: words[state(row)] for row in study.trainings if state(row) != State.DESCRIBED
        }
        super().set_table(table)
        titles = self._shown[self.column_of("title")]
        for key, told in self._told.items():
            source = self._sources.get(key)
            if source is not None:
                titles[source] = _marked(titles[source], told)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A lookup; titles of trainings that are not described or archived lean."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            place = self.row_at(index.row()).place
            is_told = place is not None and place.key in self._told
            return self._italic if is_told else None
        return super().data(index, role)

    def _said_of(self, row: Row, place: int, column: Column) -> str:
        said = super()._said_of(row, place, column)
        if column.key != "title" or row.place is None:
            return said
        key = row.place.key
        standing = state(self.pen.session.study.trainings.get(key))
        self._told.pop(key, None)
        if standing is State.DESCRIBED:
            return said
        self._told[key] = self.pen.session.say(f"trainings.told.{standing}")
        return _marked(said, self._told[key])


def _marked(title: str, told: str) -> str:
    return f"{title} · {told}"
