"""Sectors by period; the table of the chosen one; where the chosen cell and its sign come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout

from planner.compute.projections import recover
from planner.findings import Place
from planner.messages import message
from planner.tables.projections import identities_table
from planner.tables.sectors import cell_of, sector_table, sectors_table
from ui.desktop.models.guarded import guarded
from ui.desktop.models.table_model import PLACE, TableModel
from ui.desktop.pages.needs_pedigree import cell_told, sector_told
from ui.desktop.pages.page_tab import PageTab
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.stacked import split, under
from ui.desktop.widgets.table_view import TableView
from ui.desktop.widgets.told import Told
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.compute.projections import SectorProjection, SignedCell
    from planner.figures.figure import Figure
    from planner.tables.table import Table
    from ui.desktop.models.table_model import Index

_CONCERNED = ("projections", "sectors")


#: Px of a line, so that both tables stand whole on one screen; px of columns.
_ROW, _YEAR = 28, 84
_WIDTHS = {"recruited": 88, "awareness": 108, "identities": 88}


class SectorsModel(TableModel):
    """The sectors; one without a table says so where its figures would stand."""

    def key_of_column(self, column: int) -> str:
        """The key of a column of the table."""
        return self._columns[column].key

    def has_no_table(self, line: int) -> bool:
        """True where the study prints no table for the sector of a line."""
        values = self.row_at(line).values[1:-2]
        return bool(values) and all(value is None for value in values)

    @guarded
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A lookup; the words for a missing table stand in the first column of figures."""
        if index.isValid() and index.column() == 1 and self.has_no_table(index.row()):
            said = self._texts.say("table.sectors.none")
            match role:
                case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                    return said
                case Qt.ItemDataRole.AccessibleTextRole:
                    return said
                case Qt.ItemDataRole.TextAlignmentRole:
                    return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return super().data(index, role)


