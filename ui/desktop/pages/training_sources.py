"""Where a training comes from: the source of its sheet, then that of each value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.actions.fieldsources import field_sources_table
from ui.desktop.forms import Form
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, ROW_HEIGHT, grown
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.findings import Place
    from ui.desktop.pen import Pen

SOURCES = (
    "source.nature",
    "source.line",
    "source.place",
    "source.note",
    "printed_institution",
    "printed_level",
)
_WIDTHS = {"field": 116, "nature": 88, "since": 108, "author": 100}
_HEADING = 34  # px


class TrainingSources(QWidget):
    """The source of the row as a form, and a line a value: its nature and since when it stands.

    Signals:
        explained(object, str, QRect): the pedigree of a value is wanted: the place of the
            training, the field, and where it stands in global px.
    """

    explained = Signal(object, str, QRect)

    def __init__(self, pen: Pen, halves: Collection[str], parent: QWidget) -> None:
        """The sources of no training yet."""
        super().__init__(parent)
        self.pen = pen
        say = pen.session.say
        self.form = Form(pen, "trainings", SOURCES, self, halves)
        self.model = TableModel(pen.session.texts, self)
        self.view = TableView(self.model, pen.session.look, self)
        self.view.setAccessibleName(say("trainings.sources.values"))
        self.view.setSortingEnabled(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.form)
        box.addSpacing(GAP)
        box.addWidget(label(say("trainings.sources.values"), "strong", self))
        box.addWidget(prose(say("trainings.sources.values.help"), "small", self))
        box.addWidget(self.view)
        box.addStretch(1)
        self.view.activated_at.connect(self._on_activated)

    def show_row(self, key: str) -> None:
        """Show the sources of the training called ``key``."""
        self.form.show_row(key)
        table = field_sources_table(self.pen.session.desk, "trainings", key)
        self.view.show_table(table)
        for number, column in enumerate(table.columns):
            if column.key in _WIDTHS:
                self.view.setColumnWidth(number, grown(_WIDTHS[column.key]))
        bar = self.view.horizontalScrollBar().sizeHint().height()
        self.view.setFixedHeight(grown(_HEADING) + grown(ROW_HEIGHT) * len(table.rows) + bar)

    @Slot(object)
    def _on_activated(self, place: Place | None) -> None:
        if place is not None:
            cell = self.view.visualRect(self.view.currentIndex())
            cell.moveTopLeft(self.view.viewport().mapToGlobal(cell.topLeft()))
            self.explained.emit(place, place.field, cell)
