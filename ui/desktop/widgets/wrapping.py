"""Tables that share out their width: short columns as wide as their words, long ones the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHeaderView

from ui.desktop.style import ROW_HEIGHT, grown

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QFontMetrics
    from PySide6.QtWidgets import QTableView

#: Px of a row of two lines.
TWO_LINES = 48
#: Px around the words of a cell, its swatch for the unknown included, and around a heading.
_AROUND, _AROUND_HEADING = 40, 24
#: How many rows are measured.
_MEASURED = 200


def share_width(view: QTableView, *columns: int, two_lines: bool = False) -> None:
    """Let ``columns`` share the room that the words of the others leave, now and on each resize.

    None is narrower than its heading: the view scrolls where there is no room. With ``two_lines``
    their sentences break once before they end in an ellipsis.
    """
    header, metrics, model = view.horizontalHeader(), view.fontMetrics(), view.model()
    header.setStretchLastSection(False)
    for place in range(model.columnCount()):
        header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        if place not in columns:
            view.setColumnWidth(place, _widest(model, place, metrics) + grown(_AROUND))
    view.setTextElideMode(Qt.TextElideMode.ElideRight)
    view.setWordWrap(two_lines)
    view.verticalHeader().setDefaultSectionSize(grown(TWO_LINES if two_lines else ROW_HEIGHT))
    for former in view.findChildren(_Sharing):
        former.leave()
    _Sharing(view, columns).fit()


class _Sharing(QObject):
    """Gives some columns of a view, in equal parts, what room the others leave."""

    def __init__(self, view: QTableView, columns: tuple[int, ...]) -> None:
        super().__init__(view)
        self._view, self._columns = view, columns
        view.viewport().installEventFilter(self)
        view.horizontalHeader().sectionResized.connect(self._on_resized)
        self._is_fitting = False

    def leave(self) -> None:
        """Share no more."""
        self._view.viewport().removeEventFilter(self)
        self._view.horizontalHeader().sectionResized.disconnect(self._on_resized)
        self.setParent(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share anew when the view has another width."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Set the widths of the columns that share."""
        view, model = self._view, self._view.model()
        shown = [place for place in self._columns if not view.isColumnHidden(place)]
        if not shown or self._is_fitting:
            return
        others = (place for place in range(model.columnCount()) if place not in shown)
        room = view.viewport().width() - sum(view.columnWidth(place) for place in others)
        self._is_fitting = True
        for place in shown:
            view.setColumnWidth(place, max(room // len(shown), self._heading(place)))
        self._is_fitting = False

    def _heading(self, place: int) -> int:
        words = str(self._view.model().headerData(place, Qt.Orientation.Horizontal) or "")
        return self._view.fontMetrics().horizontalAdvance(words) + grown(_AROUND_HEADING)

    def _on_resized(self, place: int, before: int, after: int) -> None:
        """A column drawn by hand, or set by its page, leaves the others less or more."""
        if place not in self._columns:
            self.fit()


def _widest(model: QAbstractItemModel, place: int, metrics: QFontMetrics) -> int:
    """Px of the longest words of a column, its heading included."""
    said = {str(model.headerData(place, Qt.Orientation.Horizontal))}
    said |= {str(model.index(n, place).data()) for n in range(min(model.rowCount(), _MEASURED))}
    return max(map(metrics.horizontalAdvance, said))
