"""The rows of a reply and their cells, and the keys and buttons by which they are decided upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.exchange.replies import RowFate
from planner.exchange.taking import Decisions, RowChoice, Side, choices_of
from planner.tables.replies import cells_table, refusals_table, rows_table
from ui.desktop.models.table_model import TableModel
from ui.desktop.style import GAP, as_role, grown
from ui.desktop.widgets.flow import Flow
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from planner.exchange.replies import Comparison, ReplyRow
    from planner.findings import Place
    from ui.desktop.session import Session

#: What each act does, by its key: a side for cells, a choice for new and for absent rows.
ACTS: dict[str, tuple[Side | None, tuple[RowChoice, ...], str]] = {
    "theirs": (Side.THEIRS, (RowChoice.ADD,), "R"),
    "ours": (Side.OURS, (RowChoice.LEAVE, RowChoice.KEEP), "E"),
    "archive": (None, (RowChoice.ARCHIVE,), "A"),
    "drop": (None, (RowChoice.DROP,), "S"),
}
#: The rows whose cells are decided upon one by one.
_DECIDED = (RowFate.CONFLICTING, RowFate.CHANGED)
_READ_WHOLE = 24  # signs that a column of the cells shows at every size of the window
_LONGEST = 280  # signs of a text that is told below the cells
_LEAST = 96  # px at 100 % that a table is high
_ROWS, _CELLS = 11, 9  # shares of the height


class DecisionBoard(QWidget):
    """The rows, below them the cells of the current one, then the acts.

    An act is about the selected cells where one is at work in the cells, else about all cells that
    are open in the selected rows.

    Signals:
        decided(): something was decided.
    """

    decided = Signal()

    def __init__(self, session: Session, parent: QWidget, room: str = "exchange") -> None:
        """Nothing to decide upon yet; words of ``room`` stand for those of the exchange."""
        super().__init__(parent)
        self.session, self._room = session, room
        self.decisions = Decisions()
        self._comparison: Comparison | None = None
        self._rows: dict[str, ReplyRow] = {}
        self._fate: RowFate | None = None
        self._is_in_cells = False
        self._build()
        self._connect()

    def _build(self) -> None:
        words, texts, look = self._words, self.session.texts, self.session.look
        self.chips: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._flow = Flow(GAP)
        for name in ("all", *RowFate):
            chip = QToolButton(self)
            as_role(chip, "chip")
            chip.setCheckable(True)
            chip.setProperty("fate", str(name))
            chip.setToolTip(words(f"show.{name}"))
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            self.chips[str(name)] = chip
        self.chips["all"].setChecked(True)
        self.row_model, self.cell_model = TableModel(texts, self), TableModel(texts, self)
        self.rows = TableView(self.row_model, look, self)
        self.rows.setAccessibleName(words("rows"))
        self.cells = TableView(self.cell_model, look, self)
        self.cells.setAccessibleName(words("cells"))
        self.rows.setMinimumHeight(grown(_LEAST))
        self.cells.setMinimumHeight(grown(_LEAST))
        self.cells_title = label("", "strong", self)
        self.cells_title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.why = label("", "muted", self)
        self.states = label("", "muted", self)
        for told in (self.why, self.states):
            told.setWordWrap(True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.whole = QCheckBox(words("cells.whole"), self)
        self.whole.setToolTip(words("cells.whole.help"))
        self.acts = {name: self._act(name, key) for name, (_, _, key) in ACTS.items()}
        self._lay_out()

    def _words(self, code: str, **values: object) -> str:
        """The words of the room where it has its own, else those of the exchange."""
        own = f"{self._room}.{code}"
        return self.session.say(
            own if self.session.texts.knows(own) else f"exchange.{code}", **values
        )

    def _act(self, name: str, key: str) -> QPushButton:
        button = QPushButton(self._words(f"act.{name}"), self)
        button.setToolTip(f"{self._words(f'act.{name}.help')} ({key})")
        button.setProperty("act", name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the tables at work
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(button.click)
        return button

    def _lay_out(self) -> None:
        below = QWidget(self)
        head = QHBoxLayout()
        head.addWidget(self.cells_title, 1)
        head.addWidget(self.whole)
        cells = QVBoxLayout(below)
        cells.setContentsMargins(0, GAP, 0, 0)
        cells.setSpacing(GAP // 2)
        cells.addLayout(head)
        cells.addWidget(self.why)
        cells.addWidget(self.cells, 1)
        cells.addWidget(self.states)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.splitter.addWidget(self.rows)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, _ROWS)
        self.splitter.setStretchFactor(1, _CELLS)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for button in self.acts.values():
            line.addWidget(button)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(self._flow)
        box.addWidget(self.splitter, 1)
        box.addLayout(line)

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._on_chip)
        self.rows.chosen.connect(self._on_row)
        self.rows.activated_at.connect(self._on_opened)
        self.whole.toggled.connect(self._on_whole)
        self.cells.chosen.connect(self._on_cell)
        self.cells.activated_at.connect(self._on_turned)
        for view in (self.rows, self.cells):
            view.installEventFilter(self)
            view.selectionModel().selectionChanged.connect(self._on_selected)
        for button in self.acts.values():
            button.clicked.connect(self._on_act)

    def show_comparison(self, comparison: Comparison, decisions: Decisions) -> None:
        """Show a reply held against the study, under the decisions made so far."""
        self._comparison, self.decisions = comparison, decisions
        self._rows = {row.name: row for row in comparison.rows}
        counts = comparison.counts()
        say = self.session.say
        room = "exchange" if comparison.institution is not None else "lheo"
        self.chips[RowFate.REFUSED].setToolTip(say(f"{room}.show.refused"))
        for fate in RowFate:
            chip = self.chips[str(fate)]
            chip.setText(say(f"exchange.count.{fate}", n=counts[fate]))
            chip.setEnabled(bool(comparison.of(fate)))
        self.chips["all"].setText(self._words("show.all_of", n=len(comparison.rows)))
        if self._fate is not None and not comparison.of(self._fate):
            self._fate = None
            self.chips["all"].setChecked(True)
        self._show_rows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice which table one is at work in."""
        if event.type() is QEvent.Type.FocusIn:
            self._is_in_cells = watched is self.cells
            self._lock()
        return super().eventFilter(watched, event)

    def selected_rows(self) -> tuple[ReplyRow, ...]:
        """The rows of the selected lines."""
        return tuple(self._rows[key] for key in _keys(self.rows, self.row_model))

    def _show_rows(self) -> None:
        if self._comparison is None:
            return
        fates = () if self._fate is None else (self._fate,)
        self.rows.show_table(rows_table(self._comparison, self.decisions, *fates))
        self.rows.setColumnHidden(4, True)
        if not self.rows.current_key() and self.row_model.rowCount():
            self.rows.select(_keys_of(self.row_model)[0])
        self._show_cells()

    def _show_cells(self) -> None:
        """The cells of the current row; of a refused one what was refused."""
        row = self._rows.get(self.rows.current_key())
        self.cells_title.setText("" if row is None else row.title)
        self._tell(self.why, "" if row is None or not row.collection else self._why(row))
        self.cells.setVisible(row is not None)
        if row is not None and self._comparison is not None:
            study = self.session.study
            if row.fate is RowFate.REFUSED and not row.collection:
                only = type(self._comparison)(self._comparison.institution, (row,))
                self.cells.show_table(refusals_table(study, only))
            else:
                is_whole = self.whole.isChecked()
                copy = self._comparison.copy
                table = cells_table(study, row, self.decisions, is_whole=is_whole, copy=copy)
                self.cells.show_table(table)
            self.cells.setColumnHidden(6, True)  # the code
        self._show_states()
        self._lock()

    def _why(self, row: ReplyRow) -> str:
        """Why a row is left out; nothing where it is not."""
        return " ".join(self.session.texts.say(each.said) for each in row.refused)

    def _show_states(self) -> None:
        """The three texts of the current cell of a copy, where they are longer than its columns."""
        row = self._rows.get(self.rows.current_key())
        line = max(0, self.cells.currentIndex().row())
        words = ""
        if row is not None and row.collection and line < self.cell_model.rowCount():
            texts = [str(self.cell_model.index(line, at).data() or "–") for at in (0, 2, 3, 4)]
            if max(map(len, texts[1:])) > _READ_WHOLE:
                short = map(_shortened, texts)
                named = dict(zip(("cell", "base", "ours", "theirs"), short, strict=True))
                words = self.session.say("copies.states", **named)
        self._tell(self.states, words)

    def _tell(self, told: QLabel, words: str) -> None:
        told.setText(words)
        told.setVisible(bool(words))

    def _lock(self) -> None:
        """Let those acts be asked that some selected row or cell can take."""
        rows = self.selected_rows()
        has_cells = any(row.fate in _DECIDED for row in rows)
        possible = {choice for row in rows for choice in choices_of(row)}
        for name, (side, choices, _) in ACTS.items():
            is_open = (side is not None and has_cells) or bool(possible & set(choices))
            self.acts[name].setEnabled(is_open)

    def _decide(self, name: str) -> None:
        side, choices, _ = ACTS[name]
        current = self._rows.get(self.rows.current_key())
        if self._is_in_cells and current is not None and side is not None and current.cells:
            codes = set(_keys(self.cells, self.cell_model))
            self._side((current,), side, codes)
        else:
            self._side(self.selected_rows(), side, None)
            for row in self.selected_rows():
                chosen = [c for c in choices if c in choices_of(row)]
                if chosen:
                    self.decisions = self.decisions.with_row(row.name, chosen[0])
        self._show_rows()
        self.decided.emit()

    def _side(self, rows: tuple[ReplyRow, ...], side: Side | None, codes: set[str] | None) -> None:
        for row in rows if side is not None else ():
            for cell in row.cells:
                if row.fate in _DECIDED and cell.is_open and (codes is None or cell.code in codes):
                    assert side is not None
                    self.decisions = self.decisions.with_cell(row.name, cell.code, side)

    @Slot()
    def _on_act(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._decide(str(sender.property("act")))

    @Slot(object)
    def _on_row(self, _place: Place | None) -> None:
        self._show_cells()

    @Slot(object)
    def _on_cell(self, _place: Place | None) -> None:
        self._show_states()

    @Slot()
    def _on_whole(self) -> None:
        self._show_cells()

    @Slot(object)
    def _on_opened(self, _place: Place | None) -> None:
        """Enter on a row leads to its cells."""
        self.cells.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.cells.currentIndex().isValid() and self.cell_model.rowCount():
            self.cells.setCurrentIndex(self.cell_model.index(0, 0))

    @Slot(object)
    def _on_turned(self, place: Place | None) -> None:
        """Enter on a cell takes the other side."""
        row = self._rows.get(self.rows.current_key())
        cell = next((c for c in row.cells if place and c.code == place.key), None) if row else None
        if row is not None and cell is not None and cell.is_open and row.fate in _DECIDED:
            is_theirs = self.decisions.side(row, cell) is Side.THEIRS
            self._is_in_cells = True
            self._decide("ours" if is_theirs else "theirs")

    @Slot()
    def _on_selected(self) -> None:
        self._lock()

    @Slot(object)
    def _on_chip(self, chip: QToolButton) -> None:
        name = str(chip.property("fate"))
        self._fate = None if name == "all" else RowFate(name)
        self._show_rows()


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _keys(view: TableView, model: TableModel) -> tuple[str, ...]:
    """The keys of the selected lines, in the order shown."""
    lines = sorted(index.row() for index in view.selectionModel().selectedRows())
    places = (model.row_at(line).place for line in lines)
    return tuple(place.key for place in places if place is not None)


def _keys_of(model: TableModel) -> tuple[str, ...]:
    places = (model.row_at(line).place for line in range(model.rowCount()))
    return tuple(place.key for place in places if place is not None)
