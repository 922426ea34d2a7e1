"""The block of cells that is marked in a table: copied to and pasted from a spreadsheet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QPainter
from PySide6.QtWidgets import QWidget

from planner.figures.palette import Ink
from planner.messages import message
from ui.actions.blocks import (
    Target,
    copied,
    paste,
    plan_paste,
    read_block,
    refusal,
    refused_table,
    spread,
    write_block,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from ui.actions.blocks import Block, Paste
    from ui.desktop.widgets.editable_view import EditableView

_VEIL = 40  # how much of the accent lies over a marked cell, of 255


class CellBlock(QObject):
    """The marked cells of a view: its selected lines, from one column to another.

    The block begins where a cell is clicked or reached by the arrows; Shift with the arrows, a
    click or a drag extends it. Ctrl+C copies it, Ctrl+V pastes at its first cell; one value
    pasted over several cells fills them.

    Signals:
        refused(object): a :class:`~planner.tables.table.Table` of all cells that were refused.
    """

    refused = Signal(object)

    def __init__(self, view: EditableView) -> None:
        """Mark and move blocks in ``view``."""
        super().__init__(view)
        self._view, self._model = view, view.editable
        self._session = view.editable.pen.session
        self._anchor, self._extends = 0, False
        self._veil = _Veil(self, view)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        selection = view.selectionModel()
        selection.currentChanged.connect(self._on_current)
        selection.selectionChanged.connect(self._veil.update)
        view.copy_action.triggered.disconnect()
        view.copy_action.triggered.connect(self.copy)
        self.paste_action = QAction(self)
        self.paste_action.setShortcut(QKeySequence.StandardKey.Paste)
        self.paste_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.paste_action.triggered.connect(self.paste)
        view.addAction(self.paste_action)

    def columns(self) -> tuple[int, ...]:
        """The marked columns that are shown, from left to right."""
        header, view = self._view.horizontalHeader(), self._view
        current = view.currentIndex().column()
        if current < 0:
            return ()
        ends = header.visualIndex(self._anchor), header.visualIndex(current)
        across = (header.logicalIndex(place) for place in range(min(ends), max(ends) + 1))
        return tuple(column for column in across if not view.isColumnHidden(column))

    def lines(self) -> tuple[int, ...]:
        """The marked lines, from top to bottom."""
        return tuple(sorted(index.row() for index in self._view.selectionModel().selectedRows()))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note whether what happens next extends the block or begins another."""
        match event.type():
            case QEvent.Type.KeyPress | QEvent.Type.MouseButtonPress:
                pressed: QKeyEvent | QMouseEvent = event  # type: ignore[assignment]
                self._extends = bool(pressed.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            case QEvent.Type.MouseMove:
                moved: QMouseEvent = event  # type: ignore[assignment]
                self._extends = bool(moved.buttons() & Qt.MouseButton.LeftButton)
            case QEvent.Type.KeyRelease | QEvent.Type.MouseButtonRelease:
                self._extends = False
        return False

    @Slot()
    def copy(self) -> None:
        """Put the marked cells on the clipboard as a spreadsheet takes them."""
        names, desk = self._model.keys_of_columns(), self._session.desk
        cells = [
            [
                copied(desk, self._model.collection, self._key(line), names[column])
                if self._model.field_at(self._model.index(line, column)) is not None
                else str(self._model.index(line, column).data())
                for column in self.columns()
            ]
            for line in self.lines()
        ]
        if not cells or not cells[0]:
            return
        QGuiApplication.clipboard().setText(write_block(cells).removesuffix("\n"))
        self._session.said.emit(self._session.say("block.copied", n=len(cells) * len(cells[0])))

    @Slot()
    def paste(self) -> None:
        """Paste the clipboard at the first marked cell: all of it as one step, or nothing."""
        if self._model.pen.lock:
            self._session.refused.emit(self._model.pen.lock)
            return
        text = QGuiApplication.clipboard().text()
        block = self._session.guarded(partial(read_block, text))
        if block is None or not self.lines() or not self.columns():
            return
        block, target = self._aimed(block)
        planned = self._session.guarded(partial(plan_paste, self._session.desk, target, block))
        if planned is not None:
            self._write(target, planned)

    def _aimed(self, block: Block) -> tuple[Block, Target]:
        """The block as it is pasted, and the rows and columns where it goes."""
        lines, columns = self.lines(), self.columns()
        filled = spread(block, len(lines), len(columns))
        if filled is block:
            header = self._view.horizontalHeader()
            first = header.visualIndex(columns[0])
            across = (header.logicalIndex(place) for place in range(first, header.count()))
            columns = tuple(c for c in across if not self._view.isColumnHidden(c))
            below = self._model.rowCount() - lines[0]
            lines = tuple(range(lines[0], lines[0] + min(len(block), below)))
        return filled, self._target(lines, columns)

    def _target(self, lines: tuple[int, ...], columns: tuple[int, ...]) -> Target:
        names, model = self._model.keys_of_columns(), self._model
        fields = {c for c in columns if model.field_at(model.index(lines[0], c)) is not None}
        shown = {
            (self._key(line), names[column]): str(model.index(line, column).data())
            for line in lines
            for column in columns
            if column not in fields
        }
        return Target(
            model.collection,
            tuple(map(self._key, lines)),
            tuple(names[column] for column in columns),
            frozenset(names[column] for column in fields),
            shown,
        )

    def _write(self, target: Target, planned: Paste) -> None:
        session, desk = self._session, self._session.desk
        if planned.refused:
            session.refused.emit(session.texts.say(refusal(target, planned.refused)))
            self.refused.emit(refused_table(desk, target, planned.refused))
            return
        made = planned.made
        if not made.changes:
            session.said.emit(session.say("block.pasted_nothing"))
            return
        session.guarded(partial(paste, desk, made))
        cells = sum(not change.field.startswith("source.") for change in made.changes)
        where = message("bulk.rows", n=len(made.changed))
        session.said.emit(session.say("block.pasted", n=cells, where=where))

    def _key(self, line: int) -> str:
        place = self._model.row_at(line).place
        return place.key if place is not None else ""

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, new: QModelIndex, _old: QModelIndex) -> None:
        if not self._extends:
            self._anchor = max(new.column(), 0)
        self._veil.update()


class _Veil(QWidget):
    """Lies over the table and tints the marked cells, where they are more than one."""

    def __init__(self, block: CellBlock, view: EditableView) -> None:
        super().__init__(view.viewport())
        self._block, self._view = block, view
        look = view.editable.pen.session.look
        self._tint = look.color(Ink.ACCENT)
        self._tint.setAlpha(_VEIL)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)
        view.viewport().installEventFilter(self)
        self._on_scrolled()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Be as large as the table."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._on_scrolled()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tint the marked cells that can be seen."""
        columns, view = self._block.columns(), self._view
        selection = view.selectionModel()
        spans = selection.selection()
        marked = sum(spans.at(place).height() for place in range(spans.count()))
        if len(columns) * marked < 2:
            return
        painter = QPainter(self)
        for line in self._lines_in_sight():
            if not selection.isRowSelected(line):
                continue
            for column in columns:
                painter.fillRect(view.visualRect(view.editable.index(line, column)), self._tint)
        painter.end()

    def _lines_in_sight(self) -> range:
        first, last = self._view.rowAt(0), self._view.rowAt(self.height() - 1)
        last = self._view.editable.rowCount() - 1 if last < 0 else last
        return range(max(first, 0), last + 1)

    @Slot()
    def _on_scrolled(self) -> None:
        self.setGeometry(self._view.viewport().rect())
        self.update()
