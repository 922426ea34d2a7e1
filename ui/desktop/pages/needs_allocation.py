"""One allocation: families by levels, the sum in sight, the remainder offered to a cell."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.compute.allocations import LEVELS, USUAL
from planner.compute.gap_sentences import family_name
from planner.figures.palette import Ink
from planner.tables.allocations import full_words, matrix_table, sum_message
from ui.actions.allocations import give_rest
from ui.actions.needlines import duplicate_named, remove_allocation
from ui.desktop.forms import Form
from ui.desktop.inputs import FlagInput
from ui.desktop.models.matrix_model import MatrixModel
from ui.desktop.pages.needs_pedigree import share_told, spread_told
from ui.desktop.pages.page_tab import PageTab
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.stacked import fill_panel
from ui.desktop.widgets.told import Told
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.compute.allocations import Cell
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

_CONCERNED = ("allocations", "allocation_shares", "families", "need_lines", "trainings")
_FIELDS = ("name", "author", "decided_on", "reason")
_REMAINDER = "Ctrl+R"
_WIDEST = 320  # px of the choice of an allocation
_CELL, _NAME = 86, 150  # px
_FEW = 7  # columns that leave room for the names
_NO_LIMIT = 16_777_215


class AllocationTab(PageTab):
    """The matrix of the chosen allocation, typed in place as percentages."""

    room = "needs"
    code = "allocation"
    shows = frozenset({"allocations", "allocation_shares"})
    adds = "allocations"
    asks = _FIELDS

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(say("needs.allocation.choice"))
        self.choice.setToolTip(say("needs.allocation.choice.help"))
        self.choice.setMinimumWidth(grown(_WIDEST))
        self.fractions, self.levels = self._box("fractions"), self._box("levels")
        self.sign, self.sum = QLabel(self), prose("", "", self)
        self.sum.setMaximumWidth(_NO_LIMIT)
        self.give = QPushButton(say("verb.allocations.remainder"), self)
        self.give.setToolTip(say("needs.allocation.give.help", key=_REMAINDER))
        as_role(self.give, "primary")
        self.give.setShortcut(QKeySequence(_REMAINDER))
        self.model = MatrixModel(self.pen, self)
        self.view = EditableView(self.model, look, self)
        self.view.setAccessibleName(say("needs.allocation.tab"))
        self.view.setSortingEnabled(False)
        self.view.setSelectionBehavior(EditableView.SelectionBehavior.SelectItems)
        self.view.setSelectionMode(EditableView.SelectionMode.SingleSelection)
        self.empty = self._make_empty()
        self._build_detail()
        self._lay_out()

    def _box(self, name: str) -> FlagInput:
        box = FlagInput(("", ""), self)
        box.setText(self.session.say(f"needs.allocation.{name}"))
        box.setToolTip(self.session.say(f"needs.allocation.{name}.help"))
        return box

    def _build_detail(self) -> None:
        say = self.session.say
        self.detail = QWidget()
        self.cell_told, self.lines_told = (Told(self.detail, is_inset=False) for _ in range(2))
        self.form = Form(self.pen, "allocations", _FIELDS, self.detail, halves=("author",))
        self.cell_head = label("", "strong", self.detail)
        self.cell_head.setWordWrap(True)
        fill_panel(
            self.detail,
            self.cell_head,
            self.cell_told,
            label(say("needs.allocation.why"), "strong", self.detail),
            self.form,
            label(say("needs.allocation.lines"), "strong", self.detail),
            self.lines_told,
        )

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(2 * GAP)
        named = label(self.session.say("needs.allocation.choice"), "muted", self)
        named.setBuddy(self.choice)
        for widget in (named, self.choice):
            bar.addWidget(widget)
        for box in (self.fractions, self.levels):
            bar.addWidget(box)
        bar.addStretch(1)
        self.total = QWidget(self)
        line = QHBoxLayout(self.total)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(self.sign)
        line.addWidget(self.sum, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        whole.setSpacing(GAP)
        whole.addLayout(bar)
        whole.addWidget(self.draft_frame)
        whole.addWidget(self.total)
        whole.addWidget(self.give, alignment=Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.choice.currentIndexChanged.connect(self._show)
        self.fractions.toggled.connect(self._show)
        self.levels.toggled.connect(self._show)
        self.view.selectionModel().currentChanged.connect(self._on_cell)
        self.view.entered_at.connect(self._on_entered)
        self.give.clicked.connect(self._on_give)
        self.empty.asked.connect(self.add)

    def refresh(self, touched: Touched) -> None:
        """Show the chosen allocation anew where shares, families or needs were touched."""
        if not touched.has(*_CONCERNED):
            return
        chosen = self.choice.currentData()
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for row in self.session.study.allocations:
                self.choice.addItem(row.name, row.key)
            self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self._show()

    def chosen_key(self) -> str:
        """The allocation that is shown."""
        return str(self.choice.currentData() or "")

    def show_place(self, place: Place) -> None:
        """Show an allocation, or one share of it."""
        share = self.session.study.allocation_shares.find(place.key)
        if place.collection != "allocation_shares" or share is None:
            self.choice.setCurrentIndex(self.choice.findData(place.key))
            self.form.focus(place.field)
            return
        self.choice.setCurrentIndex(self.choice.findData(share.allocation))
        self.select_cell((share.family, share.level))

    def select_cell(self, cell: Cell) -> None:
        """Make a cell of the matrix the current one."""
        family, level = cell
        line, column = self.model.line_of(family), self.model.column_of(str(level))
        if line >= 0 and column >= 0:
            self.view.setCurrentIndex(self.model.index(line, column))
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_added(self, key: str) -> None:
        """Show the allocation that was added."""
        self.choice.setCurrentIndex(self.choice.findData(key))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def duplicate(self) -> None:
        """Add a copy of the allocation with its shares, under a name of its own."""
        row = self.session.study.allocations.get(self.chosen_key())
        name = self.session.say("needs.copy", name=row.name[:150])
        copy = partial(duplicate_named, self.session.desk, "allocations", row.key, name)
        key = self.session.guarded(copy)
        if key:
            self.select_added(key)

    def remove(self) -> None:
        """Remove the allocation and its shares, unless a need is spread by it."""
        self.session.guarded(partial(remove_allocation, self.session.desk, self.chosen_key()))

    def printed(self) -> tuple[Figure | Table, ...]:
        """The matrix with exact shares."""
        made = self.model.made
        if made is None or not self.chosen_key():
            return ()
        return (matrix_table(self.session.study, made, as_fractions=True),)

    def _suggested(self) -> dict[str, str]:
        desk = self.session.desk
        return {"author": desk.author, "decided_on": desk.today().isoformat()}

    @Slot()
    def _show(self) -> None:
        """The matrix, its sum, and the allocation in the panel."""
        key, study = self.chosen_key(), self.session.study
        row = study.allocations.find(key)
        for widget in (self.view, self.total, self.fractions, self.levels):
            widget.setVisible(row is not None)
        self.empty.setVisible(row is None)
        self.give.hide()
        self.detail.setEnabled(row is not None)
        self.title = self.session.say("needs.allocation.tab") if row is None else row.name
        self.summary = self.session.say("needs.allocation.summary", n=len(study.allocations))
        if row is None:
            self.told.emit()
            return
        cell = self.model.cell_at(self.view.currentIndex())
        levels = LEVELS if self.levels.isChecked() else USUAL
        self.model.show_allocation(study, key, levels, as_fractions=self.fractions.isChecked())
        self._fit()
        if cell is not None:
            line, column = self.model.line_of(cell[0]), self.model.column_of(str(cell[1]))
            self.view.setCurrentIndex(self.model.index(line, column))
        self.form.show_row(key)
        self.lines_told.tell(*spread_told(self.session, key))
        self._show_sum()
        self._show_cell()
        self.told.emit()

    def _fit(self) -> None:
        """Cells alike; the names take the rest, or the view scrolls where levels are many."""
        share_width(self.view, 0)
        if self.model.columnCount() > _FEW:
            header = self.view.horizontalHeader()
            header.setSectionResizeMode(0, header.ResizeMode.Interactive)
            self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self.view.setColumnWidth(0, grown(_NAME))
        for column in range(1, self.model.columnCount()):
            self.view.setColumnWidth(column, grown(_CELL))

    def _show_sum(self) -> None:
        made = self.model.made
        if made is None:
            return
        name, ink = ("sure", Ink.SURE) if not made.remainder else ("check", Ink.CHECK)
        if made.remainder < 0:
            name, ink = "lost", Ink.LOST
        self.sign.setPixmap(self.session.look.icon(name, ink).pixmap(20, 20))
        self.sum.setText(self.session.texts.say(sum_message(made)))
        self.give.setVisible(made.remainder > 0)
        self._show_give()

    def _show_give(self) -> None:
        """What the button would do: name the amount and the cell that takes it."""
        made, cell = self.model.made, self.model.cell_at(self.view.currentIndex())
        say = self.session.say
        if made is None or made.remainder <= 0:
            return
        left = full_words(made.remainder)
        self.give.setEnabled(cell is not None and not self.pen.lock)
        if cell is None:
            self.give.setText(say("needs.allocation.give.where", left=left))
        else:
            name = family_name(self.session.study, cell[0])
            self.give.setText(say("needs.allocation.give", left=left, family=name, level=cell[1]))
        self.give.setShortcut(QKeySequence(_REMAINDER))
        self.give.setToolTip(self.pen.lock or say("needs.allocation.give.help", key=_REMAINDER))

    def _show_cell(self) -> None:
        """The share of the current cell in the panel."""
        cell = self.model.cell_at(self.view.currentIndex())
        self.cell_head.setVisible(cell is not None)
        self.cell_told.setVisible(cell is not None)
        if cell is None:
            return
        name = family_name(self.session.study, cell[0])
        self.cell_head.setText(self.session.say("needs.share.title", family=name, level=cell[1]))
        self.cell_told.tell(*share_told(self.session, self.chosen_key(), cell))

    @Slot(QModelIndex, QModelIndex)
    def _on_cell(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_give()
        self._show_cell()

    @Slot(object, str)
    def _on_entered(self, _place: Place, _column: str) -> None:
        self.view.edit(self.view.currentIndex())

    @Slot()
    def _on_give(self) -> None:
        """Let the current cell bear what is left, as one step."""
        cell = self.model.cell_at(self.view.currentIndex())
        if cell is not None:
            self.session.guarded(partial(give_rest, self.session.desk, self.chosen_key(), cell))
