"""Editing in a table: the control that suits the field, and a refusal said beside the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.fields import Kind
from planner.figures.palette import Ink
from ui.actions.fieldwords import proposals
from ui.desktop.inputs import LineInput
from ui.desktop.models.editable_model import WATCHED, EditableModel
from ui.desktop.style import grown
from ui.desktop.widgets.check_list import CheckList
from ui.desktop.widgets.choice_box import ChoiceBox
from ui.desktop.widgets.table_view import UnknownDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

    from ui.desktop.pen import Pen
    from ui.desktop.style import Look

    Index = QModelIndex | QPersistentModelIndex

Editor = LineInput | ChoiceBox | CheckList

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PERSON = 14  # px of the sign of somebody else
_CHOOSING, _TICKING = 200, 300  # px, the least widths of lists to choose from and to tick


class FieldDelegate(UnknownDelegate):
    """Edits the fields of an :class:`EditableModel`, each by its kind.

    Enter and Tab commit, Escape gives up. A value that is refused with Enter stays in its editor.

    Signals:
        refused(QRect, str): the cell and the sentence; an empty sentence takes it away.
    """

    refused = Signal(QRect, str)

    def __init__(self, pen: Pen, look: Look, parent: QWidget) -> None:
        """A delegate that offers the choices ``pen`` knows."""
        super().__init__(look, parent)
        self._pen = pen
        self.person = _steady(look.icon("person", Ink.ACCENT))
        self._border = f"2px solid {look.palette[Ink.ACCENT]}"
        self._study = pen.session.study  # what was looked at when typing began
        self._cell = QRect()
        self._sentence = ""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Put a person before the first cell of a row that somebody else looks at."""
        super().initStyleOption(option, index)
        if not self._pen.session.region.people or not _is_first(option, index):
            return
        if index.data(WATCHED):
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = self.person
            option.decorationSize = QSize(grown(_PERSON), grown(_PERSON))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The control for the field of the cell."""
        model = index.model()
        field = model.field_at(index) if isinstance(model, EditableModel) else None
        if field is None or not isinstance(model, EditableModel):
            return None  # type: ignore[return-value]  # Qt takes it as: not to be edited
        self._study = self._pen.session.study
        choices = self._pen.options(model.collection, field.key)
        unknown, *_ = self._pen.words_for_unknown(model.collection, field.key)
        blank = "" if field.required else unknown
        editor: Editor
        if field.kind in (Kind.CHOICES, Kind.REFERENCES):
            editor = CheckList(choices, parent)
            editor.setStyleSheet(f"{editor.styleSheet()} QListWidget {{ border: {self._border}; }}")
        elif choices:
            editor = ChoiceBox(choices, blank, parent)
        else:
            editor = LineInput(parent)
            editor.setFrame(False)
            proposed = proposals(self._pen.session.study, model.collection, field.key)
            if proposed:
                editor.propose(proposed)
        editor.setAccessibleName(self._pen.label(model.collection, field.key))
        editor.setAutoFillBackground(True)
        self._cell = option.rect
        self.refused.emit(self._cell, "")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put what stands in the study into the control, ready to be overwritten."""
        if not isinstance(editor, LineInput | ChoiceBox | CheckList):
            return
        editor.show_typed(str(index.data(Qt.ItemDataRole.EditRole)))
        line = editor.lineEdit() if isinstance(editor, ChoiceBox) else editor
        if isinstance(line, QLineEdit):
            line.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand what was typed to the model; where it refuses, say so beside the cell."""
        if not isinstance(editor, LineInput | ChoiceBox | CheckList):
            return
        if not isinstance(model, EditableModel):
            return
        with self._pen.session.desk.document.looked_at(self._study):
            model.setData(index, editor.typed())
        self._sentence = model.refusal
        self.refused.emit(self._cell, self._sentence)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Give choices and ticks the room that they need, inside the table."""
        self._cell = option.rect
        rect = QRect(option.rect)
        if not isinstance(editor, LineInput):
            rect.setWidth(max(rect.width(), _CHOOSING))
        if isinstance(editor, CheckList):
            rect.setWidth(max(rect.width(), _TICKING))
            editor.resize(rect.size())
            rect.setHeight(editor.height_of_lines())
        parent = editor.parentWidget()
        if parent is not None:
            rect.setHeight(min(rect.height(), parent.height()))
            rect.moveRight(min(rect.right(), max(parent.width() - 1, rect.width() - 1)))
            rect.moveBottom(min(rect.bottom(), max(parent.height() - 1, rect.height() - 1)))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab commit; Enter keeps the editor open where the value is refused."""
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            key = event.key()  # type: ignore[attr-defined]
            if key in _ENTER or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self._finish(editor, stays=key in _ENTER)
                return True
            if key == Qt.Key.Key_Escape:
                self.refused.emit(self._cell, "")
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget, *, stays: bool) -> None:
        self._sentence = ""
        self.commitData.emit(editor)
        if not (stays and self._sentence):
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    @Slot()
    def on_scrolled(self) -> None:
        """Take the sentence away where the cell has moved."""
        self.refused.emit(self._cell, "")


def _steady(icon: QIcon) -> QIcon:
    """The icon as it is, also on a selected line, where Qt would blend it with the tint."""
    side = grown(_PERSON)
    icon.addPixmap(icon.pixmap(QSize(side, side), 2.0), QIcon.Mode.Selected)
    return icon


def _is_first(option: QStyleOptionViewItem, index: Index) -> bool:
    """True for the cell that stands first in its row, whichever column was moved there."""
    view = option.widget
    if not isinstance(view, QTableView):
        return False
    header = view.horizontalHeader()
    columns = map(header.logicalIndex, range(header.count()))
    return next((c for c in columns if not view.isColumnHidden(c)), -1) == index.column()
