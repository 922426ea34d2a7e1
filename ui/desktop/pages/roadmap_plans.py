"""The plans that were kept, typed in place, and what has moved since the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from planner.compute.baselines import slips
from planner.tables.plans import baselines_table, slip_sentence, slips_table
from ui.desktop.forms import Form
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.models.table_model import TableModel
from ui.desktop.pages.page_tab import PageTab, renew
from ui.desktop.pages.roadmap_tasks import CONCERNED
from ui.desktop.style import GAP
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.labels import label, prose
from ui.desktop.widgets.table_view import TableView

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.findings import Place
    from planner.tables.table import Table

_FIELDS = ("name", "made_on", "reason")


class PlansTab(PageTab):
    """Kept plans above, slips below."""

    room = "roadmap"
    code = "plans"
    shows = frozenset({"baselines"})

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.model = EditableModel(self.pen, "baselines", _FIELDS, self)
        self.view = EditableView(self.model, look, self)
        self.view.setAccessibleName(say("roadmap.plans.list"))
        self.slips_model = TableModel(self.session.texts, self)
        self.slips_view = TableView(self.slips_model, look, self)
        self.slips_view.setAccessibleName(say("roadmap.plans.slips"))
        self.sentence = prose("", "", self)
        self.empty = EmptyState(
            look, "roadmap", say("roadmap.plans.none"), say("roadmap.plans.none.help"),
            say("verb.roadmap.replan"), self,
        )  # fmt: skip
        self.detail = QWidget()
        self.form = Form(self.pen, "baselines", _FIELDS, self.detail)
        box = QVBoxLayout(self.detail)
        box.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
        box.addWidget(label(say("roadmap.plans.fields"), "strong", self.detail))
        box.addWidget(self.form)
        box.addStretch(1)
        self._lay_out()

    def _lay_out(self) -> None:
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.setChildrenCollapsible(False)
        below = QWidget(self.parts)
        box = QVBoxLayout(below)
        box.setContentsMargins(0, GAP, 0, 0)
        box.setSpacing(GAP // 2)
        box.addWidget(label(self.session.say("roadmap.plans.slips"), "section", below))
        box.addWidget(self.sentence)
        box.addWidget(self.slips_view)
        self.parts.addWidget(self.view)
        self.parts.addWidget(below)
        self.parts.setSizes([180, 520])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        whole.addWidget(self.parts, 1)
        whole.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.entered_at.connect(self._on_entered)
        self.view.removal_asked.connect(self.remove)
        self.slips_view.activated_at.connect(self._on_task)
        self.empty.asked.connect(self._on_replan)

    def refresh(self, touched: Touched) -> None:
        """Show the plans anew where they, or the tasks, were touched."""
        if not touched.has(*CONCERNED):
            return
        table = baselines_table(self.session.study)
        renew(self.view, table)
        if table.rows and not self.chosen_key() and table.rows[-1].place is not None:
            self.view.select_cell(table.rows[-1].place.key, "name")
        self.parts.setVisible(bool(table.rows))
        self.empty.setVisible(not table.rows)
        self.summary = self.session.texts.say(table.title)
        self._show()

    def chosen_key(self) -> str:
        """The current plan."""
        return self.view.current_key()

    def show_place(self, place: Place) -> None:
        """Make a kept plan the current one."""
        self.view.select_cell(place.key, place.field)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def remove(self) -> None:
        """Remove the current plan with its dates; the tasks stay as they are."""
        key = self.chosen_key()
        if key and not self.pen.lock:
            self.pen.remove("baselines", key)

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
            self.slips_view.show_table(slips_table(row, moved))
            self.sentence.setText(self.session.texts.say(slip_sentence(row, moved)))
            self.form.show_row(row.key)
        self.told.emit()

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._show()

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self.detail_asked.emit()
        self.form.focus(column)

    @Slot(object)
    def _on_task(self, place: Place | None) -> None:
        if place is not None:
            self.session.place_asked.emit(place)

    @Slot()
    def _on_replan(self) -> None:
        self.session.run_verb("roadmap.replan")
