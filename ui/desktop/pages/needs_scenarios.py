"""Scenarios with their need lines, and the numbers that are taken on trust; typed in place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.tables.needs import assumptions_table, line_in_list, scenario_lines_table
from planner.words import unit
from ui.actions.fieldwords import Option
from ui.actions.needlines import choose, duplicate_named
from ui.desktop.forms import Form
from ui.desktop.inputs import ChecksInput
from ui.desktop.latch import locked
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.pages.needs_pedigree import scenario_told
from ui.desktop.pages.page_tab import renew
from ui.desktop.pages.rows_tab import RowsTab
from ui.desktop.style import grown
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.line_list import Line
from ui.desktop.widgets.stacked import fill_panel, fill_tab, split, under
from ui.desktop.widgets.told import Told
from ui.desktop.widgets.wrapping import share_width

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

_SCENARIOS = ("scenarios", "need_lines", "scenario_moves", "allocations", "allocation_shares")
_SCENARIO = ("name", "seat_kind", "comment")
_ASSUMPTION = ("value", "reason")
_ASSUMED = ("name", "value", "reason", "source.nature", "source.place", "source.note")


_THREE_LINES = 62  # px


class ScenariosTab(RowsTab):
    """A table of scenarios over a table of assumptions; the one in use is told beside."""

    room = "needs"
    code = "scenarios"
    shows = frozenset({"assumptions"})
    adds = "scenarios"
    rows = "scenarios"
    asks = typed = _SCENARIO

    def _build(self) -> None:
        say = self.session.say
        self._make_table("collection.scenarios")
        self.assumed = EditableModel(self.pen, "assumptions", _ASSUMPTION, self)
        self.assumed_view = EditableView(self.assumed, self.session.look, self)
        self.assumed_view.setAccessibleName(say("collection.assumptions"))
        self._build_detail()
        self._lay_out()

    def _build_detail(self) -> None:
        say = self.session.say
        self.detail = QWidget()
        self.scenario, self.assumption = QWidget(self.detail), QWidget(self.detail)
        self.form = Form(self.pen, "scenarios", _SCENARIO, self.scenario)
        self.told_here = Told(self.scenario, is_inset=False)
        self.lines = ChecksInput((), self.scenario)
        self.lines.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setAccessibleName(say("field.scenarios.need_lines"))
        self.refusal = prose("", "lost", self.scenario)
        self.refusal.hide()
        self._offered: tuple[Option, ...] = ()
        fill_panel(
            self.scenario,
            self.form,
            label(say("field.scenarios.need_lines"), "strong", self.scenario),
            self.told_here,
            self.refusal,
            self.lines,
        )
        self.assumption_form = Form(self.pen, "assumptions", _ASSUMED, self.assumption)
        self.unit = Told(self.assumption, is_inset=False)
        fill_panel(
            self.assumption,
            prose(say("needs.assumption.trust"), "small", self.assumption),
            self.unit,
            self.assumption_form,
        )
        room = QVBoxLayout(self.detail)
        room.setContentsMargins(0, 0, 0, 0)
        for part in (self.scenario, self.assumption):
            room.addWidget(part)
        self.assumption.hide()

    def _lay_out(self) -> None:
        say = self.session.say
        above = under(say("collection.scenarios"), self.view)
        below = under(say("collection.assumptions"), self.assumed_view)
        self.parts = split(self, above, below, sizes=(190, 570))
        fill_tab(self, self.draft_frame, whole=(self.parts,))

    def _connect(self) -> None:
        super()._connect()
        self.assumed_view.chosen.connect(self._on_assumption)
        self.assumed_view.entered_at.connect(self._on_assumption_entered)
        self.lines.itemChanged.connect(self._on_ticked)

    def refresh(self, touched: Touched) -> None:
        """Show anew the table that was touched."""
        study = self.session.study
        if touched.has(*_SCENARIOS):
            if self._show_rows(scenario_lines_table(study)):
                share_width(self.view, self.model.column_of("comment"))
            if not self.view.currentIndex().isValid() and self.model.rowCount():
                self.view.setCurrentIndex(self.model.index(0, 0))
            self._show()
        if touched.has("assumptions"):
            if renew(self.assumed_view, assumptions_table(study)):
                self._fit_assumptions()
            self._show_assumption()
        n, given = len(study.assumptions), sum(row.value is not None for row in study.assumptions)
        said = self.session.say("needs.scenarios.summary", n=len(study.scenarios))
        told = self.session.say("needs.assumptions.summary", n=n, given=given)
        self.summary = f"{said} · {told}"
        self._tell()

    def _fit_assumptions(self) -> None:
        """Names and reasons share the width; a name that differs by its last words stays whole."""
        view, model = self.assumed_view, self.assumed
        for name in ("place", "line"):
            view.setColumnHidden(model.column_of(name), True)
        share_width(view, model.column_of("name"), model.column_of("reason"), two_lines=True)
        view.verticalHeader().setDefaultSectionSize(grown(_THREE_LINES))

    def show_place(self, place: Place) -> None:
        """Make a scenario or an assumption the current one."""
        is_scenario = place.collection == "scenarios"
        view = self.view if is_scenario else self.assumed_view
        view.select_cell(place.key, place.field)
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._front(self.scenario if is_scenario else self.assumption)

    def _copy(self, key: str) -> str:
        """A copy of the scenario with its moves, under a name of its own."""
        name = self.session.say("needs.copy", name=self.session.study.scenarios.get(key).name[:150])
        return duplicate_named(self.session.desk, "scenarios", key, name)

    def printed(self) -> tuple[Figure | Table, ...]:
        """The scenarios, and the numbers taken on trust."""
        study = self.session.study
        return scenario_lines_table(study), assumptions_table(study)

    def _show(self) -> None:
        """The current scenario in the panel, its lines ticked."""
        study = self.session.study
        row = study.scenarios.find(self.chosen_key())
        self.scenario.setEnabled(row is not None)
        if row is None:
            return
        self.form.show_row(row.key)
        self.told_here.tell(*scenario_told(self.session, row))
        options = self._options()
        with QSignalBlocker(self.lines):
            if options != self._offered:  # a list is not refilled while one of its boxes is ticked
                self._offered = options
                self.lines.offer(options)
                self.lines.setFixedHeight(self.lines.height_of_lines())
            self.lines.show_typed(";".join(row.need_lines))
            locked(self.lines, self.pen.lock)

    def _options(self) -> tuple[Option, ...]:
        study, texts = self.session.study, self.session.texts
        return tuple(
            Option(line.key, texts.say(line_in_list(study, line)), line.name)
            for line in study.need_lines
        )

    def _show_assumption(self) -> None:
        key = self.assumed_view.current_key()
        row = self.session.study.assumptions.find(key)
        if row is not None:
            self.assumption_form.show_row(key)
            words = self.session.say("field.assumptions.unit")
            self.unit.tell([Line(words, self.session.texts.say(unit(row.unit)))])

    def _front(self, part: QWidget) -> None:
        for other in (self.scenario, self.assumption):
            other.setVisible(other is part)
        self._tell()

    def _tell(self) -> None:
        study = self.session.study
        if not self.scenario.isHidden():
            row = study.scenarios.find(self.chosen_key())
        else:
            row = study.assumptions.find(self.assumed_view.current_key())  # type: ignore[assignment]
        self.title = self.session.say("needs.scenarios.tab") if row is None else row.name
        self.told.emit()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._refuse("")
        self._show()
        self._front(self.scenario)

    @Slot(object)
    def _on_assumption(self, _place: Place | None) -> None:
        self._show_assumption()
        self._front(self.assumption)

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self.detail_asked.emit()
        self._front(self.scenario)
        if not self.form.focus(column):
            self.lines.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, str)
    def _on_assumption_entered(self, _place: Place, column: str) -> None:
        self.detail_asked.emit()
        self._front(self.assumption)
        self.assumption_form.focus(column)

    @Slot(object)
    def _on_ticked(self, _item: object) -> None:
        """Take one line in or out; where it is refused, its box goes back and the reason stays."""
        row = self.session.study.scenarios.get(self.chosen_key())
        ticked = {key for key in self.lines.typed().split(";") if key}
        refusals = [
            self.pen.refused(
                partial(choose, self.session.desk, row.key, key, is_chosen=key in ticked)
            )
            for key in sorted(ticked ^ set(row.need_lines))
        ]
        self._refuse(" ".join(filter(None, refusals)))
        self.lines.show_typed(";".join(self.session.study.scenarios.get(row.key).need_lines))
