"""Tables that share out their width: short columns as wide as their words, long ones the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView

from ui.desktop.style import ROW_HEIGHT, grown

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QTableView

#: Px of a row of two lines.
TWO_LINES = 48
#: Px around the words of a cell, its swatch for the unknown included.
_AROUND = 40
#: How many rows are measured.
_MEASURED = 200


def share_width(view: QTableView, *columns: int, two_lines: bool = False) -> None:
    """Let ``columns`` share the room that the words of the others leave.

    With ``two_lines`` their sentences break once before they end in an ellipsis.
    """
    header, metrics, model = view.horizontalHeader(), view.fontMetrics(), view.model()
    header.setStretchLastSection(False)
    for place in range(model.columnCount()):
        if place in columns:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            view.setColumnWidth(place, _widest(model, place, metrics) + grown(_AROUND))
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setWordWrap(two_lines)
    view.verticalHeader().setDefaultSectionSize(grown(TWO_LINES if two_lines else ROW_HEIGHT))


def _widest(model: QAbstractItemModel, place: int, metrics: QFontMetrics) -> int:
    """Px of the longest words of a column, its heading included."""
    said = {str(model.headerData(place, Qt.Orientation.Horizontal))}
    said |= {str(model.index(n, place).data()) for n in range(min(model.rowCount(), _MEASURED))}
    return max(map(metrics.horizontalAdvance, said))
