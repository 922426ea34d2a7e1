"""The matrix of an allocation in a view: each cell is a share of it, typed as a percentage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from planner.compute.allocations import LEVELS, matrix
from planner.errors import CartoplanError
from planner.tables.allocations import full_words, matrix_table
from ui.actions.allocations import set_cell, share_to_type
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.models.guarded import guarded

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from planner.compute.allocations import Cell, Matrix
    from planner.fields import Field
    from planner.study import Study
    from ui.desktop.models.table_model import Index
    from ui.desktop.pen import Pen

_COLLECTION = "allocation_shares"


class MatrixModel(EditableModel):
    """Families by levels of one allocation; sums are shown, never typed."""

    def __init__(self, pen: Pen, parent: QObject | None = None) -> None:
        """A matrix of no allocation yet."""
        super().__init__(pen, _COLLECTION, map(str, LEVELS), parent)
        self.allocation = ""
        self.made: Matrix | None = None

    def show_allocation(
        self, study: Study, key: str, levels: range | tuple[int, ...], *, as_fractions: bool
    ) -> None:
        """Show the shares of the allocation ``key``."""
        self.allocation, self.made = key, matrix(study, key, levels)
        self.set_table(matrix_table(study, self.made, as_fractions=as_fractions))

    def cell_at(self, index: Index) -> Cell | None:
        """The family and level of a cell; None for names and sums."""
        if not index.isValid():
            return None
        place, name = self.row_at(index.row()).place, self._columns[index.column()].key
        return (place.key, int(name)) if place is not None and name in self._editable else None

    def field_at(self, index: Index) -> Field | None:
        """The share, where the cell is one."""
        return None if self.cell_at(index) is None else self.pen.field(_COLLECTION, "share")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells of families may be typed in, unless the study is locked; sums may not."""
        flags = super().flags(index)
        return flags if self.cell_at(index) else flags & ~Qt.ItemFlag.ItemIsEditable

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown; for an editor the exact share, and in the tooltip its fraction."""
        cell = self.cell_at(index)
        if cell is None or self.made is None:
            return super().data(index, role)
        share = self.made.share(*cell)
        match role:
            case Qt.ItemDataRole.EditRole:
                return share_to_type(share)
            case Qt.ItemDataRole.ToolTipRole:
                return self._texts.say(full_words(share))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand the share to the study; False, with :attr:`refusal`, where it is refused."""
        cell = self.cell_at(index)
        if role != Qt.ItemDataRole.EditRole or cell is None:
            return False
        if str(value) == self.data(index, role):
            self.refusal = ""
            return True
        self.refusal = self._refusal(cell, str(value))
        return not self.refusal

    def _spoken(self, index: Index) -> str:
        """Family, level and share, since a number alone says nothing."""
        family = str(super().data(self.index(index.row(), 0)))
        return f"{family}, {super().data(index, Qt.ItemDataRole.AccessibleTextRole)}"

    def _refusal(self, cell: Cell, typed: str) -> str:
        try:
            set_cell(self.pen.session.desk, self.allocation, cell, typed)
        except CartoplanError as error:
            return self._texts.say(error.message)
        return ""