class SectorsTab(PageTab):
    """All analysed sectors above, those without a table among them; one sector's table below.

    Signals:
        draft_asked(str): a need of the sector of that key should be added.
    """

    draft_asked = Signal(str)
    room = "needs"
    code = "sectors"
    shows = frozenset({"projections", "sectors"})

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self._projections: tuple[SectorProjection, ...] = ()
        self.model = SectorsModel(self.session.texts, self)
        self.cells = TableModel(self.session.texts, self)
        self.view, self.cells_view = (
            TableView(self.model, look, self),
            TableView(self.cells, look, self),
        )
        self.view.setAccessibleName(say("needs.sectors.tab"))
        self.cells_view.setAccessibleName(say("needs.sectors.cells"))
        for view in (self.view, self.cells_view):
            view.setSortingEnabled(False)  # the print's order, and a total that stays last
            view.verticalHeader().setDefaultSectionSize(grown(_ROW))
        self.sector = QLabel(self)
        as_role(self.sector, "section")
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        as_role(self.note, "small")
        self.missing = EmptyState(
            look, "needs", say("needs.sectors.missing"), say("needs.sectors.missing.help"),
            say("needs.sectors.missing.verb"), self,
        )  # fmt: skip
        self.told_here = Told()
        self.detail = self.told_here
        below = under("", self.sector, self.note, self.cells_view, self.missing)
        self.parts = split(self, self.view, below, sizes=(400, 420))
        self.measure = QLabel(say("needs.sectors.measure"), self)
        self.measure.setWordWrap(True)
        as_role(self.measure, "small")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        whole.setSpacing(GAP // 2)
        whole.addWidget(self.measure)
        whole.addWidget(self.parts)

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._on_sector)
        self.cells_view.selectionModel().currentChanged.connect(self._on_cell)
        self.missing.asked.connect(self._on_missing)
        self.view.activated_at.connect(self.detail_asked)
        self.cells_view.activated_at.connect(self.detail_asked)

    def refresh(self, touched: Touched) -> None:
        """Recover the signs anew where a table was touched."""
        if not touched.has(*_CONCERNED):
            return
        study = self.session.study
        self._projections = recover(study)
        table = sectors_table(study, self._projections)
        self.view.show_table(_short(table))
        self._fit()
        identities = [one for made in self._projections for one in made.identities]
        held = sum(one.holds is True for one in identities)
        self.summary = self.session.say("quality.identities_held", held=held, n=len(identities))
        if table.rows and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._show_sector()
        self._tell_sector()

    def printed(self) -> tuple[Figure | Table, ...]:
        """All sectors, and the table of the current one with its identities."""
        study, shown = self.session.study, self._shown()
        tables = [sectors_table(study, self._projections)]
        if shown is not None:
            tables += [sector_table(study, shown), identities_table(study, (shown,))]
        return tuple(tables)

    def _fit(self) -> None:
        """Years and people as wide as their numbers; what has no table says so in one cell."""
        share_width(self.view, 0)
        self.view.verticalHeader().setDefaultSectionSize(grown(_ROW))
        last = self.model.columnCount() - 1
        for column in range(1, last):
            key = self.model.key_of_column(column)
            self.view.setColumnWidth(column, grown(_WIDTHS.get(key, _YEAR)))
        self.view.setColumnHidden(last, True)
        self.view.clearSpans()
        for line in range(self.model.rowCount()):
            if self.model.has_no_table(line):
                self.view.setSpan(line, 1, 1, last - 1)

    def show_place(self, place: Place) -> None:
        """Show a sector, or a cell of its table."""
        sector = place.key
        if place.collection == "projections":
            cell = self.session.study.projections.find(place.key)
            sector = "" if cell is None else cell.sector
        self.view.select(sector)
        shown = self._shown()
        found = next((c for c in shown.cells if c.key == place.key), None) if shown else None
        if found is None or shown is None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._select_cell(shown, found)

    def _select_cell(self, shown: SectorProjection, wanted: SignedCell) -> None:
        for line in range(self.cells.rowCount()):
            for column in range(1, self.cells.columnCount()):
                if cell_of(shown, line, self._year(column)) is wanted:
                    self.cells_view.setCurrentIndex(self.cells.index(line, column))
        self.cells_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> SectorProjection | None:
        """The table of the current sector; None where the study prints none."""
        key = self.view.current_key()
        return next((one for one in self._projections if one.sector == key), None)

    def _year(self, column: int) -> str:
        return self._years[column - 1] if 0 < column <= len(self._years) else ""

    def _show_sector(self) -> None:
        """The table of the current sector, or the words that say that there is none."""
        study, shown, say = self.session.study, self._shown(), self.session.say
        row = study.sectors.find(self.view.current_key())
        is_missing = row is not None and shown is None
        for widget, is_shown in (
            (self.cells_view, shown is not None),
            (self.note, shown is not None),
            (self.missing, is_missing),
        ):
            widget.setVisible(is_shown)
        self.sector.setText("" if row is None else row.name)
        self._years: list[str] = []
        if shown is None:
            return
        table = sector_table(study, shown)
        self._years = [column.key for column in table.columns[1:]]
        self.cells_view.show_table(table)
        share_width(self.cells_view, 0)
        self.cells_view.verticalHeader().setDefaultSectionSize(grown(_ROW))
        failing = sum(one.holds is False for one in shown.identities)
        broken = f" {say('needs.sectors.broken', n=failing)}" if failing else ""
        self.note.setText(f"{say('needs.sectors.note', n=len(shown.recovered))}{broken}")

    def _tell_sector(self) -> None:
        """The pedigree of the current cell of the upper table."""
        index = self.view.currentIndex()
        if not index.isValid():
            return
        told = sector_told(self.session, self._projections, self.view.current_key())
        self.title, lines, sentences, notes = told
        self.told_here.tell(lines, sentences, notes)
        self.told.emit()

    @Slot()
    def _on_missing(self) -> None:
        """Lead to where the need of a sector without a table can be given."""
        sector, study = self.view.current_key(), self.session.study
        line = next((line for line in study.need_lines if line.sector == sector), None)
        if line is not None:
            self.session.place_asked.emit(Place("need_lines", line.key, "central"))
        else:
            self.draft_asked.emit(sector)

    @Slot(QModelIndex, QModelIndex)
    def _on_sector(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row() or now.data(PLACE) != before.data(PLACE):
            self._show_sector()
        self._tell_sector()

    @Slot(QModelIndex, QModelIndex)
    def _on_cell(self, now: QModelIndex, _before: QModelIndex) -> None:
        """The pedigree of the current cell of the sector's table."""
        shown = self._shown()
        cell = cell_of(shown, now.row(), self._year(now.column())) if shown else None
        if shown is None or cell is None:
            return
        self.title, lines, sentences, notes = cell_told(self.session, shown, cell)
        self.told_here.tell(lines, sentences, notes)
        self.told.emit()


def _short(table: Table) -> Table:
    """The table with years alone above the jobs of each year; the full heading is the tooltip."""
    columns = tuple(
        replace(
            column,
            heading=message("needs.sectors.total", year=column.heading["year"]),
            note=column.heading,
        )
        if column.key.startswith("total_")
        else column
        for column in table.columns
    )
    return replace(table, columns=columns)
