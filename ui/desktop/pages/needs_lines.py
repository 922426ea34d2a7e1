"""The need lines: typed in place, filtered by kind, drawn as bars; the chosen one in detail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from planner.figures.need_bars import need_bars
from planner.findings import Place
from planner.tables.needs import lines_table, needs_table
from planner.vocab import NeedKind
from ui.actions.fieldwords import with_short_headings
from ui.actions.needlines import remove_line
from ui.actions.rowedits import duplicate
from ui.desktop.forms import Form
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.pages.needs_pedigree import line_told
from ui.desktop.pages.page_tab import PageTab, renew
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.tables.table import Table

_CONCERNED = (
    "need_lines",
    "sectors",
    "allocations",
    "allocation_shares",
    "scenarios",
    "scenario_moves",
)
_FIELDS = ("name", "kind", "sector", "start", "end", "low", "central", "high", "allocation")
_SOURCE = ("source.nature", "source.line", "source.place", "source.note")
_WIDTHS = {
    "name": 106, "kind": 104, "sector": 116, "start": 58, "end": 58, "low": 78, "central": 78,
    "high": 78, "allocation": 150,
}  # fmt: skip


class LinesTab(PageTab):
    """A table of need lines over the bars of one kind."""

    room = "needs"
    code = "lines"
    shows = frozenset({"need_lines"})
    adds = "need_lines"
    asks = _FIELDS

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self._kept: list[str] | None = None
        self.chips = Chips(self)
        for kind in NeedKind:
            self.chips.add(kind, say(f"short.need_kind.{kind}"), say(f"need_kind.{kind}"))
        self.model = EditableModel(self.pen, "need_lines", _FIELDS, self)
        self.view = EditableView(self.model, look, self)
        self.view.setAccessibleName(say("needs.lines.tab"))
        self.empty = EmptyState(
            look, "needs", say("needs.lines.none"), say("needs.lines.none.help"),
            say("needs.add"), self,
        )  # fmt: skip
        self.bars = FittedFigure(self.session.texts, look, self)
        self.bars.describe_hits(self._describe)
        self._build_detail()
        self._lay_out()

    def _build_detail(self) -> None:
        self.detail = QWidget()
        self.source = Told(self.detail, is_inset=False)
        self.form = Form(self.pen, "need_lines", (*_FIELDS, *_SOURCE), self.detail)
        self.form_head = label(self.session.say("needs.line.fields"), "strong", self.detail)
        box = QVBoxLayout(self.detail)
        box.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
        box.setSpacing(GAP)
        for part in (self.source, self.form_head, self.form):
            box.addWidget(part)
        box.addStretch(1)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.addWidget(self.chips)
        bar.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contents = QWidget(self.area)
        contents.setObjectName("contents")
        inner = QVBoxLayout(contents)
        inner.setContentsMargins(0, GAP, GAP, 0)
        inner.addWidget(self.bars)
        inner.addStretch(1)
        self.area.setWidget(contents)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.view)
        self.parts.addWidget(self.area)
        self.parts.setSizes([420, 340])
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addLayout(bar)
        box.addWidget(self.draft_frame)
        box.addWidget(self.parts, 1)
        box.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.chips.changed.connect(self._on_kinds)
        self.view.chosen.connect(self._on_chosen)
        self.view.entered_at.connect(self._on_entered)
        self.view.removal_asked.connect(self.remove)
        self.bars.hit.connect(self._on_hit)
        self.bars.place_activated.connect(self._on_place)
        self.empty.asked.connect(self.add)

    def refresh(self, touched: Touched) -> None:
        """Show the lines anew where they, or what they name, were touched."""
        if not touched.has(*_CONCERNED):
            return
        study = self.session.study
        is_first = self.model.columnCount() == 0
        if renew(self.view, with_short_headings(lines_table(study), self.session.texts)):
            self._kept = None
        if is_first:
            for name, width in _WIDTHS.items():
                self.view.setColumnWidth(self.model.column_of(name), grown(width))
        for kind in NeedKind:
            n = sum(line.kind is kind for line in study.need_lines)
            words = self.session.say(f"short.need_kind.{kind}")
            self.chips.label(kind, f"{capital(words)} {self.session.texts.show(n)}")
        self._on_kinds()

    def chosen_key(self) -> str:
        """The current need line."""
        return self.view.current_key()

    def show_place(self, place: Place) -> None:
        """Make a need line the current one, and its field where one is named."""
        if self.model.line_of(place.key) < 0:
            for button in self.chips.buttons.values():
                button.setChecked(False)
        self.view.select_cell(place.key, place.field)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_added(self, key: str) -> None:
        """Make the line that was added the current one."""
        self.show_place(Place("need_lines", key))

    def duplicate(self) -> None:
        """Add a copy of the current line, just after it."""
        key = self.session.guarded(
            partial(duplicate, self.session.desk, "need_lines", self.chosen_key())
        )
        if key:
            self.select_added(key)

    @Slot()
    def remove(self) -> None:
        """Remove the current line; the scenarios that use it are named where it cannot be."""
        key = self.chosen_key()
        if key and not self.pen.lock:
            self.session.guarded(partial(remove_line, self.session.desk, key))

    def draft_for(self, sector: str) -> None:
        """Open the draft for a need of that sector."""
        self.add()
        self.draft.boxes["sector"].show_typed(sector)

    def printed(self) -> tuple[Figure | Table, ...]:
        """The bars of the current line's kind, and all lines with their sources."""
        study = self.session.study
        line = study.need_lines.find(self.chosen_key())
        figures = () if line is None else (need_bars(study, line.kind),)
        return (*figures, needs_table(study))

    def _suggested(self) -> dict[str, str]:
        row = self.session.study.need_lines.find(self.chosen_key())
        if row is None:
            return {}
        return {"kind": str(row.kind), "start": str(row.start), "end": str(row.end)}

    @Slot()
    def _on_kinds(self) -> None:
        """Keep the lines of the kinds that are on; all where none is."""
        kinds, study = self.chips.chosen(), self.session.study
        keys = [line.key for line in study.need_lines if not kinds or line.kind in kinds]
        if keys != self._kept:
            now, column = self.view.current_key(), self.view.current_column()
            self._kept = keys
            self.model.filter("", keys)
            if not self.view.select_cell(now, column) and keys:
                self.view.select_cell(keys[0], column)
        n = len(study.need_lines)
        self.summary = self.session.say("needs.lines.summary", shown=len(keys), n=n)
        self.parts.setVisible(bool(n))
        self.chips.setVisible(bool(n))
        self.empty.setVisible(not n)
        self._show()

    def _show(self) -> None:
        """The current line in the panel, its kind as bars."""
        study = self.session.study
        line = study.need_lines.find(self.chosen_key())
        self.detail.setEnabled(line is not None)
        self.title = self.session.say("needs.lines.tab") if line is None else line.name
        if line is not None:
            self.source.tell(*line_told(self.session, line))
            self.form.show_row(line.key)
            self.bars.fit(partial(self._made, line.kind))
        self.told.emit()

    def _made(self, kind: NeedKind, width: float) -> Figure:
        return need_bars(self.session.study, kind, width=width)

    def _describe(self, hit: str) -> str:
        line = self.session.study.need_lines.find(hit.removeprefix("line:"))
        return "" if line is None else self.session.say("needs.line.show", name=line.name)

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._show()

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self.detail_asked.emit()
        self.form.focus(column)

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        self.view.select(hit.removeprefix("line:"))

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None:
            self.view.select(place.key)
