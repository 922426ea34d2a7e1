"""A table in which cells are typed: F2 or typing starts, Enter commits, Escape gives up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView

from ui.desktop.delegates import FieldDelegate
from ui.desktop.models.table_model import PLACE
from ui.desktop.widgets.refusal import Refusal
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from ui.desktop.models.editable_model import EditableModel
    from ui.desktop.style import Look

_Trigger = QAbstractItemView.EditTrigger


class EditableView(TableView):
    """Shows an :class:`EditableModel`.

    Signals:
        entered_at(object, str): Enter, or a double click on a cell that cannot be typed in: the
            :class:`~planner.findings.Place` of the line and the key of the column.
        removal_asked(): the Delete key.
        explained(object, str, QRect): F1, somebody asks where a value comes from: the place of
            the line, the key of the column, and the cell in global px.
    """

    entered_at = Signal(object, str)
    removal_asked = Signal()
    explained = Signal(object, str, QRect)

    def __init__(self, model: EditableModel, look: Look, parent: QWidget | None = None) -> None:
        """A view on ``model`` dressed in ``look``."""
        super().__init__(model, look, parent)
        self._editable = model
        self.setEditTriggers(
            _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed | _Trigger.DoubleClicked
        )
        self.delegate = FieldDelegate(model.pen, look, self)
        self.setItemDelegate(self.delegate)
        self.refusal = Refusal(look, self.viewport())
        self.delegate.refused.connect(self.refusal.show_beside)
        self.verticalScrollBar().valueChanged.connect(self.delegate.on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.delegate.on_scrolled)
        self.doubleClicked.connect(self._on_double_click)
        # Only painted anew: told that its data changed, a view fills open cells over again.
        model.pen.session.region.people_changed.connect(self.viewport().update)

    def selected_keys(self) -> tuple[str, ...]:
        """The keys of the selected lines, in the order shown."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        places = [self._editable.row_at(line).place for line in lines]
        return tuple(place.key for place in places if place is not None)

    @property
    def editable(self) -> EditableModel:
        """The model whose cells are typed."""
        return self._editable

    def current_column(self) -> str:
        """The key of the current cell's column; empty where there is none."""
        index = self.currentIndex()
        return self._editable.keys_of_columns()[index.column()] if index.isValid() else ""

    def select_cell(self, key: str, column: str) -> bool:
        """Make a cell the current one; False where its line or column is not shown."""
        line, place = self._editable.line_of(key), self._editable.column_of(column)
        if line < 0:
            return False
        is_shown = place >= 0 and not self.isColumnHidden(place)
        index = self._editable.index(line, place if is_shown else self._shown_column())
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return is_shown or not column

    def select(self, key: str) -> bool:
        """Make the line of ``key`` the current one, in a column that can be seen."""
        return bool(key) and self.select_cell(key, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the line's details, Delete asks for removal; neither starts typing."""
        has_line = self.currentIndex().isValid()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and has_line:
            self._enter(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
        elif event.key() == Qt.Key.Key_F1 and has_line:
            self._explain(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _shown_column(self) -> int:
        """The current column, or the first from the left where it is hidden or none is."""
        now, header = self.currentIndex().column(), self.horizontalHeader()
        if now >= 0 and not self.isColumnHidden(now):
            return now
        columns = (header.logicalIndex(place) for place in range(header.count()))
        return next((column for column in columns if not self.isColumnHidden(column)), 0)

    def _explain(self, index: QModelIndex) -> None:
        field, place = self._editable.field_at(index), index.data(PLACE)
        if field is not None and place is not None:
            cell = self.visualRect(index)
            cell.moveTopLeft(self.viewport().mapToGlobal(cell.topLeft()))
            self.explained.emit(place, field.key, cell)

    def _enter(self, index: QModelIndex) -> None:
        columns = self._editable.keys_of_columns()
        self.entered_at.emit(index.data(PLACE), columns[index.column()])

    @Slot(QModelIndex)
    def _on_double_click(self, index: QModelIndex) -> None:
        if not self._editable.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self._enter(index)
