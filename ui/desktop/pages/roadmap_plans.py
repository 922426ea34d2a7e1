"""The plans that were kept, typed in place, and what has moved since the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from planner.compute.baselines import slips
from planner.tables.plans import baselines_table, slip_sentence, slips_table
from ui.desktop.latch import latched
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.roadmap_tasks import CONCERNED
from ui.desktop.pages.rows_tab import RowsTab
from ui.desktop.widgets.labels import prose
from ui.desktop.widgets.stacked import fill_tab, split, under
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

_FIELDS = ("name", "made_on", "reason")
_SLIPS = {"task": 262, "then": 116, "now": 116}
_WIDTHS = {"name": 190, "made_on": 116, "reason": 170, "tasks": 76}


class PlansTab(RowsTab):
    """Kept plans above, slips below."""

    room = "roadmap"
    code = "plans"
    shows = frozenset({"baselines"})
    rows = "baselines"
    typed = _FIELDS
    widths = _WIDTHS

    def _build(self) -> None:
        say = self.session.say
        self._make_table("roadmap.plans.list")
        self.slips_model = TableModel(self.session.texts, self)
        self.slips_view = TableView(self.slips_model, self.session.look, self)
        self.slips_view.setAccessibleName(say("roadmap.plans.slips"))
        self.sentence = prose("", "", self)
        self.empty = self._make_empty("verb.roadmap.replan")
        self._make_form("roadmap.plans.fields")
        below = under(say("roadmap.plans.slips"), self.sentence, self.slips_view)
        self.parts = split(self, self.view, below, sizes=(180, 520))
        fill_tab(self, whole=(self.parts, self.empty))

    def _connect(self) -> None:
        super()._connect()
        self.slips_view.activated_at.connect(self._on_task)
        self.empty.asked.connect(self._on_replan)

    def refresh(self, touched: Touched) -> None:
        """Show the plans anew where they, or the tasks, were touched."""
        if not touched.has(*CONCERNED):
            return
        table = baselines_table(self.session.study)
        self._show_rows(table)
        if table.rows and not self.chosen_key() and table.rows[-1].place is not None:
            self.view.select_cell(table.rows[-1].place.key, "name")
        self.parts.setVisible(bool(table.rows))
        self.empty.setVisible(not table.rows)
        latched(self.empty.button, self.pen.lock_of(self.rows))
        self.summary = self.session.texts.say(table.title)
        self._show()

    def printed(self) -> tuple[Figure | Table, ...]:
        """The plans kept, and what moved since the chosen one."""
        study = self.session.study
        row = study.baselines.find(self.chosen_key())
        moved = () if row is None else (slips_table(row, slips(study, row.key)),)
        return (baselines_table(study), *moved)

    def _show(self) -> None:
        study = self.session.study
        row = study.baselines.find(self.chosen_key())
        self.detail.setEnabled(row is not None)
        self.title = self.session.say("roadmap.plans.tab") if row is None else row.name
        if row is not None:
            moved = slips(study, row.key)
            self.slips_view.show_table(slips_table(row, moved), _SLIPS)
            self.sentence.setText(self.session.texts.say(slip_sentence(row, moved)))
            self.form.show_row(row.key)
        self.told.emit()

    @Slot(object)
    def _on_task(self, place: Place | None) -> None:
        if place is not None:
            self.session.place_asked.emit(place)

    @Slot()
    def _on_replan(self) -> None:
        self.session.run_verb("roadmap.replan")
