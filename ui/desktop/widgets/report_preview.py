"""What a report will show: its sections with numbered figures and tables, one of them in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.figures.figure import Figure
from ui.actions.symposium import shown_parts
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.figure_view import FigureView
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from exports.symposium import Report
    from planner.tables.table import Table
    from ui.actions.symposium import Shown
    from ui.desktop.session import Session

_CONTENTS = 180  # px, the least that the contents take
_SIZES = (300, 620)  # px: the contents, then what is looked at


class ReportPreview(QWidget):
    """The contents of a report as a tree; arrows walk it, what is current is drawn beside."""

    #: How many figures and tables there are.
    count = 0

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing to look at yet."""
        super().__init__(parent)
        self._session = session
        self._shown: list[Shown] = []
        say = session.say
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumWidth(grown(_CONTENTS))
        self.tree.setAccessibleName(say("symposium.report.contents"))
        self.tree.setWordWrap(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.figure = FigureView(session.texts, session.look, self)
        self.model = TableModel(session.texts, self)
        self.table = TableView(self.model, session.look, self)
        self.words = prose("", "", self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setContentsMargins(GAP, 0, 0, 0)
        room, drawn = self._scrolled(self.words), self._scrolled(self.figure)
        listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(GAP, 0, 0, 0)
        self.caption = prose("", "strong", listed)
        column.addWidget(self.caption)
        column.addWidget(self.table, 1)
        self.stack = QStackedWidget(self)
        self._pages = (room, drawn, listed)
        for page in self._pages:
            self.stack.addWidget(page)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self.stack)
        split.setSizes(_SIZES)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
        self.tree.currentItemChanged.connect(self._on_current)

    def _scrolled(self, part: QWidget) -> QScrollArea:
        """``part`` in a room that scrolls where it is too large."""
        room = QScrollArea(self)
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setWidget(part)
        return room

    def show_report(self, report: Report | None) -> None:
        """List the parts of ``report``; what was looked at stays so where it is still there."""
        self._shown = [] if report is None else shown_parts(report, self._session.texts)
        before = self.tree.currentItem()
        words = "" if before is None else before.text(0)
        self.tree.clear()
        self.count, current, parent = 0, None, None
        for place, one in enumerate(self._shown):
            item = QTreeWidgetItem([one.name])
            item.setToolTip(0, one.name)
            item.setData(0, Qt.ItemDataRole.UserRole, place)
            if one.is_section or parent is None:
                self.tree.addTopLevelItem(item)
                parent = item
            else:
                parent.addChild(item)
                self.count += 1
            current = item if one.name == words or current is None else current
        self.tree.expandAll()
        if current is not None:
            self.tree.setCurrentItem(current)
        self.setVisible(bool(self._shown))

    def printed(self) -> tuple[Figure | Table, ...]:
        """The figure or the table that is looked at."""
        one = self._current()
        return () if one is None or one.shown is None else (one.shown,)

    def _current(self) -> Shown | None:
        item = self.tree.currentItem()
        return None if item is None else self._shown[item.data(0, Qt.ItemDataRole.UserRole)]

    @Slot()
    def _on_current(self) -> None:
        one = self._current()
        if one is None:
            return
        if isinstance(one.shown, Figure):
            self.figure.show_figure(one.shown)
            self.stack.setCurrentWidget(self._pages[1])
        elif one.shown is not None:
            self.caption.setText(one.name)
            self.table.setAccessibleName(one.name)
            self.table.show_table(one.shown)
            self.stack.setCurrentWidget(self._pages[2])
        else:
            self.words.setText("\n\n".join(one.words))
            self.stack.setCurrentWidget(self._pages[0])
