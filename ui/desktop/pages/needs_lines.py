"""The need lines: typed in place, filtered by kind, drawn as bars; the chosen one in detail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from planner.figures.need_bars import need_bars
from planner.tables.needs import lines_table, needs_table
from planner.vocab import NeedKind
from ui.actions.fieldwords import with_short_headings
from ui.actions.needlines import remove_line
from ui.desktop.pages.needs_pedigree import line_told
from ui.desktop.pages.rows_tab import FiguredTab
from ui.desktop.widgets.chips import Chips
from ui.desktop.widgets.headed import capital
from ui.desktop.widgets.scrolled import scrolled
from ui.desktop.widgets.stacked import fill_tab, split
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
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


class LinesTab(FiguredTab):
    """A table of need lines over the bars of one kind."""

    room = "needs"
    code = "lines"
    shows = frozenset({"need_lines"})
    adds = "need_lines"
    asks = typed = _FIELDS
    rows = "need_lines"
    more = _SOURCE
    widths = _WIDTHS
    hits = "line:"

    def _build(self) -> None:
        say = self.session.say
        self._kept: list[str] | None = None
        self.chips = Chips(self)
        for kind in NeedKind:
            self.chips.add(kind, say(f"short.need_kind.{kind}"), say(f"need_kind.{kind}"))
        self._make_table("needs.lines.tab")
        self.empty = self._make_empty()
        self._make_figure()
        self.source = Told(self.detail, is_inset=False)
        self._make_form("needs.line.fields", self.source)
        bar = QHBoxLayout()
        bar.addWidget(self.chips)
        bar.addStretch(1)
        self.area = scrolled(self.figure, self, goes_aside=True)
        self.parts = split(self, self.view, self.area, sizes=(420, 340))
        fill_tab(self, bar, self.draft_frame, whole=(self.parts, self.empty))

    def _connect(self) -> None:
        super()._connect()
        self.chips.changed.connect(self._on_kinds)
        self.empty.asked.connect(self.add)

    def refresh(self, touched: Touched) -> None:
        """Show the lines anew where they, or what they name, were touched."""
        if not touched.has(*_CONCERNED):
            return
        study = self.session.study
        if self._show_rows(with_short_headings(lines_table(study), self.session.texts)):
            self._kept = None
        for kind in NeedKind:
            n = sum(line.kind is kind for line in study.need_lines)
            words = self.session.say(f"short.need_kind.{kind}")
            self.chips.label(kind, f"{capital(words)} {self.session.texts.show(n)}")
        self._on_kinds()

    def show_place(self, place: Place) -> None:
        """Make a need line the current one, of whichever kind it is."""
        if self.model.line_of(place.key) < 0:
            for button in self.chips.buttons.values():
                button.setChecked(False)
        super().show_place(place)

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
            self.figure.fit(partial(self._made, line.kind))
        self.told.emit()

    def _made(self, kind: NeedKind, width: float) -> Figure:
        return need_bars(self.session.study, kind, width=width)

    def _drop(self, key: str) -> None:
        remove_line(self.session.desk, key)

    def _offered(self, key: str) -> str:
        line = self.session.study.need_lines.find(key)
        return "" if line is None else self.session.say("needs.line.show", name=line.name)
