"""Trainings, places or hours by any two dimensions: what stands, what lacks, what hangs on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.compute.inventory import Dimension, Measure, crosstab, live
from planner.figures.heat_map import heat_map
from planner.figures.spotlight import spotlight
from planner.vocab import SeatKind
from planner.words import word
from ui.desktop.page import Page
from ui.desktop.pages.crosstab_cells import Cells
from ui.desktop.style import GAP, icon_size
from ui.desktop.widgets import labels
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.fitted_figure import FittedFigure

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure

_CONCERNED = (
    "trainings", "families", "cities", "institutions", "domains", "domain_hours", "seats",
    "allocation_shares", "assumptions",
)  # fmt: skip
#: What the boxes offer, in their order.
_DIMENSIONS = tuple(Dimension)
_MEASURES = (
    (Measure.TRAININGS, SeatKind.OPEN),
    *((Measure.SEATS, kind) for kind in SeatKind),
    (Measure.HOURS, SeatKind.OPEN),
)
#: Points that a column takes at least, and what stands beside the columns.
_LEAST_COLUMN, _BESIDE, _LABELS_SHARE = 21.0, 39.0, 0.28


class CrosstabsPage(Page):
    """A heat map of two dimensions; a cell leads to its trainings."""

    key = "crosstabs"
    icon = "crosstab"

    def _build(self) -> None:
        self._build_choices()
        self.figure = FittedFigure(self.session.texts, self.session.look, self)
        self.figure.describe_hits(self._describe)
        self.room = QScrollArea(self)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contents = QWidget(self.room)
        contents.setObjectName("contents")
        box = QVBoxLayout(contents)
        box.setContentsMargins(0, 0, GAP, 0)
        box.addWidget(self.figure)
        box.addStretch(1)
        self.room.setWidget(contents)
        say = self.session.say
        self.empty = EmptyState(
            self.session.look,
            "crosstab",
            say("crosstabs.empty"),
            say("crosstabs.empty.help"),
            say("crosstabs.empty.verb"),
            self,
        )
        self._lay_out()

    def _build_choices(self) -> None:
        say = self.session.say
        self.rows, self.columns = self._choice("rows"), self._choice("columns")
        for box in (self.rows, self.columns):
            for dimension in _DIMENSIONS:
                box.addItem(self.session.texts.say(word(dimension)))
        self.columns.setCurrentIndex(_DIMENSIONS.index(Dimension.LEVEL))
        self.measure = self._choice("measure")
        self.measure.addItem(say("measure.trainings"))
        for kind in SeatKind:
            self.measure.addItem(say("crosstabs.seats", kind=word(kind)))
        self.measure.addItem(say("measure.hours"))
        self.swap = QToolButton(self)
        self.swap.setIcon(self.session.look.icon("swap"))
        self.swap.setIconSize(icon_size())
        self.swap.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.swap.setAccessibleName(say("crosstabs.swap"))
        self.swap.setToolTip(say("crosstabs.swap.help"))
        self.swap.setShortcut("Ctrl+I")
        self.chips = Chips(self)
        for name in ("empty", "fragile"):
            self.chips.add(name, say(f"crosstabs.only.{name}"), say(f"crosstabs.only.{name}.help"))

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.session.say(f"crosstabs.{name}"))
        box.setToolTip(self.session.say(f"crosstabs.{name}.help"))
        return box

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for name, box in (("rows", self.rows), ("columns", self.columns)):
            bar.addWidget(self._named(f"crosstabs.{name}", box))
            bar.addWidget(box)
            if name == "rows":
                bar.addWidget(self.swap)
        bar.addSpacing(GAP)
        bar.addWidget(self._named("crosstabs.measure", self.measure))
        bar.addWidget(self.measure)
        bar.addStretch(1)
        bar.addWidget(self.chips)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        whole.setSpacing(2 * GAP)
        whole.addLayout(bar)
        whole.addWidget(self.room, 1)
        whole.addWidget(self.empty, 1)

    def _named(self, code: str, box: QComboBox) -> QWidget:
        name = labels.label(self.session.say(code), "muted", self)
        name.setBuddy(box)
        return name

    def _connect(self) -> None:
        for box in (self.rows, self.columns, self.measure):
            box.currentIndexChanged.connect(self._show)
        self.swap.clicked.connect(self._on_swap)
        self.chips.changed.connect(self._show)
        self.figure.hit.connect(self._on_hit)
        self.figure.table.activated.connect(self._on_row)
        self.empty.asked.connect(self._on_empty)

    def refresh(self, touched: Touched) -> None:
        """Cross the trainings anew where something of them was touched."""
        if touched.has(*_CONCERNED):
            self._show()

    @Slot()
    def _show(self) -> None:
        """Cross, draw, and count what is empty or fragile."""
        study = self.session.study
        has_trainings = bool(live(study))
        self.room.setVisible(has_trainings)
        self.empty.setVisible(not has_trainings)
        rows = _DIMENSIONS[self.rows.currentIndex()]
        columns = _DIMENSIONS[self.columns.currentIndex()]
        measure, kind = _MEASURES[self.measure.currentIndex()]
        crossed = crosstab(study, rows, columns, measure, seat_kind=kind)
        self.cells = Cells(study, crossed)
        self._crossed = crossed
        self.figure.fit(self._made)
        self._count()

    def _made(self, width: float) -> Figure:
        """The heat map for a room, wider where its columns need it; only what is looked for."""
        least = (len(self._crossed.columns) * _LEAST_COLUMN + _BESIDE) / (1 - _LABELS_SHARE)
        made = heat_map(self.session.study, self._crossed, width=max(width, least))
        chosen = self.chips.chosen()
        return spotlight(made, self.cells.hits(chosen), "cell:") if chosen else made

    def _count(self) -> None:
        empty, fragile = self.cells.hits({"empty"}), self.cells.hits({"fragile"})
        words = self.session.say("crosstabs.summary", n=len(empty), fragile=len(fragile))
        self.summarise(words)

    def _describe(self, hit: str) -> str:
        """A cell, row or column in words: how many trainings, how many institutions."""
        return self.session.texts.say(self.cells.told(hit))

    @Slot()
    def _on_swap(self) -> None:
        """Exchange rows and columns."""
        rows, columns = self.rows.currentIndex(), self.columns.currentIndex()
        with QSignalBlocker(self.rows), QSignalBlocker(self.columns):
            self.rows.setCurrentIndex(columns)
            self.columns.setCurrentIndex(rows)
        self._show()

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        """Lead to the trainings of a cell, a row or a column; say it where there are none."""
        self._lead(self.cells.trainings(hit), self.session.texts.say(self.cells.name(hit)))

    @Slot(QModelIndex)
    def _on_row(self, index: QModelIndex) -> None:
        """The same from a line of the twin."""
        row = self.figure.model.row_at(index.row())
        self._lead(row.trainings, self.session.texts.show(row.values[0]))

    def _lead(self, trainings: tuple[str, ...], why: str) -> None:
        if not trainings:
            self.session.said.emit(self.session.say("crosstabs.nobody", name=why))
            return
        self.session.selection_asked.emit(trainings, why)

    @Slot()
    def _on_empty(self) -> None:
        self.session.page_asked.emit("trainings")
