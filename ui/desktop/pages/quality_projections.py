"""The identities that the projection tables obey, and the cells of the sector that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from planner.tables.projections import identities_table, projections_table
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, as_role
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.compute.projections import SectorProjection
    from planner.study import Study
    from ui.desktop.session import Session

_HIDDEN = ("sector", "printed", "nature", "place")


class ProjectionsTab(QWidget):
    """Identities above, the cells of the chosen sector below.

    Signals:
        counted(): the number of identities has changed.
    """

    counted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty tab over ``session``."""
        super().__init__(parent)
        self.session = session
        self.summary = ""
        self._projections: tuple[SectorProjection, ...] = ()
        self._build()
        self._connect()

    def show_projections(self, study: Study, projections: Sequence[SectorProjection]) -> None:
        """Show ``projections``, keeping the chosen line."""
        self._study, self._projections = study, tuple(projections)
        table = identities_table(study, projections)
        self.view.show_table(table)
        keys = [column.key for column in table.columns]
        share_width(self.view, keys.index("sector"), keys.index("identity"))
        identities = [one for table in projections for one in table.identities]
        held = sum(one.holds is True for one in identities)
        self.summary = self.session.say("quality.identities_held", held=held, n=len(identities))
        self.empty.setVisible(not identities)
        self.parts.setVisible(bool(identities))
        if identities and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._on_chosen()
        self.counted.emit()

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.model = TableModel(self.session.texts, self)
        self.view = TableView(self.model, look, self)
        self.view.setAccessibleName(say("quality.projections.tab"))
        self.cells = TableModel(self.session.texts, self)
        self.cells_view = TableView(self.cells, look, self)
        self.cells_view.setAccessibleName(say("quality.cells"))
        self.sector = QLabel(self)
        as_role(self.sector, "section")
        self.note = QLabel(say("note.signs"), self)
        self.note.setWordWrap(True)
        as_role(self.note, "small")
        self.empty = QLabel(say("quality.no_projection"), self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        as_role(self.empty, "muted")
        below = QWidget(self)
        box = QVBoxLayout(below)
        box.setContentsMargins(0, 2 * GAP, 0, 0)
        box.setSpacing(GAP)
        for widget in (self.sector, self.note, self.cells_view):
            box.addWidget(widget)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.addWidget(self.view)
        self.parts.addWidget(below)
        self.parts.setSizes([400, 400])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, 2 * GAP)
        whole.addWidget(self.parts, 1)
        whole.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.view.selectionModel().currentRowChanged.connect(self._on_chosen)

    @Slot()
    def _on_chosen(self) -> None:
        """Show the cells of the sector of the current identity."""
        key = self.view.current_key()
        found = [one for one in self._projections if one.sector == key]
        if not found:
            return
        table = projections_table(self._study, found)
        self.cells_view.show_table(table)
        for place, column in enumerate(table.columns):
            self.cells_view.setColumnHidden(place, column.key in _HIDDEN)
        share_width(self.cells_view, [column.key for column in table.columns].index("line"))
        sector = self._study.sectors.get(key)
        recovered = len(found[0].recovered)
        self.sector.setText(self.session.say("quality.sector", sector=sector.name, n=recovered))
