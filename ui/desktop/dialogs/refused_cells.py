"""All cells for which a block was not pasted, with the reason and the remedy of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout

from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from planner.tables.table import Table
    from ui.desktop.session import Session

_WIDTHS = {"line": 90, "row": 180, "column": 130, "value": 90, "why": 510}


class RefusedCells(QDialog):
    """A list beside the window, to look at while the spreadsheet is mended."""

    def __init__(self, table: Table, session: Session, parent: QWidget) -> None:
        """The cells of ``table``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(session.texts.say(table.title))
        self.view = TableView(TableModel(session.texts, self), session.look, self)
        self.view.setAccessibleName(session.texts.say(table.title))
        self.view.show_table(table)
        for place, column in enumerate(table.columns):
            self.view.setColumnWidth(place, _WIDTHS[column.key])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(session.say("block.close"))
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(label(session.texts.say(table.title), "section", self))
        box.addWidget(prose(session.say("block.refused_help"), "muted", self))
        box.addWidget(self.view, 1)
        box.addWidget(buttons)
        self.resize(1040, 360)
