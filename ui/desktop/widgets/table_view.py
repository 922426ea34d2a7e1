"""A table as our pages show it: sorted by its headings, addressed by keys, unknown hatched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QKeySequence,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from planner.figures.palette import Ink
from ui.desktop.models.table_model import PLACE, UNKNOWN
from ui.desktop.style import ROW_HEIGHT, SMALL, grown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtWidgets import QWidget

    from planner.tables.table import Table
    from ui.desktop.models.table_model import TableModel
    from ui.desktop.style import Look

_SIGN_WIDTH = 7.6  # px of one sign at the body size, headings included
_WIDEST = 420  # px
_AROUND_HEADING = 24  # px
_SWATCH = 10  # px
_ACROSS = Qt.Orientation.Horizontal


class TableView(QTableView):
    """Shows a :class:`TableModel`.

    Signals:
        chosen(object): the :class:`~planner.findings.Place` of the current line, None for none.
        activated_at(object): the same, on Enter or a double click.
    """

    chosen = Signal(object)
    activated_at = Signal(object)

    def __init__(self, model: TableModel, look: Look, parent: QWidget | None = None) -> None:
        """A view on ``model`` dressed in ``look``; it is read only."""
        super().__init__(parent)
        self._model = model
        self._widths: tuple[str, ...] = ()
        self._heading_font = look.font(SMALL, bold=True)
        self.setModel(model)
        self.setItemDelegate(UnknownDelegate(look, self))
        self._dress()
        self.copy_action = QAction(self)
        self.copy_action.setShortcut(QKeySequence.StandardKey.Copy)
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.copy_action.triggered.connect(self._on_copy)
        self.addAction(self.copy_action)
        self.activated.connect(self._on_activated)
        self.selectionModel().currentRowChanged.connect(self._on_current)

    def show_table(self, table: Table, widths: Mapping[str, int] | None = None) -> None:
        """Show ``table``, keeping the current line by its key and widths set by hand.

        ``widths`` are px at 100 % by the key of a column, where its own width does not suit.
        """
        key = self.current_key()
        self._model.set_table(table)
        keys = tuple(column.key for column in table.columns)
        if keys != self._widths:
            self._widths = keys
            for place, column in enumerate(table.columns):
                wanted = max(column.width, len(str(self._model.headerData(place, _ACROSS))) + 3)
                own = min(round(wanted * _SIGN_WIDTH) + 16, _WIDEST)
                self.setColumnWidth(place, grown((widths or {}).get(column.key, own)))
        self.select(key)

    def setColumnWidth(self, column: int, width: int) -> None:
        """Give a column a width, at least that of its heading."""
        super().setColumnWidth(column, max(width, self.heading_width(column)))

    def heading_width(self, column: int) -> int:
        """Px that the heading of a column takes with what stands around it."""
        words = str(self._model.headerData(column, _ACROSS) or "")
        return QFontMetrics(self._heading_font).horizontalAdvance(words) + grown(_AROUND_HEADING)

    def current_key(self) -> str:
        """The key of the current line's place; empty where there is none."""
        index = self.currentIndex()
        place = index.data(PLACE) if index.isValid() else None
        return str(place.key) if place is not None else ""

    def select(self, key: str) -> bool:
        """Make the line of ``key`` the current one; False where it is not shown."""
        line = self._model.line_of(key) if key else -1
        if line < 0:
            return False
        column = max(self.currentIndex().column(), 0)
        self.setCurrentIndex(self._model.index(line, column))
        return True

    def _dress(self) -> None:
        self.setSortingEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(grown(ROW_HEIGHT))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setStretchLastSection(True)
        self.setSortingEnabled(True)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.activated_at.emit(index.data(PLACE))

    @Slot(QModelIndex)
    def _on_current(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(PLACE) if index.isValid() else None)

    @Slot()
    def _on_copy(self) -> None:
        """Copy the selected lines as text that a spreadsheet takes."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = [c for c in range(self._model.columnCount()) if not self.isColumnHidden(c)]
        cells = [[str(self._model.index(r, c).data()) for c in columns] for r in lines]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in cells))


class UnknownDelegate(QStyledItemDelegate):
    """Draws what is not known muted, beside a small hatched swatch; never like a zero."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Take the colours of ``look``."""
        super().__init__(parent)
        self._muted = look.color(Ink.MUTED)
        self._swatch = hatched(look)
        self._is_unknown = False  # the cell whose option was made last

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Mute and mark the unknown."""
        super().initStyleOption(option, index)
        self._is_unknown = bool(index.data(UNKNOWN))
        if not self._is_unknown:
            return
        option.palette.setColor(QPalette.ColorRole.Text, self._muted)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, self._muted)
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:
            return
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = self._swatch
        option.decorationSize = QSize(_SWATCH, _SWATCH)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell; beside a right-aligned unknown value, its swatch."""
        super().paint(painter, option, index)
        if not self._is_unknown:
            return
        if index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight:
            words = option.fontMetrics.horizontalAdvance(str(index.data()))
            left = option.rect.right() - words - _SWATCH - 18
            top = option.rect.center().y() - _SWATCH // 2 + 1
            self._swatch.paint(painter, left, top, _SWATCH, _SWATCH)


def hatched(look: Look) -> QIcon:
    """The small hatched square that stands for what is not known."""
    pixmap = QPixmap(2 * _SWATCH, 2 * _SWATCH)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color(Ink.MIDDLE), 1))
    painter.drawRect(QRectF(0.5, 0.5, _SWATCH - 1, _SWATCH - 1))
    for start in range(3, 2 * _SWATCH, 3):
        painter.drawLine(
            QPointF(max(0, start - _SWATCH), min(start, _SWATCH)),
            QPointF(min(start, _SWATCH), max(0, start - _SWATCH)),
        )
    painter.end()
    return QIcon(pixmap)
