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

from planner.compute.crossings import Only, crossings_of
from planner.compute.inventory import Dimension, Measure, live
from planner.figures.heat_map import WIDTH, heat_map, least_width
from planner.vocab import SeatKind
from planner.words import word
from ui.actions.crosstabs import ENDINGS, Crossing
from ui.actions.registry import VERBS
from ui.desktop.dialogs.files import ask_target
from ui.desktop.page import Page
from ui.desktop.pages.crosstab_cells import Cells
from ui.desktop.style import GAP, icon_size
from ui.desktop.widgets import labels
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.tables.table import Table

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
_EXPORT = "export.crosstab"


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
        for name in map(str, Only):
            self.chips.add(name, say(f"crosstabs.only.{name}"), say(f"crosstabs.only.{name}.help"))

    def _choice(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.session.say(f"crosstabs.{name}"))
        box.setToolTip(self.session.say(f"crosstabs.{name}.help"))
        return box

    def _lay_out(self) -> None:
        bar = Flow(GAP)
        for part in (
            self._named("crosstabs.rows", self.rows),
            self.swap,
            self._named("crosstabs.columns", self.columns),
            self._named("crosstabs.measure", self.measure),
            self.chips,
        ):
            bar.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        whole.setSpacing(2 * GAP)
        whole.addLayout(bar)
        whole.addWidget(self.room, 1)
        whole.addWidget(self.empty, 1)

    def _named(self, code: str, box: QComboBox) -> QWidget:
        """A box beside its name; they stay together where the line is full."""
        pair = QWidget(self)
        name = labels.label(self.session.say(code), "muted", pair)
        name.setBuddy(box)
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(name)
        line.addWidget(box)
        return pair

    def _connect(self) -> None:
        verb = VERBS[_EXPORT]
        self.export = self.offer(verb.label, "export", self._on_export, verb.shortcut)
        self.rows.currentIndexChanged.connect(self._on_dimension)
        self.columns.currentIndexChanged.connect(self._on_dimension)
        self.measure.currentIndexChanged.connect(self._show)
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
        self.export.setEnabled(has_trainings)
        self._dimensions = self.rows.currentIndex(), self.columns.currentIndex()
        self._crossed = self.crossing().of(self.session.desk)
        self.cells = Cells(study, self._crossed)
        self.figure.fit(self._made)
        self._count()

    def crossing(self) -> Crossing:
        """What is chosen: the dimensions, what is counted, which cells are looked for."""
        measure, kind = _MEASURES[self.measure.currentIndex()]
        return Crossing(
            _DIMENSIONS[self.rows.currentIndex()],
            _DIMENSIONS[self.columns.currentIndex()],
            measure,
            kind,
            frozenset(map(Only, self.chips.chosen())),
        )

    def printed(self) -> Sequence[Figure | Table]:
        """The heat map at the width of paper, with the figures under it; nothing without any."""
        study = self.session.study
        if not live(study):
            return ()
        crossing = self.crossing()
        crossed = crossing.of(self.session.desk)
        wide = max(WIDTH, least_width(study, crossed))
        figure = heat_map(study, crossed, width=wide, only=crossing.only)
        return (figure, figure.table)

    def _made(self, width: float) -> Figure:
        """The heat map for a room, wider where its columns need it; only what is looked for."""
        crossed, only = self._crossed, self.crossing().only
        wide = max(width, least_width(self.session.study, crossed))
        return heat_map(self.session.study, crossed, width=wide, only=only)

    def _count(self) -> None:
        empty = crossings_of(self._crossed, {Only.EMPTY})
        fragile = crossings_of(self._crossed, {Only.FRAGILE})
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

    @Slot()
    def _on_dimension(self) -> None:
        """A dimension chosen twice changes places with the one that stood there."""
        rows, columns = self.rows.currentIndex(), self.columns.currentIndex()
        if rows == columns:
            was_rows, was_columns = self._dimensions
            other = self.columns if self.sender() is self.rows else self.rows
            with QSignalBlocker(other):
                other.setCurrentIndex(was_rows if other is self.columns else was_columns)
        self._show()

    @Slot()
    def _on_export(self) -> None:
        """Write what is shown, cell by cell."""
        session = self.session
        proposed = session.folder / session.say("crosstabs.file")
        title = session.say(VERBS[_EXPORT].label)
        out = ask_target(self, session.texts, title, proposed, *ENDINGS[1:])
        if out is not None:
            session.run_verb(_EXPORT, out=out, **self.crossing().given())

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        """Lead to the trainings of a cell, a row or a column; say it where there are none."""
        self._lead(self.cells.trainings(hit), self.session.texts.say(self.cells.name(hit)))

    @Slot(QModelIndex)
    def _on_row(self, index: QModelIndex) -> None:
        """The same from a cell of the twin."""
        figure = self.figure.figure
        if figure is not None:
            down = figure.table.rows.index(self.figure.model.row_at(index.row()))
            self._on_hit(self.cells.hit_at(down, index.column()))

    def _lead(self, trainings: tuple[str, ...], why: str) -> None:
        if not trainings:
            self.session.said.emit(self.session.say("crosstabs.nobody", name=why))
            return
        self.session.selection_asked.emit(trainings, why)

    @Slot()
    def _on_empty(self) -> None:
        self.session.page_asked.emit("trainings")
