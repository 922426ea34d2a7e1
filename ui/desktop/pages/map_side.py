"""Beside the map: the cities as a list, and what was chosen with the way to its trainings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSignalBlocker,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from planner.figures.palette import Ink
from planner.tables.cities import city_list_table
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, as_role, grown, icon_size
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Collection

    from planner.compute.city_counts import CityCounts
    from planner.findings import Place
    from ui.desktop.session import Session

#: Px of the columns of the list; the last takes what is left.
_WIDTHS = (132, 88, 112, 60)


class MapSide(QWidget):
    """The list of cities over a card that tells what was chosen.

    Signals:
        chosen(str): the hit of a city that was made the current line.
        entered(object, str): the trainings of a line on Enter or a double click, and its name.
        asked(): the trainings of what was chosen are asked for.
        dropped(): nothing shall be chosen any more.
    """

    chosen = Signal(str)
    entered = Signal(object, str)
    asked = Signal()
    dropped = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """An empty list over ``session``."""
        super().__init__(parent)
        self.session = session
        self._build()
        self._connect()

    def show_counts(self, counts: CityCounts) -> None:
        """List the cities; the current line is kept, and nothing is told."""
        table = city_list_table(self.session.study, counts)
        with QSignalBlocker(self.table):
            is_new = self.model.columnCount() == 0
            self.table.show_table(table)
            if is_new:
                for place, width in enumerate(_WIDTHS):
                    self.table.setColumnWidth(place, grown(width))
        self.table.setAccessibleName(self.session.texts.say(table.title))
        self.nothing.setVisible(not table.rows)

    def filter(self, words: str) -> None:
        """Keep the cities whose line holds the words."""
        with QSignalBlocker(self.table):
            key = self.table.current_key()
            self.model.filter(words)
            self.table.select(key)

    def select(self, cities: Collection[str]) -> None:
        """Mark the lines of these cities without telling; the first becomes the current one."""
        lines = sorted(line for line in map(self.model.line_of, cities) if line >= 0)
        with QSignalBlocker(self.table):
            self.table.clearSelection()
            if len(cities) == 1 and lines:
                self.table.setCurrentIndex(self.model.index(lines[0], 0))
                return
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(QModelIndex(), flags.Clear)
            marked = QItemSelection()
            for line in lines:
                index = self.model.index(line, 0)
                marked.select(index, index)
            self.table.selectionModel().select(marked, flags.Select | flags.Rows)

    def show_choice(self, name: str, told: str, verb: str) -> None:
        """Tell what was chosen; without a name nothing is. Without ``verb`` it leads nowhere."""
        self.card.setVisible(bool(name))
        self.hint.setVisible(not name)
        self.name.setText(name)
        self.told.setText(told)
        self.lead.setText(verb)
        self.lead.setAccessibleName(verb or self.session.say("map.lead.name"))
        self.lead.setVisible(bool(verb))

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.heading = label(say("map.list"), "section", self)
        self.model = TableModel(self.session.texts, self)
        self.table = TableView(self.model, look, self)
        self.nothing = prose(say("map.nothing"), "muted", self)
        self.nothing.hide()
        self.hint = prose(say("map.hint"), "muted", self)
        self._build_card()
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.heading)
        box.addWidget(self.nothing)
        box.addWidget(self.table, 1)
        box.addWidget(self.hint)
        box.addWidget(self.card)
        self.show_choice("", "", "")

    def _build_card(self) -> None:
        say = self.session.say
        self.card = QFrame(self)
        as_role(self.card, "card")
        self.name = label("", "section", self.card)
        self.told = prose("", "", self.card)
        self.lead = QPushButton(self.card)
        as_role(self.lead, "primary")
        self.lead.setToolTip(say("map.lead.help"))
        self.shut = QToolButton(self.card)
        as_role(self.shut, "bare")
        self.shut.setIcon(self.session.look.icon("close", Ink.MUTED))
        self.shut.setIconSize(icon_size())
        self.shut.setAccessibleName(say("map.drop"))
        self.shut.setToolTip(say("map.drop.help"))
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.shut)
        foot = QHBoxLayout()
        foot.addWidget(self.lead)
        foot.addStretch(1)
        box = QVBoxLayout(self.card)
        box.setContentsMargins(2 * GAP, GAP, GAP, GAP + GAP // 2)
        box.setSpacing(GAP)
        box.addLayout(head)
        box.addWidget(self.told)
        box.addLayout(foot)

    def _connect(self) -> None:
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.lead.clicked.connect(self.asked)
        self.shut.clicked.connect(self.dropped)

    @Slot(object)
    def _on_chosen(self, place: Place | None) -> None:
        if place is not None:
            self.chosen.emit(f"city:{place.key}")

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        self.entered.emit(row.trainings, self.session.texts.show(row.values[0]))
