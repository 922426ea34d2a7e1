"""The trainings of the region, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from planner.tables.rows import rows_table
from ui.desktop.models.table_model import TableModel
from ui.desktop.page import Page
from ui.desktop.style import GAP
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from planner.changes import Touched


class TrainingsPage(Page):
    """The table of trainings."""

    key = "trainings"
    icon = "trainings"

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.session.say("desktop.filter"))
        self.search.setAccessibleName(self.session.say("desktop.filter"))
        self.search.setToolTip(self.session.say("desktop.filter.help"))
        self.model = TableModel(self.session.texts, self)
        self.view = TableView(self.model, self.session.look, self)
        self.view.setAccessibleName(self.session.say("page.trainings"))
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, 2 * GAP)
        box.setSpacing(GAP)
        box.addWidget(self.search)
        box.addWidget(self.view)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_words)

    def refresh(self, touched: Touched) -> None:
        """Show the trainings anew where one was touched."""
        if not touched.has("trainings"):
            return
        self.view.show_table(rows_table(self.session.study, "trainings"))
        self._count()

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self.model.filter(words)
        self._count()

    def _count(self) -> None:
        self.summarise(
            self.session.say("desktop.shown", shown=self.model.rowCount(), n=self.model.total)
        )
