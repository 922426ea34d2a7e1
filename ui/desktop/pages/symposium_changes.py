"""What changed between two editions: bars by collection, a line a row, the chosen one in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.editions.comparison import EditionFate
from planner.figures.edition_bars import edition_bars
from planner.tables.editions import (
    change_name,
    edition_changes_table,
    edition_fields_table,
)
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.link_button import LinkButton
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from planner.editions.account import Account
    from planner.editions.comparison import RowChange
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table
    from ui.desktop.session import Session

_FIELDS = 190  # px of the table of values, at most
_WIDTHS = {"collection": 110, "fate": 110, "row": 320, "what": 280}
_VALUE_WIDTHS = {"field": 260, "before": 300}


class ChangesPart(QWidget):
    """A figure that filters the list under it; under the list, the values of the chosen row.

    Signals:
        place_asked(object): the :class:`~planner.findings.Place` of a row to be opened.
    """

    place_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing is compared yet."""
        super().__init__(parent)
        self.session = session
        self.made: Account | None = None
        self.names = ("", "")
        self.room = ""
        self.fate: EditionFate | None = None
        self._shown: tuple[RowChange, ...] = ()
        self._build()
        self._connect()

    def show_account(self, made: Account, names: tuple[str, str]) -> None:
        """Show what changed between two editions of these names; a filter that stands is kept."""
        self.made, self.names = made, names
        self.figure.fit(self._drawn)
        self._fill()

    def printed(self) -> tuple[Figure | Table, ...]:
        """The figure, the lines that are shown, and all changed values."""
        made = self.made
        if made is None:
            return ()
        figure = edition_bars(made.compared, before=self.names[0], after=self.names[1])
        values = edition_fields_table(made.old, made.new, self._kept(made))
        return figure, self._table(made), *((values,) if values.rows else ())

    def _build(self) -> None:
        say, texts, look = self.session.say, self.session.texts, self.session.look
        self.figure = FittedFigure(texts, look, self)
        self.figure.describe_hits(self._describe)
        self.heading = label("", "section", self)
        self.all_link = LinkButton(say("symposium.changes.all"), self)
        self.model = TableModel(texts, self)
        self.view = TableView(self.model, look, self)
        self.fields_heading = label("", "strong", self)
        self.fields_model = TableModel(texts, self)
        self.fields = TableView(self.fields_model, look, self)
        self.fields.setAccessibleName(say("symposium.changes.values"))
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addWidget(self.all_link)
        head.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.figure)
        box.addLayout(head)
        box.addWidget(self.view, 1)
        box.addWidget(self.fields_heading)
        box.addWidget(self.fields)

    def _connect(self) -> None:
        self.figure.hit.connect(self._on_hit)
        self.all_link.clicked.connect(self._on_all)
        self.view.chosen.connect(self._on_chosen)
        self.view.activated_at.connect(self._on_place)

    def _kept(self, made: Account) -> tuple[RowChange, ...]:
        return tuple(
            one
            for one in made.compared.changes
            if self.room in ("", one.collection) and self.fate in (None, one.fate)
        )

    def _table(self, made: Account) -> Table:
        return edition_changes_table(made.old, made.new, made.compared, self.room, self.fate)

    def _fill(self) -> None:
        made = self.made
        if made is None:
            return
        self._shown = self._kept(made)
        table = self._table(made)
        is_first = self.model.columnCount() == 0
        self.view.show_table(table)
        if is_first:
            for name, width in _WIDTHS.items():
                place = [column.key for column in table.columns].index(name)
                self.view.setColumnWidth(place, grown(width))
        title = self.session.texts.say(table.title)
        self.heading.setText(title)
        self.view.setAccessibleName(title)
        self.all_link.setVisible(bool(self.room))
        if not self.view.currentIndex().isValid() and table.rows:
            self.view.selectRow(0)
        self._show_fields()

    def _show_fields(self) -> None:
        """The values of the current line; nothing where the row came, went, or was parted."""
        made, change = self.made, self._current()
        has_values = made is not None and change is not None and bool(change.fields)
        for part in (self.fields, self.fields_heading):
            part.setVisible(has_values)
        if made is None or change is None or not has_values:
            return
        self.fields.show_table(edition_fields_table(made.old, made.new, [change]))
        self.fields.setColumnHidden(0, True)
        for place, width in enumerate(_VALUE_WIDTHS.values(), 1):
            self.fields.setColumnWidth(place, grown(width))
        self._fit_fields()
        name = change_name(made.old, made.new, change)
        self.fields_heading.setText(self.session.say("symposium.changes.of", name=name))

    def _fit_fields(self) -> None:
        """Give the values the room that their rows take: what is left is for the changes."""
        rows = sum(self.fields.rowHeight(row) for row in range(self.fields_model.rowCount()))
        head, bar = self.fields.horizontalHeader(), self.fields.horizontalScrollBar()
        around = head.sizeHint().height() + bar.sizeHint().height() + 2 * self.fields.frameWidth()
        self.fields.setFixedHeight(min(rows + around, grown(_FIELDS)))

    def _current(self) -> RowChange | None:
        index = self.view.currentIndex()
        if not index.isValid():
            return None
        row = self.model.row_at(index.row())
        table = self._table(self.made) if self.made is not None else None
        rows = () if table is None else table.rows
        return self._shown[rows.index(row)] if row in rows else None

    def _drawn(self, width: float) -> Figure:
        if self.made is None:
            raise LookupError("account")
        before, after = self.names
        return edition_bars(self.made.compared, before=before, after=after, width=width)

    def _describe(self, hit: str) -> str:
        _, room, fate = hit.split(":")
        say = self.session.say
        return say("symposium.changes.show", name=say(f"collection.{room}"),
                   fate=say(f"edition_fate.{fate}"))  # fmt: skip

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        _, self.room, fate = hit.split(":")
        self.fate = EditionFate(fate)
        self._fill()

    @Slot()
    def _on_all(self) -> None:
        self.room, self.fate = "", None
        self._fill()

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._show_fields()

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None:
            self.place_asked.emit(place)
