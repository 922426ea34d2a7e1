"""The tools that correct many trainings at once: bulk edit, duplicates, blocks of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence

from ui.desktop.dialogs.refused_cells import RefusedCells
from ui.desktop.latch import latched
from ui.desktop.widgets.bulk_panel import BulkPanel
from ui.desktop.widgets.cell_block import CellBlock
from ui.desktop.widgets.duplicates_panel import DuplicatesPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.tables.table import Table
    from ui.desktop.page import Page
    from ui.desktop.pages.training_list import TrainingList


class TrainingTools(QObject):
    """Puts the tools into a list of trainings and opens them; ``actions`` go into its menus."""

    def __init__(self, page: Page, trainings: TrainingList, detail: QWidget) -> None:
        """Tools for the selection of ``trainings`` on ``page``; ``detail`` makes room for pairs."""
        super().__init__(page)
        self.session, self._page, self._list = page.session, page, trainings
        self._detail = detail
        self.block = CellBlock(trainings.view)
        self.bulk = BulkPanel(trainings.pen, trainings)
        self.duplicates = DuplicatesPanel(trainings.pen, trainings)
        for panel in (self.bulk, self.duplicates):
            trainings.put_under_bar(panel)
        say = self.session.say
        self.bulk_action = self._action("bulk.open", "Ctrl+B", self.open_bulk)
        self.duplicates_action = self._action("duplicates.open", "Ctrl+J", self.open_duplicates)
        self.block.paste_action.setText(say("block.paste"))
        self.block.paste_action.setToolTip(say("block.paste.help"))
        trainings.view.copy_action.setText(say("block.copy"))
        trainings.view.copy_action.setToolTip(say("block.copy.help"))
        self.actions = (
            self.bulk_action,
            self.duplicates_action,
            trainings.view.copy_action,
            self.block.paste_action,
        )
        self._connect()
        self.show()

    @Slot()
    def open_bulk(self) -> None:
        """Correct the selected trainings."""
        keys = self._list.view.selected_keys()
        if (
            keys
            and not self._list.pen.lock_of("trainings", *keys)
            and not self.duplicates.isVisible()
        ):
            self.bulk.begin(keys)

    @Slot()
    def open_duplicates(self) -> None:
        """Go through the trainings that may be one and the same, in place of the table."""
        if self.duplicates.isVisible():
            return
        self.bulk.hide()
        self._list.bar.hide()
        self._list.stack.hide()
        self._detail.hide()
        self.duplicates.begin()

    @Slot()
    def show(self) -> None:
        """Enable what can be done with the selected trainings, or say why it cannot."""
        view, say = self._list.view, self.session.say
        lock = self._list.pen.lock_of("trainings", *view.selected_keys())
        is_chosen = view.selectionModel().hasSelection()
        tip = say("bulk.open.help") if is_chosen else say("trainings.choose_first")
        self.bulk_action.setToolTip(tip)
        latched(self.bulk_action, lock, is_possible=is_chosen)
        latched(self.block.paste_action, lock)
        if self.bulk.isVisible() and view.selected_keys() != self.bulk.keys:
            self.bulk.show_keys(view.selected_keys())

    def _action(self, code: str, key: str, act: object) -> QAction:
        action = QAction(self.session.say(code), self)
        action.setToolTip(self.session.say(f"{code}.help"))
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(act)
        self._list.addAction(action)  # the page's own actions stand in the title area
        return action

    def _connect(self) -> None:
        self._list.view.selectionModel().selectionChanged.connect(self.show)
        self._list.view.model().modelReset.connect(self.show)
        self.bulk.left.connect(self._on_bulk_left)
        self.duplicates.left.connect(self._on_duplicates_left)
        self.block.refused.connect(self._on_refused)

    @Slot()
    def _on_bulk_left(self) -> None:
        self._list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_duplicates_left(self, kept: str) -> None:
        self._list.bar.show()
        self._list.stack.show()
        self._detail.show()
        if kept:
            self._list.reveal(kept)
            self._list.view.select(kept)
        self._list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_refused(self, table: Table) -> None:
        """List all refused cells where the sentence could not name them all."""
        if len(table.rows) > 1:
            RefusedCells(table, self.session, self._page).show()
