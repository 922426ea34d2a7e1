"""What can be done with trainings: the actions of the title area and of the context menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from ui.desktop.latch import latched
from ui.desktop.models.table_model import PLACE

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QAction

    from ui.desktop.page import Page
    from ui.desktop.pages.training_list import TrainingList


class TrainingActs(QObject):
    """The actions on the trainings selected in a list.

    Signals:
        add_asked(): a training is to be added.
        copied(str): a copy was added under that key.
        detail_asked(): the current training is to be shown in its form.
        history_asked(): its history is to be shown.
    """

    add_asked = Signal()
    copied = Signal(str)
    detail_asked = Signal()
    history_asked = Signal()

    def __init__(self, page: Page, trainings: TrainingList) -> None:
        """Actions offered by ``page`` on the selection of ``trainings``."""
        super().__init__(page)
        self.session, self.pen = trainings.session, trainings.pen
        self._page, self._list, self._view = page, trainings, trainings.view
        self.others: tuple[QAction, ...] = ()  # what the context menu offers besides
        offer = page.offer
        self.add = offer("trainings.add", "add", self._on_add, "Ctrl+N")
        self.copy = offer("trainings.duplicate", "duplicate", self._on_duplicate, "Ctrl+D")
        self.archive = offer("trainings.archive", "archive", self._on_archive, "Ctrl+Backspace")
        self._view.customContextMenuRequested.connect(self._on_menu)
        self._view.selectionModel().selectionChanged.connect(self.show)
        trainings.none_yet.asked.connect(self._on_add)

    @Slot()
    def show(self) -> None:
        """Enable what can be done with the selected trainings, or say why it cannot."""
        keys, say = self._view.selected_keys(), self.session.say
        to_add, to_change = (self.pen.lock_of("trainings", *some) for some in ((), keys))
        is_restoring = bool(keys) and all(self._list.is_archived(key) for key in keys)
        code = "trainings.restore" if is_restoring else "trainings.archive"
        self.archive.setText(say(code))
        self.archive.setIcon(self.session.look.icon("restore" if is_restoring else "archive"))
        for action, help_code, is_possible in (
            (self.add, "trainings.add", True),
            (self.copy, "trainings.duplicate", len(keys) == 1),
            (self.archive, code, bool(keys)),
        ):
            lock = to_add if action is self.add or not keys else to_change
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            tip = say(f"{help_code}.help") if is_possible else say("trainings.choose_first")
            action.setToolTip(f"{tip} ({key})")
            latched(action, lock, is_possible=is_possible)
        latched(self._list.none_yet.button, to_add)

    @Slot()
    def _on_add(self) -> None:
        if not self.pen.lock_of("trainings"):
            self.add_asked.emit()

    @Slot()
    def _on_duplicate(self) -> None:
        outcome = self.pen.run_verb("trainings.duplicate", self._view.current_key())
        if outcome is not None and isinstance(outcome.data, dict):
            self.copied.emit(str(outcome.data["key"]))

    @Slot()
    def _on_archive(self) -> None:
        """Archive the selected trainings, or restore them where all are archived."""
        keys = self._view.selected_keys()
        is_restoring = all(self._list.is_archived(key) for key in keys)
        if len(keys) == 1:
            verb = "trainings.restore" if is_restoring else "trainings.archive"
            self.pen.run_verb(verb, keys[0])
            return
        step = "step.restored_many" if is_restoring else "step.archived_many"
        refusal = self.pen.change_many(keys, step, is_archived=not is_restoring)
        if refusal:
            self.session.refused.emit(refusal)

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        """What can be done with the line under the pointer or the cursor."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        for code, key, act in (
            ("trainings.edit_cell", "F2", self._on_edit_cell),
            ("trainings.open_detail", "Enter", self.detail_asked.emit),
            ("trainings.show_history", "Ctrl+H", self.history_asked.emit),
        ):
            action = menu.addAction(f"{self.session.say(code)}\t{_native(key)}")
            action.triggered.connect(act)
            action.setEnabled(self._view.currentIndex().isValid())
            self._forbid(action, code)
        menu.addSeparator()
        for action in (self.add, self.copy, self.archive):
            menu.addAction(action)
        menu.addSeparator()
        menu.addActions(self.others)
        menu.popup(self._view.viewport().mapToGlobal(at))

    def _forbid(self, action: QAction, code: str) -> None:
        index: QModelIndex = self._view.currentIndex()
        if code != "trainings.edit_cell" or not index.isValid():
            return
        action.setEnabled(bool(self._list.model.flags(index) & Qt.ItemFlag.ItemIsEditable))
        place = index.data(PLACE)
        action.setToolTip(self.pen.lock_of("trainings", place.key) if place is not None else "")

    @Slot()
    def _on_edit_cell(self) -> None:
        self._view.edit(self._view.currentIndex())


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
