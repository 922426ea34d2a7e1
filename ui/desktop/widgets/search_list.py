"""What a search found, as a list in groups: a heading for each kind, then its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from planner.figures.palette import Ink
from ui.desktop.style import GAP, ROW_HEIGHT, SMALL, grown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtWidgets import QWidget

    from planner.compute.search import Entry
    from ui.actions.texts import Texts
    from ui.desktop.style import Look

_ENTRY = Qt.ItemDataRole.UserRole
_DETAIL = Qt.ItemDataRole.UserRole + 1
_DETAIL_SHARE = 0.4  # of the width, at most


class SearchList(QListView):
    """The entries found; headings are passed over.

    Signals:
        picked(object): the :class:`~planner.compute.search.Entry` that was clicked.
    """

    picked = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        """An empty list; it never takes the focus from the field above it."""
        super().__init__(parent)
        self._texts = texts
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(look, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(texts.say("desktop.search.results"))
        self.clicked.connect(self._on_clicked)

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show ``entries`` in groups in the order given; the first is the current one."""
        self._items.clear()
        kind = None
        for entry in entries:
            if entry.kind is not kind:
                kind = entry.kind
                self._items.appendRow(self._heading(self._texts.say(f"search.kind.{kind}")))
            self._items.appendRow(self._item(entry))
        self.scrollToTop()
        self.step(1)

    @property
    def current(self) -> Entry | None:
        """The entry that Enter would open; None where nothing was found."""
        found: Entry | None = self.currentIndex().data(_ENTRY)
        return found

    def step(self, by: int) -> None:
        """Go ``by`` entries down, or up where it is negative; it goes round at the ends."""
        rows = [row for row in range(self._items.rowCount()) if self._entry_at(row) is not None]
        if not rows:
            self.setCurrentIndex(QModelIndex())
            return
        now = self.currentIndex().row()
        place = rows.index(now) + by if now in rows else (0 if by > 0 else -1)
        row = rows[place % len(rows)]
        self.setCurrentIndex(self._items.index(row, 0))
        if row == rows[0]:
            self.scrollToTop()  # with its heading

    def wanted_height(self) -> int:
        """Px that show everything without scrolling."""
        count = self._items.rowCount()
        return sum(self.sizeHintForRow(row) for row in range(count)) + GAP

    def _entry_at(self, row: int) -> Entry | None:
        found: Entry | None = self._items.index(row, 0).data(_ENTRY)
        return found

    @staticmethod
    def _heading(words: str) -> QStandardItem:
        item = QStandardItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        return item

    @staticmethod
    def _item(entry: Entry) -> QStandardItem:
        item = QStandardItem(entry.name)
        item.setData(entry, _ENTRY)
        item.setData(entry.detail, _DETAIL)
        item.setData(spoken(entry), Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(spoken(entry))
        return item

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if entry is not None:
            self.picked.emit(entry)


def spoken(entry: Entry) -> str:
    """An entry as one line."""
    return f"{entry.name} · {entry.detail}" if entry.detail else entry.name


class _Delegate(QStyledItemDelegate):
    """A heading small and muted; an entry with its detail muted on the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows as high as those of tables."""
        return QSize(0, grown(ROW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a heading or an entry."""
        painter.save()
        rect = option.rect.adjusted(2 * GAP, 0, -2 * GAP, 0)
        if index.data(_ENTRY) is None:
            self._heading(painter, rect, str(index.data()))
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(option.rect, self._look.color(Ink.SELECTED))
            self._entry(painter, rect, str(index.data()), str(index.data(_DETAIL)))
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        painter.setFont(self._look.font(SMALL, bold=True))
        painter.setPen(self._look.color(Ink.MUTED))
        base = rect.bottom() - GAP
        painter.drawText(QPoint(rect.left(), base), words)

    def _entry(self, painter: QPainter, rect: QRect, name: str, detail: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._look.font(SMALL))
        metrics = QFontMetrics(painter.font())
        most = round(rect.width() * _DETAIL_SHARE)
        detail = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, most)
        painter.setPen(self._look.color(Ink.MUTED))
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, detail)
        room = rect.adjusted(0, 0, -metrics.horizontalAdvance(detail) - 2 * GAP, 0)
        painter.setFont(self._look.font())
        painter.setPen(self._look.color(Ink.TEXT))
        name = QFontMetrics(painter.font()).elidedText(
            name, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, name)
