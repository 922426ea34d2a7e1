"""The tasks typed in a table over their Gantt chart; the chosen one in detail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from planner.compute.outlook import Outlook, outlook
from planner.compute.roadmap import Roadmap, roadmap
from planner.errors import InvalidInput
from planner.figures.gantt import gantt
from planner.findings import Place
from planner.tables.roadmap import TYPED, roadmap_table, tasks_table
from ui.actions.fieldwords import with_short_headings
from ui.actions.rowedits import duplicate
from ui.desktop.forms import Form
from ui.desktop.models.editable_model import EditableModel
from ui.desktop.pages.page_tab import PageTab, renew
from ui.desktop.pages.roadmap_task import task_told
from ui.desktop.style import GAP, grown
from ui.desktop.widgets.editable_view import EditableView
from ui.desktop.widgets.empty_state import EmptyState
from ui.desktop.widgets.fitted_figure import FittedFigure
from ui.desktop.widgets.labels import label
from ui.desktop.widgets.link_button import LinkButton
from ui.desktop.widgets.told import Told

if TYPE_CHECKING:
    from planner.changes import Touched
    from planner.figures.figure import Figure
    from planner.tables.table import Table

CONCERNED = (
    "tasks",
    "actions",
    "certifications",
    "baselines",
    "baseline_dates",
    "families",
    "assumptions",
)
_ASKED = ("title", "action", "kind", "days", "after", "owner", "certification")
_SOURCE = ("source.nature", "source.place", "source.note")
#: Points of a figure without end, for a screen that scrolls; of one that fits a printed page.
_ENDLESS, _PRINTED = 1e6, 355.0
#: What the smallest words of the chart (7 points) need to be legible on a screen.
_LEGIBLE = 0.95
_WIDTHS = {
    "title": 236, "kind": 60, "days_low": 46, "days": 54, "days_high": 50, "after": 96,
    "start": 106, "finish": 106, "float_days": 62, "holds": 66, "not_before": 106, "due": 106,
}  # fmt: skip


class TasksTab(PageTab):
    """A table of tasks over their chart."""

    room = "roadmap"
    code = "tasks"
    shows = frozenset({"tasks"})
    adds = "tasks"
    asks = _ASKED
    placed = Roadmap((), None, None)
    beside: Outlook | None = None

    def _build(self) -> None:
        say, look = self.session.say, self.session.look
        self.trouble = label("", "lost", self)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.model = EditableModel(self.pen, "tasks", TYPED, self)
        self.view = EditableView(self.model, look, self)
        self.view.setAccessibleName(say("roadmap.tasks.tab"))
        self.empty = EmptyState(
            look, "roadmap", say("roadmap.tasks.none"), say("roadmap.tasks.none.help"),
            say("roadmap.add"), self,
        )  # fmt: skip
        self.chart = FittedFigure(self.session.texts, look, self)
        self.chart.describe_hits(self._describe)
        self._build_detail()
        self._lay_out()

    def _build_detail(self) -> None:
        self.detail = QWidget()
        self.source = Told(self.detail, is_inset=False)
        self.gaps = LinkButton(self.session.say("roadmap.gaps.open"), self.detail)
        self.gaps.setToolTip(self.session.say("roadmap.gaps.open.help"))
        self.form = Form(self.pen, "tasks", (*TYPED, *_SOURCE), self.detail)
        self.form_head = label(self.session.say("roadmap.task.fields"), "strong", self.detail)
        box = QVBoxLayout(self.detail)
        box.setContentsMargins(GAP, GAP, GAP, 2 * GAP)
        box.setSpacing(GAP)
        for part in (self.source, self.gaps, self.form_head, self.form):
            box.addWidget(part)
        box.addStretch(1)

    def _lay_out(self) -> None:
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        contents = QWidget(self.area)
        contents.setObjectName("contents")
        inner = QVBoxLayout(contents)
        inner.setContentsMargins(0, GAP, GAP, 0)
        inner.addWidget(self.chart)
        inner.addStretch(1)
        self.area.setWidget(contents)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(self.view)
        self.parts.addWidget(self.area)
        self.parts.setSizes([300, 460])
        box = QVBoxLayout(self)
        box.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        box.setSpacing(GAP)
        box.addWidget(self.draft_frame)
        box.addWidget(self.trouble)
        box.addWidget(self.parts, 1)
        box.addWidget(self.empty, 1)

    def _connect(self) -> None:
        self.view.chosen.connect(self._on_chosen)
        self.view.entered_at.connect(self._on_entered)
        self.view.removal_asked.connect(self.remove)
        self.chart.hit.connect(self._on_hit)
        self.chart.place_activated.connect(self._on_place)
        self.gaps.clicked.connect(self._on_gaps)
        self.empty.asked.connect(self.add)

    def refresh(self, touched: Touched) -> None:
        """Place the tasks anew where they, or what they name, were touched."""
        if not touched.has(*CONCERNED):
            return
        study, say = self.session.study, self.session.say
        try:
            self.placed = roadmap(study)
            self.beside = outlook(study, self.placed, self.session.desk.today())
        except (InvalidInput, OverflowError) as error:
            reason = error.message if isinstance(error, InvalidInput) else str(error)
            self._tell(say("roadmap.tasks.beyond", reason=self.session.texts.show(reason)))
            return
        is_first = self.model.columnCount() == 0
        table = tasks_table(study, self.placed, self.beside)
        renew(self.view, with_short_headings(table, self.session.texts))
        if is_first:
            for name, width in _WIDTHS.items():
                self.view.setColumnWidth(self.model.column_of(name), grown(width))
            if table.rows and table.rows[0].place is not None:
                self.view.select_cell(table.rows[0].place.key, "title")
        self._tell(self._trouble())
        plan, has_rows = self.placed.plan, bool(self.placed.tasks)
        self.summary = say(
            "roadmap.tasks.summary", n=len(table.rows), finish=plan.finish if plan else None
        )
        self.parts.setVisible(has_rows)
        self.area.setVisible(plan is not None)
        self.empty.setVisible(not has_rows)
        self._show()

    def chosen_key(self) -> str:
        """The current task."""
        return self.view.current_key()

    def show_place(self, place: Place) -> None:
        """Make a task the current one, and its field where one is named."""
        self.view.select_cell(place.key, place.field)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_added(self, key: str) -> None:
        """Make the task that was added the current one."""
        self.show_place(Place("tasks", key))

    def duplicate(self) -> None:
        """Add a copy of the current task, just after it."""
        desk, key = self.session.desk, self.chosen_key()
        made = self.session.guarded(partial(duplicate, desk, "tasks", key))
        if made:
            self.select_added(made)

    @Slot()
    def remove(self) -> None:
        """Remove the current task; refused, naming them, where others wait for it."""
        key = self.chosen_key()
        if key and not self.pen.lock:
            refusal = self.pen.remove("tasks", key)
            if refusal:
                self.session.refused.emit(refusal)

    def printed(self) -> tuple[Figure | Table, ...]:
        """The chart in pages, then all tasks."""
        study = self.session.study
        figures = gantt(study, self.placed, self.beside, height=_PRINTED)
        return (*figures, roadmap_table(study, self.placed, self.beside))

    def _suggested(self) -> dict[str, str]:
        row = self.session.study.tasks.find(self.chosen_key())
        managed = [action.key for action in self.session.study.actions if action.is_managed]
        suggested = {"kind": "task", "days": "30", "action": managed[-1] if managed else ""}
        return suggested if row is None else suggested | {"action": row.action, "after": row.key}

    def _tell(self, sentence: str) -> None:
        """What stands in the way of dates, above the table."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def _trouble(self) -> str:
        plan, study = self.placed.plan, self.session.study
        if plan is None:
            return self.session.say("roadmap.tasks.undated") if self.placed.tasks else ""
        told = []
        for cycle in plan.cycles:
            names = tuple(study.tasks.get(key).title for key in cycle)
            told.append(self.session.say("roadmap.tasks.circle", names=names))
        return "\n".join(told)

    def _show(self) -> None:
        """The current task in the panel, and marked in the chart."""
        task = self.session.study.tasks.find(self.chosen_key())
        self.detail.setEnabled(task is not None)
        self.title = self.session.say("roadmap.tasks.tab") if task is None else task.title
        if task is not None and self.beside is not None:
            self.source.tell(*task_told(self.session, task, self.placed, self.beside))
            self.gaps.setVisible(bool(task.families))
            self.form.show_row(task.key)
        if self.placed.plan is not None and self.placed.tasks:
            self.chart.fit(self._made)
        self.told.emit()

    def _made(self, width: float) -> Figure:
        (figure,) = gantt(
            self.session.study,
            self.placed,
            self.beside,
            chosen=self.chosen_key(),
            width=width * _LEGIBLE,
            height=_ENDLESS,
        )
        return figure

    def _describe(self, hit: str) -> str:
        task = self.session.study.tasks.find(hit.removeprefix("task:"))
        return "" if task is None else self.session.say("roadmap.task.show", title=task.title)

    @Slot(object)
    def _on_chosen(self, _place: Place | None) -> None:
        self._show()

    @Slot(object, str)
    def _on_entered(self, _place: Place, column: str) -> None:
        self.detail_asked.emit()
        self.form.focus(column)

    @Slot(str)
    def _on_hit(self, hit: str) -> None:
        self.view.select(hit.removeprefix("task:"))

    @Slot(object)
    def _on_place(self, place: Place | None) -> None:
        if place is not None:
            self.view.select(place.key)

    @Slot()
    def _on_gaps(self) -> None:
        self.session.page_asked.emit("gaps")
